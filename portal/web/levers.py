"""What one can do about obstacles: each lever with its chains, those that weaken most of the obstacles first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from portal.analysis.chains import Chain
from portal.analysis.hands import Hands
from portal.analysis.network import Kind
from portal.graph.catalogue import Entry
from portal.languages import Language, sort_key
from portal.namespaces import ID, KIERRE
from portal.web.arrows import ShownChain, shown_chain
from portal.web.house import house
from portal.web.pages import Named, named


@dataclass(frozen=True)
class Lever:
    """Something one can do, and the chain from it to each chosen obstacle that it weakens."""

    thing: Named
    hands: tuple[Hands, ...]
    chains: list[tuple[Named, ShownChain]]

    @property
    def key(self) -> tuple[int, int, int, str]:
        """Return what levers are ordered by: most obstacles, then the fewest hypotheses, the shortest chain, the name."""
        inferred, steps = min((chain.inferred, len(chain.steps)) for _, chain in self.chains)
        return -len(self.chains), inferred, steps, sort_key(self.thing.name.text)


def levers(found: list[tuple[str, list[Chain]]], language: Language) -> list[Lever]:
    """Return each lever with its chains, those that weaken most of the chosen obstacles first."""
    shown: dict[str, list[tuple[Named, ShownChain]]] = defaultdict(list)
    for slug, chains in found:
        obstacle = named(house().catalogue[ID + slug], language)
        for chain in chains:
            shown[chain.lever].append((obstacle, shown_chain(chain, language)))
    made = [Lever(chains[0][1].lever, chains[0][1].hands, chains) for iri, chains in shown.items() if not _only_whole(iri, found)]
    return sorted(made, key=lambda lever: lever.key)


def obstacles() -> dict[str, Entry]:
    """Return the barriers that one can meet, by slug: all that are no heading over others."""
    barriers = house().catalogue.of_class(KIERRE + "Barrier")
    headings = {whole for each in barriers for whole in each.wholes}
    return {each.slug: each for each in barriers if each.iri not in headings}


def _only_whole(lever: str, found: list[tuple[str, list[Chain]]]) -> bool:
    """Return whether a lever leads to the obstacles only through a part of it that is a lever itself, which then says it better."""
    levers = {chain.lever for _, chains in found for chain in chains}
    own = [chain.steps[0] for _, chains in found for chain in chains if chain.lever == lever]
    return all(step.kind is Kind.PART and step.effect in levers for step in own)
