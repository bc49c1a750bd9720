"""The values that the graph gives: IRIs, texts, and rows and triples of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Iri:
    """A name in the graph."""

    value: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Blank:
    """A node without a name; its label means something within one answer only."""

    value: str

    def __str__(self) -> str:
        return "_:" + self.value


@dataclass(frozen=True, slots=True)
class Text:
    """A literal: its text, and its language (lower case) or its datatype."""

    value: str
    language: str | None = None
    datatype: str | None = None

    def __str__(self) -> str:
        return self.value


Node = Iri | Blank | Text
Row = dict[str, Node]
Triple = tuple[Node, Iri, Node]
