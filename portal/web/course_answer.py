"""A basket as a file over HTTP: with its media type, a name that says what it is, and an ETag; heavy ones are made apart."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import flask

from portal.languages import Language
from portal.learning.basket import Basket
from portal.learning.gift import write_gift
from portal.learning.imprint import imprint
from portal.learning.listing import write_csv, write_html, write_text
from portal.learning.moodle_xml import write_moodle_xml
from portal.learning.package import Package, QuizEntry
from portal.learning.worded import Worded
from portal.web.course_files import MADE_APART, OF_QUESTIONS, TYPES
from portal.web.house import house
from portal.web.negotiation import answer
from portal.web.packing.package import package

_LISTS: dict[str, Callable[[Package], bytes]] = {"txt": write_text, "html": write_html, "csv": write_csv}
_LAST = {"gift": "gift.txt"}  # as Moodle wants to see it


def course_answer(basket: Basket, language: Language, ending: str) -> flask.Response:
    """Return a basket as a file of a form; the same basket, version and software give the same bytes."""
    known = answer(b"", TYPES[ending])
    if known.status_code == 304:
        return known
    made = package(basket, language, links_only=ending in _LISTS)
    response = answer(_body(made, ending), TYPES[ending])
    last = _LAST.get(ending, ending)
    plain = f"{made.slug}-{made.version[:8]}-{language}.{last}"
    whole = quote(f"{made.title} {made.version[:8]}.{last}".replace("/", "–").replace("\\", "–"))
    response.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"
    return response


def _body(made: Package, ending: str) -> bytes:
    if ending in MADE_APART:
        return house().press.make(ending, made)
    if ending in OF_QUESTIONS:
        quizzes = [each for each in made.entries if isinstance(each, QuizEntry)]
        found = list({question.slug: question for each in quizzes for question in each.questions}.values())
        told = {slug: text for each in quizzes for slug, text in each.feedback.items()}
        return _questions(found, made, told, ending)
    return _LISTS[ending](made)


def _questions(found: list[Worded], made: Package, told: dict[str, str], ending: str) -> bytes:
    """Return questions for a question bank; what every file says of itself stands in a comment."""
    lines = [f"{name}: {text}" if name else text for name, text in imprint(made)]
    if ending == "gift":
        return "".join(f"// {line}\n" for line in lines).encode() + b"\n" + write_gift(found, made.title, told).encode()
    head, mark, rest = write_moodle_xml(found, made.title, told).partition(b"<quiz>")
    comment = "\n".join(lines).replace("--", "- -")
    return head + f"<!--\n{comment}\n-->\n".encode() + mark + rest
