"""Rules over the causal network: an inferred link is there to close a loop, and a named loop is one that its links form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from portal.analysis.loops import find_loops, named_loop
from portal.analysis.network import link_steps, links_on_loops, network
from portal.graph.queries import link_ends, pairs
from portal.graph.store import Store
from portal.namespaces import KIERRE
from validation.report import Finding, Level
from validation.turtle import Sources


def run(store: Store, sources: Sources) -> Iterator[Finding]:
    """Yield a finding for each inferred causal link that lies on no loop, and for each named loop that its links do not form."""
    ends = link_ends(store)
    causal = network(link_steps(ends), pairs(store, KIERRE + "sameCauseAs"))
    for link in sorted({end.link for end in ends if end.inferred} - links_on_loops(causal)):
        message = (
            "is an inferred causal link but closes no loop: a link on its loop was cut or turned. Mend that one or remove this."
        )
        yield _error(sources, "closing-link-closes-a-loop", link, message)
    links: dict[str, list[str]] = defaultdict(list)
    for loop, link in pairs(store, KIERRE + "hasLink"):
        links[loop].append(link)
    found = find_loops(causal).found
    for loop in sorted(links):
        if named_loop(found, links[loop]) is None:
            message = (
                "names links that do not form one loop: name each link from one thing to the next until the first comes again."
            )
            yield _error(sources, "named-loop-is-a-loop", loop, message)


def _error(sources: Sources, rule: str, subject: str, message: str) -> Finding:
    place = sources.place(subject)
    return Finding(Level.ERROR, rule, subject, message, place.file, place.line)
