"""The real data: no errors, ever fewer warnings, and what the issue asks to be in it."""

from __future__ import annotations

import pytest

from portal.graph.load import Data
from portal.namespaces import LEVELS, local_name
from portal.paths import data_root
from validation.check import check
from validation.report import Level, Report

MOST_WARNINGS = 11  # may only fall


@pytest.fixture(scope="module")
def report() -> Report:
    """The report of the check, which runs once."""
    return check(data_root())


def number(real: Data, pattern: str) -> int:
    """How many different ?x match a pattern."""
    return len({str(row["x"]) for row in real.store.select(f"SELECT ?x {{ {pattern} }}")})


def test_the_data_has_no_errors(report: Report) -> None:
    """Not one."""
    assert [finding.as_text() for finding in report.findings if finding.level is Level.ERROR] == []


def test_warnings_only_become_fewer(report: Report) -> None:
    """When there are fewer, write the smaller number above."""
    assert report.count(Level.WARNING) <= MOST_WARNINGS
    assert report.count(Level.WARNING) == MOST_WARNINGS, "fewer warnings: well done; now lower MOST_WARNINGS"


def test_every_statement_is_there(real: Data) -> None:
    """Each row of the ledger, each with an identifier of its own."""
    assert number(real, "?x a kierre:SourceStatement") == 866
    assert number(real, "?s a kierre:SourceStatement ; dcterms:identifier ?x") == 866


@pytest.mark.parametrize(
    ("kind", "explicitness", "count"),
    [("causal-link", "Explicit", 33), ("implied-link", "Implied", 14), ("effect-link", "Explicit", 26)],
)
def test_every_causal_link_of_the_sources_is_there(real: Data, kind: str, explicitness: str, count: int) -> None:
    """One link for each statement of its kind."""
    pattern = (
        f"?x a kierre:CausalLink ; kierre:basis kierre:StatedInSource ; kierre:explicitness kierre:{explicitness} ;"
        f' prov:wasDerivedFrom ?s . ?s kierre:statementKind "{kind}"'
    )
    assert number(real, pattern) == number(real, f'?x kierre:statementKind "{kind}"') == count


@pytest.mark.parametrize("level", [local_name(level) for level in LEVELS])
def test_configurations_cover_five_mechanisms_at_each_level(real: Data, level: str) -> None:
    """Five by three, at least fifteen, each with all its parts."""
    configuration = (
        f"?c a kierre:Configuration ; kierre:atLevel id:{level} ; kierre:firesMechanism ?x ; kierre:inContext ?a ;"
        " kierre:byActor ?b ; kierre:withIntervention ?d ; kierre:leadsToOutcome ?e . ?x kierre:position ?n"
    )
    assert number(real, configuration) == 5
    assert number(real, "?x a kierre:Configuration") >= 15


def test_at_least_sixty_things_lead_to_yso(real: Data) -> None:
    """The general Finnish ontology."""
    assert number(real, "?x ?match ?y FILTER(STRSTARTS(STR(?y), STR(yso:)) && STRSTARTS(STR(?x), STR(id:)))") >= 60


def test_what_we_infer_stands_apart(real: Data) -> None:
    """Each inference stands in a graph of hypotheses."""
    inferred = number(real, "?x kierre:basis kierre:EditorialInference")
    apart = "GRAPH ?g { ?x kierre:basis kierre:EditorialInference } FILTER(CONTAINS(STR(?g), '/graph/hypotheses-'))"
    assert number(real, apart) == inferred > 0


def test_every_statement_leads_to_something(real: Data) -> None:
    """No row of the ledger is left lying."""
    assert number(real, "?y prov:wasDerivedFrom ?x . ?x a kierre:SourceStatement") == 866


@pytest.mark.parametrize("circle", ["vicious-circle", "virtuous-circle"])
def test_both_circles_have_members(real: Data, circle: str) -> None:
    """And the one goes round."""
    assert number(real, f"?x kierre:partOfCircle id:{circle}") >= 5
    assert real.store.ask("ASK { id:queues-grow (^kierre:cause/kierre:effect)+ id:queues-grow }")
