"""A test in QTI 1.2, in the profile that Common Cartridge 1.1 carries: one right choice, or a number to fill in.

http://www.imsglobal.org/cc/ccv1p1/imscc_profilev1p1.html, section 4. The order of a list has no form there and is left out.
"""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from portal.learning.package import QuizEntry
from portal.learning.questions import Kind
from portal.learning.worded import Worded

_NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PROFILES = {Kind.ONE: "cc.multiple_choice.v0p1", Kind.NUMBER: "cc.fib.v0p1"}


def carried(quiz: QuizEntry) -> tuple[Worded, ...]:
    """Return the questions that have a form in the profile."""
    return tuple(question for question in quiz.questions if question.kind in _PROFILES)


def write_qti(quiz: QuizEntry) -> bytes:
    """Return the questions of a quiz as a QTI 1.2 assessment."""
    root = Element("questestinterop", xmlns=_NAMESPACE)
    assessment = SubElement(root, "assessment", ident=quiz.slug, title=quiz.title)
    _metadata(SubElement(assessment, "qtimetadata"), {"cc_profile": "cc.exam.v0p1", "qmd_assessmenttype": "Examination"})
    section = SubElement(assessment, "section", ident="root_section")
    for question in carried(quiz):
        _item(section, question, quiz.feedback.get(question.slug, ""))
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))


def _metadata(parent: Element, fields: dict[str, str]) -> None:
    for label, entry in fields.items():
        field = SubElement(parent, "qtimetadatafield")
        SubElement(field, "fieldlabel").text = label
        SubElement(field, "fieldentry").text = entry


def _item(section: Element, question: Worded, feedback: str) -> None:
    item = SubElement(section, "item", ident=question.slug, title=question.text[:80])
    _metadata(SubElement(SubElement(item, "itemmetadata"), "qtimetadata"), {"cc_profile": _PROFILES[question.kind]})
    presentation = SubElement(item, "presentation")
    _text(presentation, f"<p>{escape(question.text)}</p>")
    right = _choices(presentation, question) if question.kind is Kind.ONE else _blank(presentation, question)
    processing = SubElement(item, "resprocessing")
    SubElement(SubElement(processing, "outcomes"), "decvar", varname="SCORE", vartype="Decimal", minvalue="0", maxvalue="100")
    always = SubElement(processing, "respcondition", {"continue": "Yes"})  # Moodle tells it after any answer only when it goes on
    SubElement(SubElement(always, "conditionvar"), "other")
    SubElement(always, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
    condition = SubElement(processing, "respcondition", {"continue": "No"})
    SubElement(SubElement(condition, "conditionvar"), "varequal", respident="response").text = right
    SubElement(condition, "setvar", action="Set", varname="SCORE").text = "100"
    _text(
        SubElement(SubElement(item, "itemfeedback", ident="general_fb"), "flow_mat"), feedback or f"<p>{escape(question.text)}</p>"
    )


def _choices(presentation: Element, question: Worded) -> str:
    """Add the choices; return the name of the right one."""
    response = SubElement(presentation, "response_lid", ident="response", rcardinality="Single")
    offered = SubElement(response, "render_choice")
    right = ""
    for number, option in enumerate(question.options, start=1):
        _text(SubElement(offered, "response_label", ident=f"choice-{number}"), f"<p>{escape(option.text)}</p>")
        right = f"choice-{number}" if option.right else right
    return right


def _blank(presentation: Element, question: Worded) -> str:
    """Add a blank to fill in; return what belongs there."""
    response = SubElement(presentation, "response_str", ident="response", rcardinality="Single")
    SubElement(response, "render_fib", prompt="Dashline")
    return str(question.number)


def _text(parent: Element, html: str) -> None:
    SubElement(SubElement(parent, "material"), "mattext", texttype="text/html").text = html
