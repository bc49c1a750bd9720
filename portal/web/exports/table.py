"""The table of files in which a part of the network is given: name, media type, ending, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.graph.formats import RESULT_CSV, TURTLE, Format
from portal.web.exports.drawn import write_dot, write_mermaid
from portal.web.exports.objects import write_cytoscape, write_json, write_kumu
from portal.web.exports.tables import write_arrows, write_things
from portal.web.exports.triples import write_turtle
from portal.web.exports.xml import write_gexf, write_graphml
from portal.web.plain.shapes import NetworkAnswer

JSON = Format("JSON", "application/json", "json")
DOT = Format("DOT", "text/vnd.graphviz", "dot")
TEXT = Format("text", "text/plain", "txt")
GRAPHML = Format("GraphML", "application/graphml+xml", "graphml")
GEXF = Format("GEXF", "application/gexf+xml", "gexf")
MERMAID = Format("Mermaid", "text/vnd.mermaid", "mmd")


@dataclass(frozen=True)
class Export:
    """A way to write a part of the network. ending: how the address of the file goes on after `network.`."""

    ending: str
    form: Format
    write: Callable[[NetworkAnswer], str]


EXPORTS = (
    Export("graphml", GRAPHML, write_graphml),
    Export("gexf", GEXF, write_gexf),
    Export("nodes.csv", RESULT_CSV, write_things),
    Export("edges.csv", RESULT_CSV, write_arrows),
    Export("mmd", MERMAID, write_mermaid),
    Export("dot", DOT, write_dot),
    Export("ttl", TURTLE, write_turtle),
    Export("json", JSON, write_json),
    Export("cyjs", JSON, write_cytoscape),
    Export("kumu.json", JSON, write_kumu),
)


def by_ending(ending: str) -> Export | None:
    """Return the export of an ending, or None."""
    return next((each for each in EXPORTS if each.ending == ending), None)
