"""Learning paths in the portal: the list, what stands over a path, the folded answers, and what readers of LRMI find."""

from __future__ import annotations

import re
from typing import Any

import extruct
import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, PAGE
from portal.pages.learning import steps
from portal.pages.plans import LEARNING
from portal.pages.read import Page
from portal.web.addresses import address, door_address

SLUG = "an-hour-on-the-realist-model"


@pytest.fixture(scope="module")
def paths(real: Data) -> list[Page]:
    """The learning paths of the real data."""
    return [each for each in real.pages if each.kind == LEARNING]


def resource(client: FlaskClient, language: Language) -> dict[str, Any]:
    """The path as an independent reader of pages finds it."""
    page = client.get(address("guide", language, SLUG)).text
    (found,) = extruct.extract(page, base_url="http://localhost", syntaxes=["json-ld"])["json-ld"]
    return dict(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_has_every_path_with_its_minutes(client: FlaskClient, paths: list[Page], language: Language) -> None:
    """And for whom it is."""
    shown = client.get(address("learning", language)).text
    for each in paths:
        assert f'href="{address("guide", language, each.slug)}"' in shown
        assert f"{each.matter.minutes} min" in shown
        assert each.in_language(language)[1].audience in shown


def test_the_list_keeps_the_view(client: FlaskClient) -> None:
    """From link to link."""
    shown = client.get("/en/learning-paths?view=source").text
    assert f'href="/en/guides/{SLUG}?view=source"' in shown


def test_a_portal_without_paths_says_so(make_client: Any) -> None:
    """As the small world is one."""
    assert "There are no learning paths in this portal yet." in make_client().get("/en/learning-paths").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_teaching_leads_to_the_paths(client: FlaskClient, language: Language) -> None:
    """From the door, from the home page and from the foot of every page."""
    for page in (door_address("teach", language), f"/{language}/", address("sources", language)):
        assert f'href="{address("learning", language)}' in client.get(page).text


def test_over_a_path_stand_time_audience_cases_and_skills(client: FlaskClient) -> None:
    """As facts."""
    shown = client.get(f"/en/guides/{SLUG}").text.partition('<dl class="facts lesson">')[2].partition("</dl>")[0]
    assert "60 min" in shown
    assert "5 + 10 + 15 + 10 + 15 + 5" in shown
    assert 'href="/en/guides/case-loneliness"' in shown
    assert "http://data.europa.eu/esco/skill/cd195aad-29dd-43f5-a5be-e6994d83215b" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_are_folded_and_have_their_address(client: FlaskClient, language: Language) -> None:
    """Within the folded part, after its heading, and not before."""
    shown = client.get(address("guide", language, SLUG)).text
    before, _, after = shown.partition('<details class="key"><summary><h2 id="answers-for-the-trainer">')
    assert "CAIMeR" in after.partition("</details>")[0]
    assert "answers-for-the-trainer" in before  # the list of contents leads there
    assert '<a class="here"' not in after.partition("</summary>")[0]


def test_a_whole_path_goes_into_one_basket(client: FlaskClient) -> None:
    """The path first, then its cases, pages and things; the basket has them all."""
    found = re.search(r'href="(/en/take-to-a-course\?[^"]*items=[^"]*)">Take the whole path', client.get(f"/en/guides/{SLUG}").text)
    assert found
    names = found[1].partition("items=")[2].split(",")
    assert names[:2] == [f"guide:{SLUG}", "guide:case-loneliness"]
    assert "thing:rule-of-three-levels" in names
    shown = client.get(found[1].replace("&amp;", "&"))
    assert shown.status_code == 200
    assert all(f'data-item="{each}"' in shown.text or each in shown.text for each in names)


def test_what_only_we_think_is_not_taught_in_the_view_of_the_sources(client: FlaskClient) -> None:
    """A loop is our hypothesis."""
    for view, there in (("", True), ("?view=source", False)):
        shown = (
            client.get(f"/en/guides/vicious-circle-workshop{view}")
            .text.partition('<dl class="facts lesson">')[2]
            .partition("</dl>")[0]
        )
        assert ("/en/things/loop-hurry-and-queues" in shown) is there


def test_other_guides_have_nothing_of_a_path(client: FlaskClient) -> None:
    """Neither facts nor folded answers."""
    shown = client.get("/en/guides/card-firefighting").text
    assert 'class="facts lesson"' not in shown
    assert 'class="key"' not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_independent_reader_finds_a_learning_resource(client: FlaskClient, language: Language) -> None:
    """With all that learning platforms ask for."""
    found = resource(client, language)
    assert found["@type"] == ["WebPage", "LearningResource"]
    assert (found["timeRequired"], found["inLanguage"], found["identifier"]) == ("PT60M", language, PAGE + SLUG)
    assert set(found) >= {"learningResourceType", "educationalUse", "audience", "teaches", "license", "version", "isBasedOn"}
    assert {each["@id"] for each in found["isBasedOn"]} == {ID + "aikumetod"}


def test_a_reader_finds_the_skills(client: FlaskClient) -> None:
    """With their names in ESCO."""
    (skill,) = resource(client, "en")["educationalAlignment"]
    assert (skill["@type"], skill["educationalFramework"]) == ("AlignmentObject", "ESCO")
    assert skill["targetName"] == "undertake continuous professional development in social work"


def test_a_reader_finds_the_steps_and_their_time(client: FlaskClient, paths: list[Page]) -> None:
    """In their order, then the cases."""
    page = next(each for each in paths if each.slug == SLUG)
    parts = resource(client, "en")["hasPart"]
    assert [each["name"] for each in parts if "timeRequired" in each] == [step.name for step in steps(page, "en")]
    assert [each["@id"] for each in parts if "url" in each] == [PAGE + "case-loneliness"]


def test_the_block_of_a_path_is_small(client: FlaskClient, paths: list[Page]) -> None:
    """At most 6 kB, since it says more than that of other pages."""
    for each in paths:
        block = re.search(r'ld\+json">(.*?)</script>', client.get(address("guide", "fi", each.slug)).text, re.DOTALL)
        assert block
        assert len(block[1].encode()) <= 6000
