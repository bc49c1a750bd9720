"""The vocabulary as documentation needs it."""

from __future__ import annotations

import pytest

from portal.graph.catalogue import Catalogue
from portal.graph.load import Data
from portal.graph.statistics import statistics
from portal.graph.vocabulary import Term, vocabulary_of
from portal.namespaces import KIERRE, OWL, XSD
from portal.terms import Text


@pytest.fixture(scope="module")
def terms(real: Data) -> dict[str, Term]:
    """The terms by name."""
    found = vocabulary_of(real.store, Catalogue(real), statistics(real.store))
    return {iri.removeprefix(KIERRE): term for iri, term in found.items()}


def test_every_term_has_a_module(terms: dict[str, Term]) -> None:
    """The file that defines it."""
    assert {term.module for term in terms.values()} == {
        "core", "realism", "causality", "practice", "policy", "guidance", "team",
    }  # fmt: skip


def test_terms_are_of_three_sorts(terms: dict[str, Term]) -> None:
    """By what OWL calls them; the rest are values of a class."""
    assert (terms["Barrier"].sort, terms["counters"].sort, terms["Increases"].sort) == ("class", "property", "value")
    assert (terms["Barrier"].kind, terms["Increases"].kind) == (OWL + "Class", KIERRE + "Polarity")


def test_declared_ends_are_kept_apart_from_those_found(terms: dict[str, Term]) -> None:
    """What is declared is not looked for in the data."""
    position = terms["position"]
    assert (position.range, position.found_to) == ((XSD + "integer",), ())
    assert KIERRE + "Recommendation" in position.found_from
    assert not position.domain


def test_a_class_knows_its_kinds(terms: dict[str, Term]) -> None:
    """The other way round too."""
    assert KIERRE + "Mechanism" in terms["ModelPart"].narrower
    assert terms["Mechanism"].wider == (KIERRE + "ModelPart",)


def test_an_example_is_a_triple_of_the_data(terms: dict[str, Term], real: Data) -> None:
    """Of each property that is used."""
    thing, other = terms["position"].example or (None, None)
    assert isinstance(other, Text)
    assert real.store.ask(f"ASK {{ <{thing}> kierre:position {other} }}")


def test_terms_that_nothing_uses_yet_have_no_example(terms: dict[str, Term]) -> None:
    """Team checks stay with those who fill them in."""
    assert (terms["presence"].count, terms["presence"].example) == (0, None)


def test_alignments_name_relation_and_term(terms: dict[str, Term]) -> None:
    """Outside Kierre."""
    assert any("yso" in other for _, other in terms["Barrier"].aligned)
