"""The course basket: it stands in its address, says what is wrong with it, and becomes files."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from html import unescape

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from portal.learning.basket import MOST
from portal.web.course_files import TYPES

PAGE = "/fi/vie-kurssille"
ITEMS = "thing:queues-grow,guide:team-meeting,picture:vicious-loops,questions:all:3:1"
FULL = ",".join(f"thing:nothing-{number}" for number in range(MOST))


def told(answer: TestResponse) -> str:
    """What the page says is wrong with the basket."""
    found = re.search(r'<div class="problem" role="alert">(.*?)</div>', answer.text)
    return unescape(found[1]) if found else ""


def shown(answer: TestResponse) -> list[str]:
    """The items of the basket, as they stand in the form."""
    values = html.document_fromstring(answer.text).xpath("//form[contains(@class, 'course')]/input[@name='items']/@value")
    return str(values[0]).split(",") if values[0] else []


def send(client: FlaskClient, **form: object) -> str:
    """The basket to which the form leads."""
    answer = client.post(PAGE, data=form)
    assert answer.status_code == 303, told(answer)
    return unescape(answer.location)


def test_an_empty_basket_begins_with_ready_sets(client: FlaskClient) -> None:
    """The four methods, ten values, ten recommendations and more, without a word of what is wrong."""
    answer = client.get(PAGE)
    assert told(answer) == ""
    names = html.document_fromstring(answer.text).xpath("//details/summary/text()")
    assert {"Neljä menetelmää (4)", "Kymmenen arvoa (10)", "Kymmenen suositusta (10)"} <= set(names)


@pytest.mark.parametrize("language", ["fi/vie-kurssille", "sv/till-kursen", "en/take-to-a-course"])
def test_a_basket_shows_its_items(client: FlaskClient, language: str) -> None:
    """In their order, with every file."""
    answer = client.get(f"/{language}?n=4&items={ITEMS}")
    assert (answer.status_code, told(answer), shown(answer)) == (200, "", ITEMS.split(","))
    assert set(re.findall(r"/kierre\.(\w+)\?", answer.text)) == set(TYPES)
    assert len(answer.data) <= 100_000


def test_the_largest_basket_is_a_page(client: FlaskClient) -> None:
    """Of at most 100 kB."""
    slugs = re.findall(r'value="(guide:[a-z-]+|thing:[a-z-]+)"', client.get(PAGE).text)
    items = ",".join(dict.fromkeys(slugs[:MOST]))
    answer = client.get(f"{PAGE}?n={items.count(',') + 1}&title={'x' * 120}&items={items}")
    assert len(shown(answer)) > 50
    assert len(answer.data) <= 100_000


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("n=5&items=thing:queues-grow,guide:team-m", "2/5"),
        ("n=1&items=thing:nothing", ""),
        ("n=1-19&items=questions:all:10:3", "Korin viimeinen asia on vajaa tai väärä: Kysymyksiä: 10 kaikista lajeista"),
        ("n=2&items=thing:queues-grow,thing:queues-grow", "kahdesti"),
        ("n=2&items=thing:queues-grow,<script>", "”<script>” ei kelpaa koriin"),
        (f"n=61&items={FULL},thing:queues-grow", "Kori on täynnä"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_kept(client: FlaskClient, question: str, said: str) -> None:
    """A sentence for each, never an error."""
    answer = client.get(f"{PAGE}?{question}")
    assert answer.status_code == 200
    assert said in told(answer)
    assert shown(answer)


@pytest.mark.parametrize(
    "place",
    [
        "?n=2-41&title=x&items=thing:queues-grow,part:whatif:change.less&utm_source=news",
        "?n=2-41&amp;title=x&amp;items=thing:queues-grow,part:whatif:change.less",
        "?n=2-41&title=x&items=thing:queues-grow,part:whatif:change.less.",
        "?n=2-41&title=x&items=thing:queues-grow,part:whatif:change.less%3E",
        "?n=2-41&title=x&items=thing:queues-grow,%0D%0Apart:what%0Aif:change.less",
        "?n=2-41&title=x&items=thing%253Aqueues-grow%252Cpart%253Awhatif%253Achange.less",
    ],
)
def test_what_letters_do_to_an_address_is_undone(client: FlaskClient, place: str) -> None:
    """A word of the sender, `&` escaped once more, marks after it, broken lines, everything escaped twice."""
    answer = client.get(PAGE + place)
    assert (told(answer), shown(answer)) == ("", ["thing:queues-grow", "part:whatif:change.less"])
    assert 'name="title" maxlength="120" value="x"' in answer.text


def test_what_is_added_by_hand_behind_the_items_is_read(client: FlaskClient) -> None:
    """Though the letters that were promised have all arrived."""
    assert shown(client.get(f"{PAGE}?n=1-17&items=thing:queues-grow,thing:solidarity")) == ["thing:queues-grow", "thing:solidarity"]


def test_an_unknown_item_is_named_where_it_stands(client: FlaskClient) -> None:
    """It stays in the basket, so that files tell of it."""
    answer = client.get(f"{PAGE}?n=2&items=thing:nothing,thing:queues-grow")
    assert "Tässä aineiston versiossa ei ole tällaista: thing:nothing" in unescape(answer.text)
    assert shown(answer) == ["thing:nothing", "thing:queues-grow"]


@pytest.mark.parametrize(
    "part",
    [
        "whatif:thing.nothing",
        "whatif:thing.level-macro",
        "whatif:change.nonsense:thing.queues-grow",
        "why:name.nothing",
        "why:name.queues-grow",
        "compare:a.level-macro:b.nothing",
        "compare:a.level-macro:b.queues-grow",
        "begin:obstacle.level-macro",
        "begin:obstacle.queues-grow:role.nonsense",
        "explorer:around.level-macro",
        "find:method.nothing",
        "methods:name.nothing",
    ],
)
def test_a_part_that_is_asked_about_what_there_is_not_is_named(client: FlaskClient, part: str) -> None:
    """As a thing would be; the same part goes along when what it is asked about is there."""
    assert f"Tässä aineiston versiossa ei ole tällaista: part:{part}" in unescape(client.get(f"{PAGE}?n=1&items=part:{part}").text)


@pytest.mark.parametrize(
    "part",
    [
        "whatif:thing.queues-grow",
        "why:name.enabling-leadership",
        "compare:a.level-macro:b.level-meso",
        "begin:obstacle.queues-grow:role.team",
        "explorer:around.queues-grow",
        "find",
        "glossary:name.a",
    ],
)
def test_a_part_that_there_is_goes_along(client: FlaskClient, part: str) -> None:
    """With its link."""
    answer = client.get(f"{PAGE}?n=1&items=part:{part}")
    assert "ei ole tällaista" not in unescape(answer.text)
    assert shown(answer) == [f"part:{part}"]


def test_a_query_that_is_asked_wrongly_says_what_to_change(client: FlaskClient) -> None:
    """As its own page does, and it stays behind."""
    answer = client.get(f"{PAGE}?n=1&items=query:what-counters-an-obstacle:obstacle.queues-grov")
    assert "este: ”queues-grov” ei ole tuttu tai ei sovi tähän. Tarkoititko: queues-grow" in unescape(answer.text)
    assert "/fi/kyselyt/what-counters-an-obstacle?" not in answer.text


def test_a_hypothesis_does_not_go_along_with_the_sources_alone(client: FlaskClient) -> None:
    """It is told beside it."""
    question = "items=thing:configuration-enabling-leadership-meso"
    assert "ei tule mukaan" not in client.get(f"{PAGE}?n=1&{question}").text
    assert "ei tule mukaan" in client.get(f"{PAGE}?n=1&view=source&{question}").text


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ({"move": "up-1"}, "thing:b-b,thing:a-a,thing:c-c"),
        ({"move": "down-1"}, "thing:a-a,thing:c-c,thing:b-b"),
        ({"move": "remove-0"}, "thing:b-b,thing:c-c"),
        ({"move": "up-0"}, "thing:a-a,thing:b-b,thing:c-c"),
        ({"move": "up-99"}, "thing:a-a,thing:b-b,thing:c-c"),
        ({"move": "sideways"}, "thing:a-a,thing:b-b,thing:c-c"),
        ({"add": ["thing:d", "thing:a-a"]}, "thing:a-a,thing:b-b,thing:c-c,thing:d"),
        ({"paste": "http://x/fi/asiat/d\n/fi/kehat/e"}, "thing:a-a,thing:b-b,thing:c-c,thing:d,loop:e"),
    ],
)
def test_the_form_changes_the_basket(client: FlaskClient, form: dict[str, object], wanted: str) -> None:
    """And leads to its address."""
    place = send(client, items="thing:a-a,thing:b-b,thing:c-c", **form)
    assert place.partition("items=")[2] == wanted
    assert f"?n={wanted.count(',') + 1}-{len(wanted)}&" in place


def test_a_ready_set_is_added_whole(client: FlaskClient) -> None:
    """By one button."""
    assert send(client, items="", set="values").count("thing:") == 10


def test_title_and_key_stand_in_the_address(client: FlaskClient) -> None:
    """Also the view and the version."""
    answer = client.post(f"{PAGE}?view=source", data={"items": "thing:a", "title": 'Ä & "b"', "key": "1"})
    assert answer.location == f"{PAGE}?n=1-7&title=%C3%84%20%26%20%22b%22&key=1&view=source&items=thing:a"


def test_the_emptied_basket_has_a_bare_address(client: FlaskClient) -> None:
    """Nothing is left of it."""
    assert send(client, items="thing:a", move="empty") == PAGE


def test_what_cannot_be_read_stays_where_it_was_pasted(client: FlaskClient) -> None:
    """The rest is added."""
    answer = client.post(PAGE, data={"items": "thing:queues-grow", "paste": "https://example.org/ /fi/menetelmat"})
    assert answer.status_code == 400
    assert shown(answer) == ["thing:queues-grow", "part:methods"]
    assert html.document_fromstring(answer.text).xpath("//textarea[@id='paste']/text()") == ["https://example.org/"]


def test_what_is_one_too_many_is_told(client: FlaskClient) -> None:
    """The basket is kept."""
    answer = client.post(PAGE, data={"items": FULL, "add": "thing:queues-grow"})
    assert "Kori on täynnä" in told(answer)
    assert len(shown(answer)) == MOST


def test_a_search_offers_what_it_finds(client: FlaskClient) -> None:
    """To be ticked; what is in the basket stays."""
    answer = client.get(send(client, items="thing:a", q="jonot").partition("#")[0])
    assert shown(answer) == ["thing:a"]
    assert 'name="add" value="thing:queues-grow"' in answer.text


def test_rubbish_that_is_posted_changes_nothing(client: FlaskClient) -> None:
    """It is answered as an empty form."""
    assert client.post(PAGE, data=b"\xff\xfe", content_type="application/octet-stream").status_code == 303


def test_a_title_stays_words(client: FlaskClient) -> None:
    """On the page, in the file and in its name."""
    question = "n=1&title=%3Cscript%3E%22%0D%0Ax%3A%20y&items=thing:queues-grow"
    assert "<script>" not in client.get(f"{PAGE}?{question}").text.partition("<main")[2].partition("</main>")[0].replace(
        "<script src", ""
    )
    answer = client.get(f"{PAGE}/kierre.txt?{question}")
    assert "x" not in answer.headers
    assert answer.text.startswith('<script>" x: y\n')


@pytest.mark.parametrize("ending", TYPES)
def test_every_file_names_itself_and_its_kind(client: FlaskClient, ending: str) -> None:
    """Media type, a readable name in ASCII and in full, and an ETag by which nothing is sent twice."""
    place = f"{PAGE}/kierre.{ending}?n=2&title=J%C3%A4rjestys&items=thing:queues-grow,questions:all:3:1"
    answer = client.get(place)
    assert (answer.status_code, answer.content_type) == (200, TYPES[ending])
    assert re.search(r'filename="jarjestys-[\w-]*\.', answer.headers["Content-Disposition"])
    assert "filename*=UTF-8''J%C3%A4rjestys" in answer.headers["Content-Disposition"]
    assert client.get(place, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("ending", ["txt", "html", "csv", "gift", "xml", "zip", "imscc", "pptx", "pdf"])
def test_the_same_basket_gives_the_same_bytes(client: FlaskClient, ending: str) -> None:
    """Made twice, not only kept."""
    place = f"{PAGE}/kierre.{ending}?n=2&items=thing:queues-grow,questions:all:3:1"
    press = client.application.extensions["kierre"].press
    first = hashlib.sha256(client.get(place).data).hexdigest()
    for path in press._folder.glob(f"*.{ending}"):
        path.unlink()
    assert hashlib.sha256(client.get(place).data).hexdigest() == first


def test_a_file_tells_what_was_left_out(client: FlaskClient) -> None:
    """The rest is in it."""
    text = client.get(f"{PAGE}/kierre.txt?n=3&items=thing:queues-grow,thing:nothing").text
    assert "Mitä jäi pois: Perille tuli 2/3" in text
    assert "thing:nothing" in text
    assert "asiat/queues-grow" in text


@pytest.mark.parametrize("place", ["kierre.pdf", "kierre.pdf?n=1&items=thing:nothing", "kierre.gift?n=1&items=thing:queues-grow"])
def test_nothing_makes_no_file(client: FlaskClient, place: str) -> None:
    """The basket is shown, and says what is missing."""
    answer = client.get(f"{PAGE}/{place}")
    assert answer.status_code == 400
    assert "Korissa ei ole mitään tähän tiedostoon" in told(answer)


def test_a_form_that_there_is_not_is_not_found(client: FlaskClient) -> None:
    """As any other address."""
    assert client.get(f"{PAGE}/kierre.exe?n=1&items=thing:queues-grow").status_code == 404


def test_the_answers_of_a_learning_path_stay_at_home(client: FlaskClient) -> None:
    """Unless they are asked for."""
    place = f"{PAGE}/kierre.zip?n=1&{{}}items=guide:an-hour-on-the-realist-model"
    found = []
    for key in ("", "key=1&"):
        with zipfile.ZipFile(io.BytesIO(client.get(place.format(key)).data)) as archive:
            found.append(archive.read("001-guide-an-hour-on-the-realist-model.html").decode())
    assert ["Vastauksia kouluttajalle" in each for each in found] == [False, True]


def test_what_lines_mean_is_said_once(client: FlaskClient) -> None:
    """Under a loop, in the page that it is in and on its own."""
    place = f"{PAGE}/kierre.zip?n=2&items=guide:vicious-circle-workshop,picture:loop:loop.loop-hurry-and-queues"
    with zipfile.ZipFile(io.BytesIO(client.get(place).data)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.startswith(("001-", "002-"))]
    assert [page.count("Yhtenäinen viiva: lähde sanoo näin.") for page in pages] == [1, 1]


@pytest.mark.parametrize(
    ("written", "item"),
    [
        ("queues-grow", "thing:queues-grow"),
        ("id:queues-grow", "thing:queues-grow"),
        ("page:breaking-the-vicious-circle", "guide:breaking-the-vicious-circle"),
        ("breaking-the-vicious-circle", "guide:breaking-the-vicious-circle"),
        ("prosos-doc", "statement:prosos-doc"),
        ("figure-3", "picture:figure-3"),
        ("configurations", "query:configurations"),
        ("https%3A%2F%2Fw3id.org%2Fkierre%2Fid%2Fqueues-grow", "thing:queues-grow"),
        ("http%3A%2F%2Flocalhost%2Fsv%2Fsaker%2Fqueues-grow%3Fv=2026.1", "thing:queues-grow"),
    ],
)
def test_an_item_may_be_written_in_other_ways(client: FlaskClient, written: str, item: str) -> None:
    """By its name alone, by another word for what it is, by its address; the basket's own address has the usual form."""
    assert shown(client.get(f"{PAGE}?n=2&items={written},thing:solidarity")) == [item, "thing:solidarity"]


