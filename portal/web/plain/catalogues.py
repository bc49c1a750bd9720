"""One function for each list and each record that can be asked for: reads its parameters and gives the plain answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from portal.errors import UnknownName
from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.languages import Language
from portal.namespaces import ID, KIERRE, LEVELS, OWL, RDFS, SKOS, STATEMENT, local_name
from portal.web.contract.operation import BASE
from portal.web.contract.parameters import Place
from portal.web.house import house
from portal.web.plain.paging import paged
from portal.web.plain.parameters import AT_LEVEL, BASIS, CLASS, DOCUMENT, ONE_LANG, STATEMENT_KIND
from portal.web.plain.recording import Recorder
from portal.web.plain.records import (
    Classes,
    ClassRecord,
    ClassSummary,
    Source,
    Statement,
    Statements,
    Summary,
    ThingRecord,
    Things,
)
from portal.web.public import absolute

_LISTS_OF_THEIR_OWN = {"SourceStatement": "statements", "GuidancePage": "pages"}
_JOINTS = ("link-", "relation-")  # what only joins things: listed when it is asked for by its class


def recorder() -> Recorder:
    """Return what tells of the graph in the language of this request, or in all when it names none."""
    return Recorder(cast("Language | None", ONE_LANG.read() or None))


def seen(entries: Iterable[Entry]) -> list[Entry]:
    """Return what this view sees: everything, or what is no hypothesis."""
    everything = house().graphs() is None
    return [each for each in entries if everything or not each.inferred]


def resting(entry: Entry) -> bool:
    """Return whether something has the basis that was asked for, if any was."""
    asked = BASIS.read()
    return not asked or entry.inferred == (asked == "EditorialInference")


def named(parameter: Place) -> str:
    """Return the thing (IRI) that a filter names by the last part of its IRI, or nothing; raises UnknownName."""
    name = parameter.read()
    if name and ID + name not in house().catalogue:
        raise UnknownName(f"There is nothing called {name[:200]!r} for {parameter.name}. /api/v1/things lists what there is.")
    return ID + name if name else ""


def thing(id: str) -> ThingRecord:
    """Return a thing; raises UnknownName when there is none."""
    if ID + id not in house().catalogue:
        raise UnknownName(
            f"There is nothing called {id[:200]!r}. /api/v1/things lists what there is; /api/v1/search finds by name."
        )
    return recorder().thing(ID + id)


def things() -> Things:
    """Return things, those of a class, a level, a basis or a document."""
    tell, catalogue = recorder(), house().catalogue
    found = catalogue.of_class(_class(CLASS.read())) if CLASS.given else _all_things()
    level, document = AT_LEVEL.read(), _document(DOCUMENT.read())
    among = [
        each.iri
        for each in seen(found)
        if each.iri.startswith(ID)
        and (not level or f"{ID}level-{level}" in each.levels)
        and (not document or document in {*each.documents, *each.wholes})
        and resting(each)
    ]
    return Things(tell.origin(), *paged(among, lambda iri: tell.summary(iri, Summary)))


def _all_things() -> list[Entry]:
    return [each for each in house().catalogue if each.iri.startswith(ID) and each.classes and not each.slug.startswith(_JOINTS)]


def _class(name: str) -> str:
    if not house().catalogue.of_class(KIERRE + name):
        raise UnknownName(f"There is no class called {name[:200]!r} that has things. /api/v1/classes lists them.")
    return KIERRE + name


def _document(name: str) -> str:
    if name and KIERRE + "Document" not in house().catalogue[ID + name].classes:
        raise UnknownName(f"There is no document called {name[:200]!r}. /api/v1/things?class=Document lists them.")
    return ID + name if name else ""


def levels() -> Things:
    """Return the levels, which are things of their own."""
    tell = recorder()
    found = [each.iri for each in house().catalogue.of_class(KIERRE + "Level")] or [*LEVELS]
    return Things(tell.origin(), *paged(found, lambda iri: tell.summary(iri, Summary)))


def statement(id: str) -> Statement:
    """Return a statement of a source; raises UnknownName when there is none."""
    if STATEMENT + id not in house().catalogue:
        raise UnknownName(f"There is no statement called {id[:200]!r}. /api/v1/statements lists them.")
    return recorder().statement(STATEMENT + id)


def statements() -> Statements:
    """Return the statements of the sources, those of a document or of a kind; raises UnknownName for a kind that none has."""
    tell, document, kind = recorder(), _document(DOCUMENT.read()), STATEMENT_KIND.read()
    of_kind = queries.statements_of_kind(house().data.store, kind) if kind else None
    if of_kind is not None and not of_kind:
        raise UnknownName(f"There are no statements of the kind {kind!r}. Each statement names its own in statementKind.")
    among = [
        each.iri
        for each in house().catalogue.of_class(KIERRE + "SourceStatement")
        if (not document or document in each.wholes) and (of_kind is None or each.iri in of_kind)
    ]
    return Statements(tell.origin(), *paged(among, lambda iri: cast(Source, tell.source(iri))))


def classes() -> Classes:
    """Return the classes that have things."""
    tell = recorder()
    return Classes(tell.origin(), *paged((each.iri for each in house().catalogue.classes()), lambda iri: _summary(tell, iri)))


def _summary(tell: Recorder, iri: str) -> ClassSummary:
    return ClassSummary(**_said(tell, iri))  # type: ignore[arg-type]


def _said(tell: Recorder, iri: str) -> dict[str, object]:
    entry = tell.catalogue[iri]
    count = len([each for each in seen(tell.catalogue.of_class(iri)) if not each.iri.startswith(KIERRE)])
    things = absolute(f"{BASE}/{_LISTS_OF_THEIR_OWN.get(local_name(iri), f'things?class={local_name(iri)}')}")
    return {**vars(tell.name(iri)), "definition": tell.text(entry, SKOS + "definition"), "count": count, "things": things}


def class_(name: str) -> ClassRecord:
    """Return a class of the ontology; raises UnknownName when there is none."""
    iri = KIERRE + name
    if OWL + "Class" not in house().catalogue[iri].classes and not house().catalogue.of_class(iri):
        raise UnknownName(f"There is no class called {name[:200]!r}. /api/v1/classes lists them.")
    tell, store = recorder(), house().data.store
    return ClassRecord(
        **_said(tell, iri),  # type: ignore[arg-type]
        broader=tell.names(each.other for each in queries.outgoing(store, iri) if each.property == RDFS + "subClassOf"),
        narrower=tell.names(each.other for each in queries.incoming(store, iri) if each.property == RDFS + "subClassOf"),
        about=tell.origin(),
    )
