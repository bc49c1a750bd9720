"""Saved queries: the files in saved/, each with title, description, theme and typed parameters in its first lines.

A file runs as it stands: each parameter has a line `VALUES ?name { default }`, with UNDEF where it may be left out. To bind other
values, those lines go, and the engine is given the values as terms. `?lang` is the language of names and is known to all.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, cast

from portal.errors import SourceError
from portal.graph.engine import Engine
from portal.languages import LANGUAGES, Language
from portal.namespaces import PREFIXES, XSD, shorten
from portal.terms import Iri, Node, Row, Text

FOLDER = Path(__file__).parent / "saved"
LANG = "lang"
TRIPLE = ("subject", "predicate", "object")  # the columns of a query that gives a graph
_LINE = re.compile(r"^ *VALUES \?(\w+) \{ (\S+|\"(?:[^\"\\]|\\.)*\") \} *\n", re.MULTILINE)
_SHORT = re.compile(r"[a-z]+:[\w-]+", re.ASCII)
Words = Mapping[Language, str]


class Kind(StrEnum):
    """What the value of a parameter must be.

    A thing of ours, a class, a value of the vocabulary, a level, a statement, a whole number, one of a few words, or any text.
    """

    THING = "thing"
    CLASS = "class"
    TERM = "term"
    LEVEL = "level"
    STATEMENT = "statement"
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True)
class Parameter:
    """A parameter of a saved query. default: what it is unless told; needed: whether it may not be left open, when anything fits.

    classes: local names of those of which a thing or a value of the vocabulary must have one; least, most: of a number;
    choices: the words of a choice.
    """

    name: str
    kind: Kind
    default: Node | None
    needed: bool = True
    classes: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Saved:
    """A saved query: its name, its theme and its place there, what it is called and does, its parameters, its text as in the file.

    columns: what its answer has, in order; graph: whether it gives a graph instead of a table.
    """

    name: str
    theme: str
    order: int
    title: Words
    description: Words
    parameters: tuple[Parameter, ...]
    text: str
    columns: tuple[str, ...]
    graph: bool

    def written(self, given: Mapping[str, Node]) -> str:
        """Return the text of the query with other values in it, to be read, changed and run."""

        def line(found: re.Match[str]) -> str:
            value = given.get(found[1])
            return found[0].replace(f"{{ {found[2]} }}", f"{{ {_written(value) if value else 'UNDEF'} }}")

        return _LINE.sub(line, self.text)

    @property
    def told(self) -> tuple[str, ...]:
        """Return the columns of the answer without those that only repeat what was asked: the language, and any free text."""
        repeated = {LANG, *(each.name for each in self.parameters if each.kind is Kind.TEXT)}
        return tuple(each for each in self.columns if each not in repeated)


@cache
def saved() -> tuple[Saved, ...]:
    """Return every saved query, theme by theme, in their order; raises SourceError for a file that cannot be read."""
    themes = list(words()["themes"])
    return tuple(sorted(map(read, FOLDER.glob("*.rq")), key=lambda each: (themes.index(each.theme), each.order)))


@cache
def words() -> Mapping[str, Mapping[str, Words]]:
    """Return what themes, parameters and columns are called: words.toml."""
    return cast(Mapping[str, Mapping[str, Words]], tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8")))


def word(name: str, language: Language) -> str:
    """Return what a parameter or a column is called; a name of something (`obstacleName`) is called as the thing."""
    return words()["names"][name.removesuffix("Name") or name][language]


def find(name: str) -> Saved | None:
    """Return the saved query of a name, or None."""
    return next((each for each in saved() if each.name == name), None)


def defaults(query: Saved, language: Language) -> dict[str, Node]:
    """Return what is bound when a reader of a language gives no values."""
    found = {each.name: each.default for each in query.parameters if each.default is not None}
    return {**found, LANG: Text(language)} if LANG in query.columns else found


def answer(query: Saved, store: Engine, given: Mapping[str, Node], graphs: Sequence[str] | None = None) -> list[Row]:
    """Return the rows of a saved query, its parameters bound as terms; of a graph, each triple as a row, in a stable order."""
    asked, bound = (_LINE.sub("", query.text), given) if store.binds else (query.written(given), {})
    if not query.graph:
        return store.select(asked, graphs, **bound)
    triples = store.construct(asked, graphs, **bound)
    return sorted((dict(zip(TRIPLE, triple, strict=True)) for triple in set(triples)), key=lambda row: [*map(str, row.values())])


def read(file: Path) -> Saved:
    """Return the saved query of a file; raises SourceError, with what to do, for one that is not whole."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    end = next((place for place, line in enumerate(lines) if not line.startswith("# ")), len(lines))
    try:
        head = tomllib.loads("".join(line[2:] for line in lines[:end]))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(file, 1, f"must begin with lines of TOML behind `# `: {error}.") from None
    text = "".join(lines[end:])
    for fault in _faults(head, text):
        raise SourceError(file, 1, fault)
    defaults = {found[1]: _read_term(found[2]) for found in _LINE.finditer(text)}
    parameters = tuple(_parameter(name, defaults[name], said) for name, said in head.get("parameters", {}).items())
    graph = text.lstrip().startswith("CONSTRUCT")
    columns = TRIPLE if graph else tuple(_projected(text))
    said = (head["theme"], head["order"], head["title"], head["description"])
    return Saved(file.stem, *said, parameters, text, columns, graph)


