"""Ways in: from what a reader chooses (a matter of life, a stage, an obstacle …) along relations to what is known about it.

Each thing found carries its path, relation by relation, so that a page can say why it is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, KeysView, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.graph import queries
from portal.graph.engine import Engine
from portal.namespaces import ADULT_SOCIAL_WORK, DCTERMS, KIERRE, PAGE, SCHEMA, SKOS

# The kinds of what can be found, in the order in which readers see them: name -> classes of ours.
KINDS: dict[str, tuple[str, ...]] = {
    "guidance": ("GuidancePage",),
    "methods": ("Method", "Activity", "Principle"),
    "services": ("Service",),
    "tools": ("Tool", "Instrument", "InstrumentPurpose", "Setting"),
    "interventions": ("Intervention",),
    "recommendations": ("Recommendation", "RecommendationClaim"),
    "structural": ("StructuralTask", "StructuralExample"),
    "work": ("TaskRole", "Characteristic"),
    "partners": ("ServiceInterface", "Party"),
    "conditions": ("Mechanism", "Context", "Actor", "Outcome"),
    "aims": ("Goal", "EffectClaim"),
    "changes": ("Update",),
}

Move = str  # the name of a relation; with ^ before it when it is walked from its object to its subject


@dataclass(frozen=True)
class Plan:
    """How one walks from what is chosen in one way.

    classes: what can be chosen; own: whether that is itself something to find; alike: moves to what is nearly the same;
    leads: chains of moves to what is found; follow: one more move from there.
    """

    classes: tuple[str, ...]
    own: bool
    alike: tuple[Move, ...]
    leads: tuple[tuple[Move, ...], ...]
    follow: tuple[Move, ...] = ()


_ALIKE = ("sameThemeAs", "^sameThemeAs", "sameCauseAs", "^sameCauseAs", "closeMatch", "^closeMatch")
_METHOD = (
    "usesTool", "hasActivity", "takesPlaceIn", "usesMethod", "^usesMethod", "^appliesMethod", "cooperatesWith", "involves",
    "aimsAt", "^isPartOf", "related", "^related", "^updates",
)  # fmt: skip
_SERVICE = ("usesTool", "^usesTool", "related", "^related", "^updates", "cooperatesWith")

PLANS: dict[str, Plan] = {
    "domain": Plan(
        ("LifeDomain",), False, (*_ALIKE, "^related"), (("^addresses",),), ("usesTool", "^usesTool", "^appliesMethod", "^updates")
    ),
    "need": Plan(("Need",), False, ("related", "^related"), (("^addresses",),), ("usesTool", "^usesTool", "^appliesMethod")),
    "stage": Plan(("ProcessStage",), False, _ALIKE, (("^usedInStage",), ("involves",), ("^related",))),
    "obstacle": Plan(("Barrier",), False, _ALIKE, (("^counters",), ("^updates",)), ("isPartOf", "appliesMethod", "^appliesMethod")),
    "interface": Plan(
        ("ServiceInterface",),
        True,
        _ALIKE,
        (("^isPartOf",), ("related",), ("^related",), ("^cooperatesWith",), ("^updates",), ("addresses", "^addresses")),
    ),
    "method": Plan(("Method",), True, _ALIKE, tuple((move,) for move in _METHOD)),
    "family": Plan(("MethodFamily",), False, (), (("^inFamily",),), _METHOD),
    "service": Plan(("Service",), True, _ALIKE, tuple((move,) for move in _SERVICE)),
    "class": Plan(("ServiceClass",), False, _ALIKE, (("^inServiceClass",),), _SERVICE),
    "value": Plan(("Value",), False, _ALIKE, (("^embodiesValue",),), ("appliesMethod",)),
    "instrument": Plan(
        ("Instrument",), True, _ALIKE, (("related",), ("^related",), ("usedInStage", "^usedInStage"), ("addresses", "^addresses"))
    ),
}
_NAMESPACES = {"isPartOf": DCTERMS, "about": SCHEMA, "related": SKOS, "closeMatch": SKOS}


@dataclass(frozen=True)
class Hop:
    """A relation on a path, as the graph says it: subject, relation (local name), object; the judgement that carries it, or "";
    whether it is our inference; and the end (IRI) to which it leads here."""

    subject: str
    property: str
    object: str
    judgement: str
    inferred: bool
    end: str


Path = tuple[Hop, ...]


def length(path: Path) -> tuple[int, int, tuple[str, ...]]:
    """Return what paths are ordered by: the fewest relations, of these the fewest inferences, then the names on the way."""
    return len(path), sum(hop.inferred for hop in path), tuple(hop.end for hop in path)


@dataclass(frozen=True, eq=False)
class Ways:
    """The walks over one store in one view; `graphs` are those that are looked at (None: all, hypotheses included)."""

    store: Engine
    graphs: Sequence[str] | None = None

    @cached_property
    def kinds(self) -> dict[str, tuple[str, ...]]:
        """Return the kinds of each thing that can be found."""
        found: dict[str, list[str]] = defaultdict(list)
        for kind, classes in KINDS.items():
            for iri in dict.fromkeys(iri for class_ in classes for iri in self._instances(class_)):
                found[iri].append(kind)
        found.pop(ADULT_SOCIAL_WORK, None)  # all of this is about it, so it is no answer to anything
        return {iri: tuple(kinds) for iri, kinds in found.items()}

    @cached_property
    def levels(self) -> dict[str, frozenset[str]]:
        """Return the levels (IRIs) of each thing that has any."""
        found: dict[str, set[str]] = defaultdict(set)
        for thing, level in queries.pairs(self.store, KIERRE + "atLevel", self.graphs):
            found[thing].add(level)
        return {thing: frozenset(levels) for thing, levels in found.items()}

    @cached_property
    def _moves(self) -> dict[Move, dict[str, list[Hop]]]:
        """Return the hops of each move by where they begin."""
        judged = {(each.subject, each.property, each.object): each for each in queries.relations(self.store, self.graphs)}
        walked = [move for plan in PLANS.values() for chain in (plan.alike, *plan.leads, plan.follow) for move in chain]
        moves: dict[Move, dict[str, list[Hop]]] = defaultdict(lambda: defaultdict(list))
        for name in sorted({"about", *(move.removeprefix("^") for move in walked)}):
            property_ = _NAMESPACES.get(name, KIERRE) + name
            for subject, object_ in sorted(queries.pairs(self.store, property_, self.graphs)):
                judgement = judged.get((subject, property_, object_))
                carried = (judgement.relation, judgement.inferred) if judgement else ("", False)
                moves[name][subject].append(Hop(subject, name, object_, *carried, object_))
                moves["^" + name][object_].append(Hop(subject, name, object_, *carried, subject))
        return moves

    def _instances(self, class_: str) -> list[str]:
        return queries.instances(self.store, KIERRE + class_, self.graphs)

    @cached_property
    def _found(self) -> dict[tuple[str, str], dict[str, Path]]:
        return {}

    @cached_property
    def _choices(self) -> dict[str, dict[str, None]]:
        return {
            way: dict.fromkeys(iri for class_ in plan.classes for iri in self._instances(class_)) for way, plan in PLANS.items()
        }

    def choices(self, way: str) -> KeysView[str]:
        """Return what can be chosen in a way (IRIs), in order."""
        return self._choices[way].keys()

    def found(self, way: str, chosen: str) -> dict[str, Path]:
        """Return each thing that a choice leads to, with the shortest path to it; the path to the choice itself is empty."""
        key = way, chosen
        if key not in self._found:
            self._found[key] = self._walk(PLANS[way], chosen)
        return self._found[key]

    def _walk(self, plan: Plan, chosen: str) -> dict[str, Path]:
        starts: list[Path] = [(), *self._on([((), chosen)], plan.alike, chosen)]
        ends = [(path, path[-1].end if path else chosen) for path in starts]
        led = [path for chain in plan.leads for path in self._chain(ends, chain, chosen)]
        followed = self._on([(path, path[-1].end) for path in led], plan.follow, chosen)
        subjects = [*ends, *((path, path[-1].end) for path in led)]
        pages = [path for path in self._on(subjects, ("^about",), chosen) if path[-1].end.startswith(PAGE)]
        best: dict[str, Path] = {chosen: ()} if plan.own and chosen in self.kinds else {}
        for path in sorted((each for each in (*starts, *led, *followed, *pages) if each), key=length):
            if path[-1].end in self.kinds:
                best.setdefault(path[-1].end, path)
        return best

    def _chain(self, starts: Iterable[tuple[Path, str]], chain: tuple[Move, ...], chosen: str) -> list[Path]:
        found = list(starts)
        for move in chain:
            found = [(path, path[-1].end) for path in self._on(found, (move,), chosen)]
        return [path for path, _ in found]

    def _on(self, starts: Iterable[tuple[Path, str]], moves: tuple[Move, ...], chosen: str) -> Iterator[Path]:
        """Yield the paths one move longer, none of which meets anything twice or passes adult social work as a whole."""
        for path, end in starts:
            met = {chosen, ADULT_SOCIAL_WORK, *(hop.end for hop in path)}
            for move in moves:
                yield from ((*path, hop) for hop in self._moves[move].get(end, ()) if hop.end not in met)
