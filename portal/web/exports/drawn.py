"""The network as texts that other programs draw: DOT for Graphviz and Mermaid for Markdown."""

from __future__ import annotations

import textwrap

import pydot
from flask_babel import gettext

from portal.web.plain.pieces import Arrow
from portal.web.plain.shapes import NetworkAnswer

SIGNS = {"+": "+", "-": "−", "?": "?", "": ""}
_WIDE = 24  # characters of a line in a box


def write_dot(network: NetworkAnswer) -> str:
    """Return the network in the language of Graphviz; a dashed arrow is a hypothesis."""
    about = network.about
    graph = pydot.Dot("kierre", graph_type="digraph", rankdir="LR", charset="UTF-8", label=_quoted(network.title))
    graph.set_comment(_quoted(f"{about.address} data {about.data} view {about.view} {about.licence}"))  # type: ignore[attr-defined]
    graph.set_node_defaults(shape="box", style="rounded")
    for thing in network.things:
        label = "\\n".join(_escaped(line) for line in textwrap.wrap(thing.label, _WIDE))
        graph.add_node(pydot.Node(_quoted(thing.id), label=f'"{label}"', URL=_quoted(thing.iri)))
    for arrow in network.arrows:
        graph.add_edge(
            pydot.Edge(
                _quoted(arrow.cause.id),
                _quoted(arrow.effect.id),
                label=_quoted(SIGNS[arrow.sign]),
                style="dashed" if arrow.inferred else "solid",
                arrowhead="tee" if arrow.sign == "-" else "normal",
                tooltip=_quoted(arrow.words),
                URL=_quoted(_origin(arrow)),
                id=_quoted(arrow.id),
            )
        )
    return str(graph.to_string())


def _origin(arrow: Arrow) -> str:
    """Return the IRI of what says that the arrow is there."""
    return arrow.carriers[0].iri if arrow.carriers else arrow.effect.iri


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def write_mermaid(network: NetworkAnswer) -> str:
    """Return the network as a flowchart of Mermaid; a dotted arrow is a hypothesis."""
    about = network.about
    names = {thing.id: f"n{number}" for number, thing in enumerate(network.things, 1)}
    lines = [
        "flowchart LR",
        f"%% {_one_line(network.title)}",
        f"%% {about.address}",
        f"%% data {about.data}, view {about.view}, language {about.language}, {about.licence}",
    ]
    lines += [f'{names[thing.id]}["{entities(thing.label)}"]' for thing in network.things]
    lines += [
        f'{names[arrow.cause.id]} {"-.->" if arrow.inferred else "-->"}|"{_words_on(arrow)}"| {names[arrow.effect.id]}'
        for arrow in network.arrows
    ]
    lines += [f'click {names[thing.id]} "{thing.iri}"' for thing in network.things]
    return "\n".join(lines) + "\n"


def _words_on(arrow: Arrow) -> str:
    sign, word = SIGNS[arrow.sign] or " ", gettext("hypothesis")
    return entities(f"{sign} {word}" if arrow.inferred else sign)


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("{", "(").replace("}", ")")


def entities(text: str) -> str:
    """Return a text in which what means something to Mermaid is written by its number."""
    return "".join(each if each.isalnum() or each in " .,/()–—’”“−→" else f"#{ord(each)};" for each in " ".join(text.split()))
