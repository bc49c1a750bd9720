"""The command `kierre links`: what has become of the links of a course."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import flask
import pytest
from click.testing import CliRunner, Result

import portal.web
from portal import links
from portal.cli import main
from portal.graph.load import load
from portal.graph.releases import make_release
from portal.settings import Settings
from portal.web import create_app

ID = "https://w3id.org/kierre/id/"
SITE = "https://kierre.example.fi"
OTHER = "http://kierre.intra:8392"
BASKET = SITE + "/fi/vie-kurssille"
Check = Callable[..., Result]
_REPLACED = "<http://www.w3.org/2002/07/owl#deprecated> true ; dcterms:isReplacedBy"


def edit(file: Path, *edits: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def world(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world, released, edited, and released again: a name is changed, one thing is gone, one is used no more."""
    folder = tmp_path_factory.mktemp("links") / "world"
    shutil.copytree(data_folder / "world", folder)
    things = folder / "ontology" / "model" / "things.ttl"
    make_release(load(folder), folder / "ontology" / "releases", date(2026, 9, 1), "1.0")
    edit(
        things,
        ('"jonojen kasvu"@fi', '"kasvavat jonot"@fi'),
        ("id:rule-of-three-levels a", "id:rule-of-levels a"),
        ("id:prosos a", f"id:older a kierre:Document ; {_REPLACED} id:prosos .\nid:prosos {_REPLACED} id:aikumetod ; a"),
    )
    make_release(load(folder), folder / "ontology" / "releases", date(2026, 11, 22), "1.0")
    return folder


@pytest.fixture(scope="module")
def opened() -> Callable[[Settings], flask.Flask]:
    """Opens the portal over the world, once for each public address: nothing that is asked of it changes it."""
    found: dict[str, flask.Flask] = {}

    def once(settings: Settings) -> flask.Flask:
        if settings.public_url not in found:
            found[settings.public_url] = create_app(settings)
        return found[settings.public_url]

    return once


