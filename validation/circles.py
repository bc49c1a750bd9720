"""Rules over the causal network: an inferred link is there to close a loop, so it must lie on one."""

from __future__ import annotations

from collections.abc import Iterator

from portal.analysis.network import link_steps, links_on_loops, network
from portal.graph.queries import link_ends
from portal.graph.store import Store
from validation.report import Finding, Level
from validation.turtle import Sources


def run(store: Store, sources: Sources) -> Iterator[Finding]:
    """Yield a finding for each inferred causal link that lies on no loop."""
    ends = link_ends(store)
    closed = links_on_loops(network(link_steps(ends)))
    for link in sorted({end.link for end in ends if end.inferred} - closed):
        place = sources.place(link)
        message = (
            "is an inferred causal link but closes no loop: a link on its loop was cut or turned. Mend that one or remove this."
        )
        yield Finding(Level.ERROR, "closing-link-closes-a-loop", link, message, place.file, place.line)
