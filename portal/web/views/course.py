"""Taking Kierre to a course: a basket that stands wholly in its address, and the files that are made of it."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from portal.languages import LANGUAGES, Language
from portal.learning.basket import ASKING, Basket, Item, Sort, read_basket
from portal.namespaces import ID, PAGE, STATEMENT, local_name
from portal.web.addresses import address
from portal.web.chosen import Chosen, settled, told
from portal.web.course_answer import course_answer
from portal.web.course_files import OF_QUESTIONS, TYPES, CourseFile, basket_address, course_files
from portal.web.course_form import sent
from portal.web.course_sets import ReadySet, ready_sets
from portal.web.found import ask, results
from portal.web.house import house
from portal.web.item_address import meant
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named
from portal.web.public import absolute

blueprint = flask.Blueprint("course", __name__)
_HTML = "text/html; charset=utf-8"
_SORTS = {ID: Sort.THING, PAGE: Sort.GUIDE, STATEMENT: Sort.STATEMENT}
_MOST_FOUND = 10


@dataclass(frozen=True)
class CoursePage:
    """A basket as a page: its items, what is wrong with it, the files it can be taken along as, and what may be added.

    address: its own, whole and lasting; languages, views: its address in each; unread: what was pasted and is no address of ours;
    searched, found: a search for more.
    """

    basket: Basket
    items: list[Chosen]
    told: list[str]
    files: list[CourseFile]
    address: str
    languages: list[tuple[Language, str]]
    views: list[tuple[str, str]]
    sets: list[ReadySet]
    searched: str
    found: list[tuple[Item, Named]]
    unread: str


@page(blueprint, "course", methods=("GET", "POST"))
def course(language: Language) -> flask.typing.ResponseReturnValue:
    """Show a basket; what its form asks for leads to the address of the basket after it."""
    if flask.request.method != "POST":
        shown = _shown(read_basket(flask.request.args, meant), language, flask.request.args.get("q", ""))
        return answer(shown, _HTML)
    done = sent(flask.request.form, language)
    if done.unread or told(done.basket, language):
        return flask.make_response(_shown(done.basket, language, done.searched, "\n".join(done.unread)), 400)
    empty = not (done.basket.items or done.basket.title or done.searched)
    place = address("course", language) + house().view if empty else basket_address(done.basket, language, searched=done.searched)
    return flask.redirect(place + ("#add" if done.searched else ""), 303)


@page(blueprint, "course", "/kierre.<ending>")
def file(language: Language, ending: str) -> flask.typing.ResponseReturnValue:
    """Give a basket as a file; without anything to take along, show the basket and say so."""
    if ending not in TYPES:
        raise NotFound(f"A basket is given as {', '.join('.' + each for each in TYPES)}, not as .{ending}.")
    basket = read_basket(flask.request.args, meant)
    there = [each.item for each in settled(basket, language) if each.there]
    wanted = [each for each in there if ending not in OF_QUESTIONS or each.sort in ASKING]
    if not wanted:
        return flask.make_response(_shown(basket, language, "", nothing=True), 400)
    return course_answer(basket, language, ending)


def _shown(basket: Basket, language: Language, searched: str, unread: str = "", *, nothing: bool = False) -> str:
    items = settled(basket, language)
    mended = basket.with_items(tuple(each.item for each in items))
    searched = " ".join(searched.split())
    shown = CoursePage(
        mended,
        items,
        [
            *told(basket, language),
            *([gettext("There is nothing in the basket for this file. Add something first.")] if nothing else []),
        ],
        course_files(mended, language) if any(each.there for each in items) else [],
        absolute(basket_address(mended, language, lasting=True)),
        [(each, basket_address(mended, each)) for each in LANGUAGES],
        [(view, basket_address(mended, language, view=view)) for view in ("", "source")],
        ready_sets(language),
        searched,
        _found(searched, language),
        unread,
    )
    return flask.render_template("course/course.html", page=shown)


def _found(searched: str, language: Language) -> list[tuple[Item, Named]]:
    """Return what a search finds that can go into a basket."""
    if not searched:
        return []
    found = ask(searched, language)
    shown = results(found, found.found[:_MOST_FOUND], language)
    return [
        (Item(sort, local_name(each.iri)), each.thing)
        for each in shown
        for base, sort in _SORTS.items()
        if each.iri.startswith(base)
    ]
