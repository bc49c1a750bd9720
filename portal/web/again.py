"""The address of this request, for asking the same again with something changed."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import flask

_PLAIN = "%&=+-._~!$'()*,;:@/?"


def again(**changes: str) -> str:
    """Return the path of this request with its parameters, some of them changed; "" takes one away."""
    kept = [pair for pair in flask.request.args.items(multi=True) if pair[0] not in changes]
    query = urlencode([*kept, *((name, value) for name, value in changes.items() if value)])
    return quote(flask.request.path) + (f"?{query}" if query else "")


def raw_question() -> str:
    """Return what stands after the question mark of this request's address, as it came, for an address of ours."""
    return quote(flask.request.query_string, safe=_PLAIN)
