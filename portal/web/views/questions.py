"""Question banks: choosing and reading questions, taking them along as files, and one question at its own address."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from werkzeug.exceptions import NotFound

from portal.errors import UnknownName
from portal.languages import Language, sort_key
from portal.learning.bank import TITLES
from portal.learning.gift import write_gift
from portal.learning.moodle_xml import write_moodle_xml
from portal.learning.preview import write_preview
from portal.learning.worded import Worded
from portal.namespaces import ID
from portal.web.bank import MOST, Asked, for_elsewhere, for_page, read, told
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer

blueprint = flask.Blueprint("questions", __name__)
SHOWN = 40  # most questions on a page; the files have all
# Ending in an address: its name, its media type, and the ending of the file, by which Moodle knows what it may read.
FILES = {
    "xml": ("Moodle XML", "application/xml; charset=utf-8", "xml"),
    "gift": ("GIFT", "text/plain; charset=utf-8", "gift.txt"),
    "txt": ("", "text/plain; charset=utf-8", "txt"),
}


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen: its word in the address, its name, how many questions it has."""

    value: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class QuestionsPage:
    """A draw: what was asked for, what can be chosen, the questions that are shown, and where it goes on.

    fitting: how many questions there are to draw from; drawn: how many are in the draw, of which the first are shown;
    files: ending and address; ways: how answers are shown, and the address of each.
    """

    asked: Asked
    kinds: list[Choice]
    things: list[Choice]
    shown: tuple[Worded, ...]
    fitting: int
    drawn: int
    files: list[tuple[str, str]]
    another: str
    ways: list[tuple[str, str]]
    most: int


@dataclass(frozen=True)
class QuestionPage:
    """One question, its files, and the address of all of its kind."""

    question: Worded
    files: list[tuple[str, str]]
    more: str


@page(blueprint, "questions")
def questions(language: Language) -> flask.typing.ResponseReturnValue:
    """Show a draw of questions, and what can be chosen."""
    asked = read(flask.request.args)
    html = flask.render_template("questions/questions.html", page=_questions_page(asked, language))
    return flask.make_response(html, 400) if asked.problems else answer(html, "text/html; charset=utf-8")


@page(blueprint, "questions", "/kierre.<ending>")
def file(language: Language, ending: str) -> flask.typing.ResponseReturnValue:
    """Give a draw of questions as a file; a wrong value is told on the page, so that nobody takes along what was not meant."""
    if ending not in FILES:
        raise NotFound(f"Questions are given as {', '.join('.' + each for each in FILES)}, not as .{ending}.")
    asked = read(flask.request.args)
    if asked.problems:
        return questions(language)
    found = for_elsewhere(asked.draw(), language, asked.seed)
    title, after = TITLES[language], told(found)
    body: str | bytes = write_preview(found)
    if ending != "txt":
        body = write_gift(found, title, after) if ending == "gift" else write_moodle_xml(found, title, after)
    _, media_type, last = FILES[ending]
    response = answer(body, media_type)
    name = f"kierre-{language}-{house().data.version[:8]}-{asked.seed}.{last}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page(blueprint, "questions", "/<slug>")
def question(language: Language, slug: str) -> flask.typing.ResponseReturnValue:
    """Show one question."""
    found = house().bank.question(slug)
    if not found:
        raise UnknownName(f"There is no question called {slug}.")
    asked = Asked(names=(slug,))
    shown = QuestionPage(
        for_page([found], language, 1)[0], _files(asked, language), Asked(kinds=(found.family.name,)).address(language)
    )
    return answer(flask.render_template("questions/question.html", page=shown), "text/html; charset=utf-8")


def _questions_page(asked: Asked, language: Language) -> QuestionsPage:
    found = asked.draw()
    return QuestionsPage(
        asked,
        [Choice(each.name, each.title[language], count, each.name in asked.kinds) for each, count in house().bank.kinds()],
        _things(asked, language),
        for_page(found[:SHOWN], language, asked.seed),
        asked.fitting(),
        len(found),
        _files(asked, language),
        asked.address(language, seed=asked.seed + 1),
        [(way, asked.address(language, answers=way)) for way in ("closed", "shown", "apart")],
        MOST,
    )


def _things(asked: Asked, language: Language) -> list[Choice]:
    """Return the things that several questions are about, by name, and the thing or page that is asked about."""
    catalogue = house().catalogue
    found = {iri.removeprefix(ID): count for iri, count in house().bank.subjects().items() if count > 1 and iri in catalogue}
    things = [Choice(slug, catalogue[ID + slug].label(language)[0], count, slug == asked.about) for slug, count in found.items()]
    if asked.about and asked.about not in found:
        things.append(Choice(asked.about, _name(asked.about, language), len(asked.draw()), True))
    return sorted(things, key=lambda each: (sort_key(each.name), each.value))


def _name(slug: str, language: Language) -> str:
    if ID + slug in house().catalogue:
        return house().catalogue[ID + slug].label(language)[0]
    return house().guides[slug].in_language(language)[1].title


def _files(asked: Asked, language: Language) -> list[tuple[str, str]]:
    return [(ending, asked.address(language, f"kierre.{ending}")) for ending in FILES]
