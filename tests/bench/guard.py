"""How the guard's time grows with the length of a text: that for twice the length to that for once. Run by `make bench`.

A ratio of 2 is linear growth. Were it 4 for some kind of text, a long one would keep a serving process from all its readers.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable

from portal.errors import QueryError
from portal.graph.guard import guard

LENGTH, TIMES, NO_LIMIT = 50_000, 5, 1_000_000  # characters; readings of which the quickest counts; of everything that is limited
TEXTS: dict[str, Callable[[int], str]] = {
    "words with dots": lambda n: "ASK { ?s ?p " + "a." * (n // 2) + " }",
    "open brackets": lambda n: "ASK " + "{" * n,
    "brackets": lambda n: "ASK " + "{" * (n // 2) + "}" * (n // 2),
    "patterns": lambda n: "ASK { " + "?s ?p ?o . " * (n // 11) + "}",
    "rows of VALUES": lambda n: "ASK { VALUES ?x { " + "1 " * (n // 2) + "} }",
    "a long path": lambda n: "ASK { ?s <a:p>" + "/<a:p>" * (n // 6) + " ?o }",
    "open quotes": lambda n: "ASK { ?s ?p " + '"' * n,
    "open quotes with escapes": lambda n: 'ASK { ?s ?p "' + '\\"' * (n // 2),
    "open long quotes": lambda n: 'ASK { ?s ?p """' + '\n\\"""' * (n // 5),
    "escapes": lambda n: "ASK { ?s ?p " + "\\u0061" * (n // 6) + " }",
    "less than": lambda n: "ASK { FILTER(1 " + "< " * (n // 2) + ") }",
    "open IRIs": lambda n: "ASK { ?s ?p " + "<a" * (n // 2),
    "signs": lambda n: "ASK { FILTER(" + "-" * n + "1) }",
    "comments": lambda n: "ASK { " + "#\n" * (n // 2) + "}",
    "tags of languages": lambda n: 'ASK { ?s ?p "a"@a' + "-a" * (n // 2) + " }",
    "digits": lambda n: "ASK { FILTER(" + "1" * n + ") }",
    "spaces": lambda n: "ASK { " + " " * n + "}",
}


def seconds(text: str) -> float:
    """Return how long the guard takes over a text at its quickest."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        with contextlib.suppress(QueryError):
            guard(text, characters=NO_LIMIT, depth=NO_LIMIT, joins=NO_LIMIT, links=NO_LIMIT)
        took.append(time.perf_counter() - began)
    return min(took)


def main() -> None:
    """Print the ratio of each kind of text, the fastest growing first."""
    ratios = {name: seconds(make(2 * LENGTH)) / seconds(make(LENGTH)) for name, make in TEXTS.items()}
    for name, ratio in sorted(ratios.items(), key=lambda each: -each[1]):
        sys.stdout.write(f"the guard over twice as many characters of {name}: {ratio:.1f} times the time\n")


if __name__ == "__main__":
    main()
