"""Two team checks side by side: what was answered, met and counted then and now. No sums and no percentages."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from portal.analysis.team import Answers, Presence, Questions
from portal.analysis.team_result import State, result
from portal.analysis.view import Analysis


@dataclass(frozen=True)
class Changed:
    """A piece whose answer is another now; None: it was not answered."""

    piece: str
    before: Presence | None
    after: Presence | None


@dataclass(frozen=True)
class Numbers:
    """A number of one's own then and now; None: it was not given."""

    indicator: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True)
class Moved:
    """A mechanism at a level, then and now."""

    mechanism: str
    level: str
    before: State
    after: State


@dataclass(frozen=True)
class Difference:
    """What lies between two checks; obstacles in the order of the questions."""

    answers: tuple[Changed, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    still: tuple[str, ...]
    numbers: tuple[Numbers, ...]
    mechanisms: tuple[Moved, ...]


def difference(before: Answers, after: Answers, asked: Questions, analysis: Analysis) -> Difference:
    """Return what has changed from one check to the other; numbers and mechanisms also where nothing has."""
    pieces = [iri for parts in asked.pieces.values() for things in parts.values() for iri in things]
    changed = [Changed(piece, before.presence.get(piece), after.presence.get(piece)) for piece in pieces]
    numbers = [Numbers(each.iri, before.numbers.get(each.iri), after.numbers.get(each.iri)) for each in asked.indicators]
    then, now = (result(each, asked, analysis).mechanisms for each in (before, after))
    return Difference(
        tuple(each for each in changed if each.before is not each.after),
        tuple(each for each in asked.barriers if each in before.felt - after.felt),
        tuple(each for each in asked.barriers if each in after.felt - before.felt),
        tuple(each for each in asked.barriers if each in after.felt & before.felt),
        tuple(each for each in numbers if each.before is not None or each.after is not None),
        tuple(
            Moved(one.mechanism, old.level, old.state, new.state)
            for one, other in zip(then, now, strict=True)
            for old, new in zip(one.levels, other.levels, strict=True)
        ),
    )
