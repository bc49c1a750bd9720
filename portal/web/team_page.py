"""What follows from a team check, named for a reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from portal.analysis.network import Step
from portal.analysis.team import Answers, Presence
from portal.analysis.team_result import Carried, Fed, Result
from portal.analysis.team_ways import Argument, Beginning
from portal.languages import Language, sort_key
from portal.namespaces import LEVELS
from portal.web.arrows import thing_named
from portal.web.house import house
from portal.web.pages import Named, named
from portal.web.team_form import updates


@dataclass(frozen=True)
class Arrow:
    """One arrow: its two ends, its kind and sign, whether it is our hypothesis, and the address that says where it is from."""

    cause: Named
    effect: Named
    kind: str
    sign: int
    inferred: bool
    source: str


@dataclass(frozen=True)
class Cell:
    """A mechanism at a level: its state, and of the nearest configuration what is missing, partial and not known."""

    level: Named
    state: str
    configuration: Named | None
    missing: list[Named]
    partly: list[Named]
    unknown: list[Named]


@dataclass(frozen=True)
class Row:
    """The pieces at a level by answer."""

    level: Named
    yes: list[Named]
    partly: list[Named]
    no: list[Named]
    unknown: list[Named]
    skipped: list[Named]


@dataclass(frozen=True)
class Begin:
    """A place to begin, named."""

    lever: Named
    hands: list[str]
    chain: list[Arrow]
    mechanisms: list[Named]
    answered: bool


@dataclass(frozen=True)
class Obstacle:
    """An obstacle with further names of it: what counters are missing, and what feeds it, each with whether that is felt too."""

    thing: Named
    others: list[Named]
    felt: bool
    lacking: list[Arrow]
    causes: list[tuple[Arrow, bool]]


@dataclass(frozen=True)
class Told:
    """The argument for those who decide: a recommendation with claims, numbers with one's own beside, obstacles and pieces."""

    recommendation: Named
    claims: list[Named]
    indicators: list[tuple[Named, str]]
    against: list[Arrow]
    pieces: list[Named]


@dataclass(frozen=True)
class ResultPage:
    """The whole result."""

    filler: str
    rows: list[Row]
    mechanisms: list[tuple[Named, bool, list[Cell]]]
    obstacles: list[Obstacle]
    beginnings: list[Begin]
    outside: list[tuple[Named, bool, list[Arrow]]]
    arguments: list[Told]
    prompts: list[tuple[str, Named]]
    numbers: list[tuple[Named, str, tuple[tuple[Named, str], ...]]]
    day: str


_ANSWERS = (Presence.YES, Presence.PARTLY, Presence.NO, Presence.UNKNOWN, None)


def name(iri: str, language: Language, *, defined: bool = False) -> Named:
    """Return a thing named."""
    return named(house().catalogue[iri], language, defined=defined)


def names(iris: Iterable[str], language: Language) -> list[Named]:
    """Return things named, in the order of their names."""
    return sorted((name(iri, language) for iri in iris), key=lambda each: sort_key(each.name.text))


def digits(number: Decimal, language: Language) -> str:
    """Return a number with the decimal sign of a language."""
    return format(number, "f") if language == "en" else format(number, "f").replace(".", ",")


def result_page(answers: Answers, found: Result, day: str, language: Language) -> ResultPage:
    """Return a result named for a reader; `day` is the day of the answers."""
    numbers = [(name(iri, language), digits(own, language), updates(iri, language)) for iri, own in sorted(answers.numbers.items())]
    return ResultPage(
        answers.filler,
        _rows(answers, language),
        [(name(each.mechanism, language), each.whole, _cells(each, language)) for each in found.mechanisms],
        [_obstacle(each, answers, language) for each in found.obstacles],
        [_begin(each, language) for each in found.beginnings],
        [(name(each.piece, language), each.demanded, _arrows(each.against, language)) for each in found.outside],
        [_told(each, answers, language) for each in found.arguments],
        [(each.topic, name(each.thing, language)) for each in found.prompts],
        numbers,
        day,
    )


def _rows(answers: Answers, language: Language) -> list[Row]:
    rows = []
    for level in LEVELS:
        pieces = [iri for things in house().questions.pieces[level].values() for iri in things]

        def having(answer: Presence | None, here: list[str] = pieces) -> list[Named]:
            return names((iri for iri in here if answers.presence.get(iri) is answer), language)

        rows.append(Row(name(level, language), *(having(each) for each in _ANSWERS)))
    return rows


def _cells(carried: Carried, language: Language) -> list[Cell]:
    return [
        Cell(
            name(at.level, language),
            at.state,
            name(at.configuration, language) if at.configuration else None,
            *(names(iris, language) for iris in (at.missing, at.partly, at.unknown)),
        )
        for at in carried.levels
    ]


def _arrows(steps: Iterable[Step], language: Language) -> list[Arrow]:
    found = []
    for step in steps:
        cause, effect = thing_named(step.cause, language), thing_named(step.effect, language)
        source = name(step.carriers[0], language).address if step.carriers else cause.address
        found.append(Arrow(cause, effect, step.kind, step.sign, step.inferred, source))
    return found


def _obstacle(fed: Fed, answers: Answers, language: Language) -> Obstacle:
    causes = [(arrow, step.cause in answers.felt) for step, arrow in zip(fed.causes, _arrows(fed.causes, language), strict=True)]
    others = names(set(house().analysis.network.names.get(fed.obstacle, ())) - {fed.obstacle}, language)
    return Obstacle(name(fed.obstacle, language), others, fed.felt, _arrows(fed.lacking, language), causes)


def _begin(each: Beginning, language: Language) -> Begin:
    chain = _arrows(each.chain.steps, language) if each.chain else []
    lever = name(each.lever, language, defined=True)
    return Begin(lever, [str(hand) for hand in each.hands], chain, names(each.mechanisms, language), each.answered)


def _told(each: Argument, answers: Answers, language: Language) -> Told:
    def own(iri: str) -> str:
        return digits(answers.numbers[iri], language) if iri in answers.numbers else ""

    return Told(
        name(each.recommendation, language, defined=True),
        [name(iri, language, defined=True) for iri in each.claims],
        [(name(iri, language), own(iri)) for iri in each.indicators],
        _arrows(each.against, language),
        names(each.pieces, language),
    )