def test_what_finds_no_room_is_named(client: FlaskClient) -> None:
    """So that a second basket can be made of it."""
    assert "Nämä eivät mahtuneet: jonojen kasvu" in told(client.get(f"{PAGE}?items={FULL},thing:queues-grow"))


def test_questions_go_along_one_by_one(client: FlaskClient) -> None:
    """Those side by side in one quiz, in their order, and into the question bank."""
    first, second = sorted(set(re.findall(r"/fi/kysymyspankki/([a-z][a-z0-9-]+)[?\"]", client.get("/fi/kysymyspankki").text)))[:2]
    place = f"{PAGE}/kierre.{{}}?n=3&items=question:{second},{first},thing:queues-grow"
    assert re.findall(r"\[id:([\w-]+)\]", client.get(place.format("gift")).text) == [second, first]
    with zipfile.ZipFile(io.BytesIO(client.get(place.format("zip")).data)) as archive:
        assert [name for name in archive.namelist() if "question" in name] == [f"001-question-{second}.html"]


def test_the_notes_of_the_answers_stay_at_home_too(client: FlaskClient) -> None:
    """What is cited in the answers alone is not told, and every link within the page leads somewhere."""
    place = f"{PAGE}/kierre.zip?n=1&items=guide:an-hour-on-the-realist-model"
    with zipfile.ZipFile(io.BytesIO(client.get(place).data)) as archive:
        page = html.document_fromstring(archive.read("001-guide-an-hour-on-the-realist-model.html"))
    assert "Tutkimusaineistoon kuuluu" not in page.text_content()
    assert {f"#{each}" for each in page.xpath("//@id")} >= {each for each in page.xpath("//@href") if each.startswith("#")}


