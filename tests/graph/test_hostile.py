"""Hostile queries, as long as the guard lets them be, on the engine itself: none ends it, none keeps it long before it runs.

And none that the guard lets through, however it is put together, makes the engine call anybody.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.errors import QueryError
from portal.graph.guard import guard

Family = Callable[[int], str]

FAMILIES: dict[str, Family] = {
    "groups": lambda n: "ASK " + "{" * n + "}" * n,
    "brackets": lambda n: "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }",
    "brackets of a path": lambda n: "ASK { ?s " + "(" * n + "<a:p>" + ")*" * n + " ?o }",
    "collections": lambda n: "ASK { " + "(" * n + "1" + ")" * n + " <a:p> 1 }",
    "a long collection": lambda n: "ASK { (" + "1 " * n + ") <a:p> 1 }",
    "nodes": lambda n: "ASK { " + "[<a:p> " * n + "1" + "]" * n + " }",
    "OPTIONAL in OPTIONAL": lambda n: "ASK { " + "OPTIONAL { ?s ?p ?o " * n + "}" * n + " }",
    "OPTIONAL after OPTIONAL": lambda n: "ASK { ?s ?p ?o " + "".join(f"OPTIONAL {{ ?s ?p{i} ?o{i} }} " for i in range(n)) + " }",
    "NOT EXISTS in NOT EXISTS": lambda n: "ASK { " + "FILTER NOT EXISTS { ?s ?p ?o " * n + "}" * n + " }",
    "not not": lambda n: "ASK { FILTER(" + "! " * n + "true) }",
    "a long path": lambda n: "ASK { ?s <a:p>" + "/<a:p>" * n + " ?o }",
    "alternatives": lambda n: "ASK { ?s (<a:p>" + "|<a:p>" * n + ")* ?o }",
    "or": lambda n: "ASK { FILTER(?x" + "||?x" * n + ") }",
    "sums": lambda n: "ASK { FILTER(1" + " + 1" * n + ") }",
    "calls": lambda n: "ASK { FILTER(" + "STR(" * n + "?x" + ")" * n + ") }",
    "IF in IF": lambda n: "ASK { FILTER(" + "IF(?x, 1, " * n + "?x" + ")" * n + ") }",
    "IN": lambda n: "ASK { ?s ?p ?x FILTER(?x IN (1" + ", 1" * n + ")) }",
    "BIND": lambda n: "ASK { " + "".join(f"BIND(1 AS ?x{i}) " for i in range(n)) + " }",
    "FILTER": lambda n: "ASK { ?s ?p ?o " + "FILTER(?s) " * n + " }",
    "HAVING": lambda n: "SELECT (COUNT(*) AS ?c) {} HAVING " + "(1) " * n,
    "UNION": lambda n: "ASK { {?s ?p ?o} " + "UNION {?s ?p ?o} " * n + " }",
    "MINUS": lambda n: "ASK { ?s ?p ?o " + "MINUS { ?s ?p ?o } " * n + " }",
    "LATERAL": lambda n: "ASK { ?s ?p ?o " + "LATERAL { ?s ?p ?o } " * n + " }",
    "subselects": lambda n: "ASK { " + "{ SELECT * {?s ?p ?o} } " * n + "}",
    "subselect in subselect": lambda n: "ASK " + "{ SELECT * " * n + "{}" + "}" * n,
    "patterns": lambda n: "ASK { " + "?s ?p ?o . " * n + " }",
    "a chain of patterns": lambda n: "ASK { " + "".join(f"?s{i} ?p ?s{i + 1} . " for i in range(n)) + " }",
    "objects": lambda n: "ASK { ?s ?p ?o " + ", ?o" * n + " }",
    "VALUES after VALUES": lambda n: "ASK { " + "VALUES ?x {1 2} " * n + " }",
    "rows of VALUES": lambda n: "ASK { VALUES ?x { " + "1 " * n + "} }",
    "columns of VALUES": lambda n: "ASK { VALUES (" + "".join(f"?x{i} " for i in range(n)) + ") { (" + "1 " * n + ") } }",
    "variables": lambda n: "SELECT " + "".join(f"?x{i} " for i in range(n)) + " {}",
    "aggregates": lambda n: "SELECT " + "".join(f"(SUM(?y{i}) AS ?x{i}) " for i in range(n)) + " {}",
    "DESCRIBE": lambda n: "DESCRIBE " + "<a:b> " * n,
    "triples about triples": lambda n: "ASK { " + "<< " * n + "?s ?p ?o" + " >> ?p ?o" * n + " }",
    "annotations": lambda n: "ASK { ?s ?p ?o " + "{| ?p ?o " * n + "|}" * n + " }",
    "a template": lambda n: "CONSTRUCT { (" + "1 " * n + ") <a:p> 1 } WHERE {}",
    "prefixes": lambda n: "".join(f"PREFIX a{i}: <a:b> " for i in range(n)) + "ASK {}",
    "digits": lambda n: "ASK { FILTER(1" + "1" * n + ") }",
    "steps up in an IRI": lambda n: "BASE <http://a.test/> ASK { ?s <" + "../" * n + "> ?o }",
}
SECONDS = 60  # of the machine's time; the longest takes two on a quick one


def allowed(text: str) -> bool:
    with contextlib.suppress(QueryError):
        return bool(guard(text, characters=100_000, depth=100))
    return False


def longest(family: Family) -> str:
    """The longest query of a family that the guard lets through."""
    least, most = 1, 100_000
    while most - least > max(1, least // 20):
        middle = (least + most) // 2
        least, most = (middle, most) if allowed(family(middle)) else (least, middle)
    return family(least)


RUN = """
import json, resource, sys
import pyoxigraph as ox
resource.setrlimit(resource.RLIMIT_STACK, (64 * 1024 * 1024, resource.getrlimit(resource.RLIMIT_STACK)[1]))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
store = ox.Store()
store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.NamedNode("a:o"), ox.NamedNode("a:g")))
try:
    store.query(json.load(sys.stdin), use_default_graph_as_union=True)
