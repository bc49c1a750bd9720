"""Releases and changes between versions as plain answers, for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from portal.graph.changes import Changes, Item
from portal.graph.description import release_iri
from portal.graph.releases import Release
from portal.languages import Language
from portal.namespaces import local_name
from portal.terms import Iri, Node, Text
from portal.web.again import again
from portal.web.history import CURRENT, asked_between, changes_between, class_of, name_of, sort_of
from portal.web.house import house
from portal.web.plain.parameters import LANG
from portal.web.plain.pieces import About
from portal.web.public import absolute


@dataclass(frozen=True)
class ReleaseFacts:
    """A release: what it is, where its graph and the texts of its pages are, and how many things it added, changed, deprecated
    and removed.
    """

    iri: str
    number: str
    date: str
    data: str
    triples: int
    software: str
    download: str
    bytes: int
    sha256: str
    pages_download: str
    pages_bytes: int
    pages_sha256: str
    previous: str
    added: int
    changed: int
    deprecated: int
    removed: int


@dataclass(frozen=True)
class ReleasesAnswer:
    """Every release, the newest first."""

    releases: list[ReleaseFacts]
    about: About


@dataclass(frozen=True)
class Value:
    """A value: an IRI, or a text with its language or datatype; what does not apply is empty."""

    value: str
    type: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True)
class PropertyChange:
    """A property whose values have changed."""

    property: str
    gone: list[Value]
    new: list[Value]


@dataclass(frozen=True)
class ChangedItem:
    """What was added, changed, deprecated or removed; sort: things, links, statements, pages or terms; kind: its class."""

    iri: str
    sort: str
    kind: str
    label: str
    replaced_by: list[str]
    properties: list[PropertyChange]


@dataclass(frozen=True)
class ChangesAnswer:
    """What has changed from one version to another."""

    from_: str
    to: str
    added: list[ChangedItem]
    changed: list[ChangedItem]
    deprecated: list[ChangedItem]
    removed: list[ChangedItem]
    about: About


def _about() -> About:
    """Return where the answer to this request comes from: both views have the same versions."""
    return About(again(), "all", cast(Language, LANG.read()), house().data.version)


def releases() -> ReleasesAnswer:
    """Return every release, the newest first."""
    return ReleasesAnswer([_release(each) for each in house().releases], _about())


def _release(release: Release) -> ReleaseFacts:
    log = release.log
    return ReleaseFacts(
        release_iri(release.number), release.number, release.date, release.data, release.triples, release.software,
        absolute(f"/download/releases/{release.file}"), release.size, release.sha256,
        absolute(f"/download/releases/{release.pages.file}"), release.pages.size, release.pages.sha256, release.previous,
        len(log.added), len(log.changed), len(log.deprecated), len(log.removed),
    )  # fmt: skip


def changes() -> ChangesAnswer:
    """Return what has changed between the versions that the request names, in full; nothing when there is no earlier version.

    Raises UnknownName for a release that there is not, BadQuestion when the older is the newer.
    """
    asked, language = asked_between(), cast(Language, LANG.read())
    if asked.new != CURRENT:
        _ = house().releases[asked.new]
    found = changes_between(asked) if asked.old else Changes((), (), (), ())
    changed = [
        _item(
            each.item,
            language,
            [PropertyChange(one.property, [*map(_value, one.gone)], [*map(_value, one.new)]) for one in each.differences],
        )
        for each in found.changed
    ]
    added, deprecated, removed = (
        [_item(item, language) for item in items] for items in (found.added, found.deprecated, found.removed)
    )
    return ChangesAnswer(asked.old, asked.new, added, changed, deprecated, removed, _about())


def _item(item: Item, language: Language, properties: list[PropertyChange] | None = None) -> ChangedItem:
    name, _ = name_of(item, language)
    return ChangedItem(item.iri, sort_of(item), local_name(class_of(item)), name, list(item.replaced_by), properties or [])


def _value(node: Node) -> Value:
    if isinstance(node, Text):
        return Value(node.value, "literal", node.language or "", node.datatype or "")
    return Value(str(node), "iri" if isinstance(node, Iri) else "blank")