def test_links_in_files_are_whole(client: FlaskClient) -> None:
    """They lead to this portal from anywhere."""
    with zipfile.ZipFile(io.BytesIO(client.get(f"{PAGE}/kierre.zip?n=1&items=guide:breaking-the-vicious-circle").data)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")]
    targets = {str(each) for page in pages for each in html.document_fromstring(page).xpath("//a/@href")}
    assert all(each.startswith(("#", "files/", "http://localhost/", "https://")) for each in targets)


def test_a_page_can_be_taken_to_a_course(client: FlaskClient) -> None:
    """By a link that opens the basket with it; a page that is nothing to take along has none."""
    assert f'href="{PAGE}?n=1-17&amp;items=thing:queues-grow"' in client.get("/fi/asiat/queues-grow").text
    assert "course-box" not in client.get("/fi/haku?q=x").text


def test_a_draw_goes_along_as_it_was_chosen(client: FlaskClient) -> None:
    """Several kinds and a difficulty give the same questions in the basket as in the bank."""
    asked = "kind=next-stage&kind=order-of-values&kind=value-by-number&difficulty=2&count=4&seed=3"
    place = unescape(re.findall(r'course-box.*?href="([^"]+)"', client.get(f"/en/question-bank?{asked}").text)[0])
    files = [client.get(f"/en/question-bank/kierre.gift?{asked}").text, client.get(place.replace("?", "/kierre.gift?")).text]
    first, second = [re.findall(r"\[id:([^]]+)", each) for each in files]
    assert first == second != []


def test_an_error_page_is_not_offered_for_a_course(client: FlaskClient) -> None:
    """There is nothing to take along."""
    assert "course-box" not in client.get("/en/things/nothing-here").text
