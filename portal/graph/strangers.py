"""Answers strangers' queries over an engine far away: one version is seen, within limits, in the formats of the embedded one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import IO, cast

import pyoxigraph as ox

from portal.errors import EngineError, EngineRefusal, EngineTooLarge, EngineTooSlow, QueryError, QuerySyntaxError
from portal.graph.asking import Asked, for_engine
from portal.graph.complaints import syntax_error
from portal.graph.formats import N_TRIPLES, RESULT_JSON, Format
from portal.graph.guard import Form, Guarded, guard
from portal.graph.remote import Plain, Remote
from portal.graph.store import write_graph, write_results
from portal.graph.turns import Turns
from portal.graph.worker import GRAPHS, Answer, Dataset, Limits, Question, answered, read, too_slow, unknown_function
from portal.graph.written import MEGABYTE, Part, too_large
from portal.namespaces import GRAPH

_LONGER = 4  # times: an answer in JSON, with every name in full, is longer than the one that is made of it
_UNKNOWN_FUNCTION = "custom function"  # how Oxigraph's server says that it does not know a function, with status 500
_PLACE = re.compile(r"error at (\d+):(\d+): ")


class RemoteStrangers:
    """Strangers' queries over one version in an engine far away; so many at a time."""

    def __init__(self, remote: Remote, limits: Limits, at_once: int) -> None:
        self._remote, self._limits, self._turns = remote, limits, Turns(at_once)

    def answer(self, query: str | Guarded, dataset: Dataset, form: Format) -> bytes:
        """Return the answer to a query in a format, whole; raises what `ask` raises."""
        return read(self.ask(query, dataset, dict.fromkeys(Form, form)))

    def ask(
        self,
        query: str | Guarded,
        dataset: Dataset,
        formats: Mapping[Form, Format | None],
        encoding: str = "",
        part: Part | None = None,
    ) -> Answer:
        """Return the answer to a query, or a part of it, in the format for its form; one that is large comes in a file.

        Raises the QueryErrors that a query in a process of ours does; EngineError when the engine fails.
        """
        limits = self._limits
        with self._turns.one():
            if isinstance(query, str):
                query = guard(query, characters=limits.characters, depth=limits.depth)
            checked, asked = query, for_engine(query.text, self._remote.names)

            def write(to: IO[bytes], form: Format) -> None:
                self._write(checked, asked, dataset, form, to)

            try:
                return answered(query, Question(query, dataset, formats, encoding, part), limits, write)
            except EngineTooSlow:
                raise too_slow(limits) from None
            except EngineTooLarge:
                raise too_large(limits.answer_megabytes) from None
            except EngineRefusal as refusal:
                raise _said(refusal, self._remote, asked, query.text) from None

    def close(self) -> None:
        """Do nothing: connections are the engine's, and outlive this."""

    def _write(self, query: Guarded, asked: Asked, dataset: Dataset, form: Format, to: IO[bytes]) -> None:
        remote, limits = self._remote, self._limits
        default, named = self._seen(dataset, Dataset(asked.default, asked.named) if query.names_dataset else Dataset())
        graph = query.form in GRAPHS
        most = limits.answer_megabytes * MEGABYTE * _LONGER
        body = remote.stream(asked.text, N_TRIPLES if graph else RESULT_JSON, default, named, seconds=limits.seconds, most=most)
        with body:
            plain = cast(IO[bytes], Plain(body, remote.names))
            try:
                if graph:
                    write_graph((quad.triple for quad in ox.parse(plain, ox.RdfFormat.N_TRIPLES)), form, to, limits.rows)
                else:
                    write_results(ox.parse_query_results(plain, ox.QueryResultsFormat.JSON), form, to, limits.rows)
            except (SyntaxError, ValueError):
                raise remote.garbage() from None

    def _seen(self, asked: Dataset, said: Dataset) -> tuple[list[str], list[str]]:
        """Return the default and the named graphs that a query sees, by their names there: never none, which could mean all."""
        names = self._remote.names
        chosen = next((each for each in (asked, said) if each.default or each.named), None)
        if chosen is None:
            return [names.union], [names.of(graph) for graph in self._remote.graphs()] or [names.nothing]
        for graph in (*chosen.default, *chosen.named):
            _must_be_iri(graph)
        return (
            [names.of(graph) for graph in chosen.default] or [names.nothing],
            [names.of(graph) for graph in chosen.named] or [names.nothing],
        )


def _must_be_iri(graph: str) -> None:
    try:
        ox.NamedNode(graph)
    except ValueError as error:
        raise QuerySyntaxError(f"A graph that the request names has no IRI: {error}.", "how-to-ask") from None


def _said(refusal: EngineRefusal, remote: Remote, asked: Asked, query: str) -> QueryError | EngineError:
    """Return what the engine means by a refusal: that the query is wrong, or that the engine is."""
    said = refusal.said.replace(remote.names.base, GRAPH).strip()
    if refusal.status == 400:
        return syntax_error(_in_the_query(said, asked) or "the engine says no more", query)
    if _UNKNOWN_FUNCTION in said:
        return unknown_function(said)
    return EngineError(str(refusal))


def _in_the_query(said: str, asked: Asked) -> str:
    """Return a complaint with the place of what is wrong in the query as it came, not in what was sent."""

    def moved(place: re.Match[str]) -> str:
        line, column = asked.place(int(place[1]), int(place[2]))
        return f"error at {line}:{column}: "

    return _PLACE.sub(moved, said, count=1)
