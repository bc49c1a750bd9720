"""Where each triple stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from portal.graph.load import Source
from validation.report import Place
from validation.turtle import Sources

EX = "http://a.test/"


@pytest.fixture
def sources(data_folder: Path) -> Sources:
    """The places in tests/data/places.ttl."""
    made = Sources()
    made.read(Source(data_folder / "places.ttl", "places.ttl", EX + "graph"))
    return made


def line_of(sources: Sources, subject: str, path: str, value: str = "") -> int:
    """The line of a triple of the example."""
    return sources.place(EX + subject, EX + path, value and (EX + value if value.islower() else value)).line


def test_a_triple_in_the_middle_of_a_block(sources: Sources, data_folder: Path) -> None:
    """The line in the example says which it is."""
    wanted = [n for n, text in enumerate((data_folder / "places.ttl").read_text().split("\n"), 1) if ":middle" in text]
    assert [line_of(sources, "block", "middle")] == wanted


def test_each_object_of_a_list_has_its_own_line(sources: Sources) -> None:
    """Objects on lines of their own are told apart."""
    assert [line_of(sources, "block", "several", value) for value in ("one", "two", "three")] == [6, 7, 8]


def test_lines_after_a_text_of_several_lines(sources: Sources) -> None:
    """The line breaks of a text count; the text itself stands where it begins."""
    assert line_of(sources, "after", "text") == 11
    assert line_of(sources, "after", "next") == 14


def test_lines_after_comments_and_blank_lines(sources: Sources) -> None:
    """So do those of comments."""
    assert line_of(sources, "last", "path") == 18


def test_a_block_begins_where_it_gives_the_class(sources: Sources) -> None:
    """A subject is defined where its block with a class begins."""
    assert sources.definitions(EX + "block") == [Place("places.ttl", 4)]
    assert sources.defined() == [EX + "block", EX + "after"]


def test_a_subject_without_class_is_found_where_it_is_used(sources: Sources) -> None:
    """Its first triple, else any mention; what stands nowhere has no place."""
    assert sources.place(EX + "last") == Place("places.ttl", 18)
    assert sources.place(EX + "three").line == 8
    assert sources.place(EX + "nowhere") == Place("", 0)


def test_a_property_with_several_values_leads_to_its_block(sources: Sources) -> None:
    """Without the value nobody knows which line is meant."""
    assert line_of(sources, "block", "several") == 4


def test_the_union_of_files_is_one_graph(sources: Sources, tmp_path: Path) -> None:
    """A second file adds to it; its places carry its name, and a mark before the text does not matter."""
    (tmp_path / "more.ttl").write_bytes(b"\xef\xbb\xbf<http://a.test/more> a <http://a.test/Class> .")
    before = len(sources.graph)
    sources.read(Source(tmp_path / "more.ttl", "more.ttl", EX + "more-graph"))
    assert len(sources.graph) == before + 1
    assert sources.place(EX + "more") == Place("more.ttl", 1)


def test_values_keep_their_spelling(sources: Sources) -> None:
    """A number is read as it is written."""
    sources.note((URIRef(EX + "a"), URIRef(EX + "b"), Literal("007")), Place("x", 1), opens=True)
    assert sources.places[(URIRef(EX + "a"), URIRef(EX + "b"), Literal("007"))] == [Place("x", 1)]
