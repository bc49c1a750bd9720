"""Pages that stand within another's page, of whatever origin: where their links open, and what they draw from this page alone.

A frame may be sandboxed: then the page in it belongs to no origin, may not use drawings out of another file, and a link that opened
in the frame would lead to a page that may not be framed.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import flask

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *"
)
_LINK = re.compile(r"<a (?=[^>]*href=)(?![^>]*target=)")
_SIGN = re.compile(r'<use href="[^"]*marks\.svg#([a-z-]+)"/>')
_SYMBOL = re.compile(r'<symbol id="([a-z-]+)" viewBox="0 0 24 24">(.*?)</symbol>')


def outward(html: str) -> str:
    """Return a page of ours whose links open in a window of their own, and whose signs are drawn in the page itself."""
    own = _SIGN.sub(lambda found: f'<use href="#sign-{found[1]}"/>', html)
    used = sorted(set(_SIGN.findall(html)))
    signs = "".join(f'<symbol id="sign-{name}" viewBox="0 0 24 24">{_signs()[name]}</symbol>' for name in used)
    own = own.replace(
        "</main>", f'</main>\n<svg class="signs" aria-hidden="true" width="0" height="0">{signs}</svg>' if signs else "</main>"
    )
    return _LINK.sub('<a target="_blank" rel="noopener" ', own)


def missing(status: int, sentence: str, now: str = "") -> flask.Response:
    """Return a small page for what cannot be shown in a frame, with what to do; now: where the same stands without a release."""
    html = flask.render_template("embed/missing.html", status=status, sentence=sentence, now=now)
    return flask.make_response(outward(html), status)


@cache
def _signs() -> dict[str, str]:
    text = (Path(__file__).parent / "static" / "marks.svg").read_text(encoding="utf-8")
    return dict(_SYMBOL.findall(text))
