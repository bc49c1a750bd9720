"""oEmbed 1.0: for which addresses there is an answer, what it says, and how it says that there is none."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

OURS = {
    "http://localhost/fi/asiat/queues-grow": "/embed/fi/queues-grow",
    "https://localhost/sv/saker/queues-grow?view=source": "/embed/sv/queues-grow?view=source",
    "http://localhost:80/en/things/queues-grow?utm_source=x#part": "/embed/en/queues-grow",
    "HTTP://LOCALHOST/en/guides/reading-the-model": "/embed/en/page/reading-the-model",
    "http://localhost/en/pictures/loop?loop=loop-returning-clients&shape=wide": "/embed/en/figure/loop?loop=loop-returning-clients",
    "http://localhost/fi/kehat/loop-returning-clients": "/embed/fi/loop/loop-returning-clients",
    "http://localhost/en/statements/prosos-doc": "/embed/en/statement/prosos-doc",
    "http://localhost/id/queues-grow": "/embed/fi/queues-grow",
    "http://localhost/id/queues-grow?lang=sv": "/embed/sv/queues-grow",
    "https://w3id.org/kierre/id/queues-grow": "/embed/fi/queues-grow",
    "http://w3id.org/kierre/page/about": "/embed/fi/page/about",
    "http://localhost/embed/en/queues-grow": "/embed/en/queues-grow",
    "http://localhost/lti/en/page/about": "/embed/en/page/about",
}
NOT_OURS = [
    "http://example.org/fi/asiat/queues-grow",
    "http://localhost:99999999/fi/asiat/queues-grow",
    "http://localhost:81/fi/asiat/queues-grow",
    "http://localhost@example.org/fi/asiat/queues-grow",
    "http://somebody:word@localhost/fi/asiat/queues-grow",
    "https://w3id.org/other/id/queues-grow",
    "ftp://localhost/fi/asiat/queues-grow",
    "javascript:alert(1)",
    "//localhost/fi/asiat/queues-grow",
    "/fi/asiat/queues-grow",
    "http://[localhost/",
    "x",
]
WITHOUT = [
    "http://localhost/",
    "http://localhost/fi/menetelmat",
    "http://localhost/fi/asiat/nothing",
    "http://localhost/fi/kuvat/loop",
    "http://localhost/fi/kuvat/loop?loop=nothing",
    "http://localhost/id/queues-grow.ttl",
    "http://localhost/sparql?query=ASK%7B%7D",
    "https://w3id.org/kierre/id/nothing",
]


def ask(client: FlaskClient, url: str, **more: object) -> TestResponse:
    return client.get("/oembed", query_string={"url": url, **more})


def read(text: str | bytes) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own text


def source(answer: dict[str, Any]) -> str:
    """The address in the frame of an answer."""
    return unescape(re.findall(r'<iframe src="([^"]+)"', answer["html"])[0])


@pytest.mark.parametrize(("url", "embed"), OURS.items())
def test_an_address_of_ours_has_a_frame(client: FlaskClient, url: str, embed: str) -> None:
    """That of its embed, with view and parameters, without what does not belong to it."""
    answer = ask(client, url).get_json()
    assert source(answer) == "http://localhost" + embed
    assert client.get(embed).status_code == 200


def test_an_answer_has_what_the_specification_wants(client: FlaskClient) -> None:
    """Type rich with numbers, version and title."""
    response = ask(client, "http://localhost/en/things/queues-grow")
    answer = response.get_json()
    assert response.content_type == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert (answer["version"], answer["type"], answer["title"]) == ("1.0", "rich", "Growing queues")
    assert (answer["provider_name"], answer["provider_url"]) == ("Kierre", "http://localhost/")
    assert all(isinstance(answer[name], int) for name in ("width", "height", "cache_age"))
    frame = read(answer["html"])
    assert (frame.get("width"), frame.get("height")) == (str(answer["width"]), str(answer["height"]))
    assert frame.get("title") == "Growing queues – Kierre"
    assert frame.get("loading") == "lazy"


def test_xml_says_the_same(client: FlaskClient) -> None:
    """In text/xml."""
    url = "http://localhost/en/pictures/vicious-loops?view=source"
    response = ask(client, url, format="xml")
    assert response.content_type == "text/xml; charset=utf-8"
    told = {each.tag: each.text for each in read(response.data)}
    assert told == {name: str(value) for name, value in ask(client, url).get_json().items()}


@pytest.mark.parametrize(("wide", "high"), [(300, 200), (100, 50), (1, 1), (5000, 5000)])
@pytest.mark.parametrize("path", ["things/queues-grow", "pictures/vicious-loops"])
def test_no_size_is_exceeded(client: FlaskClient, path: str, wide: int, high: int) -> None:
    """Neither by the frame nor by the small picture."""
    answer = ask(client, f"http://localhost/en/{path}", maxwidth=wide, maxheight=high).get_json()
    assert answer["width"] <= wide
    assert answer["height"] <= high
    assert answer.get("thumbnail_width", 0) <= wide
    assert answer.get("thumbnail_height", 0) <= high


def test_a_figure_has_a_small_picture(client: FlaskClient) -> None:
    """A PNG of the size that is said."""
    answer = ask(client, "http://localhost/en/pictures/loop?loop=loop-returning-clients").get_json()
    image = client.get(answer["thumbnail_url"])
    assert image.mimetype == "image/png"
    size = (int.from_bytes(image.data[16:20], "big"), int.from_bytes(image.data[20:24], "big"))
    assert size == (answer["thumbnail_width"], answer["thumbnail_height"])


@pytest.mark.parametrize("url", [*NOT_OURS, *WITHOUT])
def test_nothing_is_said_of_other_addresses(client: FlaskClient, url: str) -> None:
    """Neither of another's nor of those without an embed: 404 with a sentence."""
    response = ask(client, url)
    assert (response.status_code, response.content_type) == (404, "application/problem+json")
    assert response.get_json()["detail"].endswith(".")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=", 400),
        ("url={}&url=http%3A%2F%2Flocalhost%2Fen%2F", 400),
        ("url={}&format=xml&format=json", 400),
        ("url={}&maxwidth=wide", 400),
        ("url={}&maxwidth=0", 400),
        ("url={}&maxheight=-5", 400),
        ("url={}&maxwidth=99999999999999999999", 400),
        ("url={}&maxwidth=%D9%A3", 400),
        ("url={}&format=yaml", 501),
        ("url={}&format=JSON", 501),
    ],
)
def test_a_question_that_cannot_be_answered_is_a_problem(client: FlaskClient, query: str, status: int) -> None:
    """With a sentence that says what to change."""
    response = client.get("/oembed?" + query.format(quote("http://localhost/en/things/queues-grow", safe="")))
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert response.get_json()["status"] == status


