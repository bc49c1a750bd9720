"""Arrows of the causal network as a reader sees them: the things at their ends by name, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal.analysis.network import Kind, Network, Step
from portal.languages import Language
from portal.namespaces import KIERRE, SKOS
from portal.web.house import house
from portal.web.pages import Named, Said, named, said

SIGNS = {1: "+", -1: "-", 0: "?"}


@dataclass(frozen=True)
class Origin:
    """Where an arrow comes from: a link, relation or configuration (or the thing whose statement says it), and how it reads."""

    page: Named
    text: Said | None


@dataclass(frozen=True)
class Shown:
    """An arrow: its ends, its sign (+, - or ?), its kind, its basis and its origins."""

    cause: Named
    effect: Named
    sign: str
    kind: Kind
    inferred: bool
    origins: list[Origin]

    @property
    def name(self) -> str:
        """Return what the arrow is called in the page and in the drawing."""
        return f"{self.cause.slug}--{self.effect.slug}"


def known_as(iri: str, network: Network, language: Language) -> Named:
    """Return a thing of the network as a link; the names that the sources give the same cause stand together."""
    catalogue = house().catalogue
    thing = network.thing(iri)
    names = [catalogue[each].label(language) for each in network.names.get(thing, (thing,))]
    return replace(named(catalogue[thing], language), name=Said(" / ".join(name for name, _ in names), names[0][1]))


def shown(steps: Iterable[Step], network: Network, language: Language) -> list[Shown]:
    """Return arrows for a reader."""
    things: dict[str, Named] = {}
    found = []
    for step in steps:
        for end in step.arrow:
            things[end] = things.get(end) or known_as(end, network, language)
        found.append(
            Shown(
                things[step.cause],
                things[step.effect],
                SIGNS[step.sign],
                step.kind,
                step.inferred,
                [_origin(carrier, language) for carrier in step.carriers or (step.effect,)],
            )
        )
    return found


def _origin(iri: str, language: Language) -> Origin:
    """Return an origin: a definition reads as a sentence, and of a relation its rationale does."""
    entry = house().catalogue[iri]
    text = said(entry, SKOS + "definition", language) or said(entry, KIERRE + "rationale", language)
    return Origin(named(entry, language), text)
