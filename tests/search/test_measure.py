"""Measuring, and the score that the search must keep."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.errors import SourceError
from portal.search.ask import Search
from portal.search.measure import Marks, Outcome, Question, ask_all, marks, read_questions

QUESTIONS = Path(__file__).parent / "questions.tsv"


@pytest.fixture(scope="module")
def outcomes(search: Search) -> list[Outcome]:
    return ask_all(search, read_questions(QUESTIONS), time.thread_time)  # what others do with the processor does not count


@pytest.mark.parametrize(("half", "five", "first"), [("a", 0.98, 0.92), ("b", 0.96, 0.9), ("c", 0.95, 0.85)])
def test_the_search_keeps_its_score(outcomes: list[Outcome], half: str, five: float, first: float) -> None:
    """On the questions that it was tuned with, on those that it was not, and on those that were written afterwards."""
    found = marks([each for each in outcomes if each.question.half == half])
    assert found.questions > 60
    assert found.five >= five, found
    assert found.first >= first, found


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_language_is_left_behind(outcomes: list[Outcome], language: str) -> None:
    """Each on its own."""
    found = marks([each for each in outcomes if each.question.language == language])
    assert found.five >= 0.93, found
    assert found.first >= 0.85, found


def test_a_question_is_answered_in_a_moment(outcomes: list[Outcome]) -> None:
    """At the median, and nearly always."""
    found = marks(outcomes)
    assert found.middle < 20
    assert found.slowest < 200


def test_every_question_expects_statements_that_there_are(library: object) -> None:
    """Otherwise no answer could be right."""
    known = {each.iri.rpartition("/")[2] for each in library.documents()}  # type: ignore[attr-defined]
    assert {each for question in read_questions(QUESTIONS) for each in question.expected} <= known


def test_the_figures_are_counted_as_they_are_called() -> None:
    """Shares of all questions; a miss counts nothing."""
    question = Question("fi", "x", frozenset({"s"}))
    found = marks([Outcome(question, place, 1.0, "") for place in (1, 2, 0, 10)])
    assert found == Marks(4, 0.25, 0.5, (1 + 0.5 + 0.1) / 4, 1.0, 1.0)


def test_a_statement_itself_is_a_hit(search: Search) -> None:
    """As is a thing that is derived from it."""
    question = Question("fi", "jonojen kasvu", frozenset({"aikumetod-s4-c-03-queues"}))
    assert ask_all(search, [question])[0].place == 1


@pytest.mark.parametrize("text", ["lang\tquery\texpected\nde\tx\ty\n", "lang\tquery\texpected\nfi\tx\n", "nothing\n1\n"])
def test_a_faulty_line_is_named(tmp_path: Path, text: str) -> None:
    """With its number."""
    file = tmp_path / "questions.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=":2: must be"):
        read_questions(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Not a trace."""
    with pytest.raises(SourceError, match=r"none\.tsv"):
        read_questions(tmp_path / "none.tsv")


def test_small_worlds_can_be_measured(make_search: Callable[..., Search]) -> None:
    """What is not found stands at no place."""
    assert ask_all(make_search("jono"), [Question("fi", "xyzzy", frozenset({"s"}))])[0].place == 0
