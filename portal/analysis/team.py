"""The team check: what is asked of a team or a county, and what it answers. Pure; forms and files both end here."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from portal.analysis.view import Analysis
from portal.graph import queries
from portal.namespaces import DCTERMS, ID, KIERRE, LEVELS

PARTS = ("Context", "Actor", "Intervention")
FIGURE_4 = tuple(ID + "aikumetod-figure-4-" + part for part in ("contexts", "actors", "interventions"))
ORDER = (LEVELS[1], LEVELS[2], LEVELS[0], "")  # what is nearest to a team first; last what the source gives no level
_NUMBER = re.compile(r"-?[0-9]{1,6}([.,][0-9]{1,6})?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}([ .,][0-9]{3})+")
LEAST, MOST = 0, 999  # of any number of one's own


class Filler(StrEnum):
    """Who fills in the check."""

    TEAM = "team"
    COUNTY = "county"


class Presence(StrEnum):
    """Whether a piece of the model is in place; a question that was skipped has none of these."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Indicator:
    """A number of the source: its value, how it is read (`comparator`, or ""), and what it measures (IRI)."""

    iri: str
    value: Decimal
    comparator: str
    measures: str


@dataclass(frozen=True)
class Questions:
    """What is asked.

    pieces: level -> class (local name) -> things; obstacles: level, or "" where the source gives none -> things;
    whole: a piece -> the piece that stands for it in the check (itself, or what it is part of).
    """

    pieces: dict[str, dict[str, tuple[str, ...]]]
    obstacles: dict[str, tuple[str, ...]]
    indicators: tuple[Indicator, ...]
    whole: dict[str, str]

    @property
    def asked(self) -> frozenset[str]:
        """Return every piece that is asked about."""
        return frozenset(iri for parts in self.pieces.values() for things in parts.values() for iri in things)

    @property
    def barriers(self) -> tuple[str, ...]:
        """Return every obstacle that is asked about, in the order of the levels."""
        return tuple(iri for things in self.obstacles.values() for iri in things)

    def level(self, piece: str) -> str:
        """Return the level under which a piece is asked about."""
        return next(level for level, parts in self.pieces.items() if any(piece in things for things in parts.values()))


def questions(analysis: Analysis) -> Questions:
    """Return what is asked, by everything that the graph holds: the pieces of figure 4, the barriers and the numbers."""
    wholes: dict[str, list[str]] = defaultdict(list)
    for part, around in queries.pairs(analysis.store, DCTERMS + "isPartOf"):
        wholes[part].append(around)
    levels: dict[str, set[str]] = defaultdict(set)
    for thing, level in queries.pairs(analysis.store, KIERRE + "atLevel"):
        levels[thing].add(level)
    things = {part: analysis.things(part) for part in PARTS}
    pieces = {
        level: {
            part: tuple(sorted(iri for iri in found if level in levels[iri] and set(FIGURE_4) & set(wholes[iri])))
            for part, found in things.items()
        }
        for level in ORDER[:3]
    }
    asked = {iri for parts in pieces.values() for found in parts.values() for iri in found}
    whole = {iri: iri for iri in asked}
    for part in (iri for found in things.values() for iri in found if iri not in asked):
        above = sorted(asked & set(wholes[part]))
        if above:
            whole[part] = above[0]
    return Questions(pieces, _obstacles(analysis, levels), _indicators(analysis), whole)


def _obstacles(analysis: Analysis, levels: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Return the barriers of figure 3, and of the others those that lie on a loop or that something counters."""
    looped = {thing for loop in analysis.loops.of_two_or_more() for thing in loop.things}
    countered = {step.effect for step in analysis.causal.steps if step.kind == "counter"}
    found: dict[str, set[str]] = {level: set() for level in ORDER}
    for barrier in {analysis.network.thing(each) for each in analysis.things("Barrier")}:
        at = next((level for level in LEVELS if level in levels[barrier]), "")
        if at or barrier in looped | countered:
            found[at].add(barrier)
    return {level: tuple(sorted(barriers)) for level, barriers in found.items()}


def _indicators(analysis: Analysis) -> tuple[Indicator, ...]:
    """Return the numbers of the source; what has no number as its value is not asked about."""
    measures = dict(queries.pairs(analysis.store, KIERRE + "indicatorOf"))
    found = []
    for iri in sorted(analysis.things("Indicator")):
        values = {property_: str(value) for property_, value in queries.literals(analysis.store, iri)}
        number = _decimal(values.get(KIERRE + "indicatorValue", ""))
        if number is not None:
            found.append(Indicator(iri, number, values.get(KIERRE + "comparator", ""), measures.get(iri, "")))
    return tuple(found)


def _decimal(text: str) -> Decimal | None:
    """Return the number that a text of the graph is, or None."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@dataclass(frozen=True)
class Answers:
    """What was answered; what is missing here was skipped.

    presence: piece -> answer; felt: obstacles; numbers: indicator -> number.
    """

    filler: Filler = Filler.TEAM
    presence: dict[str, Presence] = field(default_factory=dict)
    felt: frozenset[str] = frozenset()
    numbers: dict[str, Decimal] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.presence or self.felt or self.numbers)

    def having(self, *answers: Presence) -> frozenset[str]:
        """Return the pieces that were answered so."""
        return frozenset(piece for piece, answer in self.presence.items() if answer in answers)


