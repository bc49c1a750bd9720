"""The answer of a saved query as a table for readers: names in their language, things of ours as links, some rows at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import flask

from portal.graph import saved
from portal.graph.queries import INFERENCE
from portal.graph.saved import LANG, Saved
from portal.languages import LANGUAGES, Language
from portal.namespaces import BASE, shorten
from portal.terms import Blank, Iri, Node
from portal.web.addresses import outside
from portal.web.again import again
from portal.web.house import house
from portal.web.pages import Named, Said, named

MOST = 50  # rows at a time
_NAME = "Name"


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a thing as a link, a text, or an address outside as `there` (with its short form as the text).

    inference: whether it is what marks a hypothesis.
    """

    thing: Named | None = None
    text: Said | None = None
    there: str = ""
    inference: bool = False


@dataclass(frozen=True)
class Table:
    """Some rows of an answer, from row `first` (from 1) on, of `total`; before, after: addresses of the rows next to them."""

    columns: list[str]
    rows: list[list[Cell]]
    first: int
    total: int
    before: str
    after: str


def table(query: Saved, given: Mapping[str, Node], language: Language) -> Table:
    """Return the rows that this request asks for."""
    found = saved.answer(query, house().data.store, given, house().graphs())
    asked = flask.request.args.get("offset", "")
    begin = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 and int(asked) < len(found) else 0
    names = _shown(query, given)
    return Table(
        [saved.word(each, language) for each in names],
        [[_cell(row.get(each), language) for each in names] for row in found[begin : begin + MOST]],
        begin + 1,
        len(found),
        _at(max(0, begin - MOST)) if begin else "",
        _at(begin + MOST) if begin + MOST < len(found) else "",
    )


def _shown(query: Saved, given: Mapping[str, Node]) -> list[str]:
    """Return the columns that tell a reader something: names stand in the links, and what was given is the same in each row."""
    told = [each for each in query.columns if each != LANG and each not in given]
    things = {*query.columns}
    return [each for each in told if not (each.endswith(_NAME) and each.removesuffix(_NAME) in things)] or list(query.columns)


def _at(offset: int) -> str:
    """Return the address of this page with other rows."""
    return again(offset=str(offset) if offset else "") + "#answer"


def _cell(node: Node | None, language: Language) -> Cell:
    if node is None:
        return Cell()
    if isinstance(node, Iri):
        entry = house().catalogue[str(node)]
        if str(node).startswith(BASE):
            return Cell(named(entry, language), inference=entry.iri == INFERENCE)
        return Cell(text=Said(shorten(str(node)), "zxx"), there=outside(str(node)))
    if isinstance(node, Blank):
        return Cell(text=Said(str(node), "zxx"))
    return Cell(text=Said(node.value, node.language if node.language in LANGUAGES else language))
