"""What the page of a thing shows: its definition, its relations in both directions, and where all that comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext

from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.graph.formats import GRAPH_FORMATS
from portal.graph.queries import Judgement, Neighbour
from portal.languages import Language, fallbacks, sort_key
from portal.namespaces import DCTERMS, ID, KIERRE, OWL, PAGE, PROV, RDF, RDFS, SKOS, STATEMENT
from portal.terms import Text
from portal.web.addresses import address, of_iri
from portal.web.facts import page_links
from portal.web.finding import find_from
from portal.web.house import house
from portal.web.levers import obstacles
from portal.web.pages import Group, Named, Related, Said, heading, named, said
from portal.web.pictures.configuration import drawable

_SHOWN_APART = {RDF + "type", KIERRE + "basis", PROV + "wasDerivedFrom", KIERRE + "atLevel", DCTERMS + "isReplacedBy"}
_TEXTS = {
    DCTERMS + "identifier", KIERRE + "statementKind", KIERRE + "inverseLabel", KIERRE + "paraphrase",
    KIERRE + "rationale", OWL + "deprecated", RDFS + "label",
    SKOS + "altLabel", SKOS + "definition", SKOS + "hiddenLabel", SKOS + "note", SKOS + "prefLabel",
}  # fmt: skip


_OTHER_END = {KIERRE + "effect": KIERRE + "cause", KIERRE + "cause": KIERRE + "effect"}
_GOALS = {KIERRE + name for name in ("Barrier", "LifeDomain", "Value", "ProcessStage")}
_FIRST = (KIERRE + "counters", KIERRE + "effect", KIERRE + "cause")
_ELSEWHERE = {SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}


@dataclass(frozen=True)
class Source:
    """A statement that a thing rests on: its document, the place in it, and what it says."""

    document: Named
    locator: str
    statement: Named
    paraphrase: Said | None


@dataclass(frozen=True)
class ThingPage:
    """Everything that a thing's page shows.

    is_goal: readers come to it for what leads to it; asks: the walks that begin at it; guidance: the address of what can be found
    from it, or ""; guides: the guidance pages that speak of it, and whether each is about it;
    pictured: whether it has a picture; own: whether it is an organisation's own.
    """

    iri: str
    slug: str
    name: Said
    kinds: list[Named]
    levels: list[Named]
    inferred: bool
    definition: Said | None
    rationale: Said | None
    notes: list[str]
    alternatives: list[str]
    facts: list[tuple[Said, Said]]
    outgoing: list[Group]
    incoming: list[Group]
    sources: list[Source]
    statement_count: int
    is_goal: bool
    asks: list[tuple[str, str]]
    guidance: str
    guides: list[tuple[Named, bool]]
    pictured: bool
    own: bool
    deprecated: bool
    replacements: list[Named]
    data: list[tuple[str, str]]


def thing_page(entry: Entry, language: Language) -> ThingPage:
    """Return what the page of a thing shows, in the view of the request."""
    catalogue, store, graphs = house().catalogue, house().data.store, house().graphs()
    judged = queries.judgements(store, entry.iri, graphs)
    incoming = queries.incoming(store, entry.iri, graphs)
    sources = [
        Source(
            named(catalogue[statement.document], language),
            statement.locator,
            named(catalogue[statement.iri], language),
            said(catalogue[statement.iri], KIERRE + "paraphrase", language),
        )
        for statement in queries.statements_of(store, entry.iri)
    ]
    return ThingPage(
        iri=entry.iri,
        slug=entry.slug,
        name=Said(*entry.label(language)),
        kinds=[named(catalogue[iri], language) for iri in entry.classes if iri.startswith(KIERRE)],
        levels=[named(catalogue[iri], language) for iri in entry.levels],
        inferred=entry.inferred,
        definition=said(entry, SKOS + "definition", language),
        rationale=said(entry, KIERRE + "rationale", language),
        notes=entry.many(SKOS + "note", language),
        alternatives=entry.many(SKOS + "altLabel", language),
        facts=plain_values(entry, language),
        outgoing=_groups(queries.outgoing(store, entry.iri, graphs), judged, language, inverse=False),
        incoming=_groups(incoming, judged, language, inverse=True),
        sources=sources,
        statement_count=sum(neighbour.other.startswith(STATEMENT) for neighbour in incoming),
        is_goal=not _GOALS.isdisjoint(entry.classes),
        asks=_asks(entry),
        guidance=find_from(entry, language),
        guides=_guides(entry, language),
        pictured=any(each.iri == entry.iri and drawable(each) for each in house().analysis.configurations),
        data=[] if entry.is_own else [(form.name, f"/id/{entry.slug}.{form.ending}") for form in GRAPH_FORMATS],
        own=entry.is_own,
        deprecated=entry.deprecated,
        replacements=[named(catalogue[iri], language) for iri in entry.replacements],
    )


def _guides(entry: Entry, language: Language) -> list[tuple[Named, bool]]:
    """Return the guidance pages about a thing, then some of those that only mention it."""
    pages = house().mentions.get(entry.slug, ()) if entry.iri.startswith(ID) else ()
    about = [each for each in pages if entry.slug in each.about]
    shown = [*about, *[each for each in pages if each not in about][:MOST_MENTIONS]]
    return [(page_links([each], language)[0], each in about) for each in shown]


MOST_MENTIONS = 8
_ASKED = {"Barrier": ("begin", "?obstacle="), "Method": ("why", "/"), "Mechanism": ("why", "/")}


def _asks(entry: Entry) -> list[tuple[str, str]]:
    """Return the walks that begin at a thing: the section of each, and what its address ends with."""
    kinds = [iri.removeprefix(KIERRE) for iri in entry.classes]
    found = [_ASKED[kind] for kind in kinds if kind in _ASKED and (kind != "Barrier" or entry.slug in obstacles())]
    if house().analysis.network.thing(entry.iri) in house().analysis.network.graph:
        found += [("whatif", "?thing="), ("explorer", "?around=")]
    found += [("questions", "?about=")] if house().bank.on(entry.iri) else []
    view = house().view
    return [(section, before + entry.slug + (view.replace("?", "&") if "?" in before else view)) for section, before in found]


def plain_values(entry: Entry, language: Language) -> list[tuple[Said, Said]]:
    """Return the plain values of a thing that are no texts of their own, each in the reader's language where it is said in that."""
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for property_, value in queries.literals(house().data.store, entry.iri):
        if property_ not in _TEXTS and isinstance(value, Text):
            values[property_][value.language or "zxx"].append(value.value)
    found = []
    for property_, texts in values.items():
        tag = next(each for each in ("zxx", *fallbacks(language)) if each in texts)
        heading = Said(*house().catalogue[property_].label(language))
        found += [(heading, Said(_in_words(property_, text), tag)) for text in texts[tag]]
    return found


