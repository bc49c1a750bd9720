"""Our prefixes in a query: which it uses without declaring them. For the editor, which declares them; the endpoint stays strict."""

from __future__ import annotations

from itertools import pairwise

from portal.graph.tokens import tokens
from portal.namespaces import PREFIXES


def undeclared(query: str) -> list[str]:
    """Return the prefixes that a query uses without declaring them, each once, in the order of their use."""
    found = tokens(query)
    known = {name.said.partition(":")[0] for word, name in pairwise(found) if word.said.upper() == "PREFIX"}
    used = dict.fromkeys(each.said.partition(":")[0] for each in found if each.kind == "name")
    return [prefix for prefix in used if prefix not in known | {"", "_"}]


def declared(query: str) -> str:
    """Return a query with those of our prefixes declared, on top, that it uses and does not declare."""
    missing = undeclared(query)
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items() if prefix in missing) + query
