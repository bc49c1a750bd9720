"""What a page can have drawn from the graph: the name of each directive, and what its parameters must be. The one place.

A directive stands in Markdown as `:::name`, lines of `parameter: value`, `:::`. Here is what is said of one without the graph;
whether things are known is checked in `validation`, and what is drawn stands in `portal.web`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import yaml

from portal.errors import BadValues
from portal.pages.values import read_values

Value = str | tuple[str, ...]


@dataclass(frozen=True)
class Parameter:
    """What a parameter must be.

    form: `thing`, `class`, `relation`, `loop`, `page-kind`, `door`, `query`, `number` or, of a few words, these joined by `|`;
    classes: of which a thing must have one, when it may not be any; many: whether it is a list.
    """

    form: str
    classes: tuple[str, ...] = ()
    needed: bool = False
    many: bool = False


_THING = Parameter("thing", needed=True)
_OBSTACLE = Parameter("thing", ("Barrier",), needed=True)
_LEVER = Parameter("thing", needed=True)
_LEVEL = Parameter("macro|meso|micro")
_DEFINITIONS = Parameter("yes|no")
_LOOP = Parameter("loop", needed=True)
DIRECTIVES: dict[str, dict[str, Parameter]] = {
    "definition": {"thing": _THING},
    "related": {
        "thing": _THING,
        "relation": Parameter("relation", needed=True),
        "direction": Parameter("out|in"),
        "definitions": _DEFINITIONS,
    },
    "members": {
        "class": Parameter("class", needed=True),
        "level": _LEVEL,
        "of": Parameter("thing"),
        "definitions": _DEFINITIONS,
    },
    "table": {
        "class": Parameter("class", needed=True),
        "columns": Parameter("relation", needed=True, many=True),
        "of": Parameter("thing"),
    },
    "configurations": {
        "of": Parameter("thing", ("Mechanism", "Method", "Intervention", "Outcome", "Context", "Actor"), needed=True),
        "level": _LEVEL,
    },
    "recommendation": {"thing": Parameter("thing", ("Recommendation",), needed=True)},
    "numbers": {"things": Parameter("thing", ("Indicator",), many=True)},
    "changes": {"thing": Parameter("thing")},
    "levers": {"obstacle": _OBSTACLE, "most": Parameter("number")},
    "steps-of-a-chain": {"obstacle": _OBSTACLE, "lever": _LEVER},
    "arrows-of-a-loop": {"loop": _LOOP},
    "list-of-loops": {},
    "where-to-cut": {},
    "gaps": {},
    "vicious-loops": {},
    "two-circles": {},
    "mechanisms-by-level": {},
    "figure-3": {},
    "figure-4": {"part": Parameter("contexts|actors|interventions|mechanisms|outcomes")},
    "loop": {"loop": _LOOP},
    "chain": {"obstacle": _OBSTACLE, "lever": _LEVER},
    "configuration": {"thing": Parameter("thing", ("Configuration",), needed=True)},
    "query": {"name": Parameter("query", needed=True)},
    "pages": {"kind": Parameter("page-kind", needed=True), "door": Parameter("door")},
}


@dataclass(frozen=True)
class Directive:
    """A directive as it stands in a page: its name, its parameters, and its line in the Markdown (from 1)."""

    name: str
    parameters: Mapping[str, Value]
    line: int
    fault: str = ""


def read(name: str, text: str, line: int) -> Directive:
    """Return a directive; `fault` says, when it cannot be read as `parameter: value` lines, what to do."""
    try:
        values = read_values(text, yaml.BaseLoader)  # gives texts, lists and mappings only
    except BadValues as error:
        return Directive(name, {}, line, f"its lines must be of the form `parameter: value`, each once; it {error.message}")
    given: dict[str, Value] = {}
    for key, value in ((key, each.value) for key, each in values.items()):
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            given[key] = tuple(value)
        elif isinstance(value, str):
            given[key] = value
        else:
            return Directive(name, {}, line, f"its parameter {key!r} must be a word or a list of words.")
    return Directive(name, given, line)


def faults(directive: Directive) -> Iterator[str]:
    """Yield what is wrong with a directive so far as one can tell without the graph, each as the rest of a sentence."""
    known = DIRECTIVES.get(directive.name)
    if known is None:
        yield f"is not known{near(directive.name, DIRECTIVES)}; there are {', '.join(DIRECTIVES)}."
        return
    if directive.fault:
        yield directive.fault
        return
    for name in directive.parameters:
        if name not in known:
            yield f"has no parameter {name!r}; it may have {', '.join(known) or 'none'}."
    for name, parameter in known.items():
        value = directive.parameters.get(name)
        if value is None:
            if parameter.needed:
                yield f"lacks its parameter {name!r}."
        elif isinstance(value, tuple) != parameter.many:
            yield f"needs {'a list such as [a, b]' if parameter.many else 'one word'} as {name!r}."
        elif "|" in parameter.form and value not in parameter.form.split("|"):
            yield f"has {value!r} as {name!r}; it must be one of {', '.join(parameter.form.split('|'))}."
        elif parameter.form == "number" and not re.fullmatch(r"[1-9]\d?", str(value)):
            yield f"has {value!r} as {name!r}; it must be a whole number from 1 to 99."


def near(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """Return a hint at the most similar known name, or nothing."""
    found = get_close_matches(name, known, n=1)
    return f"; did you mean {found[0]}?" if found else ""
