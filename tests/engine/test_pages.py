"""Every kind of page is the same to the byte, whichever engine holds the data."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

import flask
import pytest
from werkzeug.test import TestResponse

FIRST = ["/fi/", "/sv/?view=source", "/en/", "/en/search?q=queues", "/api/v1/search?q=jonot", "/api/v1/loops", "/version"]
DATA = ["/id/queues-grow.ttl", "/statement/prosos-doc.nt", "/ontology.ttl", "/download/kierre.nq", "/download/kierre.ttl"]
OF_EACH = {False: 2, True: 1}  # pages of a kind: with the hypotheses, and without them, of which the graphs alone differ


@dataclass(frozen=True)
class Told:
    """What is compared of an answer."""

    status: int
    content_type: str | None
    data: bytes


def told(answer: TestResponse) -> Told:
    """What an answer says."""
    return Told(answer.status_code, answer.content_type, answer.data)


def kind(app: flask.Flask, path: str) -> str:
    """What makes a page, and for which view."""
    with app.test_request_context(path):
        return f"{flask.request.endpoint} {'view=source' in path}"


@pytest.fixture(scope="module")
def here(app: flask.Flask) -> dict[str, Told]:
    """What the portal over the data in memory answers: some pages of each kind, as links lead to them from the front doors."""
    client, found, counted, answers = app.test_client(), [*FIRST, *DATA], Counter[str](), {}
    for path in found:
        answer = client.get(path)
        answers[path] = told(answer)
        if answer.mimetype != "text/html":
            continue
        for link in dict.fromkeys(map(unescape, re.findall(r'(?:href|src)="(/[^"#]*)', answer.text))):
            what = kind(app, link)
            if link not in found and not link.startswith("/static") and counted[what] < OF_EACH["view=source" in link]:
                counted[what] += 1
                found.append(link)
    return answers


def test_every_kind_of_page_is_among_them(app: flask.Flask, here: dict[str, Told]) -> None:
    """All that answer to GET with an address that somebody links to."""
    kinds = {kind(app, path).split()[0] for path in here}
    assert len(kinds) > 60
    assert {"terms.thing", "guides.guide", "find.find", "loops.loop", "explorer.explorer"} <= kinds
    assert {
        "dataset.page_",
        "releases.differences",
        "ontology.module",
        "queries.query",
        "editor.editor",
        "reference.reference",
    } <= kinds


def test_pages_are_the_same_on_both_engines(real_remote_app: flask.Flask, here: dict[str, Told]) -> None:
    """Status, type and bytes."""
    there = real_remote_app.test_client()
    assert [path for path, wanted in here.items() if told(there.get(path)) != wanted] == []
