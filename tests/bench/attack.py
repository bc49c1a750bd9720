"""How quick pages are while strangers attack the endpoint: `python tests/bench/attack.py URL` against a running portal.

Prints the median and the 99th percentile of pages, kept and made anew, in peace and under each attack, in milliseconds.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import multiprocessing
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

PAGES = ["/en/", "/fi/asiat/queues-grow", "/sv/metoder", "/en/loops", "/en/model"]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = 'SELECT ?x0 { BIND("0123456789" AS ?a0) ' + "".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1}) " for n in range(40)) + "}"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 99999"
DEEP = "ASK " + "{" * 40_000 + "}" * 40_000
LONG = "ASK { VALUES ?x { " + "1 " * 49_000 + "} }"
BROKEN = "SELECT * { " + "?s ?p ?o . " * 90 + "FILTER("
HEAD = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 900\r\n\r\n"
COUNT, ATTACKERS, SLOW = 400, 12, 100
_number = itertools.count(int(time.time() * 1000))


def _ask(host: str, query: str) -> None:
    """Ask one query after the other, for ever, from what would be another machine: it takes no processor from the portal."""
    os.nice(19)
    while True:
        try:
            connection = http.client.HTTPConnection(host, timeout=60)
            connection.request("POST", "/sparql", query, {"Content-Type": "application/sparql-query"})
            connection.getresponse().read()
            connection.close()
        except OSError:
            time.sleep(0.01)


def _slow_bodies(host: str, _: str) -> None:
    """Begin many requests and never end them."""
    name, _, port = host.partition(":")
    while True:
        held = [socket.create_connection((name, int(port))) for _ in range(SLOW)]
        for each in held:
            each.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 900\r\n\r\nA"
            )
        time.sleep(15)


def _slow_readers(host: str, query: str) -> None:
    """Ask for what is large, many at once, and read a little of it now and then."""
    name, _, port = host.partition(":")
    held = []
    for number in range(2 * SLOW):
        each = socket.socket()
        each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        each.connect((name, int(port)))
        head = b"GET /download/kierre.nt HTTP/1.1\r\nHost: x\r\n\r\n"
        if number % 2:
            head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n"
            head = head % len(query) + query.encode()
        each.sendall(head)
        each.setblocking(False)
        held.append(each)
    while True:
        for each in held:
            with contextlib.suppress(OSError):
                each.recv(100)
        time.sleep(1)


ATTACKS: dict[str, tuple[Callable[[str, str], None], list[str], int]] = {
    "endless": (_ask, [ENDLESS], ATTACKERS),
    "greedy": (_ask, [GREEDY], ATTACKERS),
    "large": (_ask, [LARGE], ATTACKERS),
    "deep": (_ask, [DEEP], ATTACKERS),
    "long": (_ask, [LONG], ATTACKERS),
    "broken": (_ask, [BROKEN], ATTACKERS),
    "mixed": (_ask, [ENDLESS, GREEDY, LARGE, DEEP, LONG, BROKEN], ATTACKERS),
    "slow bodies": (_slow_bodies, [""], 1),
    "slow readers": (_slow_readers, [LARGE], 1),
}


def _times(host: str, *, anew: bool) -> list[float]:
    """Milliseconds of pages, sorted; each is asked for once before, so that what is kept is there."""
    found = []
    for path in [*PAGES, *itertools.islice(itertools.cycle(PAGES), COUNT)]:
        connection = http.client.HTTPConnection(host, timeout=60)
        begun = time.perf_counter()
        connection.request("GET", f"{path}?n={next(_number)}" if anew else path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == HTTPStatus.OK, path
        found.append((time.perf_counter() - begun) * 1000)
        connection.close()
    return sorted(found[len(PAGES) :])


def _report(name: str, host: str) -> str:
    parts = []
    for anew in (False, True):
        times = _times(host, anew=anew)
        parts.append(f"{'anew' if anew else 'kept'} {times[COUNT // 2]:6.1f} {times[int(COUNT * 0.99)]:7.1f}")
    return f"{name:12} " + "   ".join(parts)


def _attacked(host: str, attack: str) -> Iterator[None]:
    """Go on while an attack is under way."""
    how, queries, number = ATTACKS[attack]
    attackers = [
        multiprocessing.Process(target=how, args=(host, query), daemon=True)
        for query in itertools.islice(itertools.cycle(queries), number)
    ]
    for each in attackers:
        each.start()
    time.sleep(3)
    yield
    for each in attackers:
        each.kill()


def main() -> None:
    """Measure."""
    host = urlsplit(sys.argv[1]).netloc
    print(_report("in peace", host), flush=True)
    for attack in sys.argv[2:] or ATTACKS:
        for _ in _attacked(host, attack):
            print(_report(attack, host), flush=True)
    print(_report("in peace", host), flush=True)


if __name__ == "__main__":
    main()
