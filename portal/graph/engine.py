"""What the rest of Kierre asks of the engine that holds the graph, whichever it is: in this process, or far away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from portal.graph.formats import Format
from portal.terms import Node, Row, Triple

if TYPE_CHECKING:
    from portal.graph.guard import Form, Guarded
    from portal.graph.worker import Answer, Dataset
    from portal.graph.written import Part


class Engine(Protocol):
    """One data version, for queries of our own. They see the union of all graphs, or of those they are given.

    binds: whether a value may be given for a variable wherever that stands; else in patterns and filters only.
    """

    binds: bool

    def __len__(self) -> int:
        """Return the number of triples."""

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs, sorted."""

    def select(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> list[Row]:
        """Return the rows of a SELECT query of ours; `given` binds variables, `graphs` narrows what is seen."""

    def construct(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query of ours."""

    def ask(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> bool:
        """Return the answer to an ASK query of ours."""

    def triples_of(self, subject: str) -> list[Triple]:
        """Return every triple with this subject, from all graphs."""

    def lines(self, without: str = "") -> Iterator[bytes]:
        """Yield the whole data as lines of N-Quads, in no order and one at a time.

        without: what the names of graphs begin with that are left out.
        """

    def dump(self, form: Format, without: str = "") -> bytes:
        """Return the whole data in one format; formats without named graphs get the union of all graphs.

        without: what the names of graphs begin with that are left out.
        """


class Strangers(Protocol):
    """What answers strangers' queries over one data version, within limits."""

    def answer(self, query: str | Guarded, dataset: Dataset, form: Format) -> bytes:
        """Return the answer to a query in a format, whole; raises what `ask` raises."""

    def ask(
        self,
        query: str | Guarded,
        dataset: Dataset,
        formats: Mapping[Form, Format | None],
        encoding: str = "",
        part: Part | None = None,
    ) -> Answer:
        """Return the answer, or a part of it, in the format for the query's form; raises a QueryError that says what to change."""

    def close(self) -> None:
        """Let go of what is held."""