class Wrong(StrEnum):
    """What can be wrong with an answer."""

    UNKNOWN_FILLER = "unknown-filler"
    UNKNOWN_THING = "unknown-thing"
    UNKNOWN_ANSWER = "unknown-answer"
    TWO_ANSWERS = "two-answers"
    NO_NUMBER = "no-number"
    OUT_OF_RANGE = "out-of-range"
    ABSENT_BUT_REACHED = "absent-but-reached"  # "not in place", and a number that reaches that of the source
    PRESENT_BUT_ZERO = "present-but-zero"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: what about (an IRI, or a name that nobody knows), and what was given."""

    wrong: Wrong
    about: str
    given: str = ""


@dataclass(frozen=True)
class Given:
    """Answers as they came, each with what it is about (IRI, or a name that nobody knows)."""

    fillers: tuple[str, ...] = ()
    presence: tuple[tuple[str, str], ...] = ()
    felt: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()


def tidied(given: Given) -> Given:
    """Return answers without what is empty, and what was said twice only once."""

    def once(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys((about, answer.strip()) for about, answer in pairs if answer.strip()))

    return Given(given.fillers, once(given.presence), tuple(dict.fromkeys(given.felt)), once(given.numbers))


def understand(given: Given, asked: Questions) -> tuple[Answers, tuple[Fault, ...]]:
    """Return the answers that can be used, and everything that is wrong with the others."""
    faults: list[Fault] = []
    given = tidied(given)
    pieces, barriers, numbers = asked.asked, set(asked.barriers), {each.iri for each in asked.indicators}
    fillers = [each for each in given.fillers if each in set(Filler)]
    faults += [Fault(Wrong.UNKNOWN_FILLER, "", each) for each in given.fillers if each not in set(Filler)]
    if len(set(fillers)) > 1:
        faults.append(Fault(Wrong.TWO_ANSWERS, "who"))
    presence = {}
    for about, answer in _once(given.presence, faults):
        if about not in pieces:
            faults.append(Fault(Wrong.UNKNOWN_THING, about, answer))
        elif answer not in set(Presence):
            faults.append(Fault(Wrong.UNKNOWN_ANSWER, about, answer))
        else:
            presence[about] = Presence(answer)
    faults += [Fault(Wrong.UNKNOWN_THING, each) for each in sorted(set(given.felt) - barriers)]
    own = {}
    for about, text in _once(given.numbers, faults):
        number = read_number(text)
        if about not in numbers:
            faults.append(Fault(Wrong.UNKNOWN_THING, about, text))
        elif number is None:
            faults.append(Fault(Wrong.NO_NUMBER, about, text))
        elif not LEAST <= number <= MOST:
            faults.append(Fault(Wrong.OUT_OF_RANGE, about, text))
        else:
            own[about] = number
    filler = Filler(fillers[0]) if fillers else Filler.TEAM
    answers = Answers(filler, presence, frozenset(given.felt) & barriers, own)
    return answers, (*faults, *_contradictions(answers, asked))


def _once(pairs: Iterable[tuple[str, str]], faults: list[Fault]) -> list[tuple[str, str]]:
    """Return the pairs whose subject has one answer, noting the others."""
    said = list(pairs)
    often = Counter(about for about, _ in said)
    faults += [Fault(Wrong.TWO_ANSWERS, about) for about, count in often.items() if count > 1]
    return [pair for pair in said if often[pair[0]] == 1]


def read_number(text: str) -> Decimal | None:
    """Return the number that a text is, with a decimal comma or point; None when it is none. 9,999 and 9 999 are thousands."""
    plain = text.replace("−", "-").replace("\xa0", " ")
    if _THOUSANDS.fullmatch(plain):
        return Decimal(re.sub(r"[ .,]", "", plain))
    return Decimal(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def _contradictions(answers: Answers, asked: Questions) -> list[Fault]:
    """Return the numbers that cannot be true together with the answer on the same thing.

    Only where the source's number says that something happens: 35 clients “on average” contradicts nothing.
    """
    found = []
    for each in asked.indicators:
        number, answer = answers.numbers.get(each.iri), answers.presence.get(each.measures)
        if number is None or each.comparator not in {">=", "="}:
            continue
        if answer is Presence.NO and number >= each.value:
            found.append(Fault(Wrong.ABSENT_BUT_REACHED, each.iri, format(number, "f")))
        elif answer is Presence.YES and number == 0:
            found.append(Fault(Wrong.PRESENT_BUT_ZERO, each.iri, "0"))
    return found
