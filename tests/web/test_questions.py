"""The question bank on pages: choosing, reading, one question, and files."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.namespaces import ID
from portal.settings import Settings
from portal.web import create_app
from portal.web.bank import MOST

PAGE = "/en/question-bank"


@pytest.mark.parametrize("path", ["/fi/kysymyspankki", "/sv/fragebank", "/en/question-bank"])
def test_a_draw_has_as_many_questions_as_usual(client: FlaskClient, path: str) -> None:
    """In each language."""
    assert client.get(path).text.count('<p class="asked">') == 10


def test_the_right_answer_is_behind_each_question(client: FlaskClient) -> None:
    """To be opened without script, closed at first."""
    html = client.get(f"{PAGE}?count=5").text
    assert html.count('<details class="answer"><summary>') == 5
    assert "✓" not in html


def test_right_answers_are_marked_by_a_word(client: FlaskClient) -> None:
    """Not by colour, and one for each question."""
    html = client.get(f"{PAGE}?count=5&answers=shown&kind=value-by-number").text
    assert html.count("✓ right") == 5


def test_a_worksheet_has_its_key_apart(client: FlaskClient) -> None:
    """Nothing beside the questions tells the answer; the key names the letter."""
    sheet, _, key = client.get(f"{PAGE}?count=5&answers=apart&kind=value-by-number").text.partition('<section class="key">')
    assert 'class="right"' not in sheet
    assert len(re.findall(r'<p class="right"><strong>[abcd]\. ', key)) == 5


def test_another_draw_is_one_link_away(client: FlaskClient) -> None:
    """With everything else as it was."""
    assert f'href="{PAGE}?kind=next-stage&amp;seed=8"' in client.get(f"{PAGE}?kind=next-stage&seed=7").text


def test_questions_on_a_thing(client: FlaskClient) -> None:
    """Only those; the thing's page leads there."""
    html = client.get(f"{PAGE}?about=constant-hurry&answers=shown").text
    blocks = re.findall(r'<li id="[^"]+">(.*?)<p class="screen small">', html, re.DOTALL)
    assert blocks
    assert all("constant hurry" in each.lower() for each in blocks)
    assert client.get("/en/things/constant-hurry").text.count(f'href="{PAGE}?about=constant-hurry"') == 1


def test_questions_on_what_a_guidance_page_is_about(client: FlaskClient, real: Data) -> None:
    """A page stands for the things that it is about."""
    asked = {question.subject for question in client.application.extensions["kierre"].bank.questions}
    things = {iri.removeprefix(ID) for iri in asked}
    slug = next(each.slug for each in real.pages if things.intersection(each.about) and each.slug not in things)
    assert '<p class="asked">' in client.get(f"{PAGE}?about={slug}").text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("kind=nothing", "There is no kind of questions called nothing."),
        ("about=nothing", "There is nothing called nothing to ask about."),
        ("difficulty=4", "The difficulty is a number from 1 to 3."),
        ("count=0", f"The count is a number from 1 to {MOST}."),
        ("seed=one", "The number of the draw is a whole number"),
        ("seed=%D9%A3", "The number of the draw is a whole number"),
        ("question=gone", "There is no question called gone."),
        ("answers=loud", "Answers are closed, shown or apart, not loud."),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_stands(client: FlaskClient, asked: str, said: str) -> None:
    """Also in place of a file, so that nobody takes along what was not meant."""
    for place in ("", "/kierre.gift"):
        answer = client.get(f"{PAGE}{place}?{asked}&kind=next-stage")
        assert answer.status_code == 400
        assert said in answer.text
        assert '<input type="checkbox" name="kind" value="next-stage" checked>' in answer.text


def test_when_nothing_fits_the_page_says_so(client: FlaskClient) -> None:
    """And what to do."""
    assert "No question fits all of this." in client.get(f"{PAGE}?kind=next-stage&difficulty=3").text


def test_a_question_has_its_address(client: FlaskClient) -> None:
    """With its files; one that there is not is a page that says so."""
    html = client.get(f"{PAGE}/order-of-stages").text
    assert "Put the stages of the client process in the order of the source." in html
    assert f"{PAGE}/kierre.xml?question=order-of-stages" in html
    assert client.get(f"{PAGE}/nothing").status_code == 404


def test_the_answer_to_an_order_leads_to_the_whole_list(client: FlaskClient) -> None:
    """In the reader's view; in a file whole."""
    assert 'href="/en/values?view=source">The order of the values<' in client.get(f"{PAGE}/order-of-values?view=source").text
    assert "http://localhost/en/values" in client.get(f"{PAGE}/kierre.txt?question=order-of-values").text


@pytest.mark.parametrize(
    ("ending", "media_type", "last"),
    [("xml", "application/xml", "xml"), ("gift", "text/plain", "gift.txt"), ("txt", "text/plain", "txt")],
)
def test_files_say_what_they_are(client: FlaskClient, ending: str, media_type: str, last: str) -> None:
    """Moodle takes GIFT only from a file that ends in .txt."""
    answer = client.get(f"{PAGE}/kierre.{ending}?seed=3")
    assert answer.mimetype == media_type
    assert re.search(rf'attachment; filename="kierre-en-[0-9a-f]+-3\.{last}"', answer.headers["Content-Disposition"])
    again = client.get(f"{PAGE}/kierre.{ending}?seed=3", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_there_is_no_other_file(client: FlaskClient) -> None:
    """Formats that we do not write are not there."""
    assert client.get(f"{PAGE}/kierre.docx").status_code == 404


def test_a_file_holds_the_questions_of_its_page(client: FlaskClient) -> None:
    """The same draw, by name."""
    shown = set(re.findall(r'<li id="([^"]+)">', client.get(f"{PAGE}?seed=5&count=12").text))
    quiz = ElementTree.fromstring(client.get(f"{PAGE}/kierre.xml?seed=5&count=12").data)  # noqa: S314 - our own text
    assert {each.text for each in quiz.iter("idnumber")} == shown


def test_questions_are_taken_by_name(client: FlaskClient) -> None:
    """In the order in which they are named."""
    text = client.get(f"{PAGE}/kierre.txt?question=order-of-values&question=order-of-stages").text
    assert text.index("the values") < text.index("the stages")


def test_links_in_a_file_are_whole(real: Data) -> None:
    """They lead to the portal that readers know, whoever opens the file."""
    app = create_app(Settings(public_url="https://kierre.example.fi"), real)
    text = app.test_client().get(f"{PAGE}/kierre.xml").text
    links = re.findall(r'href="([^"]+)"', text.replace("&quot;", '"'))
    assert links
    assert all(link.startswith("https://kierre.example.fi/en/") for link in links)


def test_the_same_in_the_view_of_the_sources(client: FlaskClient) -> None:
    """No question rests on a hypothesis, and links keep the view."""
    one, other = (client.get(f"{PAGE}{view}").text for view in ("", "?view=source"))
    assert re.findall(r'<p class="asked">(.*?)</p>', one) == re.findall(r'<p class="asked">(.*?)</p>', other)
    assert f"{PAGE}/kierre.xml" in other


def test_a_portal_without_facts_has_no_questions(make_client: Callable[..., FlaskClient]) -> None:
    """And says so."""
    assert "No question fits all of this." in make_client().get(PAGE).text


def test_pages_are_small(client: FlaskClient) -> None:
    """The largest draw shows its first forty."""
    for way in ("closed", "shown", "apart"):
        assert len(client.get(f"/sv/fragebank?count={MOST}&answers={way}").data) < 100_000
