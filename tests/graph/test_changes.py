"""What has changed between two versions of the data."""

from __future__ import annotations

import pytest

from portal.graph.changes import Changed, Changes, Snapshot, compare
from portal.namespaces import DCTERMS, GRAPH, ID, KIERRE, OWL, RDF, SKOS, XSD
from portal.terms import Iri, Text

LABEL = SKOS + "prefLabel"


def lines(*facts: tuple[str, str, str], graph: str = "model") -> list[bytes]:
    """N-Quads of facts: a slug, a property and a value as it is written."""
    return [f"<{ID}{slug}> <{name}> {value} <{GRAPH}{graph}> .\n".encode() for slug, name, value in facts]


def changes(old: list[bytes], new: list[bytes]) -> Changes:
    return compare(Snapshot("old", lambda: old), Snapshot("new", lambda: new))


HURRY = ("hurry", LABEL, '"kiire"@fi')
QUEUES = ("queues", LABEL, '"jonot"@fi')
BARRIER = ("hurry", RDF + "type", f"<{KIERRE}Barrier>")


def test_the_same_is_no_change() -> None:
    """Whatever the order of the lines."""
    assert not changes(lines(HURRY, QUEUES), lines(QUEUES, HURRY))


def test_the_file_of_a_triple_does_not_count() -> None:
    """A thing that moves to another file says what it said."""
    assert not changes(lines(HURRY), lines(HURRY, graph="other"))


def test_what_is_new_is_added_with_its_names_and_classes() -> None:
    """As the new version names it."""
    (added,) = changes(lines(QUEUES), lines(QUEUES, HURRY, BARRIER)).added
    assert (added.iri, added.names, added.classes) == (ID + "hurry", (("fi", "kiire"),), (KIERRE + "Barrier",))


def test_what_is_gone_is_removed_with_its_old_name() -> None:
    """The new version has none."""
    found = changes(lines(QUEUES, HURRY), lines(QUEUES))
    assert [(item.iri, item.names) for item in found.removed] == [(ID + "hurry", (("fi", "kiire"),))]
    assert not found.added


def test_a_changed_thing_tells_old_and_new_values() -> None:
    """By property; values that stayed are left out."""
    stayed = ("hurry", LABEL, '"brådska"@sv')
    found = changes(lines(HURRY, stayed), lines(("hurry", LABEL, '"jatkuva kiire"@fi'), stayed))
    (changed,) = found.changed
    (difference,) = changed.differences
    assert difference.property == LABEL
    assert (difference.gone, difference.new) == ((Text("kiire", "fi"),), (Text("jatkuva kiire", "fi"),))


def test_a_new_relation_is_a_change_of_its_subject() -> None:
    """With nothing gone."""
    found = changes(lines(HURRY), lines(HURRY, ("hurry", KIERRE + "counters", f"<{ID}queues>")))
    assert found.changed[0].differences[0].new == (Iri(ID + "queues"),)
    assert found.changed[0].differences[0].gone == ()


def test_a_judged_relation_keeps_its_ends() -> None:
    """It has no name of its own."""
    ends = [("r", RDF + "subject", f"<{ID}a>"), ("r", RDF + "predicate", f"<{KIERRE}counters>"), ("r", RDF + "object", f"<{ID}b>")]
    (added,) = changes(lines(HURRY), lines(HURRY, *ends)).added
    assert added.ends == (ID + "a", KIERRE + "counters", ID + "b")


def test_what_becomes_deprecated_is_told_apart_with_what_replaces_it() -> None:
    """And not among the changed."""
    ended = [("hurry", OWL + "deprecated", f'"true"^^<{XSD}boolean>'), ("hurry", DCTERMS + "isReplacedBy", f"<{ID}queues>")]
    found = changes(lines(HURRY, QUEUES), lines(HURRY, QUEUES, *ended))
    assert [(item.iri, item.replaced_by) for item in found.deprecated] == [(ID + "hurry", (ID + "queues",))]
    assert not found.changed


@pytest.mark.parametrize("text", ["a <b> c", 'say \\"x\\" .', "line\\nbreak", "å <http://a/> ."])
def test_texts_with_signs_of_the_format_are_read_whole(text: str) -> None:
    """What looks like the end of a line inside a text is none."""
    found = changes(lines(HURRY), lines(("hurry", LABEL, f'"{text}"@fi')))
    (value,) = found.changed[0].differences[0].new
    assert value == Text(text.replace("\\n", "\n").replace('\\"', '"'), "fi")


def test_blank_nodes_are_left_aside() -> None:
    """Their names mean nothing in another version."""
    assert not changes(lines(HURRY), [*lines(HURRY), f'_:b <{LABEL}> "x" <{GRAPH}model> .\n'.encode()])


def test_only_what_differs_is_read_again() -> None:
    """The lines of the rest are passed over."""
    old, new = Snapshot("old", lambda: lines(HURRY, QUEUES)), Snapshot("new", lambda: lines(HURRY, BARRIER, QUEUES))
    assert [type(each) for each in compare(old, new).changed] == [Changed]
    assert list(new.facts({f"<{ID}queues>".encode()})) == [ID + "queues"]
