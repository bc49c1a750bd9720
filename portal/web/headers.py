"""The headers that every answer carries: nothing is loaded from elsewhere, framed, sniffed or told to others."""

from __future__ import annotations

import flask

from portal.web import outward
from portal.web.embeds import FRAMED

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


EXPOSED = "ETag, Link, Location, Allow, Accept-Post, Retry-After, Content-Disposition, Content-Range, Deprecation, Sunset"
_SENT = "Accept, Accept-Language, Content-Type, If-None-Match, *"  # any header: `*` alone is not known to old browsers


def install(app: flask.Flask) -> None:
    """Add the headers to every answer, and open data to programs of any origin."""

    @app.after_request
    def _add(response: flask.Response) -> flask.Response:
        framed = flask.request.path.startswith(FRAMED)
        response.headers.setdefault("Content-Security-Policy", outward.POLICY if framed else POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if response.mimetype != "text/html":
            response.headers.setdefault("Access-Control-Allow-Origin", "*")
            response.headers.setdefault("Access-Control-Expose-Headers", EXPOSED)
        if flask.request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS")
            response.headers["Access-Control-Allow-Headers"] = _SENT
            response.headers["Access-Control-Max-Age"] = "86400"
        return response
