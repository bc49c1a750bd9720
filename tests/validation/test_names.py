"""One home for each thing and triple; no undeclared name."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.graph.load import Source
from portal.namespaces import GRAPH
from validation import names
from validation.report import Finding
from validation.turtle import Sources

PREFIXES = (
    "@prefix id: <https://w3id.org/kierre/id/> . @prefix kierre: <https://w3id.org/kierre/ontology#> . "
    "@prefix page: <https://w3id.org/kierre/page/> . @prefix graph: <https://w3id.org/kierre/graph/> .\n"
)


@pytest.fixture
def read(tmp_path: Path) -> object:
    """Reads Turtle texts (without prefixes) as files a.ttl, b.ttl, …; their first line is 2."""

    def sources(*texts: str) -> Sources:
        made = Sources()
        for name, text in zip("abc", texts, strict=False):
            file = tmp_path / f"{name}.ttl"
            file.write_text(PREFIXES + text, encoding="utf-8")
            made.read(Source(file, file.name, GRAPH + name))
        return made

    return sources


def places(findings: list[Finding]) -> list[tuple[str, str, int]]:
    return [(finding.rule, finding.file, finding.line) for finding in findings]


def test_one_home_is_fine(read: object) -> None:
    """A thing may be said more of elsewhere, as long as its class stands once."""
    sources = read("id:a a kierre:A .", "id:a id:b id:c .")  # type: ignore[operator]
    assert list(names.duplicates(sources)) == []


def test_a_second_definition_is_found(read: object) -> None:
    """In another file, and further down in the same."""
    sources = read("id:a a kierre:A .\nid:b a kierre:B .\nid:a a kierre:C .", "id:a a kierre:D .")  # type: ignore[operator]
    found = list(names.duplicates(sources))
    assert places(found) == [("one-definition", "a.ttl", 4), ("one-definition", "b.ttl", 2)]
    assert "first defined in a.ttl:2" in found[0].message


def test_a_triple_that_stands_twice_is_found(read: object) -> None:
    """The message names the other place and the property."""
    found = list(names.duplicates(read("id:a kierre:p id:b .", "id:a\n kierre:p id:b .")))  # type: ignore[operator]
    assert places(found) == [("one-place-for-a-triple", "b.ttl", 3)]
    assert found[0].message.startswith("says the same of kierre:p as a.ttl:2")


def test_a_triple_twice_in_one_file_is_found(read: object) -> None:
    """Lines apart."""
    found = list(names.duplicates(read("id:a kierre:p id:b .\nid:a kierre:p id:b .")))  # type: ignore[operator]
    assert places(found) == [("one-place-for-a-triple", "a.ttl", 3)]


def test_an_undeclared_name_is_found_once_with_its_uses(read: object) -> None:
    """The first use, a hint, and how often it is used."""
    text = "id:queue a kierre:A . kierre:A a kierre:A .\nid:queue kierre:A id:queu .\nid:queue kierre:A id:queu , id:queue ."
    (found,) = names.undeclared(read(text, "kierre:A kierre:A id:queu ."))  # type: ignore[operator]
    assert (found.file, found.line) == ("a.ttl", 3)
    assert found.message == "uses id:queu, which is defined nowhere; did you mean id:queue? It is used 2 times."


def test_names_of_pages_graphs_and_others_are_free(read: object) -> None:
    """Pages stand in Markdown, graphs in file names, and other people's names elsewhere."""
    free = "page:b , graph:c , <http://a.test/x> , <https://w3id.org/kierre/ontology>"
    text = f"id:a a kierre:A ; kierre:A {free} . kierre:A a kierre:A ."
    assert list(names.undeclared(read(text))) == []  # type: ignore[operator]
