"""Accept header -> a row of the table of formats, and the response that carries it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import flask
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable

from portal.graph.formats import HTML, Format
from portal.web.house import house
from portal.web.pins import beside
from portal.web.streamed import Streamed
from portal.web.today import today


def best(formats: Sequence[Format]) -> Format:
    """Return the format that the request likes best, the first when it has no wish.

    Raises NotAcceptable (406) when none will do.
    """
    return accepted(formats)[0]


def accepted(formats: Sequence[Format]) -> tuple[Format, str]:
    """Return the format that the request likes best, and the media type by which it asked for it: its own or an alias.

    Parameters of an accepted type, such as charset and profile, do not matter. Raises NotAcceptable (406) when none will do.
    """
    wishes = MIMEAccept([(_TYPE.get(kind, kind), quality) for kind, quality in _without_parameters()])
    if not wishes:
        return formats[0], formats[0].media_type
    types = [(form, form.media_type) for form in formats] + [(form, alias) for form in formats for alias in form.aliases]
    match = wishes.best_match([media_type for _, media_type in types])
    if match is None:
        known = ", ".join(form.media_type for form in formats)
        raise NotAcceptable(f"None of the accepted types can be given. Ask for one of {known}.")
    return next((form, media_type) for form, media_type in types if media_type == match)


_TYPE = {"*": "*/*"}  # as old clients say it


def _without_parameters() -> Iterator[tuple[str, float]]:
    return ((kind.partition(";")[0].strip(), quality) for kind, quality in flask.request.accept_mimetypes)


def answer(body: bytes | str | Streamed, content_type: str, *, of: str = "") -> flask.Response:
    """Return a response that a client may keep and ask about again: with ETag, Vary, and 304 when nothing has changed.

    of: what the answer depends on besides data, software and address, such as the week; a page tells how to cite it, with the day
    on which it is read.
    """
    response = once(body, content_type)
    response.headers["Cache-Control"] = "no-cache"
    media_type = content_type.partition(";")[0]
    day = today().isoformat() if media_type == HTML.media_type else ""
    parts = [house().etag, beside(), media_type.replace("/", "."), of, day]
    parts.append(body.encoding if isinstance(body, Streamed) else "")
    response.set_etag("-".join(filter(None, parts)), weak=False)
    return response.make_conditional(flask.request)  # type: ignore[return-value]


def once(body: bytes | str | Streamed, content_type: str) -> flask.Response:
    """Return a response that nobody may keep: another asked for in the same way may differ."""
    if not isinstance(body, Streamed):
        response = flask.Response(body, content_type=content_type)
    else:
        response = flask.Response(body, content_type=content_type, direct_passthrough=True)
        response.content_length = body.size
        if body.encoding:
            response.headers["Content-Encoding"] = body.encoding
    response.headers["Vary"], response.headers["Cache-Control"] = "Accept, Accept-Encoding", "no-store"
    return response


def see_other(place: str, vary: str) -> flask.Response:
    """Return a 303 to another address, chosen by the request headers in `vary`."""
    response = sent_on(place, 303)
    response.headers["Vary"] = vary
    return response


def sent_on(place: str, status: int) -> flask.Response:
    """Return an answer that leads to another address.

    Its body is plain text, not a page, so that it is open to programs in pages of other origins as the data behind it is.
    """
    response = flask.Response(f"See {place}\n", status, content_type="text/plain; charset=utf-8")
    response.headers["Location"] = place
    return response
