"""The headers that every answer carries: nothing is loaded from elsewhere, framed, sniffed or told to others."""

from __future__ import annotations

import flask

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def install(app: flask.Flask) -> None:
    """Add the headers to every answer, and open data to programs of any origin."""

    @app.after_request
    def _add(response: flask.Response) -> flask.Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if response.mimetype != "text/html":
            response.headers.setdefault("Access-Control-Allow-Origin", "*")
        if flask.request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, HEAD, OPTIONS")
            response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        return response
