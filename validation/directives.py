"""Rules over the blocks that pages have drawn from the graph: parameters known, of a fitting class, and something to draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.analysis.view import LEVERS, Analysis
from portal.graph.catalogue import Catalogue
from portal.graph.drawn import BACKWARDS, members, relation, ties, updates
from portal.graph.examples import names
from portal.graph.load import Data
from portal.namespaces import ID, KIERRE
from portal.pages.directives import DIRECTIVES, Directive, Parameter, Value, faults, near
from portal.pages.frontmatter import DOORS
from portal.pages.plans import KINDS


@dataclass(frozen=True)
class Known:
    """What pages can name: everything of one data version."""

    data: Data

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the things by name."""
        return Catalogue(self.data)

    @cached_property
    def analysis(self) -> Analysis:
        """Return the network, hypotheses included."""
        return Analysis(self.data.store)

    @cached_property
    def things(self) -> tuple[str, ...]:
        """Return the IRIs of everything that has a class."""
        return tuple(entry.iri for entry in self.catalogue if entry.classes)

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        """Return the slugs of all things."""
        return tuple(iri.removeprefix(ID) for iri in self.things if iri.startswith(ID))

    @cached_property
    def local(self) -> tuple[str, ...]:
        """Return the slugs of an organisation's own things."""
        return tuple(self.catalogue.own)

    @cached_property
    def replaced(self) -> dict[str, str]:
        """Return what replaces each thing that is no longer to be used (IRIs)."""
        return {entry.iri: entry.replacements[0] for entry in self.catalogue if entry.replacements}


def breaches(directive: Directive, known: Known) -> Iterator[str]:
    """Yield what is wrong with a directive, each as the rest of a sentence that begins with its name."""
    found = list(faults(directive))
    if not found:
        for name, parameter in DIRECTIVES[directive.name].items():
            value = directive.parameters.get(name, ())
            for each in (value,) if isinstance(value, str) else value:
                found += [f"has {each!r} as {name!r}, {fault}" for fault in _unfit(each, parameter, known)]
    yield from found
    if not found and not _draws(directive, known):
        yield "draws nothing: the graph holds nothing of the kind; name another thing, or leave the block out."


def _unfit(value: str, parameter: Parameter, known: Known) -> Iterator[str]:
    """Yield what is wrong with one value."""
    if parameter.form == "thing":
        yield from _unfit_thing(value, parameter.classes, known)
        return
    choices: dict[str, Sequence[str]] = {
        "class": [entry.slug for entry in known.catalogue.classes()],
        "page-kind": KINDS,
        "door": DOORS,
        "query": names(),
        "loop": [*_loop_names(known)],
    }
    if parameter.form in choices and value not in choices[parameter.form]:
        yield f"which is no {parameter.form} here{near(value, tuple(choices[parameter.form]))}."
    if parameter.form == "relation" and not known.catalogue[relation(value)].texts:
        yield f"which is no relation of ours; such are usesTool, counters, {BACKWARDS}counters (read backwards)."


def _unfit_thing(value: str, classes: tuple[str, ...], known: Known) -> Iterator[str]:
    if ID + value not in known.catalogue:
        yield f"which nothing is called{near(value, known.slugs)}."
    elif ID + value in known.replaced:
        yield f"which is deprecated{replaced_by(ID + value, known)}."
    elif classes and not {KIERRE + each for each in classes}.intersection(known.catalogue[ID + value].classes):
        yield f"which is no {' or '.join(classes)}."


def replaced_by(iri: str, known: Known) -> str:
    """Return a hint at what stands in the place of a deprecated thing."""
    return f"; write {known.replaced[iri].removeprefix(ID)} instead"


def _loop_names(known: Known) -> Iterator[str]:
    yield from (loop.identifier for loop in known.analysis.loops.found)
    yield from (iri.removeprefix(ID) for iri in known.analysis.loop_names.values())


def _draws(directive: Directive, known: Known) -> bool:
    """Return whether there is something to draw, so far as that depends on the parameters."""
    given: dict[str, Value] = dict(directive.parameters)
    store, thing = known.data.store, ID + str(given.get("thing", given.get("of", "")))
    if directive.name == "related":
        return bool(ties(store, thing, str(given["relation"]), inverse=given.get("direction") == "in"))
    if directive.name in {"members", "table"}:
        level, of = (str(given.get(key, "")) for key in ("level", "of"))
        return bool(members(known.catalogue, str(given["class"]), level=level, of=of))
    if directive.name == "changes":
        return bool(updates(known.catalogue, store, thing if "thing" in given else ""))
    if directive.name == "configurations":
        level = f"{ID}level-{given['level']}" if "level" in given else ""
        return any(level in {"", each.level} for each in known.analysis.configurations_of(thing))
    if directive.name == "pages":
        return any(page.kind == given["kind"] and given.get("door") in {None, *page.doors} for page in known.data.pages)
    if "obstacle" in given:
        chains = known.analysis.chains(ID + str(given["obstacle"]), (*LEVERS, "Context", "Actor"))
        return any(given.get("lever") in {None, each.lever.removeprefix(ID)} for each in chains)
    return True
