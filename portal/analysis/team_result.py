"""The team check: what follows from the answers. No score: states, chains and arguments, each with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.analysis.network import MORE, Kind, Step
from portal.analysis.realist import Configuration
from portal.analysis.team import Answers, Presence, Questions
from portal.analysis.team_ways import Argument, Beginning, Outside, arguments, beginnings, outside
from portal.analysis.view import Analysis
from portal.namespaces import LEVELS


class State(StrEnum):
    """How it stands with a mechanism at a level, or over all of them."""

    CARRIED = "carried"  # of some configuration there everything is in place
    PARTLY = "partly"  # of some configuration there nothing is missing, but something is only partly in place
    BROKEN = "broken"  # of each configuration there something is missing
    OPEN = "open"  # too much is not answered or not known
    NONE = "none"  # this view holds no configuration there


@dataclass(frozen=True)
class AtLevel:
    """A mechanism at one level: its state by the configuration that is nearest, and what of that is missing, partial, unknown."""

    level: str
    state: State
    configuration: str = ""
    missing: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Carried:
    """A mechanism over the three levels."""

    mechanism: str
    levels: tuple[AtLevel, ...]

    @property
    def whole(self) -> bool:
        """Return whether it is carried at every level."""
        return all(each.state is State.CARRIED for each in self.levels)

    @property
    def broken(self) -> tuple[str, ...]:
        """Return the levels at which it is broken."""
        return tuple(each.level for each in self.levels if each.state is State.BROKEN)


@dataclass(frozen=True)
class Fed:
    """An obstacle: whether it is felt, the counters it lacks (what is missing -> it), and the links that feed it."""

    obstacle: str
    felt: bool
    lacking: tuple[Step, ...]
    causes: tuple[Step, ...]


class Topic(StrEnum):
    """What a question for a team meeting is about."""

    OBSTACLE = "obstacle"
    BEGIN = "begin"
    PARTLY = "partly"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    IN_PLACE = "in-place"
    ARGUE = "argue"


@dataclass(frozen=True)
class Prompt:
    """A question for a team meeting, and the thing it is about."""

    topic: Topic
    thing: str


@dataclass(frozen=True)
class Result:
    """What follows from the answers in one view of the graph."""

    mechanisms: tuple[Carried, ...]
    obstacles: tuple[Fed, ...]
    beginnings: tuple[Beginning, ...]
    outside: tuple[Outside, ...]
    arguments: tuple[Argument, ...]
    prompts: tuple[Prompt, ...]


def result(answers: Answers, asked: Questions, analysis: Analysis) -> Result:
    """Return what follows from answers."""
    carried = tuple(_carried(each.mechanism, answers, asked, analysis) for each in analysis.coverage)
    fed = _fed(answers, asked, analysis)
    met = [each.obstacle for each in fed if each.felt] or [each.obstacle for each in fed]
    begin = beginnings(answers, asked, analysis, met)
    argued = arguments(answers, asked, analysis, [each.obstacle for each in fed if each.felt or each.lacking])
    return Result(carried, fed, begin, outside(answers, asked, analysis), argued, _prompts(answers, carried, fed, begin, argued))


def _carried(mechanism: str, answers: Answers, asked: Questions, analysis: Analysis) -> Carried:
    fired = [each for each in analysis.configurations if mechanism in each.mechanisms]
    found = {level: [_at(each, answers, asked) for each in fired if each.level == level] for level in LEVELS}
    order = list(State)

    def nearest(level: str) -> AtLevel:
        return min(
            found[level],
            key=lambda at: (order.index(at.state) if at.state is not State.OPEN else 1.5, len(at.missing), len(at.unknown)),
            default=AtLevel(level, State.NONE),
        )

    return Carried(mechanism, tuple(nearest(level) for level in LEVELS))


def _at(configuration: Configuration, answers: Answers, asked: Questions) -> AtLevel:
    """Return how one configuration stands."""
    made_of = {*configuration.contexts, *configuration.actors, *configuration.interventions}
    pieces = sorted({asked.whole.get(each, each) for each in made_of})
    said = {piece: answers.presence.get(piece) for piece in pieces}
    missing, partly, known = (
        [p for p, a in said.items() if a is wanted] for wanted in (Presence.NO, Presence.PARTLY, Presence.YES)
    )
    unknown = [piece for piece in pieces if piece not in {*missing, *partly, *known}]
    state = State.BROKEN if missing else State.OPEN if unknown else State.PARTLY if partly else State.CARRIED
    return AtLevel(configuration.level, state, configuration.iri, tuple(missing), tuple(partly), tuple(unknown))


def _fed(answers: Answers, asked: Questions, analysis: Analysis) -> tuple[Fed, ...]:
    """Return the obstacles that are felt, and those that lack a counter or are fed by one that is felt; felt ones first."""
    absent = answers.having(Presence.NO)
    found = []
    for obstacle in asked.barriers:
        into = [step for step in analysis.causal.steps if step.effect == obstacle and step.cause != obstacle]
        felt = obstacle in answers.felt
        lacking = tuple(s for s in into if s.kind is Kind.COUNTER and asked.whole.get(s.cause) in absent)
        causes = tuple(s for s in into if s.kind is Kind.LINK and s.sign == MORE and (felt or s.cause in answers.felt))
        if felt or lacking or causes:
            found.append(Fed(obstacle, felt, lacking, causes))
    return tuple(sorted(found, key=lambda each: not each.felt))


def _prompts(
    answers: Answers,
    carried: tuple[Carried, ...],
    fed: tuple[Fed, ...],
    begin: tuple[Beginning, ...],
    argued: tuple[Argument, ...],
) -> tuple[Prompt, ...]:
    """Return up to five questions, each about something that was answered, of as many topics as there are."""
    by_topic: list[tuple[Topic, list[str]]] = [
        (Topic.OBSTACLE, [each.obstacle for each in fed if each.felt]),
        (Topic.BEGIN, [each.lever for each in begin]),
        (Topic.PARTLY, sorted(answers.having(Presence.PARTLY))),
        (Topic.BROKEN, [each.mechanism for each in carried if each.broken]),
        (Topic.UNKNOWN, sorted(answers.having(Presence.UNKNOWN))),
        (Topic.IN_PLACE, sorted(answers.having(Presence.YES))),
        (Topic.ARGUE, [each.recommendation for each in argued]),
    ]
    first = [Prompt(topic, things[0]) for topic, things in by_topic if things]
    more = [Prompt(topic, thing) for topic, things in by_topic for thing in things[1:2]]
    kept = {*first[:5], *([] if len(first) >= 3 else more[: 3 - len(first)])}
    return tuple(each for each in [*first, *more] if each in kept)
