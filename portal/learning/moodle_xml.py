"""Question banks in Moodle XML (https://docs.moodle.org/en/Moodle_XML_format); idnumber is the lasting name of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from portal.learning.bank import by_kind
from portal.learning.gift import in_course, tags
from portal.learning.questions import Kind
from portal.learning.worded import Worded

# An order is a matching question: places on the left, things on the right. Moodle's type for orders came to its core only with 4.4.
_TYPES = {Kind.ONE: "multichoice", Kind.ORDER: "matching", Kind.NUMBER: "numerical"}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_NAME = 255


def write_moodle_xml(questions: Sequence[Worded], category: str, feedback: dict[str, str]) -> bytes:
    """Return questions as Moodle XML, each kind in a category of its own; feedback: by slug, HTML shown after answering."""
    quiz = Element("quiz")
    for kind, found in by_kind(questions):
        place = SubElement(SubElement(quiz, "question", type="category"), "category")
        _text(place, in_course(category, kind))
        for question in found:
            _question(quiz, question, feedback[question.slug])
    indent(quiz)
    return bytes(tostring(quiz, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _question(quiz: Element, question: Worded, feedback: str) -> None:
    element = SubElement(quiz, "question", type=_TYPES[question.kind])
    _text(SubElement(element, "name"), question.text[:_LONGEST_NAME])
    _html(element, "questiontext", f"<p>{escape(question.text)}</p>")
    _html(element, "generalfeedback", feedback)
    for name, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0"), ("idnumber", question.slug)):
        SubElement(element, name).text = value
    if question.kind is Kind.ONE:
        _choices(element, question)
    elif question.kind is Kind.ORDER:
        _order(element, question)
    else:
        answer = SubElement(element, "answer", fraction="100")
        _text(answer, str(question.number))
        SubElement(answer, "tolerance").text = "0"
    marks = SubElement(element, "tags")
    for tag in tags(question):
        _text(SubElement(marks, "tag"), tag)


def _choices(element: Element, question: Worded) -> None:
    for name, value in (("single", "true"), ("shuffleanswers", "true"), ("answernumbering", "abc")):
        SubElement(element, name).text = value
    for option in question.options:
        answer = SubElement(element, "answer", fraction="100" if option.right else "0", format="html")
        _text(answer, f"<p>{escape(option.text)}</p>")


def _order(element: Element, question: Worded) -> None:
    SubElement(element, "shuffleanswers").text = "false"  # places stay in their order; what is chosen from is shuffled anyhow
    for number, name in enumerate(question.order, start=1):
        part = SubElement(element, "subquestion", format="html")
        _text(part, f"<p>{number}.</p>")
        _text(SubElement(part, "answer"), name)


def _html(element: Element, name: str, text: str) -> None:
    _text(SubElement(element, name, format="html"), text)


def _text(element: Element, text: str) -> None:
    SubElement(element, "text").text = _NOT_IN_XML.sub("", text)
