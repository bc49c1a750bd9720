"""The form of the team check: what it shows, and what came back from it."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import flask
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from portal.analysis.team import LEAST, MOST, ORDER, PARTS, Answers, Fault, Given
from portal.graph import queries
from portal.languages import Language, sort_key
from portal.namespaces import ID, KIERRE, SKOS
from portal.web.house import house
from portal.web.pages import Named, Said, named, said

LARGEST = 64_000  # bytes of a form
NUMBER, FELT, WHO, BUTTON = "number.", "felt", "who", "do"
_LONGEST = 60  # characters of what was given that are shown again
TOLD = 20  # faults that are listed
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Unread(StrEnum):
    """Why what was sent was not read; what it is called in the template."""

    TOO_LARGE = "too-large"
    NO_FORM = "no-form"
    BROKEN = "broken"

    @property
    def status(self) -> int:
        """Return the status of the answer."""
        return {Unread.TOO_LARGE: 413, Unread.NO_FORM: 415, Unread.BROKEN: 400}[self]


def unread(largest: int) -> Unread | None:
    """Return why the form that was sent cannot be read, or None when it can."""
    request = flask.request
    if request.mimetype not in FORMS:
        return Unread.NO_FORM
    try:
        request.max_content_length = request.max_form_memory_size = largest
        empty = not request.form and not request.files
    except RequestEntityTooLarge:
        return Unread.TOO_LARGE
    return Unread.BROKEN if empty and request.mimetype == FORMS[1] else None


def given(form: MultiDict[str, str]) -> Given:
    """Return the answers of a form as they came; a field that the form does not have is a thing that nobody knows."""
    pairs = [(name, value[:_LONGEST]) for name, value in form.items(multi=True) if name != BUTTON]
    numbers = [(ID + name.removeprefix(NUMBER), value) for name, value in pairs if name.startswith(NUMBER)]
    plain = [(ID + name, value) for name, value in pairs if not name.startswith(NUMBER) and name not in {FELT, WHO}]
    felt = [house().analysis.network.thing(ID + value) for name, value in pairs if name == FELT]
    return Given(tuple(value for name, value in pairs if name == WHO), tuple(plain), tuple(felt), tuple(numbers))


@cache
def code(slug: str) -> str:
    """Return four letters that stand for a thing in the fragment of an address, in every data version."""
    return b32encode(hashlib.sha256(slug.encode()).digest()).decode()[:4].lower()


@dataclass(frozen=True)
class Asked:
    """A question and its answer.

    thing: with its definition; others: further names of it; updates: what has changed since the source, with the day of our check.
    """

    thing: Named
    code: str
    answer: str
    faults: tuple[Fault, ...]
    others: tuple[Named, ...] = ()
    updates: tuple[tuple[Named, str], ...] = ()


@dataclass(frozen=True)
class AskedNumber:
    """A question for a number: the indicator's own words besides."""

    question: Asked
    note: Said | None
    unit: Said | None
    period: Said | None


@dataclass(frozen=True)
class LevelForm:
    """The questions of one level (None: the source gives none): pieces by part of the model, and obstacles."""

    level: Named | None
    parts: tuple[tuple[Named, tuple[Asked, ...]], ...]
    obstacles: tuple[Asked, ...]


@dataclass(frozen=True)
class TeamForm:
    """The whole form as it is filled in; faults: what is wrong, with the question that is meant, if there is one.

    more: the number of faults that are not listed.
    """

    filler: str
    levels: tuple[LevelForm, ...]
    numbers: tuple[AskedNumber, ...]
    faults: tuple[tuple[Fault, Named | None], ...]
    more: int
    least: int = LEAST
    most: int = MOST


def team_form(came: Given, answers: Answers, faults: tuple[Fault, ...], language: Language) -> TeamForm:
    """Return the form, filled in with what came."""
    asked, catalogue = house().questions, house().catalogue
    wrong: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        wrong[fault.about].append(fault)
    values = {**dict.fromkeys(came.felt, FELT), **dict(came.presence), **dict(came.numbers)}

    def question(iri: str) -> Asked:
        names = house().analysis.network.names.get(iri, ())
        others = tuple(named(catalogue[name], language, defined=True) for name in names if name != iri)
        entry = catalogue[iri]
        shown = named(entry, language, defined=True)
        return Asked(shown, code(entry.slug), values.get(iri, ""), tuple(wrong[iri]), others, updates(iri, language))

    def listed(iris: tuple[str, ...]) -> tuple[Asked, ...]:
        return tuple(sorted(map(question, iris), key=lambda each: sort_key(each.thing.name.text)))

    levels = tuple(
        LevelForm(
            named(catalogue[level], language) if level else None,
            tuple(
                (named(catalogue[KIERRE + part], language, defined=True), listed(asked.pieces[level][part]))
                for part in PARTS
                if level
            ),
            listed(asked.obstacles[level]),
        )
        for level in ORDER
    )
    known = {*asked.asked, *asked.barriers, *(each.iri for each in asked.indicators)}
    numbers = tuple(
        AskedNumber(
            question(each.iri),
            said(catalogue[each.iri], SKOS + "note", language),
            *_words(each.iri, language),
        )
        for each in asked.indicators
    )
    told = tuple((each, named(catalogue[each.about], language) if each.about in known else None) for each in faults[:TOLD])
    return TeamForm(answers.filler, levels, numbers, told, len(faults) - len(told))


def _words(indicator: str, language: Language) -> tuple[Said | None, Said | None]:
    """Return the unit and the period of an indicator in the reader's language."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for property_, value in queries.literals(house().data.store, indicator):
        found[property_][getattr(value, "language", None) or ""] = getattr(value, "value", str(value))
    texts = [found[KIERRE + name].get(language) for name in ("unit", "perPeriod")]
    unit, period = (Said(text, language) if text else None for text in texts)
    return unit, period


def updates(thing: str, language: Language) -> tuple[tuple[Named, str], ...]:
    """Return what has changed since the source named a thing, each with the day of our check."""
    store, catalogue = house().data.store, house().catalogue
    found = []
    for update, about in house().pairs(KIERRE + "updates"):
        if about == thing:
            days = [str(value) for property_, value in queries.literals(store, update) if property_ == KIERRE + "checkedOn"]
            found.append((named(catalogue[update], language, defined=True), next(iter(days), "")))
    return tuple(found)
