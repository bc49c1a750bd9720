"""What joins things, list by list: configurations, causal links and judged relations."""

from __future__ import annotations

from typing import Any

from portal.errors import UnknownName
from portal.graph import queries
from portal.namespaces import ID, KIERRE, SKOS, local_name
from portal.web.house import house
from portal.web.plain.catalogues import named, recorder, resting, seen
from portal.web.plain.paging import paged
from portal.web.plain.parameters import AT_LEVEL, CAUSE, EFFECT, MECHANISM, OBJECT, PROPERTY, SUBJECT
from portal.web.plain.recording import Recorder
from portal.web.plain.records import (
    ConfigurationItem,
    ConfigurationRecord,
    Configurations,
    Judged,
    Link,
    Links,
    Name,
    Relation,
    Relations,
)

_PIECES = {
    "in_context": KIERRE + "inContext",
    "by_actor": KIERRE + "byActor",
    "with_intervention": KIERRE + "withIntervention",
    "fires_mechanism": KIERRE + "firesMechanism",
    "leads_to_outcome": KIERRE + "leadsToOutcome",
}


def _judged(tell: Recorder, iri: str, kind: Any, **more: object) -> Any:  # noqa: ANN401 - a Judged, or what begins with it
    """Return something that carries its own grounds."""
    entry = tell.catalogue[iri]
    return tell.name(
        iri,
        kind,
        basis=tell.basis(entry),
        inferred=entry.inferred,
        rationale=tell.text(entry, KIERRE + "rationale"),
        sources=tuple(each.iri for each in queries.statements_of(tell.store, iri)),
        **more,
    )


def _ends(tell: Recorder, iri: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in queries.outgoing(tell.store, iri):
        found.setdefault(each.property, []).append(each.other)
    return found


def configurations() -> Configurations:
    """Return the configurations, those of a level or a mechanism."""
    tell = recorder()
    level, mechanism = AT_LEVEL.read(), named(MECHANISM)
    firing = {each for each, fired in house().pairs(_PIECES["fires_mechanism"]) if fired == mechanism}
    among = [
        each.iri
        for each in seen(tell.catalogue.of_class(KIERRE + "Configuration"))
        if (not level or f"{ID}level-{level}" in each.levels) and (not mechanism or each.iri in firing) and resting(each)
    ]
    return Configurations(tell.origin(), *paged(among, lambda iri: _configuration(tell, iri, ConfigurationItem)))


def configuration(id: str) -> ConfigurationRecord:
    """Return a configuration; raises UnknownName when there is none."""
    tell = recorder()
    if KIERRE + "Configuration" not in tell.catalogue[ID + id].classes:
        raise UnknownName(f"There is no configuration called {id[:200]!r}. /api/v1/configurations lists them.")
    found: ConfigurationRecord = _configuration(tell, ID + id, ConfigurationRecord, about=tell.origin())
    return found


def _configuration(tell: Recorder, iri: str, kind: type[Judged], **more: object) -> Any:  # noqa: ANN401 - of that kind
    entry, ends = tell.catalogue[iri], _ends(tell, iri)
    return _judged(
        tell,
        iri,
        kind,
        definition=tell.text(entry, SKOS + "definition"),
        levels=tuple(map(tell.name, entry.levels)),
        **{name: tell.names(ends.get(property_, ())) for name, property_ in _PIECES.items()},
        **more,
    )


def links() -> Links:
    """Return the causal links, those from a cause, to an effect, or of a basis."""
    tell = recorder()
    among = {each.iri for each in seen(house().catalogue.of_class(KIERRE + "CausalLink")) if resting(each)}
    for parameter in (CAUSE, EFFECT):
        thing = named(parameter)
        if thing:
            among &= {link for link, end in house().pairs(KIERRE + parameter.name) if end == thing}
    return Links(tell.origin(), *paged(among, lambda iri: _link(tell, iri)))


def _link(tell: Recorder, iri: str) -> Link:
    ends = _ends(tell, iri)

    def term(name: str) -> str | None:
        return next((local_name(each) for each in ends.get(KIERRE + name, ())), None)

    found: Link = _judged(
        tell,
        iri,
        Link,
        definition=tell.text(tell.catalogue[iri], SKOS + "definition"),
        cause=tell.names(ends.get(KIERRE + "cause", ())),
        effect=tell.names(ends.get(KIERRE + "effect", ())),
        polarity=term("polarity"),
        explicitness=term("explicitness"),
    )
    return found


def relations() -> Relations:
    """Return the judged relations, those from a subject, to an object, of a property or a basis."""
    tell, subject, object_ = recorder(), named(SUBJECT), named(OBJECT)
    found = {
        each.relation: each
        for each in queries.relations(tell.store, tell.graphs)
        if subject in {"", each.subject}
        and object_ in {"", each.object}
        and (not PROPERTY.given or each.property == KIERRE + PROPERTY.read())
        and resting(tell.catalogue[each.relation])
    }

    def record(iri: str) -> Relation:
        ends: dict[str, Name | str] = {
            "subject": tell.name(found[iri].subject),
            "property": local_name(found[iri].property),
            "object": tell.name(found[iri].object),
        }
        made: Relation = _judged(tell, iri, Relation, **ends)
        return made

    return Relations(tell.origin(), *paged(found, record))
