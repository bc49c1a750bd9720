"""Accept header -> a row of the table of formats, and the response that carries it."""

from __future__ import annotations

from collections.abc import Sequence

import flask
from werkzeug.exceptions import NotAcceptable

from portal.graph.formats import Format
from portal.web.house import house


def best(formats: Sequence[Format]) -> Format:
    """Return the format that the request likes best, the first when it has no wish.

    Raises NotAcceptable (406) when none will do.
    """
    accepted = flask.request.accept_mimetypes
    if not accepted:
        return formats[0]
    match = accepted.best_match([each.media_type for each in formats])
    plain_json = next((each for each in formats if each.media_type.endswith("json")), None)
    if match is None and plain_json and accepted["application/json"] > 0:
        return plain_json
    if match is None:
        known = ", ".join(each.media_type for each in formats)
        raise NotAcceptable(f"None of the accepted types can be given. Ask for one of {known}.")
    return next(each for each in formats if each.media_type == match)


def answer(body: bytes | str, content_type: str, *, of: str = "") -> flask.Response:
    """Return a response that a client may keep and ask about again: with ETag, Vary, and 304 when nothing has changed.

    of: what the answer depends on besides data, software and address, such as the week.
    """
    response = flask.Response(body, content_type=content_type)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    response.headers["Cache-Control"] = "no-cache"
    parts = [house().etag, content_type.partition(";")[0].replace("/", "."), of]
    response.set_etag("-".join(filter(None, parts)), weak=False)
    return response.make_conditional(flask.request)  # type: ignore[return-value]
