"""What a page has drawn from the graph, as IRIs: for the pages that show it, and for the rules that see that there is something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.graph import queries
from portal.graph.catalogue import Catalogue
from portal.graph.engine import Engine
from portal.graph.queries import Judgement
from portal.namespaces import ID, KIERRE, PREFIXES, STATEMENT

BACKWARDS = "^"


def relation(name: str) -> str:
    """Return the property that a page names: `usesTool` one of ours, `dcterms:isPartOf` one of another vocabulary."""
    prefix, colon, local = name.removeprefix(BACKWARDS).rpartition(":")
    return PREFIXES.get(prefix, prefix + colon) + local if colon else KIERRE + local


@dataclass(frozen=True)
class Tie:
    """A thing at the other end of a relation, and the judgement that says why, where the relation is one."""

    other: str
    judgement: Judgement | None

    @property
    def inferred(self) -> bool:
        """Return whether the relation is our hypothesis."""
        return self.judgement is not None and self.judgement.inferred


def ties(store: Engine, thing: str, name: str, graphs: Sequence[str] | None = None, *, inverse: bool = False) -> list[Tie]:
    """Return what stands in a relation to a thing (IRI): what the source says first; `inverse` for what leads to it."""
    property_ = relation(name)
    ask = queries.incoming if inverse else queries.outgoing
    judged = {
        each.subject if inverse else each.object: each
        for each in queries.judgements(store, thing, graphs)
        if each.property == property_ and thing == (each.object if inverse else each.subject)
    }
    others = {each.other for each in ask(store, thing, graphs) if each.property == property_ and _is_thing(each.other)}
    found = [Tie(other, judged.get(other)) for other in sorted(others)]
    return sorted(found, key=lambda each: each.inferred)


def _is_thing(iri: str) -> bool:
    return not iri.startswith(STATEMENT)


def members(catalogue: Catalogue, class_: str, *, level: str = "", of: str = "", sources_only: bool = False) -> list[str]:
    """Return the things of a class (its local name), of one level, or being part of one thing (slugs).

    They stand in their order, else in that of the statements that they come from.
    """
    found = [
        each
        for each in catalogue.of_class(KIERRE + class_)
        if (not level or f"{ID}level-{level}" in each.levels)
        and (not of or ID + of in each.wholes)
        and not (sources_only and each.inferred)
    ]
    return [each.iri for each in sorted(found, key=lambda each: (each.position or 0, each.first))]


def updates(catalogue: Catalogue, store: Engine, thing: str = "") -> list[str]:
    """Return what has changed since the sources were written, of all things or of one (IRI) and of what is part of it."""
    bearing: dict[str, set[str]] = {}
    for update, changed in queries.pairs(store, KIERRE + "updates"):
        bearing.setdefault(update, set()).update((changed, *catalogue[changed].wholes))
    return [each.iri for each in catalogue.of_class(KIERRE + "Update") if not thing or thing in bearing.get(each.iri, ())]
