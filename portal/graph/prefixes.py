"""Our prefixes in a query: which it uses without declaring them. For the editor, which declares them; the endpoint stays strict."""

from __future__ import annotations

import re

from portal.namespaces import PREFIXES

_NO_NAMES = re.compile(  # IRIs, strings and comments: what looks like a name in them is none
    r"""
    <[^<>"{}|^`\\\x00-\x20]*>
  | \"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
  | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
  | \#[^\n\r]*
    """,
    re.VERBOSE | re.DOTALL,
)
_USED = re.compile(r"(?<![\w:.\-?$@%])([^\W\d_][\w\-]*):")
_DECLARED = re.compile(r"\bPREFIX\s+([^\W\d_][\w.\-]*)\s*:", re.IGNORECASE)


def undeclared(query: str) -> list[str]:
    """Return the prefixes that a query uses without declaring them, each once, in the order of their use."""
    names = _NO_NAMES.sub(" ", query)
    declared = set(_DECLARED.findall(names))
    return [prefix for prefix in dict.fromkeys(_USED.findall(names)) if prefix not in declared]


def declared(query: str) -> str:
    """Return a query with those of our prefixes declared, on top, that it uses and does not declare."""
    missing = undeclared(query)
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items() if prefix in missing) + query