def _in_words(property_: str, text: str) -> str:
    """Return a plain value as readers say it: comparators are codes in the data."""
    words = {
        "average": gettext("on average"),
        "may": gettext("may be"),
        ">=": gettext("at least"),
        "<=": gettext("at most"),
        "=": gettext("exactly"),
    }
    return words.get(text, text) if property_ == KIERRE + "comparator" else text


def _groups(neighbours: Iterable[Neighbour], judged: list[Judgement], language: Language, *, inverse: bool) -> list[Group]:
    """Return the neighbours by relation, under headings in words; `inverse` for those whose relation leads to the thing."""
    catalogue = house().catalogue
    judgement_of = {(each.property, each.subject if inverse else each.object): each for each in judged}
    relations = {each.relation for each in judged}
    groups: dict[str, list[Related]] = defaultdict(list)
    for neighbour in neighbours:
        if neighbour.property in _SHOWN_APART or neighbour.other in relations or neighbour.other.startswith((STATEMENT, PAGE)):
            continue
        if catalogue[neighbour.other].deprecated:
            continue
        if inverse and neighbour.property in _OTHER_END:
            groups[neighbour.property] += _other_ends(neighbour, language)
            continue
        judgement = judgement_of.get((neighbour.property, neighbour.other))
        groups[neighbour.property].append(_related(neighbour.other, judgement, language))
    headings = {property_: heading(catalogue[property_], language, inverse=inverse) for property_ in groups}
    return [
        Group(
            headings[property_],
            sorted(groups[property_], key=lambda each: (each.inferred, sort_key(each.thing.name.text))),
        )
        for property_ in sorted(groups, key=lambda each: (each in _ELSEWHERE, each not in _FIRST, headings[each].text))
    ]


def _other_ends(neighbour: Neighbour, language: Language) -> list[Related]:
    """Return what a causal link joins to a thing, in place of the link; the link's own reading stands beside it."""
    catalogue, link = house().catalogue, house().catalogue[neighbour.other]
    outgoing = queries.outgoing(house().data.store, link.iri, house().graphs())
    ends = [each.other for each in outgoing if each.property == _OTHER_END[neighbour.property]]
    reading = said(link, SKOS + "definition", language)
    return [Related(named(catalogue[end], language), link.inferred, reading, of_iri(link.iri, language)) for end in ends]


def _related(iri: str, judgement: Judgement | None, language: Language) -> Related:
    catalogue = house().catalogue
    if judgement is None:
        return Related(named(catalogue[iri], language), catalogue[iri].inferred, None, "")
    node = catalogue[judgement.relation]
    return Related(
        named(catalogue[iri], language),
        judgement.inferred,
        said(node, KIERRE + "rationale", language),
        address("thing", language, node.slug),
    )
