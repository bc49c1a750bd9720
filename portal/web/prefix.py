"""The path below which readers reach this portal, as in https://intra.example.fi/kierre: taken off requests, put on answers.

Within the portal every address begins at its own root, so this is the one place that knows of the path: templates, views and
guidance pages do not. A proxy may take the path off before it passes a request on, or leave it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

import flask

from portal.settings import SettingError

Application = Callable[..., Iterable[bytes]]
_IN_MARKUP = re.compile(r"""(\s(?:href|src|srcset|action|formaction|poster|xlink:href|data-[a-z-]+)=["'])(?=/(?!/))""")
_IN_JSON = re.compile(r"""("(?:url|address|page|href|next|previous)"\s*:\s*")(?=/(?!/))""")
_ADDRESSES = {"text/html": _IN_MARKUP, "image/svg+xml": _IN_MARKUP, "application/json": _IN_JSON, "application/ld+json": _IN_JSON}
_TARGET = re.compile(r"<(?=/(?!/))")
_PLAIN = re.compile(r"(/[\w.~%-]+)*", re.ASCII)


def of(public_url: str) -> str:
    """Return the path of a public address, without a slash at its end; raises SettingError when links cannot begin with it."""
    parts = urlsplit(public_url)
    path = parts.path.rstrip("/")
    if public_url and (not parts.netloc or parts.query or parts.fragment or not _PLAIN.fullmatch(path)):
        raise SettingError(f"KIERRE_PUBLIC_URL must be a web address without ? and #, not {public_url!r}.")
    return path


def install(app: flask.Flask, public_url: str) -> None:
    """Let the app answer below the path of its public address; raises SettingError for a path that begins as one of its own."""
    prefix = of(public_url)
    if not prefix:
        return
    first = prefix.split("/")[1]
    if any(rule.rule.split("/")[1].partition(".")[0] == first for rule in app.url_map.iter_rules()):
        raise SettingError(f"KIERRE_PUBLIC_URL ends in {prefix}, but /{first} is an address of the portal; choose another path.")
    app.after_request(lambda response: _below(response, prefix, public_url.rstrip("/") + "/"))


def taken_off(application: Application, public_url: str) -> Application:
    """Return an application that takes the path of the public address off the address of each request that has it."""
    prefix = unquote(of(public_url))
    if not prefix:
        return application

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == prefix or path.startswith(prefix + "/"):
            environ["PATH_INFO"] = path[len(prefix) :] or "/"
        return application(environ, start_response)

    return answer


def _below(response: flask.Response, prefix: str, public: str) -> flask.Response:
    """Put the path before every address in an answer that begins at the root of the portal."""
    for name in ("Location", "Content-Location"):
        value = response.headers.get(name, "")
        if value.startswith("/") and not value.startswith("//"):
            response.headers[name] = prefix + value
        elif value.startswith(flask.request.host_url) and not value.startswith(public):
            response.headers[name] = public + value.removeprefix(flask.request.host_url)
    if "Link" in response.headers:
        links = response.headers.getlist("Link")
        response.headers.setlist("Link", [_TARGET.sub(f"<{prefix}", link) for link in links])
    addresses = _ADDRESSES.get(response.mimetype or "")
    if addresses and not response.direct_passthrough:
        response.set_data(addresses.sub(rf"\g<1>{prefix}", response.get_data(as_text=True)))
    return response
