"""Which rows of an answer say that one thing leads to another: what can be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portal.namespaces import ID, local_name
from portal.terms import Iri, Node, Row, Text

TRIPLE = ("subject", "predicate", "object")
_NAMES = ({"s", "subject"}, {"p", "predicate", "property"}, {"o", "object"})

End = tuple[str, str, str]


def triple_columns(columns: Sequence[str]) -> tuple[str, ...]:
    """Return which columns may be those of triples: by their names, in any order, or because there are three; else nothing."""
    lower = {name.lower(): name for name in columns}
    found = tuple(next((lower[each] for each in names if each in lower), "") for names in _NAMES)
    return found if all(found) else tuple(columns) if len(columns) == 3 else ()


def ends(names: Sequence[str], rows: Sequence[Row]) -> Iterator[End]:
    """Give (from, property, to) of each row of a table of triples, by the names of its three columns.

    It is none when its columns are not called so and the middle one holds other things than properties. What leads to a text or a
    number is left out.
    """
    called = all(name.lower() in wanted for name, wanted in zip(names, _NAMES, strict=False))
    if not called and not all(_is_property(row.get(names[1])) for row in rows):
        return
    for row in rows if names else ():
        one, property_, other = (row.get(name) for name in names)
        if one is None or other is None or isinstance(one, Text) or isinstance(other, Text):
            continue
        yield str(one), str(property_ or ""), str(other)


def _is_property(node: Node | None) -> bool:
    """Return whether a value looks like one: an IRI whose last part begins with a small letter, and no thing of ours."""
    return isinstance(node, Iri) and local_name(node.value)[:1].islower() and not node.value.startswith(ID)
