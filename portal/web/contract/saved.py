"""The operations of the saved queries: one for their list, and one for each of them with its own parameters."""

from __future__ import annotations

from portal.graph import saved
from portal.graph.saved import Saved
from portal.web.contract.operation import Operation
from portal.web.plain import parameters as known
from portal.web.plain import saved as plain

TAG = "Saved queries"
_ROWS = (
    "Rows as plain values; the same as a table or graph in the formats of SPARQL by `format` or Accept. Where more rows are than "
    "`limit`, `next` and the header `Link` lead to them."
)
_SHAPES: dict[str, dict[str, object]] = {"srj": {"type": "object"}, "jsonld": {"type": ["object", "array"]}}


def operations() -> list[Operation]:
    """Return the operations, in the order of the list."""
    return [_list(), *(_one(query) for query in saved.saved())]


def _list() -> Operation:
    return Operation(
        "listQueries", "/queries", TAG, "Saved queries, theme by theme", "Each with its parameters and its text, ready to run.",
        plain.QueriesAnswer, (known.VIEW, known.LANG), example="/queries?lang=en",
    )  # fmt: skip


def _one(query: Saved) -> Operation:
    name = "".join(part.capitalize() for part in query.name.split("-"))
    forms = {form.ending: form.media_type for form in plain.forms(query)}
    return Operation(
        f"query{name}", f"/queries/{query.name}", TAG, query.title["en"], f"{query.description['en']} {_ROWS}", plain.RowsAnswer,
        plain.known(query), forms=forms, example=f"/queries/{query.name}?limit=10&lang=en",
        shapes={form: _SHAPES[form] for form in forms if form in _SHAPES},
    )  # fmt: skip
