"""The documentation of the ontology, made from the ontology: an index of all terms, a page for each module, the rules."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext

from portal.errors import UnknownName
from portal.graph.releases import Release
from portal.graph.vocabulary import Term
from portal.languages import Language
from portal.namespaces import DCTERMS, KIERRE, ONTOLOGY, OWL
from portal.web.addresses import address
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Said, said
from portal.web.terms_shown import Line, Link, RuleShown, TermShown, line, link, rule, shown
from validation.rules import all_rules

blueprint = flask.Blueprint("ontology", __name__)
_HTML = "text/html; charset=utf-8"
_SORTS = ("class", "property", "value")
_FIRST = ("realism", "causality", "practice", "policy", "core", "guidance", "team")
# What joins the main classes, for the list that stands where others put a drawing.
_JOINS = {
    "Configuration": {
        "inContext": "Context", "byActor": "Actor", "withIntervention": "Intervention", "firesMechanism": "Mechanism",
        "leadsToOutcome": "Outcome",
    },
    "CausalLink": {"cause": "Barrier", "effect": "Barrier"},
    "Mechanism": {"counters": "Barrier"},
    "Barrier": {"partOfCircle": "Circle"},
    "Method": {"usesTool": "Tool", "addresses": "LifeDomain", "usedInStage": "ProcessStage", "embodiesValue": "Value"},
    "Service": {"inServiceClass": "ServiceClass"},
    "StructuralExample": {"exampleOf": "StructuralTask"},
}  # fmt: skip


@dataclass(frozen=True)
class Module:
    """A file of the vocabulary: its name, its title, its page, and its terms in short."""

    name: str
    title: str
    address: str
    terms: list[Line]


@dataclass(frozen=True)
class TermChanges:
    """What a release changed in the vocabulary (names of terms)."""

    release: Release
    added: list[str]
    changed: list[str]
    removed: list[str]


@dataclass(frozen=True)
class IndexPage:
    """The ontology as a whole."""

    description: Said | None
    version: str
    modules: list[Module]
    sort: str
    counts: dict[str, int]
    joins: list[tuple[Link, list[tuple[Link, Link]]]]
    changes: list[TermChanges]
    rules: str


@dataclass(frozen=True)
class ModulePage:
    """One module in full; general: where the rules stand that hold for most things."""

    module: Module
    others: list[Module]
    terms: list[TermShown]
    general: str


@dataclass(frozen=True)
class RulesPage:
    """All shapes, by file."""

    files: list[tuple[str, list[RuleShown]]]


@page(blueprint, "ontology")
def index(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the vocabulary as a whole: how to use it, and every term with what it means."""
    here, asked = house(), flask.request.args.get("show", "")
    ontology, terms = here.catalogue[ONTOLOGY], here.vocabulary
    sort = asked if asked in _SORTS else ""
    version = next((str(value) for _, name, value in here.data.store.triples_of(ONTOLOGY) if name.value == OWL + "versionInfo"), "")
    shown_page = IndexPage(
        said(ontology, DCTERMS + "description", language),
        version,
        _modules(language, sort),
        sort,
        {each: sum(term.sort == each for term in terms.values()) for each in _SORTS},
        _joins(language),
        _changes(),
        address("ontology", language, "rules"),
    )
    return answer(flask.render_template("ontology/index.html", page=shown_page), _HTML, of=here.releases.latest)


@page(blueprint, "ontology", "/<name>")
def module(language: Language, name: str) -> flask.typing.ResponseReturnValue:
    """Show one module in full."""
    modules = _modules(language, "")
    found = next((each for each in modules if each.name == name), None)
    if found is None:
        raise UnknownName(f"The ontology has no module called {name}.")
    terms = [term for term in house().vocabulary.values() if term.module == name]
    shown_page = ModulePage(
        found,
        modules,
        [shown(term, language) for term in sorted(terms, key=_order)],
        address("ontology", language, "rules"),
    )
    return answer(flask.render_template("ontology/module.html", page=shown_page), _HTML)


@page(blueprint, "ontology", "/rules")
def rules(language: Language) -> flask.typing.ResponseReturnValue:
    """Show every shape with what it holds for and what it says."""
    found = all_rules()
    files = dict.fromkeys(each.module for each in found)
    shown_page = RulesPage(
        [(_title(name), [rule(each, language) for each in found if each.module == name and each.message]) for name in files]
    )
    return answer(flask.render_template("ontology/rules.html", page=shown_page), _HTML)


def _order(term: Term) -> tuple[int, str]:
    return _SORTS.index(term.sort), term.slug.casefold()


def _modules(language: Language, sort: str) -> list[Module]:
    """Return the modules, those of the model first, with their terms, or those of one sort."""
    terms = sorted(house().vocabulary.values(), key=_order)
    names = sorted({term.module for term in terms}, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    return [
        Module(
            name,
            _title(name),
            address("ontology", language, name),
            [line(term, language) for term in terms if term.module == name and sort in {"", term.sort}],
        )
        for name in names
    ]


def _title(module_: str) -> str:
    """Return how readers call a module; a file that is not ours has its own name."""
    titles: dict[str, str] = {
        "core": gettext("Sources, parties and grounds"),
        "realism": gettext("The realist model"),
        "causality": gettext("Barriers, causes and effects"),
        "practice": gettext("Work and methods"),
        "policy": gettext("Recommendations and effects"),
        "guidance": gettext("Guidance pages"),
        "team": gettext("Team checks"),
    }
    return titles.get(module_, module_)


def _joins(language: Language) -> list[tuple[Link, list[tuple[Link, Link]]]]:
    """Return the main classes with what joins them to others, as far as the vocabulary has them."""
    known = house().vocabulary
    return [
        (
            link(KIERRE + first, language),
            [(link(KIERRE + by, language), link(KIERRE + to, language)) for by, to in found.items() if KIERRE + by in known],
        )
        for first, found in _JOINS.items()
        if KIERRE + first in known
    ]


def _changes() -> list[TermChanges]:
    """Return what each release changed in the vocabulary, the newest first."""
    found = []
    for release in house().releases:
        log = release.log
        lists = (log.added, tuple(each.iri for each in log.changed), log.removed)
        added, changed, removed = ([iri.removeprefix(KIERRE) for iri in each if iri.startswith(KIERRE)] for each in lists)
        found.append(TermChanges(release, added, changed, removed))
    return found
