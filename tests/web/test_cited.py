"""How a page says that it is to be cited: in its box, in its head, and as files."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import extruct
import pybtex.database
import pytest
import rispy
from flask.testing import FlaskClient

from portal.graph.load import Data, load
from portal.graph.queries import publications
from portal.graph.releases import make_release
from portal.learning.cite import FORMS
from portal.namespaces import DOCUMENTS
from portal.settings import Settings
from portal.web import create_app
from portal.web.today import today

AIKUMETOD = "AIKUMETOD-tutkimushanke (n.d.) Kohti vaikuttavaa aikuissosiaalityötä hyvinvointialueilla: politiikkasuositukset."
STATED = "/en/things/queues-grow"
INFERRED = "/en/things/link-queues-hurry"
BOX = re.compile(r'<details class="cite".*?</details>', re.DOTALL)
BOTH = [
    "/en/things/queues-grow",
    "/en/things/queues-grow?view=source",
    "/en/statements/aikumetod-s4-c-03-queues",
    "/en/things/aikumetod",
    "/en/guides/financial-social-work",
    "/en/loops",
    "/en/pictures/vicious-loops",
    "/en/pictures/loop?loop=loop-4d7c72db",
    "/en/why-does-it-work/financial-social-work",
    "/en/vicious-circle",
    "/en/methods",
    "/en/model",
    "/en/process",
    "/en/queries/causal-links-as-the-source-says-them",
]
KIERRE_ALONE = ["/en/", INFERRED, "/en/guides/privacy", "/en/glossary", "/en/things", "/en/search?q=queues"]


class Head(HTMLParser):
    """The tags of a head by name, as a reference manager in the browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        said = dict(attrs)
        if tag == "meta" and "name" in said:
            self.tags[str(said["name"])] = str(said["content"])


def lines(client: FlaskClient, path: str) -> list[str]:
    """The citations of a page, as text."""
    place = f"{path}{'&' if '?' in path else '?'}cite=txt"
    return client.get(place).text.splitlines()


