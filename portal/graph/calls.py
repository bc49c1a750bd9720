"""Whether a query calls another server, asked of the engine itself: the second look, after the guard's.

The word SERVICE is spoilt wherever it stands. In a text, a name, an IRI or a comment that does no harm; where the engine can no
longer read the query, it was a call. So nothing hangs on how we take a query to pieces. SERVICE SILENT would answer nothing, with
status 200, although the process can reach nobody.
"""

from __future__ import annotations

import re

from portal.errors import QueryRefused
from portal.graph.store import Store


def _letter(letter: str) -> str:
    codes = "|".join(f"{ord(each):02x}" for each in (letter, letter.upper()))
    return rf"(?:[{letter}{letter.upper()}]|\\u00(?i:{codes})|\\U000000(?i:{codes}))"


_SERVICE = re.compile(f"({''.join(map(_letter, 'servic'))}){_letter('e')}")


def refuse_calls(query: str) -> None:
    """Raise QueryRefused for a query that calls another server. Only where nobody can be reached: it may be run, over no data."""
    spoilt = _SERVICE.sub(r"\1x", query)
    if spoilt != query and not (nothing := Store()).reads(spoilt) and nothing.reads(query):
        raise QueryRefused(
            "SERVICE is refused: this endpoint calls no other server. Ask the other endpoint from your own program.",
            "no-other-servers",
        )
