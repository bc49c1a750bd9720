"""What a page is made of when it is written for paper or slides: headings, paragraphs, lists, tables, drawings; runs of text."""

from __future__ import annotations

from dataclasses import dataclass

from portal.learning.package import Drawing

BREAK = "\v"  # the end of a line within a paragraph


@dataclass(frozen=True)
class Run:
    """Some text of one look.

    link: where it leads, "#id" within the page, or nothing; language: its own, where it is not that of the page; anchor: the id
    of the place where it stands.
    """

    text: str
    marks: tuple[str, ...] = ()
    link: str = ""
    language: str = ""
    anchor: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading below the title of the page; level 1 is the highest, and no level is left out."""

    level: int
    runs: Runs
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; look: "plain", "term" (what a definition explains), "summary" or "note" (a caption)."""

    runs: Runs
    look: str = "plain"
    kind: str = "paragraph"


@dataclass(frozen=True)
class Listing:
    """A list, numbered from a number or not."""

    items: tuple[tuple[Block, ...], ...]
    first: int | None = None
    kind: str = "list"


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    runs: Runs
    head: bool = False
    across: int = 1


@dataclass(frozen=True)
class Table:
    """A table: rows of its head, then the others."""

    heads: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    columns: int
    caption: Runs = ()
    kind: str = "table"


@dataclass(frozen=True)
class Quote:
    """What somebody else says."""

    blocks: tuple[Block, ...]
    kind: str = "quote"


@dataclass(frozen=True)
class Code:
    """Lines that stand as they are."""

    text: str
    kind: str = "code"


@dataclass(frozen=True)
class Figure:
    """A drawing that stands in a page, and its caption."""

    drawing: Drawing
    caption: Runs = ()
    kind: str = "figure"


Block = Heading | Paragraph | Listing | Table | Quote | Code | Figure


def said(runs: Runs) -> str:
    """Return runs as plain text."""
    return "".join(run.text for run in runs).replace(BREAK, " ")
