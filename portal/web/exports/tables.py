"""The network as tables: things and arrows as CSV, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from portal.web.plain.shapes import NetworkAnswer

THINGS = ("id", "iri", "label", "kind", "kind_label", "levels", "circles", "inferred", "distance", "address")
ARROWS = (
    "id", "source", "target", "source_label", "target_label", "sign", "kind", "kind_label", "inferred", "words", "carriers",
    "statements", "address",
)  # fmt: skip
_SIGNS = {"+": "increases", "-": "decreases", "?": "varies"}  # words: a sign alone would begin like a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_things(network: NetworkAnswer) -> str:
    """Return the things as CSV, one a row."""
    return _table(
        THINGS,
        (
            (
                each.id,
                each.iri,
                each.label,
                each.kind,
                each.kind_label,
                " ".join(each.levels),
                " ".join(each.circles),
                _yes(each.inferred),
                "" if each.distance is None else str(each.distance),
                each.address,
            )
            for each in network.things
        ),
    )


def write_arrows(network: NetworkAnswer) -> str:
    """Return the arrows as CSV, one a row."""
    return _table(
        ARROWS,
        (
            (
                each.id,
                each.cause.id,
                each.effect.id,
                each.cause.label,
                each.effect.label,
                _SIGNS[each.sign],
                each.kind,
                each.kind_label,
                _yes(each.inferred),
                each.words,
                " ".join(carrier.iri for carrier in each.carriers),
                " ".join(sorted({statement for carrier in each.carriers for statement in carrier.statements})),
                each.address,
            )
            for each in network.arrows
        ),
    )


def _yes(value: bool) -> str:
    return "true" if value else "false"


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front."""
    number = text.removeprefix("-").isdigit()
    return "'" + text if text.startswith(_FORMULA) and not number else text


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV; it begins with a byte order mark, so that Excel reads å, ä and ö."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()
