"""What pages have drawn from the graph, as IRIs."""

from __future__ import annotations

import pytest

from portal.graph.catalogue import Catalogue
from portal.graph.drawn import members, relation, ties, updates
from portal.graph.load import Data
from portal.namespaces import DCTERMS, ID, KIERRE


@pytest.fixture(scope="module")
def catalogue(real: Data) -> Catalogue:
    """The real things by name."""
    return Catalogue(real)


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("usesTool", KIERRE + "usesTool"),
        ("^counters", KIERRE + "counters"),
        ("dcterms:isPartOf", DCTERMS + "isPartOf"),
        ("^dcterms:isPartOf", DCTERMS + "isPartOf"),
        ("nothing:at-all", "nothing:at-all"),
    ],
)
def test_a_relation_is_named_as_pages_name_it(name: str, iri: str) -> None:
    """Ours by its name alone, another's with its prefix, either of them backwards."""
    assert relation(name) == iri


def test_what_the_source_says_comes_first(real: Data) -> None:
    """Hypotheses after it, each with the judgement that says why."""
    found = ties(real.store, ID + "financial-social-work", "embodiesValue")
    assert found == sorted(found, key=lambda each: each.inferred)
    assert all(each.judgement for each in found)


def test_a_relation_is_read_backwards(real: Data) -> None:
    """The judgement is that of the pair, not of another."""
    found = ties(real.store, ID + "queues-grow", "counters", inverse=True)
    assert found
    for each in found:
        assert each.judgement is not None
        assert (each.judgement.subject, each.judgement.object) == (each.other, ID + "queues-grow")


def test_only_the_sources_leave_no_hypothesis(real: Data, catalogue: Catalogue) -> None:
    """In the view that shows only what they say."""
    assert not any(
        each.inferred for each in ties(real.store, ID + "queues-grow", "counters", catalogue.source_graphs, inverse=True)
    )
    assert members(catalogue, "Configuration", sources_only=True) == []


def test_members_stand_in_their_order_or_in_that_of_the_source(catalogue: Catalogue) -> None:
    """Values are numbered; interfaces go as the brochure lists them."""
    assert members(catalogue, "Value")[0] == ID + "human-dignity-and-human-rights"
    interfaces = members(catalogue, "ServiceInterface", of="prosos-figure-interfaces")
    assert len(interfaces) == 15
    assert interfaces[1] == ID + "interface-kela"


def test_members_can_be_of_one_level(catalogue: Catalogue) -> None:
    """All of them, and no other."""
    found = members(catalogue, "Context", level="meso")
    assert found
    assert all(ID + "level-meso" in catalogue[iri].levels for iri in found)


def test_what_has_changed_of_one_thing(real: Data, catalogue: Catalogue) -> None:
    """And of everything."""
    everything = updates(catalogue, real.store)
    some = updates(catalogue, real.store, ID + "interface-employment-and-growth-services")
    assert some == [ID + "update-employment-services-to-municipalities"]
    assert set(some) < set(everything)
    assert updates(catalogue, real.store, ID + "queues-grow") == []


def test_what_has_changed_of_a_part_bears_on_the_whole(real: Data, catalogue: Catalogue) -> None:
    """The number of a recommendation is a part of it."""
    found = updates(catalogue, real.store, ID + "recommendation-08-right-to-in-depth-support")
    assert ID + "update-thl-clients-per-social-worker" in found
