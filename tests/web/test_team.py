"""The team check over HTTP: form, result, faults, file, and what is kept (nothing)."""

from __future__ import annotations

import json
import re
from typing import Any

import flask
import pytest
from flask.testing import FlaskClient

from portal.analysis.team_file import Check, read
from portal.languages import LANGUAGES
from portal.web.addresses import address
from portal.web.team_form import LARGEST, code
from portal.web.today import today

PATH = "/en/team-check"
FIVE = {
    "who": "team",
    "time-for-work-outside-the-office": "no",
    "group-and-community-work": "partly",
    "felt": ["queues-grow", "worker-turnover-in-team"],
    "number.in-depth-clients-on-average": "60",
}


def words(html: str) -> str:
    """The text of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_the_form_is_sent_by_post(client: FlaskClient) -> None:
    """So that no answer stands in an address."""
    page = client.get(PATH).text
    assert re.search(rf'<form id="team" class="team" method="post" action="{PATH}"', page)
    assert 'method="get"' not in page.partition('<form id="team"')[2]


def test_no_personal_data_is_asked(client: FlaskClient) -> None:
    """No field for free text but five numbers."""
    page = client.get(PATH).text
    fields = re.findall(r'<input (?![^>]*type=)[^>]*name="([^"]+)"', page.partition('<form id="team"')[2])
    assert len(fields) == 5
    assert all(field.startswith("number.") for field in fields)
    assert "<textarea" not in page


def test_every_question_has_its_meaning_and_a_link(client: FlaskClient) -> None:
    """On demand."""
    page = client.get(PATH).text
    questions = re.findall(r'id="q-([^"]+)"', page)
    assert len(questions) == len(set(questions)) == 48 + 50 + 5 + 1
    assert all(f'href="/en/things/{slug}"' in page for slug in questions)


def test_both_readings_and_todays_figures_stand_beside_the_numbers(client: FlaskClient) -> None:
    """On average 35, and may have 35 at a time; THL and Talentia."""
    text = words(client.get(PATH).text)
    for part in (
        "on average",
        "at a time",
        "THL",
        "Talentia",
        "in-depth work, beside acute work",
        "whether it is per worker or per team",
    ):
        assert part in text


def test_todays_counterpart_of_a_dated_obstacle_is_shown(client: FlaskClient) -> None:
    """The employment trial, and the move to the municipalities."""
    question = client.get(PATH).text.partition('id="q-extra-tasks-of-employment-trial"')[2].partition("</details>")[0]
    assert "update-employment-services-to-municipalities" in question


def test_codes_of_the_fragment_are_all_different(app: flask.Flask) -> None:
    """Four letters are enough for the things that are asked."""
    asked = app.extensions["kierre"].questions
    slugs = [iri.rsplit("/", 1)[-1] for iri in (*asked.asked, *asked.barriers, *(each.iri for each in asked.indicators))]
    assert len({code(slug) for slug in slugs}) == len(slugs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_answers_give_a_result(client: FlaskClient, language: Any) -> None:
    """In each language: places to begin, the argument, questions, gaps, mechanisms, obstacles; and the form filled in again."""
    answer = client.post(address("team", language), data=FIVE)
    assert answer.status_code == 200
    assert all(f'id="{part}"' in answer.text for part in ("begin", "outside", "prompts", "gaps", "mechanisms", "obstacles"))
    assert 'name="group-and-community-work" value="partly" checked' in answer.text
    assert 'value="queues-grow" checked' in answer.text
    assert 'name="number.in-depth-clients-on-average" value="60"' in answer.text


def test_the_result_has_no_score(client: FlaskClient) -> None:
    """No percentage, no points."""
    text = words(client.post(PATH, data=FIVE).text.partition('class="team-result"')[2].partition("<form")[0])
    assert not re.search(r"%|\bscore\b|[0-9] (of|out of) [0-9]", text)


def test_the_rule_and_what_is_hypothesis_are_written_on_the_page(client: FlaskClient) -> None:
    """Under the mechanisms."""
    text = words(client.post(PATH, data=FIVE).text)
    assert "The rule of this table: a mechanism is carried at a level when" in text
    assert "all configurations are our hypotheses" in text


def test_each_arrow_tells_where_it_comes_from(client: FlaskClient) -> None:
    """The chain of the first place to begin links to relations and links."""
    chain = client.post(PATH, data=FIVE).text.partition('class="chain"')[2].partition("</p>")[0]
    sources = re.findall(r'href="([^"]+)"', chain)
    assert sources
    assert all(client.get(source).status_code == 200 for source in sources)


def test_the_view_is_kept(client: FlaskClient) -> None:
    """Only what the source says: no configurations; the form goes back to the same view."""
    page = client.post(PATH + "?view=source", data=FIVE).text
    assert "In this view there are no configurations" in page
    assert f'action="{PATH}?view=source"' in page


def test_nothing_answered_is_no_fault(client: FlaskClient) -> None:
    """A sentence says what is enough."""
    answer = client.post(PATH, data={"who": "team"})
    assert answer.status_code == 200
    assert "Five answers are enough" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("number.in-depth-clients-on-average", "-3", "-3 cannot be right here. Write a number from 0 to 999"),
        ("number.eight-hours-a-month-outside-the-office", "9,999", "9,999 cannot be right here"),
        ("number.meetings-with-decision-makers-yearly", "many", "“many” is not a number"),
        ("group-and-community-work", "maybe", "“maybe” is not one of the choices"),
        ("group-and-community-work", ["yes", "no"], "This was answered in two ways"),
        ("felt", "wars", "“wars” is not a question of this form"),
        ("nothing", "yes", "“nothing” is not a question of this form"),
        ("who", "club", "Choose a team or a wellbeing services county"),
    ],
)
def test_a_fault_is_said_and_nothing_is_lost(client: FlaskClient, field: str, value: Any, sentence: str) -> None:
    """400, the sentence, and the other answers still there."""
    answer = client.post(PATH, data={"relationship-based-client-work": "unknown", **{field: value}})
    assert answer.status_code == 400
    assert sentence in words(answer.text)
    assert 'name="relationship-based-client-work" value="unknown" checked' in answer.text


def test_a_wrong_number_stays_in_its_field(client: FlaskClient) -> None:
    """With its sentence beside it."""
    page = client.post(PATH, data={"number.in-depth-clients-on-average": "-3"}).text
    field = re.findall(r'<input id="n-in-depth-clients-on-average"[^>]+>', page)[0]
    assert 'value="-3"' in field
    assert 'aria-describedby="f-in-depth-clients-on-average"' in field
    assert 'id="f-in-depth-clients-on-average"' in page


def test_answers_that_contradict_each_other_are_named(client: FlaskClient) -> None:
    """Meetings that are missing, and take place twice a year."""
    answer = client.post(PATH, data={"meeting-decision-makers": "no", "number.meetings-with-decision-makers-yearly": "2"})
    assert answer.status_code == 400
    assert "you answered that this is missing" in answer.text


def test_a_body_that_is_too_large_is_not_read(client: FlaskClient) -> None:
    """413, with a sentence and the form."""
    answer = client.post(PATH, data={"who": "x" * LARGEST})
    assert answer.status_code == 413
    assert "too large" in answer.text
    assert '<form id="team"' in answer.text


def test_what_is_sent_is_never_html(client: FlaskClient) -> None:
    """It comes back as text."""
    page = client.post(PATH, data={"<script>alert(1)</script>": "<b>", "number.in-depth-clients-on-average": '"><script>'}).text
    assert "<script>alert" not in page
    assert '"><script>' not in page


@pytest.mark.parametrize("data", [FIVE, {"who": "club"}, {**FIVE, "do": "download"}])
def test_nothing_is_kept(client: FlaskClient, data: dict[str, Any]) -> None:
    """No store, no cookie, no ETag."""
    answer = client.post(PATH, data=data)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "ETag" not in answer.headers


def test_an_answer_does_not_reach_the_next_reader(client: FlaskClient) -> None:
    """The store in front of Flask keeps the empty form only."""
    client.get(PATH)
    client.post(PATH, data=FIVE)
    assert " checked>partly" not in client.get(PATH).text
    assert client.get(PATH).headers["ETag"]


def test_answers_in_a_query_string_are_not_read(client: FlaskClient) -> None:
    """They would stand in logs."""
    assert " checked>partly" not in client.get(PATH + "?group-and-community-work=partly").text


def test_the_answers_are_downloaded(client: FlaskClient) -> None:
    """As an attachment, with day and data version."""
    answer = client.post(PATH, data={**FIVE, "do": "download"})
    check = read(answer.data)
    assert answer.mimetype == "application/ld+json"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert isinstance(check, Check)
    assert check.created == today()
    assert json.loads(answer.text)["filledBy"] == "team"


def test_faulty_answers_are_not_downloaded(client: FlaskClient) -> None:
    """The form comes back instead."""
    assert client.post(PATH, data={"who": "club", "do": "download"}).status_code == 400


def test_pages_are_not_large(client: FlaskClient) -> None:
    """Form and result below 100 kB."""
    assert len(client.get("/fi/tiimin-tarkistus").data) < 100_000
    assert len(client.post("/fi/tiimin-tarkistus", data=FIVE).data) < 100_000


@pytest.mark.parametrize("path", ["/en/", "/en/vicious-circle", "/en/virtuous-circle"])
def test_the_check_is_one_link_away(client: FlaskClient, path: str) -> None:
    """From the home page and from both circles."""
    assert f'href="{PATH}"' in client.get(path).text


def test_of_many_faults_some_are_listed(client: FlaskClient) -> None:
    """And how many more there are; the page stays small."""
    answer = client.post(PATH, data={f"x{n}": "y" for n in range(6000)})
    assert answer.status_code == 400
    assert answer.text.count("is not a question of this form") == 20
    assert "And 5980 more." in words(answer.text)
    assert len(answer.data) < 100_000


@pytest.mark.parametrize("kind", ["application/json", "text/plain", None])
def test_what_is_no_form_is_not_read(client: FlaskClient, kind: str | None) -> None:
    """415, with a sentence and the form."""
    answer = client.post(PATH, data=b'{"who": "team"}', content_type=kind)
    assert answer.status_code == 415
    assert "What was sent is no form" in words(answer.text)
    assert '<form id="team"' in answer.text


@pytest.mark.parametrize("path", [PATH, "/en/two-checks"])
@pytest.mark.parametrize("body", [b"", b'--x\r\nContent-Disposition: form-data; name="who"\r\n\r\nte'])
def test_a_form_that_broke_off_is_not_read(client: FlaskClient, path: str, body: bytes) -> None:
    """400, with a sentence and the form."""
    answer = client.post(path, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400
    assert "broke off on the way" in words(answer.text)
    assert "<form" in answer.text


def test_of_what_was_too_large_only_what_is_true_is_said(client: FlaskClient) -> None:
    """Without script the answers may be gone."""
    text = words(client.post(PATH, data={"who": "x" * LARGEST}).text)
    assert "it may still show your answers" in text


@pytest.mark.parametrize(("language", "wanted"), [("fi", "2,5"), ("sv", "2,5"), ("en", "2.5")])
def test_numbers_have_the_readers_decimal_sign(client: FlaskClient, language: Any, wanted: str) -> None:
    """However they were written."""
    answer = client.post(address("team", language), data={"number.in-depth-clients-on-average": "2,5"})
    assert f": {wanted}</strong>" in answer.text