@pytest.fixture(scope="module")
def released(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A portal with a public address, over a small world that has been released."""
    folder = tmp_path_factory.mktemp("released") / "world"
    shutil.copytree(data_folder / "world", folder)
    make_release(load(folder), folder / "ontology" / "releases", date(2026, 11, 20), "1.0")
    settings = Settings(sources=folder, state=tmp_path_factory.mktemp("state"), public_url="https://kierre.example.fi")
    return create_app(settings, load(folder)).test_client()


@pytest.mark.parametrize("path", BOTH)
def test_the_publication_comes_first_and_kierre_second(client: FlaskClient, path: str) -> None:
    """On everything that rests on a statement."""
    found = lines(client, path)
    assert found[0].startswith(AIKUMETOD)
    assert [line.startswith("Kierre contributors (n.d.)") for line in found] == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize("path", KIERRE_ALONE)
def test_without_a_statement_kierre_stands_alone(client: FlaskClient, path: str) -> None:
    """So do inferences."""
    (line,) = lines(client, path)
    assert line.startswith("Kierre contributors")


def test_the_box_says_that_an_inference_is_ours(client: FlaskClient) -> None:
    """And whom to cite for it."""
    assert "This is Kierre’s own inference. Cite Kierre alone." in BOX.findall(client.get(INFERRED).text)[0]


def test_the_box_of_a_guide_says_whose_its_hypotheses_are(client: FlaskClient) -> None:
    """Guides and tools show both."""
    assert "for that, cite Kierre alone" in BOX.findall(client.get("/en/guides/financial-social-work").text)[0]


@pytest.mark.parametrize("path", ["/en/things/queues-grow", "/en/statements/aikumetod-s4-c-03-queues"])
def test_the_place_is_named_where_there_is_one(client: FlaskClient, path: str) -> None:
    """As the statement gives it."""
    assert "Place: 4 Esteet / Tehoton tehokkuusajattelu syö voimavarat / virke 1." in lines(client, path)[0]


@pytest.mark.parametrize("path", [*BOTH, *KIERRE_ALONE])
def test_the_box_is_small(client: FlaskClient, path: str) -> None:
    """At most 3 kB of a page."""
    (box,) = BOX.findall(client.get(path).text)
    assert len(box.encode()) <= 3000


def test_a_page_that_is_not_there_is_cited_in_no_form(client: FlaskClient) -> None:
    """It stays what it is: not found."""
    found = client.get("/en/things/nothing?cite=bib")
    assert (found.status_code, found.mimetype, BOX.findall(found.text)) == (404, "text/html", [])


@pytest.mark.parametrize(
    ("language", "said"), [("fi/asiat", "Pyydä jokin näistä: bib, ris, json, txt."), ("en/things", "Ask for one of")]
)
def test_a_form_that_there_is_not_is_said(client: FlaskClient, language: str, said: str) -> None:
    """In the language of the page, with those that there are."""
    found = client.get(f"/{language}/queues-grow?cite=docx")
    assert (found.status_code, said in found.text) == (400, True)


@pytest.mark.parametrize("ending", FORMS)
def test_each_file_has_its_type_its_name_and_an_etag(client: FlaskClient, ending: str) -> None:
    """And is not sent again to who has it."""
    found = client.get(f"{STATED}?cite={ending}")
    assert found.mimetype == FORMS[ending][0].media_type
    assert found.headers["Content-Disposition"] == f'attachment; filename="kierre-things-queues-grow.{ending}"'
    again = client.get(f"{STATED}?cite={ending}", headers={"If-None-Match": found.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_file_leads_back_to_its_page(client: FlaskClient) -> None:
    """As signposting has it."""
    assert client.get(f"{STATED}?cite=ris").headers["Link"] == f'<http://localhost{STATED}>; rel="describes"; type="text/html"'


@pytest.mark.parametrize(
    "path", ["/en/pictures/loop?cite=bib&loop=loop-4d7c72db", "/en/find-guidance?domain=livelihood-and-money&cite=bib"]
)
def test_no_view_meets_the_parameter(client: FlaskClient, path: str) -> None:
    """Not even those that refuse what they do not know; it stands in no address that is cited."""
    (entry,) = list(pybtex.database.parse_string(client.get(path).text, "bibtex").entries.values())[-1:]
    assert entry.fields["url"] == "http://localhost" + path.replace("cite=bib&", "").replace("&cite=bib", "")


def test_the_view_stays_in_the_address(client: FlaskClient) -> None:
    """What is cited is what was seen."""
    ours = rispy.loads(client.get(f"{STATED}?view=source&cite=ris").text)[-1]
    assert ours["urls"] == [f"http://localhost{STATED}?view=source"]


def test_an_entry_of_kierre_names_the_publication_in_its_note(client: FlaskClient) -> None:
    """For those who keep only one of the two."""
    ours = json.loads(client.get("/en/statements/aikumetod-s4-c-03-queues?cite=json").text)[-1]
    assert ours["note"].startswith(f"Based on: {AIKUMETOD}")


def test_answers_to_forms_are_not_cited(client: FlaskClient) -> None:
    """They stand at no address."""
    assert BOX.findall(client.post("/en/team-check", data={}).text) == []


def test_a_page_is_new_each_day(client: FlaskClient) -> None:
    """Since it says on which day it was read."""
    found = client.get(STATED)
    assert today().isoformat() in found.headers["ETag"]


def test_a_reference_manager_reads_a_page_as_a_report(client: FlaskClient) -> None:
    """By the tags that Zotero knows; the comma says that the name is one."""
    tags = Head(client.get(STATED).text).tags
    assert tags["citation_technical_report_institution"] == "Kierre"
    assert tags["citation_author"] == "Kierre contributors,"
    assert (tags["citation_language"], tags["citation_public_url"]) == ("en", f"http://localhost{STATED}")
    assert re.fullmatch(r"Growing queues \(data [0-9a-f]{16}, not released\)", tags["citation_title"])
    assert "citation_publication_date" not in tags


def test_released_data_is_cited_by_number_and_day(released: FlaskClient) -> None:
    """In the title, which reference managers keep, and with the address that goes on showing it."""
    (line,) = lines(released, "/fi/")
    assert re.search(r"^Kierre contributors 2026\. .* \(aineisto 2026\.1, 20\.11\.2026\)\. Kierre\. ", line)
    assert " https://kierre.example.fi/fi/?v=2026.1 Luettu " in line


def test_a_pinned_page_is_cited_as_pinned(released: FlaskClient) -> None:
    """Whichever of the two parameters comes first."""
    found = [released.get(f"/fi/?{asked}") for asked in ("v=2026.1&cite=ris", "cite=ris&v=2026.1")]
    assert [rispy.loads(each.text)[-1]["urls"] for each in found] == [["https://kierre.example.fi/fi/?v=2026.1"]] * 2


def test_the_head_of_released_data_has_its_day(released: FlaskClient) -> None:
    """Of the release, not of today."""
    tags = Head(released.get("/fi/").text).tags
    assert tags["citation_publication_date"] == "2026/11/20"
    assert tags["citation_public_url"] == "https://kierre.example.fi/fi/?v=2026.1"


def test_a_page_says_its_version_to_search_engines(client: FlaskClient, real: Data) -> None:
    """In the words of schema.org, as extruct reads them."""
    found = extruct.extract(client.get(STATED).text, syntaxes=["json-ld"])["json-ld"][0]
    assert found["version"] == real.version


def test_what_an_organisation_adds_has_no_author_of_ours(data_folder: Path, tmp_path: Path) -> None:
    """Neither Kierre nor anybody else is made its author."""
    settings = Settings(data=(data_folder / "organisation",), state=tmp_path)
    client = create_app(settings, load(data_folder / "world", settings.data)).test_client()
    (line,) = lines(client, "/en/local/money-advice")
    assert line.startswith("Money advice in Exampleton (data ")
    assert "citation_title" not in Head(client.get("/en/local/money-advice").text).tags


def test_of_the_publications_only_what_they_say_is_known(real: Data) -> None:
    """No author persons, no year; the brochure says no address, the recommendations no publisher."""
    first, second = (publications(real.store)[each] for each in DOCUMENTS)
    assert (first.author, first.publisher, first.issued) == ("AIKUMETOD-tutkimushanke", "", "")
    assert (second.author, second.publisher, second.issued, second.address) == ("", "PRO SOS -hanke", "", "")