except SyntaxError:
    pass
"""


@pytest.mark.parametrize("name", FAMILIES)
def test_no_family_ends_the_engine_or_keeps_it(name: str) -> None:
    """In a process with the stack that a worker has, before the first row; nor the guard, which has read many texts of it."""
    command = [sys.executable, "-c", RUN, str(SECONDS)]
    done = subprocess.run(command, input=json.dumps(longest(FAMILIES[name])), text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-200:]


CALLS = """
import json, sys, threading
import pyoxigraph as ox
store = ox.Store()
store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.NamedNode("a:o")))
for line in sys.stdin:
    try:
        found = store.query(json.loads(line))
        found if isinstance(found, ox.QueryBoolean) else list(found)
        said = "ran"
    except OSError as error:
        said = "called"
    except Exception as error:
        said = "refused"
    print(said, flush=True)
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Callable[[str], str]]:
    """Runs a query on the bare engine, in a process that can open no connection: `called` when it wanted to."""
    with subprocess.Popen([sys.executable, "-c", CALLS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdin is not None
        assert run.stdout is not None

        def ask(query: str) -> str:
            run.stdin.write(json.dumps(query) + "\n")  # type: ignore[union-attr]
            run.stdin.flush()  # type: ignore[union-attr]
            return run.stdout.readline().strip()  # type: ignore[union-attr]

        yield ask
        run.stdin.close()


CALL = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"
PIECES = st.sampled_from(
    [
        "FILTER(1<'>')", "FILTER(?a<?b&&?c>?d)", "FILTER('a'<\"b>\")", "BIND(1<2 AS ?z)",
        "(1 <a:'> 2) <a:p> ?o .", "(<a:#> 1) ?p 'x' .",
        "?s ?p 'it''s' .", "?s ?p \"\"\"a\"b\"\"\" .", "?s ?p '''a'b''' .", "# a ' comment\n", "# SERVICE\r", "?s <a:p'> ?o .",
        "?s ?p 1.", "?s ?p 1e5 .", "?s ?p 'x'@en .", "?s ?p true .", "VALUES ?x { <a:'> '>' }", "VALUES (?x) { (<a:#>) }", "{", "}",
        "OPTIONAL {", "FILTER(?x IN (<a:'>, '>'))", "\\u0027", "'", '"', "<", ">", "?s", "\u00a0", "\t",
        "SERVICE", "SERVICE SILENT",
        "<http://127.0.0.1:9/>", "{ ?s ?p ?o }", CALL, CALL, CALL.replace(" ", ""), CALL.lower(), "GRAPH ?g {", "?s a:SERVICE ?o .",
        "FILTER(1.e5<'>')", "FILTER(?x\u00b7<'>')", "FILTER(?x <<a:b>&&1<'>')", "?s ?p a:.",
        "?s <a:\\u0041#> 1 .", "?s ?p \"\\u0022 \" .",
        "FILTER(?x\u00b7VALUES<'>')", "{SELECT (COUNT(DISTINCT<a:b><'>') AS ?n) {}}", "# '\n", "<<", "<<(", ")>>", "\u3001", "a:b",
    ]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PIECES, min_size=1, max_size=7))
@example(["FILTER(1<'>')", CALL, "?s ?p 'x' ."])
@example(["(<a:#> 1) ?p 'x' .", CALL])
@example(["FILTER(?x <<a:b>&&1<'>')", CALL, "# '\n"])
@example(["?s <a:\\u0041#> 1 .", '?s ?p "\\u0022 " .', CALL, '# "\n'])
def test_nothing_that_is_let_through_calls(engine: Callable[[str], str], pieces: list[str]) -> None:
    """Whatever stands before and behind the call."""
    for query in ("PREFIX a: <a:> SELECT * { " + " ".join(pieces) + " }", "PREFIX a: <a:> ASK{" + "".join(pieces) + "}"):
        if allowed(query):
            assert engine(query) != "called", query


def test_the_bare_engine_would_call(engine: Callable[[str], str]) -> None:
    """So the test above proves something."""
    assert engine("SELECT * { " + CALL + " }") == "called"
    assert engine("SELECT * { FILTER(1<'>') " + CALL + " FILTER('x' = 'x') }") in {"called", "ran"}
