"""An inferred link is there to close a loop."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.graph.load import Source
from portal.graph.store import Store
from portal.namespaces import GRAPH, ID
from validation import circles
from validation.report import Finding
from validation.turtle import Sources


def findings(file: Path) -> list[Finding]:
    store, sources = Store(), Sources()
    store.add_turtle(file, GRAPH + "x")
    sources.read(Source(file, file.name, GRAPH + "x"))
    return list(circles.run(store, sources))


@pytest.fixture
def loop(data_folder: Path) -> str:
    """Three links, of which one is inferred, that make a loop."""
    return (data_folder / "loop.ttl").read_text(encoding="utf-8")


def test_a_loop_is_fine(data_folder: Path) -> None:
    """The inferred link closes it."""
    assert findings(data_folder / "loop.ttl") == []


def test_a_link_on_no_loop_is_found_with_its_line(tmp_path: Path, loop: str) -> None:
    """When another link of the loop is turned, the inferred one hangs loose."""
    file = tmp_path / "cut.ttl"
    file.write_text(loop.replace("kierre:cause id:b ; kierre:effect id:c", "kierre:cause id:c ; kierre:effect id:b"))
    (found,) = findings(file)
    line = next(number for number, text in enumerate(loop.split("\n"), start=1) if text.startswith("id:link-c-a"))
    assert (found.rule, found.subject, found.line) == ("closing-link-closes-a-loop", ID + "link-c-a", line)


def test_a_stated_link_need_not_close_a_loop(tmp_path: Path, loop: str) -> None:
    """What a source says stands by itself."""
    file = tmp_path / "stated.ttl"
    file.write_text(loop.replace("EditorialInference", "StatedInSource").replace("kierre:effect id:a", "kierre:effect id:d"))
    assert findings(file) == []


NAMED = "\nid:loop-x a kierre:FeedbackLoop ; kierre:hasLink id:link-a-b , id:link-b-c , id:link-c-a .\n"


def test_a_named_loop_is_one_that_its_links_form(tmp_path: Path, loop: str) -> None:
    """Three links that lead round."""
    file = tmp_path / "named.ttl"
    file.write_text(loop + NAMED)
    assert findings(file) == []


def test_a_named_loop_that_its_links_do_not_form_is_found_with_its_line(tmp_path: Path, loop: str) -> None:
    """One of the links is not named."""
    file = tmp_path / "open.ttl"
    spoilt = loop + NAMED.replace(" , id:link-c-a", "")
    file.write_text(spoilt)
    (found,) = findings(file)
    line = next(number for number, text in enumerate(spoilt.split("\n"), start=1) if text.startswith("id:loop-x"))
    assert (found.rule, found.subject, found.line) == ("named-loop-is-a-loop", ID + "loop-x", line)
