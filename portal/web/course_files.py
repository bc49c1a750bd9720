"""What a basket is taken along as: each file, what it is for, and its address."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from portal.languages import Language
from portal.learning.basket import ASKING, Basket
from portal.web.addresses import address
from portal.web.house import house
from portal.web.pins import PIN, edition

TYPES = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "imscc": "application/vnd.ims.imsccv1p1",
    "zip": "application/zip",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gift": "text/plain; charset=utf-8",
    "xml": "application/xml",
}
MADE_APART = ("pdf", "pptx", "imscc", "zip")
OF_QUESTIONS = ("gift", "xml")
NAME = "kierre"  # of every file in its address; what it is saved as names the title too


@dataclass(frozen=True)
class CourseFile:
    """A file: its ending, its name, what it is for and how it comes into a course, and its address."""

    ending: str
    name: str
    purpose: str
    address: str


def course_files(basket: Basket, language: Language) -> list[CourseFile]:
    """Return the files that a basket can be taken along as."""
    said = {
        "pdf": (gettext("Handout (PDF, A4)"), gettext("To be printed or shared. In Moodle: drag the file onto the course page.")),
        "pptx": (gettext("Slides (PowerPoint)"), gettext("The figures and the main points, to be edited for your own teaching.")),
        "imscc": (
            gettext("Package for Moodle (Common Cartridge 1.1)"),
            gettext("In Moodle: restore this file into your course like a backup. itslearning and Canvas import it too."),
        ),
        "zip": (
            gettext("Book for Moodle (HTML zip)"),
            gettext("In Moodle: add a Book, open it, and import this file into it as chapters. Each item becomes a chapter."),
        ),
        "xml": (
            gettext("Questions, as Moodle XML"),
            gettext("In Moodle: Question bank, Import, Moodle XML format. Keeps the lasting name of each question."),
        ),
        "gift": (gettext("Questions, as GIFT"), gettext("In Moodle: Question bank, Import, GIFT format.")),
        "html": (
            gettext("List of links, for a page"),
            gettext("In Moodle: add a Page or a Label, open the HTML view of the editor, and paste."),
        ),
        "txt": (gettext("List of links, as text"), gettext("Paste it into a message, a study guide or a page of the course.")),
        "csv": (gettext("List of links, as a table"), gettext("Opens in a spreadsheet, for planning the course.")),
    }
    asks = any(each.sort in ASKING for each in basket.items)
    return [
        CourseFile(ending, *words, file_address(basket, language, ending))
        for ending, words in said.items()
        if asks or ending not in OF_QUESTIONS
    ]


def basket_address(
    basket: Basket, language: Language, *, lasting: bool = False, view: str | None = None, searched: str = ""
) -> str:
    """Return the path of the page of a basket, in the view of the request unless told; lasting: of the version that is shown."""
    return address("course", language) + "?" + basket.question(**_kept(view, lasting=lasting), q=searched)


def file_address(basket: Basket, language: Language, ending: str) -> str:
    """Return the path of a basket as a file, of the version that is shown."""
    return f"{address('course', language, f'{NAME}.{ending}')}?{basket.question(**_kept(None, lasting=True))}"


def _kept(view: str | None, *, lasting: bool) -> dict[str, str]:
    shown = ("source" if house().view else "") if view is None else view
    found = {PIN: edition() if lasting else "", "view": shown}
    return {name: value for name, value in found.items() if value}
