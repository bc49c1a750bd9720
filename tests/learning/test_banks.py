"""Question banks, read back by independent readers."""

from __future__ import annotations

import warnings
from xml.etree import ElementTree

from portal.learning.gift import write_gift
from portal.learning.moodle_xml import write_moodle_xml
from portal.learning.questions import Kind
from portal.learning.worded import Worded

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # the reader asks for the locale by an old name
    import pygiftparser.parser


def _feedback(told: list[Worded]) -> dict[str, str]:
    return {each.slug: f"{each.about[0]}: {each.about[1]}" for each in told}


def test_each_question_names_its_place_in_a_source(told: list[Worded]) -> None:
    """Publication and place."""
    assert [each.slug for each in told if not each.places or not each.places[0].locator] == []


def test_each_question_is_worded_without_gaps(told: list[Worded]) -> None:
    """No name is missing, nothing is left in brackets."""
    assert [each.text for each in told if "{" in each.text or ": ." in each.text or ":  " in each.text] == []


def test_gift_is_read_back(told: list[Worded]) -> None:
    """By pygiftparser: as many questions, each valid."""
    found = pygiftparser.parser.parseFile(iter(write_gift(told, "Kierre / testi", _feedback(told)).splitlines(keepends=True)))
    assert [each.valid for each in found] == [True] * len(told)


def test_moodle_xml_keeps_names_and_right_answers(told: list[Worded]) -> None:
    """Exactly one choice of each question counts."""
    quiz = ElementTree.fromstring(write_moodle_xml(told, "Kierre", _feedback(told)))  # noqa: S314 - our own text
    found = [question for question in quiz if question.get("type") != "category"]
    assert sorted(each.findtext("idnumber") or "" for each in found) == [each.slug for each in told]
    single = [each for each in found if each.get("type") == "multichoice"]
    assert {sum(answer.get("fraction") == "100" for answer in each.findall("answer")) for each in single} == {1}


def test_the_signs_of_gift_in_a_text_are_only_text() -> None:
    """An equals sign or a brace in a name ends nothing."""
    asked = Worded("x", Kind.NUMBER, "f", 1, "en", "a = {b} ~ #c: d\\e", (), (), 7, ("", ""), ())
    text = write_gift([asked], "C", {"x": "1 = 1 {really}"})
    found = pygiftparser.parser.parseFile(iter(text.splitlines(keepends=True)))
    assert len(found) == 1
    assert found[0].valid
