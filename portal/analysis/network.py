"""Causal links as a networkx graph."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from portal.graph.queries import LinkEnd


def causal_network(ends: Iterable[LinkEnd]) -> nx.MultiDiGraph[str]:
    """Return a directed graph: an edge for each pair of cause and effect, its key the IRI of the link.

    Edge attributes: `inferred` (bool) and `polarity` (IRI).
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for end in ends:
        network.add_edge(end.cause, end.effect, key=end.link, inferred=end.inferred, polarity=end.polarity)
    return network


def links_on_loops(network: nx.MultiDiGraph[str]) -> set[str]:
    """Return the links that lie on some directed cycle of two things or more."""
    component = {node: number for number, nodes in enumerate(nx.strongly_connected_components(network)) for node in nodes}
    return {key for cause, effect, key in network.edges(keys=True) if cause != effect and component[cause] == component[effect]}
