"""Each answer has a version: every route of the portal gives an ETag that a client may ask about again, or there is a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import flask
import pytest
from werkzeug.routing import MapAdapter, Rule
from werkzeug.test import TestResponse

from portal.web.addresses import door_address

# An example of each argument in an address; by endpoint where its name means several things.
EXAMPLES = {"slug": "queues-grow", "ending": "ttl", "base": "id", "question": "loops", "filename": "css/kierre.css", "number": 1}
SPECIAL = {
    "api.getClass": {"name": "Barrier"},
    "api.getConfiguration": {"id": "configuration-enabling-leadership-macro"},
    "api.getLoop": {"identifier": "loop-returning-clients"},
    "api.getPage": {"id": "about"},
    "api.getStatement": {"id": "prosos-doc"},
    "api.getThing": {"id": "queues-grow"},
    "api.nothing": {"unknown": "nothing"},
    "course.file": {"ending": "csv"},
    "dataset.dataset": {"number": "2000.1"},
    "downloads.moved": {"name": "ontology.ttl"},
    "downloads.release": {"name": "nothing.nq.gz"},
    "ontology.module": {"name": "core"},
    "questions.file": {"ending": "gift"},
    "questions.question": {"slug": "order-of-stages"},
    "queries.ask": {"name": "configurations"},
    "queries.query": {"name": "configurations"},
    "queries.named": {"name": "configurations"},
    "terms.local": {"slug": "nothing"},
    "embed.embed": {"kind": "page", "name": "about", "language": "en"},
    "embed.launch": {"kind": "page", "name": "about", "language": "en"},
    "embed.cartridge": {"kind": "page", "name": "about", "language": "en"},
    "embed.cut_off": {"rest": "page/about", "language": "en"},
    "doors.door": {"name": ""},  # its word is that of the language, see below
    "guides.guide": {"slug": "about"},
    "guides.guide_as_text": {"slug": "about"},
    "kinds.class_": {"slug": "Barrier"},
    "loops.loop": {"name": "loop-returning-clients"},
    "pictures.picture": {"name": "vicious-loops"},
    "sources.glossary_letter": {"letter": "A"},
    "terms.statement": {"slug": "prosos-doc"},
    "why.why": {"slug": "enabling-leadership"},
}
QUESTIONS = {
    "api.ask": "lang=en",
    "oembed.oembed": "url=http%3A//localhost/en/things/queues-grow",
    "course.file": "n=1&items=thing:queues-grow",
    "search.for_programs": "q=queues",
    "search.suggest": "q=que",
    "sparql.endpoint": "query=ASK%7B%7D",
}
# Answers without a version, and why. Redirections and errors have none: they hang on headers, or on what is not there.
REASONS = {
    "searches never end, and each is answered in a moment": (
        "/api/v1/search",
        "/api/v1/suggest",
        "/fi/haku",
        "/sv/sok",
        "/en/search",
    ),
    "is of this process, now": ("/healthz", "/readyz", "/version", "/metrics"),
}
OF_THEIR_OWN = {"static", "downloads.graph", "downloads.release"}  # files: their version is that of their bytes


def example(adapter: MapAdapter, rule: Rule) -> str:
    """An address of a route; an argument without an example here is an error."""
    defaults = dict(rule.defaults or {})
    values = {name: SPECIAL.get(rule.endpoint, {}).get(name, EXAMPLES.get(name)) for name in rule.arguments - set(defaults)}
    if rule.endpoint == "doors.door":
        return door_address("student", defaults["language"])
    missing = [name for name, value in values.items() if value is None]
    assert not missing, f"{rule.rule}: give an example of {missing} in EXAMPLES or SPECIAL"
    return adapter.build(rule.endpoint, values | defaults).partition("?")[0] + "?" + QUESTIONS.get(rule.endpoint, "")


def in_turn(rules: Iterable[Rule]) -> list[Rule]:
    """The rules; of those that differ only in their language those of one, of each in its turn: no version hangs on it."""
    alike: dict[tuple[object, ...], dict[str, list[Rule]]] = {}
    for rule in rules:
        defaults = dict(rule.defaults or {})
        language = defaults.pop("language", "")
        same = rule.endpoint, frozenset(rule.arguments) - {"language"}, *sorted(defaults.items())
        alike.setdefault(same, {}).setdefault(language, []).append(rule)
    return [rule for number, by in enumerate(alike.values()) for rule in list(by.values())[number % len(by)]]


@pytest.fixture(scope="module")
def answers(app: flask.Flask) -> Iterator[dict[tuple[str, str], TestResponse]]:
    """The answer of each route: (endpoint, address) -> answer."""
    found, adapter = {}, app.url_map.bind("localhost")
    for rule in in_turn(app.url_map.iter_rules()):
        if "GET" in (rule.methods or ()):
            path = example(adapter, rule).removesuffix("?")
            found[rule.endpoint, path] = app.test_client().get(path)
    yield found
    for answer in found.values():
        answer.close()


def test_every_route_gives_a_version_or_has_a_reason(answers: dict[tuple[str, str], TestResponse]) -> None:
    """The reasons are those above."""
    reasons = {path for paths in REASONS.values() for path in paths}
    given = {path.partition("?")[0]: answer for (_, path), answer in answers.items() if answer.status_code == 200}
    assert [path for path, answer in given.items() if "ETag" not in answer.headers and path not in reasons] == []


def test_what_has_a_version_is_an_answer(answers: dict[tuple[str, str], TestResponse]) -> None:
    """No error and no redirection has one."""
    with_one = {path: answer.status_code for (_, path), answer in answers.items() if "ETag" in answer.headers}
    assert set(with_one.values()) == {200}


def test_nothing_has_changed_until_it_has(app: flask.Flask, answers: dict[tuple[str, str], TestResponse]) -> None:
    """304 with the same ETag to whoever has it."""
    client = app.test_client()
    for (endpoint, path), answer in answers.items():
        etag = answer.headers.get("ETag")
        if etag and endpoint not in {"static", "discovery.context"}:
            again = client.get(path, headers={"If-None-Match": etag})
            assert (path, again.status_code, again.headers["ETag"]) == (path, 304, etag)


def test_versions_name_data_and_software(app: flask.Flask, answers: dict[tuple[str, str], TestResponse]) -> None:
    """So each changes with either."""
    version = app.extensions["kierre"].etag
    tags = {
        path: answer.headers["ETag"]
        for (endpoint, path), answer in answers.items()
        if "ETag" in answer.headers and endpoint not in OF_THEIR_OWN
    }
    assert [path for path, tag in tags.items() if not tag.startswith(f'"{version}')] == []


def test_no_answer_says_when_it_was_changed_but_files(answers: dict[tuple[str, str], TestResponse]) -> None:
    """The time at which a checkout or an installation wrote the sources is not the time at which they changed."""
    assert {endpoint for (endpoint, _), answer in answers.items() if "Last-Modified" in answer.headers} == {"static"}


def test_pages_say_their_language_and_caches_know_what_answers_vary_by(answers: dict[tuple[str, str], TestResponse]) -> None:
    """Each page in the language of its address."""
    pages = {path: answer for (_, path), answer in answers.items() if answer.mimetype == "text/html" and answer.status_code == 200}
    languages = {path: path.removeprefix("/embed").removeprefix("/lti")[1:3] for path in pages}
    assert {path: answer.headers["Content-Language"] for path, answer in pages.items()} == languages
    kept = {path: each for (endpoint, path), each in answers.items() if endpoint != "static" and each.status_code == 200}
    assert [path for path, answer in kept.items() if "Accept-Encoding" not in answer.headers.get("Vary", "")] == []


@pytest.mark.parametrize("path", ["/id/queues-grow.ttl", "/en/things/queues-grow", "/sitemap.xml", "/llms.txt"])
def test_an_answer_packed_another_way_has_another_version(app: flask.Flask, path: str) -> None:
    """Else a cache would mix them up."""
    client = app.test_client()
    tags = {client.get(path, headers={"Accept-Encoding": each}).headers["ETag"] for each in ("", "gzip", "br")}
    assert len(tags) == 3
