"""A long list, page by page: by the last part of each IRI, so that a place in the list stays one when the data changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from portal.namespaces import local_name
from portal.web.again import again
from portal.web.plain.parameters import CURSOR, LIMIT
from portal.web.public import absolute

Item = TypeVar("Item")
Page = tuple[int, str | None, tuple[Item, ...]]


def paged(iris: Iterable[str], record: Callable[[str], Item]) -> Page[Item]:
    """Return how many there are, the address of the next page (or None), and the records of this one.

    A page begins after the item that the cursor names, whether that still exists or not.
    """
    ordered = sorted(set(iris), key=local_name)
    left = [iri for iri in ordered if local_name(iri) > CURSOR.read()]
    limit = LIMIT.read()
    following = _following(local_name(left[limit - 1])) if len(left) > limit else None
    return len(ordered), following, tuple(map(record, left[:limit]))


def _following(cursor: str) -> str:
    return absolute(again(**{CURSOR.name: cursor}))
