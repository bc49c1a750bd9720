"""The network as GraphML and GEXF, for Gephi, yEd, Cytoscape, PRSM and others; networkx writes them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from portal.web.plain.shapes import NetworkAnswer

Value = str | bool | int


def write_graphml(network: NetworkAnswer) -> str:
    """Return the network as GraphML."""
    return "\n".join(nx.generate_graphml(_graph(network), named_key_ids=True)) + "\n"


def write_gexf(network: NetworkAnswer) -> str:
    """Return the network as GEXF 1.2."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_graph(network))
    meta = next(iter(writer.xml.iter("meta")))
    meta.clear()  # the day of writing would make another file of the same answer
    about = network.about
    ET.SubElement(meta, "creator").text = "Kierre"
    ET.SubElement(meta, "description").text = _sentence(network)
    ET.SubElement(meta, "keywords").text = f"{about.data}, {about.view}, {about.licence}"
    return str(writer) + "\n"


def _sentence(network: NetworkAnswer) -> str:
    about = network.about
    return f"{network.title}. {about.address}; data {about.data}, view {about.view}, {about.licence}"


def _graph(network: NetworkAnswer) -> nx.DiGraph[str]:
    """Return the network as a graph whose attributes are texts, yes or no, and numbers."""
    about = network.about
    graph: nx.DiGraph[str] = nx.DiGraph(
        title=network.title,
        address=about.address,
        view=about.view,
        language=about.language,
        data=about.data,
        licence=about.licence,
    )
    for thing in network.things:
        placed: dict[str, Value] = {} if thing.distance is None else {"distance": thing.distance}
        graph.add_node(
            thing.id,
            label=thing.label,
            iri=thing.iri,
            kind=thing.kind,
            kind_label=thing.kind_label,
            levels=" ".join(thing.levels),
            circles=" ".join(thing.circles),
            inferred=thing.inferred,
            **placed,
        )
    for arrow in network.arrows:
        graph.add_edge(
            arrow.cause.id,
            arrow.effect.id,
            id=arrow.id,
            sign=arrow.sign,
            kind=arrow.kind,
            kind_label=arrow.kind_label,
            inferred=arrow.inferred,
            words=arrow.words,
            carriers=" ".join(each.iri for each in arrow.carriers),
            statements=" ".join(sorted({statement for each in arrow.carriers for statement in each.statements})),
        )
    return graph