def _faults(head: Mapping[str, Any], text: str) -> Iterator[str]:
    """Yield what a file lacks, each as the rest of a sentence."""
    for name in ("title", "description"):
        if sorted(head.get(name, ())) != sorted(LANGUAGES):
            yield f"must have {name}.fi, {name}.sv and {name}.en in its first lines."
    if head.get("theme") not in words()["themes"]:
        yield f"must have a theme of words.toml: {', '.join(words()['themes'])}."
    if not isinstance(head.get("order"), int):
        yield "must have an order in its first lines: its place in the theme, a whole number."
    if unknown := head.keys() - {"title", "description", "theme", "order", "parameters"}:
        yield f"has {', '.join(sorted(unknown))} in its first lines, which nobody reads."
    bound = {found[1] for found in _LINE.finditer(text)} - {LANG}
    if bound != head.get("parameters", {}).keys():
        yield "must name each parameter twice: in its first lines, and as a line `VALUES ?name { default }`, with UNDEF for none."


def _parameter(name: str, default: Node | None, said: Mapping[str, Any]) -> Parameter:
    needed = default is not None and not said.get("any")
    lists = (tuple(said.get("classes", ())), tuple(said.get("choices", ())))
    numbers = (said.get("least", 0), said.get("most", 0))
    return Parameter(name, Kind(said["kind"]), default, needed, lists[0], *numbers, lists[1])


def _projected(text: str) -> Iterator[str]:
    """Yield the names of the columns: what stands between SELECT and WHERE, and of what is worked out there only its name."""
    depth, before = 0, ""
    for part in re.findall(r"[()]|\bAS\b|\?\w+", text.partition("SELECT")[2].partition("WHERE")[0]):
        depth += {"(": 1, ")": -1}.get(part, 0)
        if part.startswith("?") and (depth == 0 or (depth == 1 and before == "AS")):
            yield part[1:]
        before = part


def _read_term(text: str) -> Node | None:
    """Return a default as it stands in a file: a prefixed name, a text, a whole number, or UNDEF."""
    if text == "UNDEF":
        return None
    if text.startswith('"'):
        return Text(json.loads(text))
    prefix, _, name = text.partition(":")
    return Iri(PREFIXES[prefix] + name) if name else Text(text, datatype=XSD + "integer")


def _written(value: Node) -> str:
    """Return a term as SPARQL writes it."""
    if isinstance(value, Text):
        return value.value if value.datatype else json.dumps(value.value, ensure_ascii=False)
    short = shorten(str(value))
    return short if _SHORT.fullmatch(short) else f"<{value}>"
