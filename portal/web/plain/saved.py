"""Saved queries for programs: what there are, and the answer of one, as plain shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import flask

from portal.errors import BadQuestion, UnknownName
from portal.graph import saved
from portal.graph.formats import GRAPH_FORMATS, TABLE_FORMATS, Format
from portal.graph.prefixes import declared
from portal.graph.saved import Parameter, Saved
from portal.languages import Language
from portal.namespaces import KIERRE, QUERY, XSD
from portal.terms import Node, Row, Text
from portal.web.addresses import address
from portal.web.again import again
from portal.web.contract import parameters as contract
from portal.web.contract.parameters import Choice, Number, check, hint
from portal.web.exports.table import JSON
from portal.web.house import house
from portal.web.plain.naming import Naming
from portal.web.plain.parameters import LANG, VIEW, form
from portal.web.plain.pieces import About
from portal.web.public import absolute
from portal.web.queries_form import in_english, read, short

MOST_ROWS = 5000
FAR = 10_000_000
LIMIT = Number("limit", "Most rows that are given.", "10", least=1, most=MOST_ROWS, default=MOST_ROWS)
OFFSET = Number("offset", "How many rows are passed over.", "0", least=0, most=FAR, default=0)
Cell = str | int | None
_KINDS = {
    saved.Kind.THING: "a thing, by the last part of its IRI",
    saved.Kind.CLASS: "a class of the ontology, such as Barrier",
    saved.Kind.TERM: "a value of the vocabulary, by the last part of its IRI",
    saved.Kind.LEVEL: "level-macro, level-meso or level-micro",
    saved.Kind.STATEMENT: "a statement, by its identifier",
    saved.Kind.NUMBER: "a whole number",
    saved.Kind.CHOICE: "one of a few words",
    saved.Kind.TEXT: "any text",
}
_NAMING = set(saved.Kind) - {saved.Kind.NUMBER, saved.Kind.TEXT}


class Named(contract.Parameter):
    """A parameter that names something of the data, which may not be there, or not fit the query."""

    @property
    def names_something(self) -> bool:
        """Return that it does."""
        return True


@dataclass(frozen=True)
class ParameterShape:
    """A parameter: its name in the address, what it is called, what fits, and what it is unless told.

    kind: thing, class, term, level, statement, number, choice, text; classes: IRIs of which a thing or term has one;
    required: whether it may not be left open; another may be given empty, and then anything fits.
    """

    name: str
    label: str
    kind: str
    classes: tuple[str, ...]
    choices: tuple[str, ...]
    minimum: int | None
    maximum: int | None
    default: Cell
    required: bool


@dataclass(frozen=True)
class QueryShape:
    """A saved query. iri: its name in RDF; page, answer: addresses of its page and of its answer; query: its text, ready to run."""

    name: str
    iri: str
    theme: str
    title: str
    description: str
    page: str
    answer: str
    columns: tuple[str, ...]
    graph: bool
    parameters: tuple[ParameterShape, ...]
    query: str


@dataclass(frozen=True)
class QueriesAnswer:
    """Every saved query, theme by theme."""

    about: About
    total: int
    queries: tuple[QueryShape, ...]


@dataclass(frozen=True)
class RowsAnswer:
    """The answer of a saved query: what was bound, the columns, and the rows from `offset` on; next: where more are."""

    about: About
    name: str
    title: str
    parameters: Mapping[str, Cell]
    columns: tuple[str, ...]
    total: int
    offset: int
    rows: tuple[Mapping[str, Cell], ...]
    next: str | None


@dataclass(frozen=True)
class Found:
    """The rows that a request asks for, before they are written; total: how many there are in all."""

    query: Saved
    given: Mapping[str, Node]
    rows: list[Row]
    total: int
    offset: int
    next: str | None


def queries() -> QueriesAnswer:
    """Return every saved query."""
    check((VIEW, LANG))
    naming = Naming(_language())
    every = tuple(_shape(each, naming.language) for each in saved.saved())
    return QueriesAnswer(naming.about(), len(every), every)


def _language() -> Language:
    return cast(Language, LANG.read())


def forms(query: Saved) -> tuple[Format, ...]:
    """Return the formats in which a query is answered, best liked first."""
    return (JSON, *(GRAPH_FORMATS if query.graph else TABLE_FORMATS))


def known(query: Saved) -> tuple[contract.Parameter, ...]:
    """Return every parameter that a request for the answer of a query may have."""
    own = (_as_contract(each) for each in query.parameters)
    return (*own, LIMIT, OFFSET, VIEW, LANG, form(*(each.ending for each in forms(query))))


def _as_contract(parameter: Parameter) -> contract.Parameter:
    """Return a parameter as the description of the interface has it; what names something is checked against the data later."""
    usual = short(parameter.default) if parameter.default is not None else ""
    told = f"{in_english(parameter.name)}: {_KINDS[parameter.kind]}{'' if parameter.needed else ', or empty for any'}."
    if parameter.needed and parameter.kind is saved.Kind.NUMBER:
        return Number(parameter.name, told, usual, least=parameter.least, most=parameter.most, default=int(usual))
    if parameter.needed and parameter.kind is saved.Kind.CHOICE:
        return Choice(parameter.name, told, usual, allowed=parameter.choices, default=usual)
    return (Named if parameter.kind in _NAMING else contract.Parameter)(parameter.name, told, usual)


def find(name: str) -> Saved:
    """Return the saved query of a name; raises UnknownName with what is near."""
    found = saved.find(name)
    if found is None:
        near = hint(name[:100], (each.name for each in saved.saved()), most=3)
        raise UnknownName(f"There is no saved query {name!r}.{near} /api/v1/queries lists them all.")
    return found


def found(name: str) -> Found:
    """Return the rows of the saved query that a request asks for.

    Raises UnknownName for a query, or the value of a parameter, that names nothing; BadQuestion for a value that can never fit.
    """
    query = find(name)
    check(known(query))
    wanted = read(query, flask.request.args, _language(), in_english)
    if wanted.faults:
        names = {each.name for each in query.parameters if each.kind in _NAMING}
        raise (UnknownName if wanted.faults.keys() <= names else BadQuestion)(" ".join(wanted.faults.values()))
    rows = saved.answer(query, house().data.store, wanted.given, house().graphs())
    limit, offset = LIMIT.read(), OFFSET.read()
    further = absolute(again(offset=str(offset + limit))) if offset + limit < len(rows) else None
    return Found(query, wanted.given, rows[offset : offset + limit], len(rows), offset, further)


def plain(answer: Found, language: Language) -> RowsAnswer:
    """Return rows as plain values: an IRI or a text as text, a whole number as number, null where there is none."""
    columns = answer.query.told
    rows = tuple({name: _cell(row.get(name)) for name in columns} for row in answer.rows)
    given = {each.name: _cell(answer.given.get(each.name)) for each in answer.query.parameters}
    about = Naming(language).about()
    title = answer.query.title[language]
    return RowsAnswer(about, answer.query.name, title, given, columns, answer.total, answer.offset, rows, answer.next)


def _cell(node: Node | None) -> Cell:
    if isinstance(node, Text) and node.datatype == XSD + "integer":
        return int(node.value)
    return None if node is None else str(node)


def _shape(query: Saved, language: Language) -> QueryShape:
    return QueryShape(
        query.name,
        QUERY + query.name,
        query.theme,
        query.title[language],
        query.description[language],
        absolute(address("queries", language, query.name)),
        absolute(f"/api/v1/queries/{query.name}"),
        query.told,
        query.graph,
        tuple(_parameter(each, language) for each in query.parameters),
        declared(query.written(saved.defaults(query, language))),
    )


def _parameter(parameter: Parameter, language: Language) -> ParameterShape:
    number = parameter.kind is saved.Kind.NUMBER
    return ParameterShape(
        parameter.name,
        saved.word(parameter.name, language),
        parameter.kind.value,
        tuple(KIERRE + each for each in parameter.classes),
        parameter.choices,
        parameter.least if number else None,
        parameter.most if number else None,
        short(parameter.default) if parameter.default is not None else None,
        parameter.needed,
    )
