"""The shapes of plain answers: only texts, numbers, lists and each other, so that each can be written as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from portal.web.plain.pieces import About, Arrow, Carrier, ChangeWord, FeedbackWord, HandsWord, LevelWord, Ref, Thing


@dataclass(frozen=True)
class LoopShape:
    """A feedback loop. page: where people read of it; reading: its course as a sentence; hypotheses: how many of its arrows are."""

    id: str
    address: str
    page: str
    name: str
    reading: str
    feedback: FeedbackWord
    feedback_label: str
    hypotheses: int
    things: tuple[Thing, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True)
class LoopsAnswer:
    """The loops, shortest first.

    complete: every loop of the network was found; longest: loops of more things were not looked for; total: how many were found;
    cut: there are more than are given.
    """

    about: About
    complete: bool
    longest: int | None
    cut: bool
    total: int
    loops: tuple[LoopShape, ...]


@dataclass(frozen=True)
class LoopAnswer:
    """One loop."""

    about: About
    loop: LoopShape


@dataclass(frozen=True)
class ChainShape:
    """A chain from a lever to an obstacle. hands: who can act, in words under `hands_labels`; none: the source gives no level."""

    lever: Thing
    hands: tuple[HandsWord, ...]
    hands_labels: tuple[str, ...]
    hypotheses: int
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True)
class ChainsAnswer:
    """The shortest chain from each lever to an obstacle, and whether the search for them could be finished.

    chains: those whose lever is in the hands of the level that was asked for (all, when none was); elsewhere: those in others'
    hands; unplaced: those whose lever has no level in the source; longest: chains of more arrows were not looked for;
    unsearched: the levers for which the search met its bound.
    """

    about: About
    obstacle: Thing
    level: LevelWord | None
    kinds: tuple[str, ...]
    complete: bool
    longest: int
    unsearched: tuple[Ref, ...]
    chains: tuple[ChainShape, ...]
    elsewhere: tuple[ChainShape, ...]
    unplaced: tuple[ChainShape, ...]


@dataclass(frozen=True)
class LevelCover:
    """The configurations that fire a mechanism at one level; a gap has none."""

    level: Ref
    gap: bool
    configurations: tuple[Carrier, ...]


@dataclass(frozen=True)
class MechanismCover:
    """A mechanism over the levels."""

    mechanism: Thing
    levels: tuple[LevelCover, ...]


@dataclass(frozen=True)
class CoverageAnswer:
    """Each mechanism over the levels."""

    about: About
    mechanisms: tuple[MechanismCover, ...]


@dataclass(frozen=True)
class GapShape:
    """Something that the model leaves open; through: its wholes or parts for which it does not."""

    thing: Thing
    through: tuple[Ref, ...]


@dataclass(frozen=True)
class LevelGap:
    """A mechanism with the levels at which no configuration fires it."""

    mechanism: Thing
    levels: tuple[Ref, ...]


@dataclass(frozen=True)
class GapsAnswer:
    """Interventions in no configuration, outcomes that nothing leads to, uncountered barriers, mechanisms not at all levels."""

    about: About
    interventions: tuple[GapShape, ...]
    outcomes: tuple[GapShape, ...]
    barriers: tuple[GapShape, ...]
    mechanisms: tuple[LevelGap, ...]


@dataclass(frozen=True)
class CutSets:
    """The smallest sets without which no loop is left.

    size: how many must go (None: not known); searched: sets up to this size were looked for; cut: there are more than are given.
    """

    size: int | None
    searched: int
    cut: bool


@dataclass(frozen=True)
class ArrowCuts(CutSets):
    """Sets of arrows."""

    sets: tuple[tuple[Arrow, ...], ...]


@dataclass(frozen=True)
class CutBarrier:
    """A barrier of a cut, with the arrows of what counters it."""

    barrier: Thing
    counters: tuple[Arrow, ...]


@dataclass(frozen=True)
class BarrierCuts(CutSets):
    """Sets of barriers."""

    sets: tuple[tuple[CutBarrier, ...], ...]


@dataclass(frozen=True)
class CutsAnswer:
    """Where to cut."""

    about: About
    arrows: ArrowCuts
    barriers: BarrierCuts


@dataclass(frozen=True)
class InfluenceShape:
    """How many others a thing leads to and is led to by, directly (effects, causes) and at all (feeds, fed_by), and its loops."""

    thing: Thing
    causes: int
    effects: int
    fed_by: int
    feeds: int
    loops: int


@dataclass(frozen=True)
class InfluenceAnswer:
    """How much hangs on each barrier: most loops first, then what feeds most."""

    about: About
    things: tuple[InfluenceShape, ...]


@dataclass(frozen=True)
class PredictionShape:
    """Where a thing is driven: `more`, `less` or `ambiguous`; why: the shortest walk for each direction."""

    thing: Thing
    change: ChangeWord
    why: tuple[tuple[Arrow, ...], ...]


@dataclass(frozen=True)
class WhatIfAnswer:
    """Where a change drives the others, nearest first. Signs only: the sources give no amounts.

    total: how many are driven somewhere; cut: there are more than are given.
    """

    about: About
    thing: Thing
    change: ChangeWord
    total: int
    cut: bool
    predictions: tuple[PredictionShape, ...]


@dataclass(frozen=True)
class LoopMark:
    """A loop that lies whole in a part of the network, by the ids of its things and arrows."""

    id: str
    name: str
    reading: str
    feedback: FeedbackWord
    feedback_label: str
    things: tuple[str, ...]
    arrows: tuple[str, ...]


@dataclass(frozen=True)
class NetworkAnswer:
    """A part of the network. title: which, in words; loops: the shortest of those that lie in it whole."""

    about: About
    title: str
    things: tuple[Thing, ...]
    arrows: tuple[Arrow, ...]
    loops: tuple[LoopMark, ...] = ()


Answer = (
    LoopsAnswer
    | LoopAnswer
    | ChainsAnswer
    | CoverageAnswer
    | GapsAnswer
    | CutsAnswer
    | InfluenceAnswer
    | WhatIfAnswer
    | NetworkAnswer
)
