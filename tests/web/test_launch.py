"""Cards as tools of course platforms: what is posted is neither read nor told to anybody."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

SECRETS = {
    "lti_message_type": "basic-lti-launch-request",
    "user_id": "secretuser4711",
    "lis_person_name_full": "Maija Salainen",
    "context_title": "Salainen kurssi",
    "roles": "Instructor",
}
PATIENCE = 120
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"


@pytest.mark.parametrize("path", ["/lti/fi/queues-grow", "/lti/en/page/about?view=source", "/lti/sv/figure/vicious-loops"])
def test_a_launch_shows_the_card(client: FlaskClient, path: str) -> None:
    """The same as in the embed, by GET and by POST."""
    embed = client.get(path.replace("/lti/", "/embed/"))
    assert client.get(path).data == client.post(path, data=SECRETS).data == embed.data


@pytest.mark.parametrize(
    ("type_", "body"),
    [
        (FORM, b"\xff\xfe%%%=&&;;" * 1000),
        (MULTIPART, b"no boundary at all"),
        ("multipart/form-data", b"--x\r\n\r\n"),
        ("application/json", b"{not json"),
        ("nonsense", b"\0" * 5000),
        ("", b"user_id=1"),
        (FORM, b"a" * 3_000_000),
        (FORM, b"&".join(b"k%d=v" % number for number in range(50_000))),
    ],
)
def test_rubbish_shows_the_card_too(client: FlaskClient, type_: str, body: bytes) -> None:
    """Nobody looks at it."""
    answer = client.post("/lti/fi/queues-grow", data=body, content_type=type_)
    assert answer.status_code == 200
    assert "Jonojen kasvu" in answer.text


def test_a_launch_of_what_there_is_not_is_a_sentence(client: FlaskClient) -> None:
    """In the frame, in the language of the address, without what was posted."""
    answer = client.post("/lti/sv/nothing", data=SECRETS)
    assert answer.status_code == 404
    assert "Kortet finns inte här" in answer.text
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors *")


@pytest.mark.parametrize("path", ["/lti/fi/queues-grow", "/lti/fi/nothing"])
def test_what_a_platform_tells_of_people_is_nowhere(client: FlaskClient, path: str) -> None:
    """Not in the answer, nor in a cookie."""
    answer = client.post(path, data=SECRETS)
    assert not re.search("|".join(map(re.escape, SECRETS.values())), answer.text + str(answer.headers))
    assert "Set-Cookie" not in answer.headers


def test_what_a_platform_tells_of_people_is_in_no_log(start_server: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    """Of any form: a request is one line with its rule."""
    server = start_server(sources=world, state=tmp_path / "state", log="json")
    body = "&".join(f"{name}={value.replace(' ', '+')}" for name, value in SECRETS.items()).encode()
    for path in ("/lti/fi/queues-grow", "/lti/fi/nothing", "/lti/fi/queues-grow?user_id=secretuser4711"):
        server.get(path, body, Content_Type=FORM)
    end = time.monotonic() + PATIENCE  # a line is written when its answer has gone
    while (log := server.log.read_text()).count('"route": "/lti/') < 3:
        assert time.monotonic() < end, log
    assert not re.search("secretuser|Salainen|nothing|Instructor", log)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: FlaskClient, method: str) -> None:
    """405."""
    assert getattr(client, method)("/lti/fi/queues-grow").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/lti/cartridge/fi/queues-grow.xml",
        "/lti/cartridge/en/page/about.xml?view=source",
        "/lti/cartridge/sv/figure/loop.xml?loop=loop-returning-clients",
    ],
)
def test_a_cartridge_opens_its_card(client: FlaskClient, path: str) -> None:
    """Identity stands in the path, the view in the question; both survive the platform."""
    answer = client.get(path)
    assert answer.content_type == "application/xml; charset=utf-8"
    launch = re.findall(r"<blti:launch_url>http://localhost([^<]+)</blti:launch_url>", answer.text)[0]
    assert launch == path.replace("cartridge/", "").replace(".xml", "")
    assert client.post(launch, data=SECRETS).status_code == 200


@pytest.mark.parametrize(
    "path", ["/lti/cartridge/fi/nothing.xml", "/lti/cartridge/xx/queues-grow.xml", "/lti/cartridge/fi/figure/loop.xml"]
)
def test_a_cartridge_of_what_there_is_not_is_a_problem(client: FlaskClient, path: str) -> None:
    """Platforms read no pages."""
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_the_address_of_a_cartridge_that_was_cut_off_says_so(client: FlaskClient) -> None:
    """In the language of the address, with what to do."""
    answer = client.get("/lti/cartridge/fi/queues-grow.xm")
    assert answer.status_code == 404
    assert "Kopioi osoite uudelleen" in answer.get_json()["detail"]
