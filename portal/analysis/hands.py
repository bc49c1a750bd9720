"""In whose hands a lever is, as its level says; recommendations are addressed to those who decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from portal.analysis.chains import Chain
from portal.analysis.network import Kind
from portal.namespaces import ID

Levels = Callable[[str], Sequence[str]]


class Hands(StrEnum):
    """Who can act: the three levels in the order of the source, and the county's decision-makers."""

    WORKER = "worker"  # micro: client work
    TEAM = "team"  # meso: the team with its leader, and its networks
    ORGANISATION = "organisation"  # macro: the organisation, the local community, the county
    DECISION_MAKERS = "decision-makers"  # the source addresses its recommendations to them


OF_LEVEL = {ID + "level-micro": Hands.WORKER, ID + "level-meso": Hands.TEAM, ID + "level-macro": Hands.ORGANISATION}


def hands(chain: Chain, levels: Levels, recommendations: frozenset[str]) -> tuple[Hands, ...]:
    """Return in whose hands the lever of a chain is; none when the source gives it no level.

    levels: gives the levels of a thing (IRIs). A method has the levels of the intervention that applies it in the chain.
    A recommendation is in the hands of the decision-makers, whatever levels it speaks of.
    """
    if chain.lever in recommendations:
        return (Hands.DECISION_MAKERS,)
    first = chain.steps[0]
    found = levels(chain.lever) or (levels(first.effect) if first.kind is Kind.METHOD else ())
    return tuple(each for level, each in OF_LEVEL.items() if level in found)
