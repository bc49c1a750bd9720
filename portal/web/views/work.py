"""How the work is done and with whom: the process with its roles, and the interfaces with other services as one table."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.languages import Language, sort_key
from portal.namespaces import KIERRE, SKOS
from portal.web.cited import rest_on_classes
from portal.web.finding import find_from
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Branch, Named, named

blueprint = flask.Blueprint("work", __name__)


@dataclass(frozen=True)
class Stage:
    """A stage of the process: what is done in it and with what, each marked where it is our hypothesis."""

    stage: Named
    used: list[tuple[Named, bool]]
    guidance: str


@dataclass(frozen=True)
class ProcessPage:
    """The stages in their order, the steps that the other source names, and the roles of adult social work."""

    stages: list[Stage]
    steps: list[Named]
    roles: list[Branch]


@page(blueprint, "process")
def process(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the process stage by stage."""
    rest_on_classes("ProcessStage", "TaskRole")
    catalogue = house().catalogue
    stages = catalogue.of_class(KIERRE + "ProcessStage")
    roles = catalogue.of_class(KIERRE + "TaskRole")
    shown = ProcessPage(
        [_stage(each, language) for each in stages if each.position],
        [named(each, language, defined=True) for each in stages if not each.position],
        [_role(each, roles, language) for each in roles if not any(other.iri in each.wholes for other in roles)],
    )
    return answer(flask.render_template("work/process.html", page=shown), "text/html; charset=utf-8")


def _stage(stage: Entry, language: Language) -> Stage:
    used = _judged_to(stage, "usedInStage", language)
    return Stage(named(stage, language, defined=True), used, find_from(stage, language))


def _role(role: Entry, roles: list[Entry], language: Language) -> Branch:
    parts = [Branch(named(each, language), []) for each in roles if role.iri in each.wholes]
    return Branch(named(role, language, defined=True), parts)


def _judged_to(thing: Entry, property_: str, language: Language) -> list[tuple[Named, bool]]:
    """Return what a judged property joins to a thing, the stated first."""
    found = [
        (named(house().catalogue[each.subject], language), each.inferred)
        for each in queries.judgements(house().data.store, thing.iri, house().graphs())
        if each.object == thing.iri and each.property == KIERRE + property_
    ]
    return sorted(found, key=lambda pair: (pair[1], sort_key(pair[0].name.text)))


@dataclass(frozen=True)
class InterfaceRow:
    """An interface: its parts, which matters of life meet there, and what it is close to."""

    interface: Named
    parts: list[Named]
    addresses: list[tuple[Named, bool]]
    near: list[Named]
    guidance: str


@page(blueprint, "interfaces")
def interfaces(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the interfaces with other services as one table."""
    rest_on_classes("ServiceInterface")
    catalogue = house().catalogue
    entries = catalogue.of_class(KIERRE + "ServiceInterface")
    inside = {entry.iri for entry in entries}
    rows = [_interface(entry, entries, language) for entry in entries if not inside.intersection(entry.wholes)]
    rows.sort(key=lambda row: sort_key(row.interface.name.text))
    return answer(flask.render_template("work/interfaces.html", rows=rows), "text/html; charset=utf-8")


def _interface(entry: Entry, entries: list[Entry], language: Language) -> InterfaceRow:
    catalogue, store, graphs = house().catalogue, house().data.store, house().graphs()
    judged = queries.judgements(store, entry.iri, graphs)
    addressed = [
        (named(catalogue[each.object], language), each.inferred)
        for each in judged
        if each.subject == entry.iri and each.property == KIERRE + "addresses"
    ]
    near = {
        each.other
        for each in (*queries.outgoing(store, entry.iri, graphs), *queries.incoming(store, entry.iri, graphs))
        if _is_near(each)
    }
    return InterfaceRow(
        named(entry, language, defined=True),
        [named(each, language) for each in entries if entry.iri in each.wholes],
        sorted(addressed, key=lambda pair: (pair[1], sort_key(pair[0].name.text))),
        sorted((named(catalogue[iri], language) for iri in near), key=lambda each: sort_key(each.name.text)),
        find_from(entry, language),
    )


_NEAR = {KIERRE + "sameThemeAs", SKOS + "related", SKOS + "closeMatch"}


def _is_near(neighbour: queries.Neighbour) -> bool:
    """Return whether a neighbour is a service, party or organisation that the interface is about."""
    kinds = {KIERRE + name for name in ("Service", "Party", "Organisation", "Tool", "Characteristic")}
    return neighbour.property in _NEAR and bool(kinds.intersection(house().catalogue[neighbour.other].classes))