@pytest.mark.parametrize("path", ["/fi/asiat/queues-grow", "/en/guides/about", "/sv/bilder/vicious-loops?view=source"])
def test_clients_find_it_from_the_page(client: FlaskClient, path: str) -> None:
    """By links in the head and in the headers, in both formats."""
    page = client.get(path)
    head = page.text.partition("</head>")[0]
    for type_, wanted in (("application/json+oembed", "application/json"), ("text/xml+oembed", "text/xml")):
        target = re.findall(rf'<link rel="alternate" type="{re.escape(type_)}" href="([^"]+)">', head)[0]
        assert any(unescape(target) in each and type_ in each for each in page.headers.getlist("Link"))
        answer = client.get(unescape(target))
        assert answer.mimetype == wanted
    assert answer.status_code == 200


def test_the_public_address_is_ours_too(make_client: Any) -> None:
    """With its path, whether the proxy takes that off or not; answers name it."""
    client = make_client(public_url="https://intra.example.fi/kierre")
    for url in ("https://intra.example.fi/kierre/en/things/queues-grow", "http://localhost/en/things/queues-grow"):
        answer = client.get("/oembed", query_string={"url": url}).get_json()
        assert source(answer) == "https://intra.example.fi/kierre/embed/en/queues-grow"


def test_an_answer_can_be_kept(client: FlaskClient) -> None:
    """304 to whoever has it."""
    first = ask(client, "http://localhost/en/things/queues-grow")
    again = client.get("/oembed?url=http://localhost/en/things/queues-grow", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
