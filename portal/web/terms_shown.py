"""A term of the vocabulary as its documentation shows it: named, linked, with its rules."""

from __future__ import annotations

from dataclasses import dataclass

from portal.graph.vocabulary import Sort, Term
from portal.languages import Language
from portal.namespaces import ID, KIERRE, SKOS, shorten, vocabulary
from portal.terms import Iri, Node, Text
from portal.web.addresses import address, of_iri, outside
from portal.web.house import house
from portal.web.pages import Said, said
from validation.rules import Rule, all_rules

_JUDGED = ("counters", "addresses", "usedInStage", "embodiesValue", "cooperatesWith", "sameThemeAs")
GENERAL = 10  # a shape for so many classes is a general rule, told once for all
_MOST_ENDS = 8
_LONGEST = 120


@dataclass(frozen=True)
class Link:
    """A name that leads somewhere, or nowhere."""

    name: Said
    address: str = ""


@dataclass(frozen=True)
class RuleShown:
    """A rule: its shape, its property, what must have it, how many values, of which kinds, and what its breaker is told.

    targets: classes that it holds for; havers: other properties whose subjects it holds for.
    """

    name: str
    path: Link | None
    targets: list[Link]
    havers: list[Link]
    least: int | None
    most: int | None
    kinds: list[Link]
    one_of: list[Link]
    message: str


@dataclass(frozen=True)
class Line:
    """A term in a list: its name, its kind, what it means, where it is told in full, and whether it is no longer to be used."""

    slug: str
    sort: Sort
    name: Said
    definition: Said | None
    address: str
    deprecated: bool


@dataclass(frozen=True)
class TermShown:
    """Everything about one term."""

    line: Line
    iri: str
    kind: Link
    inverse: Said | None
    note: Said | None
    judged: bool
    other_names: list[str]
    wider: list[Link]
    narrower: list[Link]
    domain: list[Link]
    range: list[Link]
    found_from: list[Link]
    found_to: list[Link]
    starts: list[Link]
    ends: list[Link]
    values: list[Link]
    aligned: list[tuple[Said, Link]]
    see_also: list[str]
    rules: list[RuleShown]
    count: int
    list_of: str
    examples: list[Link]
    example: tuple[Link, Link] | None
    replaced_by: list[Link]


def link(iri: str, language: Language) -> Link:
    """Return a term or thing as a link: a term of ours to where it is told in full."""
    here = house()
    term = here.vocabulary.get(iri)
    if term:
        place = f"{address('ontology', language, term.module)}#{term.slug}"
        return Link(Said(*here.catalogue[iri].label(language)), place)
    if iri in here.catalogue and iri.startswith(ID):
        return Link(Said(*here.catalogue[iri].label(language)), of_iri(iri, language))
    label, tag = here.catalogue[iri].label(language)
    scheme = vocabulary(iri)
    if tag != "zxx":
        return Link(Said(f"{label} ({scheme})" if scheme else label, tag), "" if iri.startswith(KIERRE) else outside(iri))
    return Link(Said(shorten(iri), "zxx"), iri if iri.startswith("http") else "")


def line(term: Term, language: Language) -> Line:
    """Return a term for a list."""
    entry = house().catalogue[term.iri]
    return Line(
        term.slug,
        term.sort,
        Said(*entry.label(language)),
        said(entry, SKOS + "definition", language),
        link(term.iri, language).address,
        term.deprecated,
    )


def shown(term: Term, language: Language) -> TermShown:
    """Return everything about a term."""
    entry, all_terms = house().catalogue[term.iri], house().vocabulary.values()

    def links(iris: tuple[str, ...] | list[str]) -> list[Link]:
        return [link(iri, language) for iri in iris]

    return TermShown(
        line(term, language),
        term.iri,
        link(term.kind, language),
        said(entry, KIERRE + "inverseLabel", language),
        said(entry, SKOS + "scopeNote", language),
        term.slug in _JUDGED,
        entry.many(SKOS + "altLabel", language),
        links(term.wider),
        links(term.narrower),
        links(term.domain),
        links(term.range),
        links(term.found_from[:_MOST_ENDS]),
        links(term.found_to[:_MOST_ENDS]),
        links([each.iri for each in all_terms if term.iri in each.domain]),
        links([each.iri for each in all_terms if term.iri in each.range]),
        links([each.iri for each in all_terms if each.kind == term.iri]),
        [(_relation(relation, language), link(other, language)) for relation, other in term.aligned],
        list(term.see_also),
        [rule(each, language) for each in rules_of(term)],
        term.count,
        address("class", language, term.slug) if term.sort == "class" and term.count else "",
        links(term.examples),
        (_node(term.example[0], language), _node(term.example[1], language)) if term.example else None,
        links(term.replaced_by),
    )


def rules_of(term: Term) -> list[Rule]:
    """Return the rules of a class (but those that hold for many), or of a property."""
    if term.sort == "class":
        return [each for each in all_rules() if term.iri in each.classes and len(each.classes) < GENERAL and each.path]
    return [each for each in all_rules() if each.path == term.iri and len(each.classes) < GENERAL]


def rule(found: Rule, language: Language) -> RuleShown:
    """Return a rule with its names."""
    kinds = [*found.kinds, *([found.datatype] if found.datatype else [])]
    allowed = [link(each, language) if "://" in each else Link(Said(each, "zxx")) for each in found.one_of]
    return RuleShown(
        found.name,
        link(found.path, language) if found.path else None,
        [link(each, language) for each in found.classes],
        [link(each, language) for each in found.subjects if each != found.path],
        found.least,
        found.most,
        [link(each, language) for each in kinds],
        allowed,
        found.message,
    )


def _relation(iri: str, language: Language) -> Said:
    label, tag = house().catalogue[iri].label(language)
    return Said(label, tag) if tag != "zxx" else Said(shorten(iri), "zxx")


def _node(node: Node, language: Language) -> Link:
    if isinstance(node, Iri):
        return link(node.value, language)
    text = str(node)
    tag = (node.language or language) if isinstance(node, Text) else "zxx"
    return Link(Said(text if len(text) <= _LONGEST else text[:_LONGEST] + "…", tag))
