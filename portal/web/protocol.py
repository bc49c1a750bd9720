"""A request of the SPARQL 1.1 Protocol -> the query in it, its dataset, and the formats that its answer may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

import flask
from werkzeug.exceptions import NotAcceptable, UnsupportedMediaType

from portal.errors import QueryRefused, QuerySyntaxError
from portal.graph.formats import BOOLEAN_FORMATS, HTML, RESULT_GRAPH_FORMATS, TABLE_FORMATS, Format
from portal.graph.guard import Form, check_length
from portal.graph.worker import Dataset
from portal.web.house import house
from portal.web.negotiation import accepted

HOW = "how-to-ask"
FORMATS: dict[Form, Sequence[Format]] = {
    Form.SELECT: TABLE_FORMATS,
    Form.ASK: BOOLEAN_FORMATS,
    Form.CONSTRUCT: RESULT_GRAPH_FORMATS,
    Form.DESCRIBE: RESULT_GRAPH_FORMATS,
}
_DIRECT, _FORM = "application/sparql-query", "application/x-www-form-urlencoded"
_MOST = 1000  # parameters of a request

Choice = tuple[Format, str]


@dataclass(frozen=True)
class Asked:
    """What a request asks: the query, its dataset, and the name of a format where the address gives one (`format=csv`)."""

    query: str
    dataset: Dataset
    format: str | None


def asked() -> Asked | None:
    """Return what the request asks; None when it is a GET without a query.

    Raises QuerySyntaxError, QueryRefused and UnsupportedMediaType, which say what to send.
    """
    request = flask.request
    if request.method == "POST":
        _check_coding()
    if request.method == "POST" and request.mimetype == _DIRECT:
        _check_charset()
        queries, values = [_text(request.get_data())], _parameters(request.query_string)
        queries += [value for name, value in values if name == "query"]
    elif request.method == "POST" and request.mimetype == _FORM:
        _check_charset()
        values = _parameters(request.get_data(parse_form_data=False)) + _parameters(request.query_string)
        queries = [value for name, value in values if name == "query"]
    elif request.method == "POST":
        raise _other_kind(request.mimetype)
    else:
        values = _parameters(request.query_string)
        queries = [value for name, value in values if name == "query"]
    return _asked(queries, values)


def _asked(queries: list[str], values: list[tuple[str, str]]) -> Asked | None:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(value for each, value in values if each == name)

    if all_of("update"):
        raise QueryRefused(
            "Updates are refused: this endpoint answers queries only; nothing that is sent to it changes data.", "no-changes"
        )
    if not queries and flask.request.method == "GET":
        return None
    if len(queries) != 1:
        raise QuerySyntaxError("Send exactly one parameter `query` with a SPARQL query.", HOW)
    query = queries[0].removeprefix("\ufeff")  # the mark of some writers at the beginning of a file is not of the query
    check_length(query, house().settings.query_characters)
    dataset = Dataset(_once(all_of("default-graph-uri")), _once(all_of("named-graph-uri")))
    return Asked(query, dataset, next(iter(all_of("format")), None))


def _once(graphs: tuple[str, ...]) -> tuple[str, ...]:
    """Return graphs, each once: the engine would count what is in a graph as often as it is named."""
    return tuple(dict.fromkeys(graphs))


def _parameters(data: bytes) -> list[tuple[str, str]]:
    """Return the parameters of an encoded form, decoded once; raises QuerySyntaxError for too many and for what is no UTF-8."""
    if data.count(b"&") >= _MOST:
        raise QuerySyntaxError(f"The request has more than {_MOST} parameters. Name graphs by FROM in the query instead.", HOW)
    pairs = (pair.partition(b"=") for pair in data.split(b"&") if pair)
    return [(_unquoted(name), _unquoted(value)) for name, _, value in pairs]


def _unquoted(data: bytes) -> str:
    return _text(unquote_to_bytes(data.replace(b"+", b" ")))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise QuerySyntaxError("The query is not UTF-8 text. Send it in the encoding UTF-8.", HOW) from None


def _check_coding() -> None:
    """Raise UnsupportedMediaType for a body that is compressed (RFC 9110, 8.4)."""
    coding = flask.request.headers.get("Content-Encoding", "identity")
    if coding.strip().lower() != "identity":
        raise UnsupportedMediaType(f"A body in the coding {coding[:40]} is not read here. Send the query as it is, not compressed.")


def _check_charset() -> None:
    charset = flask.request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType(f"The charset {charset[:40]} is not read here. Send the query as UTF-8.")


def _other_kind(kind: str) -> Exception:
    if kind == "application/sparql-update":
        said = "Updates are refused: this endpoint answers queries only; nothing that is sent to it changes data."
        return UnsupportedMediaType(f"{said} Send a query as {_DIRECT}.")
    return UnsupportedMediaType(f"Send the query as {_DIRECT}, or as the form field `query` of {_FORM}.")


def choices(named: str | None) -> dict[Form, Choice | None]:
    """Return for each form of query the format of its answer with its media type, None where none fits the request.

    named: the format that the address names, or None where it names none, and the Accept header decides.
    """
    return {form: _accepted(formats) if named is None else _named(formats, named.lower()) for form, formats in FORMATS.items()}


def _accepted(formats: Sequence[Format]) -> Choice | None:
    try:
        return accepted(formats)
    except NotAcceptable:
        return None


def _named(formats: Sequence[Format], name: str) -> Choice | None:
    return next(((each, each.media_type) for each in formats if name in _names(each)), None)


def _names(form: Format) -> set[str]:
    """Return the names that clients have for a format: its ending, its media types, and their last parts such as `json`."""
    types = (form.media_type, *form.aliases)
    return {form.ending, form.name.lower(), *types, *(each.rpartition("/")[2] for each in types)}


def wants_page() -> bool:
    """Return whether the request is that of a browser: it likes a page better than any data."""
    accept = flask.request.accept_mimetypes
    types = {media_type for formats in FORMATS.values() for each in formats for media_type in (each.media_type, *each.aliases)}
    return accept[HTML.media_type] > max(accept[each] for each in types)


def not_acceptable(form: Form, named: str | None) -> NotAcceptable:
    """Return what is said when no format fits the form of a query: neither the one that the address names, nor any accepted."""
    if named is not None:
        endings = ", ".join(each.ending for each in FORMATS[form])
        return NotAcceptable(f"The answer to {form} cannot be given as {named[:40]!r}. As format, name one of {endings}.")
    known = ", ".join(each.media_type for each in FORMATS[form])
    return NotAcceptable(f"The answer to {form} cannot be given in an accepted type. Ask for one of {known}.")
