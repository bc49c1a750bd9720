"""The catalogue: everything by name."""

from __future__ import annotations

import pytest

from portal.graph.catalogue import Catalogue, Entry
from portal.graph.load import Data
from portal.namespaces import GRAPH, ID, KIERRE, RDFS, SKOS, STATEMENT


@pytest.fixture(scope="module")
def catalogue(small: Data) -> Catalogue:
    return Catalogue(small)


def entry(**texts: str) -> Entry:
    """An entry with labels by language."""
    made = Entry(ID + "some-thing")
    for language, text in texts.items():
        made.texts[SKOS + "prefLabel"][language].append(text)
    return made


def test_a_label_is_in_the_reader_s_language(catalogue: Catalogue) -> None:
    """Each language has its name."""
    labels = [catalogue[ID + "queues-grow"].label(language) for language in ("fi", "sv", "en")]
    assert labels == [("jonojen kasvu", "fi"), ("växande köer", "sv"), ("growing queues", "en")]


def test_a_missing_language_falls_back_and_says_so() -> None:
    """A reader gets the next language, with its name."""
    assert entry(sv="kö").label("en") == ("kö", "sv")
    assert entry(sv="kö", fi="jono").label("en") == ("jono", "fi")


def test_a_thing_without_label_is_called_by_its_slug() -> None:
    """The slug is in no language."""
    assert entry().label("fi") == ("some-thing", "zxx")
    assert Entry(KIERRE + "counters").slug == "counters"


def test_a_label_of_a_class_and_of_a_statement_is_found(catalogue: Catalogue, real: Data) -> None:
    """rdfs:label serves where there is no skos:prefLabel."""
    assert catalogue[STATEMENT + "aikumetod-queues-grow"].label("fi") == ("jonojen kasvu", "fi")
    assert Catalogue(real)[KIERRE + "Barrier"].one(RDFS + "label", "en") is not None


def test_one_and_many_texts(catalogue: Catalogue) -> None:
    """`one` falls back between languages, `many` does not."""
    made = entry(fi="jono")
    assert made.one(SKOS + "prefLabel", "sv") == ("jono", "fi")
    assert made.many(SKOS + "prefLabel", "sv") == []
    assert made.one(SKOS + "note", "sv") is None
    assert catalogue[ID + "queues-grow"].many(SKOS + "prefLabel", "sv") == ["växande köer"]


def test_a_relation_is_named_by_its_ends(catalogue: Catalogue) -> None:
    """A judged relation has no label of its own."""
    name, _ = catalogue[ID + "relation-in-depth-work-counters-queues-grow"].label("en")
    assert name == "in-depth work – counters – growing queues"


def test_classes_levels_position_and_basis(catalogue: Catalogue) -> None:
    """What a list needs to know of a thing."""
    found = catalogue[ID + "enabling-leadership"]
    assert (found.classes, found.position, found.inferred) == ([KIERRE + "Mechanism"], 1, False)
    assert len(found.levels) == 3
    assert catalogue[ID + "link-queues-hurry"].inferred


def test_things_of_a_class_stand_by_position_then_by_name(real: Data) -> None:
    """Mechanisms with a number come first, in their order; the others follow by their Finnish name."""
    mechanisms = Catalogue(real).of_class(KIERRE + "Mechanism")
    numbered = [each.position for each in mechanisms if each.position]
    others = [each.label("fi")[0].casefold() for each in mechanisms if not each.position]
    assert [each.position for each in mechanisms] == [1, 2, 3, 4, 5] + [None] * len(others)
    assert (numbered, others) == ([1, 2, 3, 4, 5], sorted(others))


def test_only_what_has_a_class_is_known(catalogue: Catalogue) -> None:
    """A name that is only mentioned is not in the catalogue."""
    assert ID + "queues-grow" in catalogue
    assert ID + "nothing" not in catalogue
    assert catalogue[ID + "nothing"].slug == "nothing"
    assert catalogue.of_class(KIERRE + "Nothing") == []


def test_classes_are_those_of_ours_that_have_things(catalogue: Catalogue) -> None:
    """Statements and pages are no kinds of things to walk by."""
    names = {each.slug for each in catalogue.classes()}
    assert {"Barrier", "Mechanism", "CausalLink", "Relation"} <= names
    assert not {"SourceStatement", "GuidancePage"} & names


def test_the_view_of_the_sources_leaves_our_hypotheses_out(catalogue: Catalogue) -> None:
    """Its graphs are all but those named hypotheses-…"""
    assert catalogue.source_graphs == [GRAPH + name for name in ("pages", "statements-world", "things")]


def test_entries_can_be_walked(catalogue: Catalogue) -> None:
    """Every thing of the small world is met once."""
    iris = [each.iri for each in catalogue]
    assert len(iris) == len(set(iris))
    assert ID + "queues-grow" in iris


def test_replacements_are_followed_to_their_end(catalogue: Catalogue) -> None:
    """Through what has been replaced itself, also when it leads back; a chain that ends in nothing leads nowhere."""
    chain = {"a": ["b"], "b": ["c", "a", "f"], "c": ["d", "e"], "e": ["d"], "f": []}
    known = {ID + name: Entry(ID + name, deprecated=True, replacements=[ID + each for each in to]) for name, to in chain.items()}
    catalogue._entries.update(known)
    found = {name: catalogue.successors(ID + name) for name in "abdf"}
    for iri in known:
        del catalogue._entries[iri]
    assert found == {"a": [ID + "d"], "b": [ID + "d"], "d": [], "f": []}
