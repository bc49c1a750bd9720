"""The team check: three places to begin, and the argument for what is not in one's own hands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from portal.analysis.chains import Chain
from portal.analysis.hands import Hands, hands
from portal.analysis.network import Kind, Step
from portal.analysis.team import Answers, Filler, Presence, Questions
from portal.analysis.view import Analysis
from portal.graph import queries
from portal.namespaces import DCTERMS, KIERRE, LEVELS, SKOS

BEGINNINGS = 3
STEPS, INFERRED = 4, 2  # a longer chain, or one of more hypotheses, is no near place to begin
OBSTACLES = 8  # so many obstacles are followed back to levers, so that the answer stays quick
KINDS = ("Method", "Intervention", "Context")  # an actor is a quality of the work community: not a place to begin
OWN = {
    Filler.TEAM: frozenset({Hands.WORKER, Hands.TEAM}),
    Filler.COUNTY: frozenset({Hands.WORKER, Hands.TEAM, Hands.ORGANISATION}),
}


@dataclass(frozen=True)
class Beginning:
    """A place to begin: a lever in one's own hands, and why: a chain to an obstacle, or mechanisms that miss it.

    answered: whether it was answered that the lever is missing or partial; else nobody said.
    """

    lever: str
    hands: tuple[Hands, ...]
    chain: Chain | None
    mechanisms: tuple[str, ...]
    answered: bool


@dataclass(frozen=True)
class Argument:
    """What those who decide can be told.

    recommendation: with its claims and indicators (IRIs); against: the counters by which it answers to obstacles met;
    pieces: what is missing or partial that the source relates to it.
    """

    recommendation: str
    claims: tuple[str, ...]
    indicators: tuple[str, ...]
    against: tuple[Step, ...]
    pieces: tuple[str, ...]


@dataclass(frozen=True)
class Outside:
    """A piece that is missing or partial and not in one’s own hands, and the obstacles it would counter.

    demanded: the source relates it to a recommendation, and so demands it of those who decide, whatever its level.
    """

    piece: str
    demanded: bool
    against: tuple[Step, ...]


Levels = Callable[[str], Sequence[str]]


def _levels(analysis: Analysis) -> Levels:
    found: dict[str, list[str]] = defaultdict(list)
    for thing, level in queries.pairs(analysis.store, KIERRE + "atLevel", analysis.graphs):
        found[thing].append(level)
    return lambda thing: found.get(thing, [])


def beginnings(answers: Answers, asked: Questions, analysis: Analysis, obstacles: Sequence[str]) -> tuple[Beginning, ...]:
    """Return up to three levers in one's own hands that are not in place: for each obstacle in turn that of the shortest chain.

    What was answered to be missing or partial comes before what nobody answered. Where chains give fewer, what is missing
    at one's own levels fills the list, with the mechanisms that miss it. What is demanded of those who decide is no beginning.
    """
    levels, own, called = _levels(analysis), OWN[answers.filler], demanded(analysis)
    chosen: dict[str, Beginning] = {}
    offers = [_offers(each, answers, asked, analysis, levels) for each in obstacles[:OBSTACLES]]
    for answered in (True,) * BEGINNINGS + (False,) * BEGINNINGS:
        for offer in offers:
            taken = {asked.whole.get(each, each) for each in chosen}
            free = [each for each in offer if each.lever not in called and asked.whole.get(each.lever, each.lever) not in taken]
            fresh = [each for each in free if each.answered is answered]
            chosen.update({each.lever: each for each in fresh[:1]})
    lacking = answers.having(Presence.NO, Presence.PARTLY) - {asked.whole.get(each, each) for each in chosen} - called
    for each in [_filling(piece, asked, analysis, levels) for piece in sorted(lacking)]:
        if own & set(each.hands) and each.mechanisms:
            chosen[each.lever] = each
    return tuple(sorted(chosen.values(), key=lambda each: not each.answered)[:BEGINNINGS])


def _offers(obstacle: str, answers: Answers, asked: Questions, analysis: Analysis, levels: Levels) -> list[Beginning]:
    """Return what could be begun with against one obstacle, shortest chain first.

    A chain that begins with a configuration needs everything else in that to be in place, so it is no place to begin.
    """
    own, found = OWN[answers.filler], []
    for chain in analysis.chains(obstacle, KINDS):
        said = answers.presence.get(asked.whole.get(chain.lever, chain.lever))
        held = hands(chain, levels, frozenset())
        near = len(chain.steps) <= STEPS and chain.inferred <= INFERRED and chain.steps[0].kind is not Kind.CONFIGURATION
        if near and said is not Presence.YES and own & set(held):
            found.append(Beginning(chain.lever, held, chain, (), said in {Presence.NO, Presence.PARTLY}))
    return found


def _filling(piece: str, asked: Questions, analysis: Analysis, levels: Levels) -> Beginning:
    """Return a piece as a beginning, with the mechanisms of the configurations that need it; none for a quality of workers."""
    held = hands(Chain(piece, (Step(piece, piece, 1, Kind.PART, (), False),)), levels, frozenset())
    actors = {actor for parts in asked.pieces.values() for actor in parts["Actor"]}
    fired = sorted({m for each in analysis.configurations if piece in each.pieces for m in each.mechanisms} - {piece})
    return Beginning(piece, held, None, () if piece in actors else tuple(fired), answered=True)


def outside(answers: Answers, asked: Questions, analysis: Analysis) -> tuple[Outside, ...]:
    """Return what is missing or partial and is demanded of those who decide or, when a team answers, is the organisation’s."""
    called = demanded(analysis)
    lacking = sorted(
        each
        for each in answers.having(Presence.NO, Presence.PARTLY)
        if each in called or (answers.filler is Filler.TEAM and asked.level(each) == LEVELS[0])
    )
    counters = [step for step in analysis.causal.steps if step.kind is Kind.COUNTER and step.effect in asked.barriers]
    return tuple(
        Outside(piece, piece in called, tuple(s for s in counters if asked.whole.get(s.cause) == piece)) for piece in lacking
    )


def demanded(analysis: Analysis) -> frozenset[str]:
    """Return what the source relates to a recommendation or a claim of one: the recommendations speak to those who decide."""
    speaking = {*analysis.things("Recommendation"), *analysis.things("RecommendationClaim")}
    pairs = queries.pairs(analysis.store, SKOS + "related", analysis.graphs)
    return frozenset(other for pair in pairs for one, other in (pair, pair[::-1]) if one in speaking)


def arguments(answers: Answers, asked: Questions, analysis: Analysis, obstacles: Iterable[str]) -> tuple[Argument, ...]:
    """Return the recommendations that bear on what was answered, in the order of the source.

    One bears on it when it or a claim of it counters an obstacle that is met, when the source relates it to a piece that is
    missing or partial, or when a number was given beside its own.
    """
    met, store = set(obstacles), analysis.store
    lacking = answers.having(Presence.NO, Presence.PARTLY)
    claimed, numbers = set(analysis.things("RecommendationClaim")), {each.iri for each in asked.indicators}
    inside = _joined(queries.pairs(store, DCTERMS + "isPartOf", analysis.graphs), both=False)
    related = _joined(queries.pairs(store, SKOS + "related", analysis.graphs), both=True)
    found = []
    for recommendation in sorted(analysis.things("Recommendation"), key=lambda iri: _position(analysis, iri)):
        parts = sorted(inside[recommendation])
        itself = {recommendation, *(part for part in parts if part in claimed)}
        against = tuple(s for s in analysis.causal.steps if s.kind is Kind.COUNTER and s.cause in itself and s.effect in met)
        near = {asked.whole[thing] for each in itself for thing in related[each] if thing in asked.whole}
        indicators = tuple(part for part in parts if part in numbers)
        if against or near & lacking or set(indicators) & answers.numbers.keys():
            claims = tuple(part for part in parts if part in claimed)
            found.append(Argument(recommendation, claims, indicators, against, tuple(sorted(near & lacking))))
    return tuple(found)


def _joined(pairs: Iterable[tuple[str, str]], *, both: bool) -> dict[str, set[str]]:
    """Return what is joined to each object (and, for `both`, to each subject)."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, object_ in pairs:
        found[object_].add(subject)
        if both:
            found[subject].add(object_)
    return found


def _position(analysis: Analysis, thing: str) -> int:
    values = queries.literals(analysis.store, thing)
    return next((int(str(value)) for property_, value in values if property_ == KIERRE + "position"), 0)
