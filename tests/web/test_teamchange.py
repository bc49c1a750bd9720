"""Two team checks side by side over HTTP."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.analysis.team import Answers, Filler, Presence
from portal.analysis.team_file import write
from portal.graph.load import Data, load
from portal.namespaces import ID
from portal.settings import Settings
from portal.web import create_app
from portal.web.views.teamchange import LARGEST

PATH = "/en/two-checks"
AVERAGE = ID + "in-depth-clients-on-average"
THEN = write(
    Answers(Filler.TEAM, {ID + "beating-hurry": Presence.NO}, frozenset({ID + "queues-grow"}), {AVERAGE: Decimal(60)}),
    date(2026, 5, 1),
    "one",
)
NOW = write(
    Answers(Filler.TEAM, {ID + "beating-hurry": Presence.PARTLY}, frozenset({ID + "clients-return"}), {AVERAGE: Decimal(45)}),
    date(2026, 11, 1),
    "two",
)


def sent(client: FlaskClient, first: str | bytes | None, second: str | bytes | None, **more: str) -> Any:
    """The answer to two files."""
    files = {
        name: (io.BytesIO(text if isinstance(text, bytes) else text.encode()), f"{name}.jsonld")
        for name, text in (("first", first), ("second", second))
        if text is not None
    }
    return client.post(PATH, data={**files, **more}, content_type="multipart/form-data")


def words(html: str) -> str:
    """The text of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_what_has_changed_is_shown(client: FlaskClient) -> None:
    """An answer, an obstacle gone and a new one, a number before and after; no percentage."""
    answer = sent(client, THEN, NOW)
    text = words(answer.text)
    assert answer.status_code == 200
    assert "Overcoming hurry: missing → partly" in text
    assert "60 → 45" in text
    assert (
        text.index("No longer ticked")
        < text.index("Growing queues")
        < text.index("Newly ticked")
        < text.index("Clients having to come back")
    )
    assert "%" not in text


def test_different_versions_of_the_data_are_said(client: FlaskClient) -> None:
    """The questions may have been other ones."""
    assert "different versions of the data" in sent(client, THEN, NOW).text


def test_swapped_files_are_put_in_order(client: FlaskClient) -> None:
    """And it is said."""
    page = sent(client, NOW, THEN).text
    assert "in order of date" in page
    assert "60 → 45" in words(page)


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("not json", "The file is not JSON"),
        ("{}", "“type” is missing from the file."),
        ("[]", "The file is not a team check."),
        (THEN.replace('"@context": {', '"@context": { "x": "y",'), "Nothing is fetched from elsewhere"),
        (THEN.replace('"type": "TeamCheck"', '"name": "North", "type": "TeamCheck"'), "“name” does not belong"),
        (THEN.replace('"60"', '"-3"'), "-3 cannot be right here"),
        (THEN.replace('"60"', '"many"'), "“many” is not a number"),
        (THEN.replace('"type": "TeamCheck"', '"type": "TeamCheck", "type": "TeamCheck"'), "“type” appears twice"),
        (THEN.replace('"id:queues-grow"', '"//[x"'), "“//[x” is not a name that the team check uses"),
        (THEN.replace('"id:queues-grow"', ",".join(['"id:queues-grow"'] * 501)), "The list “obstacles” is longer"),
        (None, "Choose a file here."),
    ],
)
def test_a_broken_file_is_said_and_the_other_kept(client: FlaskClient, broken: str | None, sentence: str) -> None:
    """So that only one must be chosen again."""
    answer = sent(client, broken, NOW)
    assert answer.status_code == 400
    assert sentence in words(answer.text)
    kept = unescape(re.findall(r'name="second-text" value="([^"]+)"', answer.text)[0])
    again = sent(client, THEN, None, **{"second-text": kept})
    assert again.status_code == 200
    assert "60 → 45" in words(again.text)


def test_files_that_are_too_large_are_not_read(client: FlaskClient) -> None:
    """413, with the form."""
    answer = sent(client, b" " * LARGEST, NOW)
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_nothing_is_kept(client: FlaskClient) -> None:
    """No store, no cookie."""
    answer = sent(client, THEN, NOW)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_what_is_sent_is_never_html(client: FlaskClient) -> None:
    """Names in a file come back as text."""
    answer = sent(client, THEN.replace('"type": "TeamCheck"', '"<script>": 1, "type": "TeamCheck"'), NOW)
    assert "“<script>”" not in answer.text


def test_data_without_mechanisms_has_two_checks_too(world: Path, tmp_path: Path) -> None:
    """The rest is compared."""
    for file in (world / "ontology" / "model").rglob("*.ttl"):
        file.write_text(file.read_text(encoding="utf-8").replace("a kierre:Mechanism", "a kierre:Outcome"), encoding="utf-8")
    app = create_app(Settings(state=tmp_path), load(world))
    empty = write(Answers(), date(2026, 5, 1), "one")
    answer = sent(app.test_client(), empty, empty)
    assert answer.status_code == 200
    assert "<h2>Mechanisms</h2>" not in answer.text


def test_what_is_no_longer_asked_is_left_out(client: FlaskClient) -> None:
    """A file of another version of the data is compared in all the rest, and it is said what is missing."""
    answer = sent(client, THEN.replace("id:queues-grow", "id:wars"), NOW)
    assert answer.status_code == 200
    assert "They were left out of the comparison: wars" in words(answer.text)
    assert "60 → 45" in words(answer.text)


def test_an_unknown_question_of_this_version_is_a_fault(client: FlaskClient, real: Data) -> None:
    """It was never asked."""
    broken = THEN.replace("id:queues-grow", "id:wars").replace('"one"', f'"{real.version}"')
    answer = sent(client, broken, NOW)
    assert answer.status_code == 400
    assert "“wars” is not a question of this form" in words(answer.text)


def test_of_many_unknown_fields_some_are_listed(client: FlaskClient) -> None:
    """And how many more there are."""
    many = ",".join(f'"x{n}": 1' for n in range(3000))
    answer = sent(client, THEN.replace('"type": "TeamCheck"', f'{many}, "type": "TeamCheck"'), NOW)
    assert answer.text.count("does not belong in a team check") == 20
    assert "And 2980 more." in words(answer.text)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", None])
def test_what_is_no_form_is_not_read(client: FlaskClient, kind: str | None) -> None:
    """415, with a sentence and the form."""
    answer = client.post(PATH, data=b"{}", content_type=kind)
    assert answer.status_code == 415
    assert "What was sent is no form" in words(answer.text)


def test_numbers_have_the_readers_decimal_sign(client: FlaskClient) -> None:
    """A comma in Finnish."""
    files = {"first": (io.BytesIO(THEN.replace('"60"', '"2.5"').encode()), "a"), "second": (io.BytesIO(NOW.encode()), "b")}
    assert "2,5 → 45" in words(client.post("/fi/kaksi-tarkistusta", data=files).text)
