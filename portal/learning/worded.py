"""A question in a language: its words, what may be chosen, and feedback that leads to the thing and to its place in the source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.graph import queries
from portal.languages import Language
from portal.learning.facts import Facts
from portal.learning.families import limits
from portal.learning.questions import Kind, Question, choices
from portal.namespaces import KIERRE


@dataclass(frozen=True)
class Option:
    """An answer that may be chosen."""

    text: str
    right: bool


@dataclass(frozen=True)
class Place:
    """Where a source says something: name of the publication, place in it, and the address of the statement, or nothing."""

    document: str
    locator: str
    address: str = ""


@dataclass(frozen=True)
class Worded:
    """A question in a language.

    options: what may be chosen, or the things of an order as they are offered; order: the things in their right order;
    number: the answer to a question for a number; about: the thing that feedback names (for an order the list), and where it is
    found, or nothing; heading: the kind of the question in words.
    """

    slug: str
    kind: Kind
    family: str
    difficulty: int
    language: Language
    text: str
    options: tuple[Option, ...]
    order: tuple[str, ...]
    number: int | None
    about: tuple[str, str]
    places: tuple[Place, ...]
    heading: str = ""


def worded(facts: Facts, question: Question, language: Language, seed: int, address: Callable[[str], str]) -> Worded:
    """Return a question in a language; address: from the IRI of a thing, class or statement to where a reader finds it."""

    def name(iri: str) -> str:
        return facts.catalogue[iri].label(language)[0]

    unit = _unit(facts, question.carrier, language) if question.kind is Kind.NUMBER else ""
    stem = question.family.stem[language].format(subject=name(question.subject), number=question.number, unit=unit)
    ordered = question.kind is Kind.ORDER
    offered = () if question.kind is Kind.NUMBER else choices(question, seed)
    shown = question.carrier if question.kind is Kind.NUMBER else question.rights[0]
    return Worded(
        question.slug,
        question.kind,
        question.family.name,
        question.family.difficulty,
        language,
        stem,
        tuple(Option(name(iri), iri in question.rights) for iri in offered),
        tuple(name(iri) for iri in question.rights) if ordered else (),
        question.number if question.kind is Kind.NUMBER else None,
        (question.family.title[language], address(question.family.answer)) if ordered else (name(shown), address(shown)),
        places(facts, question.carrier, language, address),
        question.family.title[language],
    )


def _unit(facts: Facts, indicator: str, language: Language) -> str:
    """Return what a number counts, for which time, and how it is meant: `hours / month (at least)`."""
    unit, period = (facts.text(indicator, KIERRE + each, language) for each in ("unit", "perPeriod"))
    limit = limits().get(facts.code(indicator, KIERRE + "comparator"), {}).get(language, "")
    return (f"{unit} / {period}" if period else unit) + (f" ({limit})" if limit else "")


def places(facts: Facts, thing: str, language: Language, address: Callable[[str], str]) -> tuple[Place, ...]:
    """Return the places in the publications where a thing is said, each once."""
    found: dict[tuple[str, str], Place] = {}
    for each in queries.statements_of(facts.data.store, thing):
        document = facts.catalogue[each.document].label(language)[0]
        found.setdefault((document, each.locator), Place(document, each.locator, address(each.iri)))
    return tuple(found.values())
