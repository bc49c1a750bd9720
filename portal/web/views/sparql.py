"""The SPARQL endpoint (SPARQL 1.1 Protocol, query only), and its description of itself."""

from __future__ import annotations

from urllib.parse import urlencode

import flask
from werkzeug.exceptions import NotAcceptable

from portal.errors import QuerySyntaxError
from portal.graph.formats import HTML, RESULT_GRAPH_FORMATS, with_charset
from portal.graph.store import write_triples
from portal.web.addresses import address
from portal.web.house import house
from portal.web.kept import encoding
from portal.web.language import chosen
from portal.web.negotiation import accepted, answer, once
from portal.web.protocol import HOW, Asked, asked, choices, not_acceptable, wants_page
from portal.web.public import absolute
from portal.web.service import described
from portal.web.streamed import body_of

blueprint = flask.Blueprint("sparql", __name__)
_LONGEST = 6000  # bytes of a query that is sent on in an address


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> flask.typing.ResponseReturnValue:
    """Answer a query sent by GET, by a POSTed form, or as the body of a POST; without a query, describe the endpoint.

    A browser that asks by GET is sent on to the editor.
    """
    question = asked()
    if question is None:
        return _description()
    if flask.request.method == "GET" and question.format is None and wants_page():
        query = urlencode({"query": question.query})
        return _to_editor("?" + query if len(query) <= _LONGEST else "")
    return _answer(question)


def _answer(question: Asked) -> flask.typing.ResponseReturnValue:
    choice = choices(question.format)
    formats = {form: chosen_ and chosen_[0] for form, chosen_ in choice.items()}
    compressed = encoding(flask.request.headers.get("Accept-Encoding", ""))
    found = house().workers.ask(question.query, question.dataset, formats, compressed)
    fitting = choice[found.form]
    if fitting is None:
        raise not_acceptable(found.form, question.format)
    content_type = with_charset(fitting[1])
    if found.changing:
        return once(body_of(found), content_type)
    response = answer(body_of(found), content_type)
    if question.format is not None:  # a link or a form asked, so the answer is a file
        response.headers["Content-Disposition"] = f'attachment; filename="kierre-query.{fitting[0].ending}"'
    return response


def _description() -> flask.typing.ResponseReturnValue:
    try:
        form, media_type = accepted((*RESULT_GRAPH_FORMATS, HTML))
    except NotAcceptable:
        raise QuerySyntaxError("Send exactly one parameter `query` with a SPARQL query.", HOW) from None
    if form is HTML:
        return _to_editor("")
    return answer(write_triples(described(house().statistics, house().settings, absolute), form), with_charset(media_type))


def _to_editor(asking: str) -> flask.typing.ResponseReturnValue:
    response = flask.redirect(address("sparql", chosen()) + asking, 303)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response
