"""The agreed words."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.graph.load import Source
from validation.report import Finding
from validation.terms import run, table
from validation.turtle import Sources

BLOCK = """@prefix id: <https://w3id.org/kierre/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

id:a skos:prefLabel "mahdollistava johtajuus"@fi , "{sv}"@sv , "Enabling leadership"@en ;
    skos:definition "{definition}"@sv .
"""


def findings(folder: Path, sv: str, definition: str = "Ett ledarskap.") -> list[Finding]:
    file = folder / "a.ttl"
    file.write_text(BLOCK.format(sv=sv, definition=definition), encoding="utf-8")
    sources = Sources()
    sources.read(Source(file, "ontology/a.ttl", "https://w3id.org/kierre/graph/a"))
    return list(run(sources))


def test_the_agreed_name_is_fine_whatever_the_case(tmp_path: Path) -> None:
    """English labels begin with a capital letter."""
    assert findings(tmp_path, "möjliggörande ledarskap") == []


def test_another_name_is_found_with_its_line(tmp_path: Path) -> None:
    """The finding names the agreed word."""
    (found,) = findings(tmp_path, "tillåtande ledarskap")
    assert (found.rule, found.line) == ("term-as-agreed", 4)
    assert "möjliggörande ledarskap" in found.message


def test_a_word_to_avoid_is_found(tmp_path: Path) -> None:
    """Also in a definition."""
    (found,) = findings(tmp_path, "möjliggörande ledarskap", "Ett gränssnitt.")
    assert (found.rule, found.line) == ("word-to-avoid", 5)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_table_is_whole(language: str) -> None:
    """No term without a name in a language; no Finnish name twice."""
    names = [getattr(term, language) for term in table()]
    assert all(names)
    assert language != "fi" or len(set(names)) == len(names)
