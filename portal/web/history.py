"""Two versions of the data that a request asks to compare, and what has changed between them, for pages and for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import flask

from portal.errors import BadQuestion, UnknownName
from portal.graph.changes import Changes, Item, Snapshot, compare
from portal.languages import Language, choose
from portal.namespaces import KIERRE, PAGE, STATEMENT, local_name
from portal.web.house import house

CURRENT = "current"
Sort = Literal["things", "links", "statements", "pages", "terms"]
_JOINING = {KIERRE + "CausalLink", KIERRE + "Relation", KIERRE + "Configuration"}


@dataclass(frozen=True)
class Between:
    """The two versions that are compared: numbers of releases, or `current`. Both are empty before the first release."""

    old: str
    new: str


def asked_between() -> Between:
    """Return the versions that the request names: without any, the newest release that differs from what is served, and this."""
    releases = house().releases
    served = releases.of(house().data.version)
    usual = served.previous if served else releases.latest
    args = flask.request.args
    return Between(args.get("from", "").strip()[:40] or usual, args.get("to", "").strip()[:40] or CURRENT)


def changes_between(asked: Between) -> Changes:
    """Return what has changed; raises UnknownName where a release, or any, is missing, BadQuestion when the older is the newer."""
    if not asked.old:
        raise UnknownName("There is nothing to compare with yet: name two releases in from and to.")
    old, new = _place(asked.old), _place(asked.new)
    if old >= new:
        raise BadQuestion(f"from ({asked.old}) must be older than to ({asked.new}). Change them round.")
    return compare(_snapshot(asked.old), _snapshot(asked.new))


def _place(version: str) -> tuple[int, int]:
    return (9999, 0) if version == CURRENT else house().releases[version].order


def _snapshot(version: str) -> Snapshot:
    return house().current if version == CURRENT else house().releases.snapshot(version)


def sort_of(item: Item) -> Sort:
    """Return among what a reader looks for an item: things, links between them, statements, pages, or terms of the vocabulary."""
    for base, sort in ((KIERRE, "terms"), (STATEMENT, "statements"), (PAGE, "pages")):
        if item.iri.startswith(base):
            return sort  # type: ignore[return-value]
    return "links" if _JOINING.intersection(item.classes) else "things"


def name_of(item: Item, language: Language) -> tuple[str, str]:
    """Return the name of an item as its version has it, and the language of that; for what has none, its ends or its identifier."""
    chosen = choose(dict(reversed(item.names)), language)
    if chosen:
        return chosen
    if item.ends:
        return " – ".join(house().catalogue[end].label(language)[0] for end in item.ends), language
    return local_name(item.iri), "zxx"


def class_of(item: Item) -> str:
    """Return the first class of ours that an item has (IRI), or nothing."""
    return next((each for each in item.classes if each.startswith(KIERRE)), "")