@pytest.fixture
def check(world: Path, opened: Callable[[Settings], flask.Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Checks the links in a text, or at an address, with options."""
    settings = {"SOURCES": world, "STATE": world.parent / "state", "PUBLIC_URL": SITE}
    monkeypatch.setattr(portal.web, "create_app", opened)
    for name, value in settings.items():
        monkeypatch.setenv(f"KIERRE_{name}", str(value))

    def run(text: str, *options: str) -> Result:
        source = text
        if not text.startswith("http://127"):
            (tmp_path / "course.txt").write_text(text, encoding="utf-8")
            source = str(tmp_path / "course.txt")
        return CliRunner().invoke(main, ["links", source, *options])

    return run


@pytest.mark.parametrize(
    ("link", "state"),
    [
        (ID + "queues-grow", "valid"),
        (SITE + "/fi/asiat/queues-grow?v=2026.2", "valid"),
        (SITE + "/en/things/level-macro?v=2026.1", "valid"),
        (SITE + "/fi/asiat/queues-grow?v=2026.1", "changed"),
        (ID + "prosos", "deprecated"),
        (ID + "rule-of-three-levels", "gone"),
        (ID + "rule-of-three-levels?v=2026.1", "gone"),
        (SITE + "/en/things/queues-grow#nothing", "gone"),
        (SITE + "/en/nothing", "gone"),
        (ID + "rule-of-levels?v=2026.1", "later"),
        (ID + "queues-grow?v=2025.1", "unknown release"),
        (ID + "queues-grow?v=20", "unknown release"),
        (SITE + "/en/search?q=x&v=2026.1", "refused"),
        (SITE + "/sparql?query=SELECT", "valid"),
        (SITE + "/embed/fi/queues-grow?v=2026.1", "changed"),
        (SITE + "/lti/cartridge/fi/queues-grow.xml?v=2026.1", "changed"),
        (SITE + "/embed/fi/queues-grow?v=2026.2", "valid"),
        (SITE + "/lti/en/level-macro?v=2026.1", "valid"),
        (SITE + "/embed/en/prosos", "deprecated"),
        (SITE + "/lti/cartridge/en/rule-of-three-levels.xml", "gone"),
        (SITE, "valid"),
        (BASKET + "/kierre.html?n=2&items=guide:queues,thing:queues-grow", "valid"),
        (BASKET + "/kierre.csv?n=1&items=thing:queues-grow", "valid"),
        (BASKET + "?n=2&items=guide:queues,thing:nonsuch", "gone"),
        (BASKET + "/kierre.pdf?n=1&items=thing:nonsuch", "gone"),
        (BASKET + "?n=3&items=guide:queues,thing:queues-grow", "gone"),
        (BASKET + "?n=1&items=thing:prosos", "deprecated"),
        (BASKET + "?n=1&items=thing:rule-of-levels&v=2026.1", "later"),
        (SITE + "/fi/kysymyspankki/kierre.xml?question=nonsuch", "gone"),
        (SITE + "/fi/kysymyspankki/kierre.gift?about=level-macro", "gone"),
    ],
)
def test_what_has_become_of_a_link(check: Check, link: str, state: str) -> None:
    """Asked of the portal itself."""
    [found] = json.loads(check(f"see {link} and https://thl.fi/", "--format", "json").output)["links"]
    assert (found["url"], found["state"], found["line"]) == (link, state, 1)


@pytest.mark.parametrize(
    ("link", "instead"),
    [
        (ID + "prosos", SITE + "/en/things/aikumetod"),
        (ID + "older", SITE + "/en/things/aikumetod"),  # what replaced it has been replaced
        (SITE + "/fi/asiat/prosos", SITE + "/fi/asiat/aikumetod"),
        (SITE + "/embed/sv/prosos", SITE + "/sv/saker/aikumetod"),
        (OTHER + "/id/prosos?lang=sv", OTHER + "/sv/saker/aikumetod"),
    ],
)
def test_a_thing_that_is_used_no_more_names_what_takes_its_place(check: Check, link: str, instead: str) -> None:
    """In the language of the link, below the base that the link has; that of lasting names gives way to the portal's own."""
    [found] = json.loads(check(link, "--format", "json", "--base", OTHER).output)["links"]
    assert found["instead"] == [instead]


def test_what_takes_the_place_of_a_lasting_name_stands_on_the_base_that_is_given(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the portal knows no address of its own."""
    monkeypatch.delenv("KIERRE_PUBLIC_URL")
    [found] = json.loads(check(ID + "prosos", "--format", "json", "--base", OTHER).output)["links"]
    assert found["instead"] == [OTHER + "/en/things/aikumetod"]


@pytest.mark.parametrize("place", ["/fi/asiat/queues-grow", "/id/queues-grow"])
@pytest.mark.parametrize("base", [OTHER, "https://intra.example.fi/kierre"])
@pytest.mark.parametrize("public", [SITE, ""])
def test_an_address_for_oembed_is_asked_as_the_base_that_it_has(
    check: Check, base: str, place: str, public: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Since oEmbed answers for its own pages only."""
    monkeypatch.setenv("KIERRE_PUBLIC_URL", public)
    link = f"{base}/oembed?url={quote(base + place, safe='')}&format=xml"
    [found] = json.loads(check(link, "--format", "json", "--base", base).output)["links"]
    assert found["state"] == "valid"


@pytest.mark.parametrize(
    ("asked", "said", "instead"),
    [
        ("?n=2&items=guide:queues,thing:nonsuch", "There is no such item in this version of the data: thing:nonsuch.",
         ["?n=1-12&items=guide:queues"]),
        ("/kierre.pdf?n=2&items=guide:queues,thing:nonsuch", "thing:nonsuch", ["/kierre.pdf?n=1-12&items=guide:queues"]),
        ("?n=3&items=guide:queues,thing:queues-grow", "2 of 3 items arrived: the address was cut off on its way.", []),
        ("?n=1-19&items=questions:all:10:3", "The address was cut off on its way. The last item is not whole", []),
        ("?n=1&title=x&items=thing:prosos", "thing:prosos is used no more: thing:aikumetod takes its place.",
         ["?n=1-15&title=x&items=thing:aikumetod"]),
    ],
)  # fmt: skip
def test_a_basket_says_what_of_it_is_not_there(check: Check, asked: str, said: str, instead: list[str]) -> None:
    """And which basket takes its place, when all of it arrived."""
    [found] = json.loads(check(BASKET + asked, "--format", "json").output)["links"]
    assert said in found["said"]
    assert found["instead"] == [BASKET + each for each in instead]


def test_what_was_taken_out_says_when(check: Check) -> None:
    """By release."""
    assert "It was taken out in release 2026.2." in check(ID + "rule-of-three-levels").output


def test_what_has_changed_is_named(check: Check) -> None:
    """Since the release that the link names, or that the command is asked about."""
    for link, options in ((ID + "queues-grow?v=2026.1", ()), (SITE + "/fi/asiat/queues-grow", ("--since", "2026.1"))):
        [found] = json.loads(check(link, "--format", "json", *options).output)["links"]
        assert (found["state"], found["changed"]) == ("changed", ["skos:prefLabel"])


def test_the_text_names_line_and_what_to_do(check: Check) -> None:
    """And counts what was not looked at."""
    said = check(f"one\n{ID}queues-grow https://thl.fi/\n{ID}prosos").output
    assert re.search(r"course\.txt:2: valid: ", said)
    assert re.search(
        r"course\.txt:3: deprecated: .*\n    It is used no more.*\n    → https://kierre\.example\.fi/en/things/aikumetod", said
    )
    assert said.endswith("Links to Kierre: 1 deprecated, 1 valid. Other links, which were not looked at: 1.\n")


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (ID + "queues-grow", (), 0),
        ("nothing at all", (), 0),
        (ID + "nothing", (), 1),
        (SITE + "/fi/asiat/queues-grow?v=2026.1", (), 0),
        (SITE + "/fi/asiat/queues-grow?v=2026.1", ("--strict",), 1),
        (ID + "queues-grow", ("--since", "2025.1"), 2),
        (ID + "queues-grow", ("--base", "kierre.fi"), 2),
        ("http://127.0.0.1:9/", (), 2),
    ],
)
def test_the_exit_code(check: Check, text: str, options: tuple[str, ...], code: int) -> None:
    """0 fine, 1 something to mend, 2 could not run."""
    assert check(text, *options).exit_code == code


def test_links_of_another_portal_are_looked_at_when_it_is_named(check: Check) -> None:
    """With --base; else they are only counted."""
    link = "https://intra.example.fi/kierre/en/nothing"
    assert (check(link).exit_code, check(link, "--base", "https://intra.example.fi/kierre/").exit_code) == (0, 1)


class _Course(BaseHTTPRequestHandler):
    """A web page with a link, one that is too large, and one that is not there."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()
        self.wfile.write(ID.encode() + b"nothing " + b"x" * (2000 if self.path == "/large" else 0))

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def course() -> Iterator[str]:
    """The address of a server with a course."""
    server = HTTPServer(("127.0.0.1", 0), _Course)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("path", "code", "said"), [("/", 1, "gone"), ("/gone", 2, "answers 404"), ("/large", 2, "larger than")])
def test_a_page_on_the_web_is_read(
    check: Check, course: str, path: str, code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to a size, when it is there."""
    monkeypatch.setattr(links, "MOST_BYTES", 1000)
    found = check(course + path)
    assert (found.exit_code, said in found.output) == (code, True)
