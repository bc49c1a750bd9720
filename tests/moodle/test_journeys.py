"""What a teacher does with Kierre in a Moodle: each way in, from our address or file to what students see."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

ITEMS = "thing:queues-grow,guide:team-meeting,picture:loop:loop.loop-returning-clients,query:mechanisms,questions:all:10:1"
CARD = "Growing queues"
NAMED = {"gift": r"\[id:([^\]\s]+)", "xml": r"<idnumber>([^<]+)</idnumber>"}


@pytest.fixture(scope="module")
def fetch(kierre: str) -> Callable[[str], bytes]:
    """Fetches a file of the portal, as the browser of a teacher does."""
    opener = urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if "127.0.0.1" in kierre else []))

    def fetched(path: str) -> bytes:
        with opener.open(path if path.startswith("http") else kierre + path, timeout=120) as answer:
            found: bytes = answer.read()
            return found

    return fetched


def package(fetch: Callable[[str], bytes], ending: str, items: str = ITEMS) -> bytes:
    """A basket as a file."""
    return fetch(f"/en/take-to-a-course/kierre.{ending}?n={items.count(',') + 1}&items={items}")


def test_a_cartridge_address_becomes_a_tool_that_opens_the_card(moodle: Any, kierre: str) -> None:
    """Without key, secret or administrator; what Moodle posts opens the card."""
    before = moodle.tools()
    form = moodle.get(f"/mod/lti/coursetooledit.php?course={moodle.course}").form("lti_typename", "lti_toolurl")
    address = f"{kierre}/lti/cartridge/en/queues-grow.xml"
    moodle.send(form, "submitbutton", lti_typename="0 Kierre", lti_toolurl=address, lti_coursevisible="2")
    added = moodle.tools() - before
    assert len(added) == 1, "The tool is not among those of the course"
    number = moodle.add("lti", "Kierre: a card", typeid=added.pop())
    launch = moodle.get(f"/mod/lti/launch.php?id={number}").form("lti_message_type")
    assert launch.action == f"{kierre}/lti/en/queues-grow"
    assert CARD in moodle.send(launch).text


def restored(moodle: Any, name: str, body: bytes) -> Any:
    """The last page of a restoring of a file into the course itself, adding to what is there."""
    page = moodle.get(f"/backup/restorefile.php?contextid={moodle.context}")
    moodle.upload(page, "backupfile", name, body)
    page = moodle.send(page.form("backupfile"), "submitbutton")
    page = moodle.send(page.form("filepath", "stage"))
    page = moodle.send(page.form("target", "targetid", within="bcs-current-course"), target="1")
    for _ in range(6):
        if not page.tree.xpath("//form//input[@name='restore']"):
            return page
        form = page.form("restore")
        page = moodle.send(form, "submitbutton" if form.xpath(".//*[@name='submitbutton']") else "")
    pytest.fail(f"The restoring does not end: {page.says()}")


def test_a_common_cartridge_is_merged_into_the_course(moodle: Any, fetch: Callable[[str], bytes]) -> None:
    """Pages with their drawing, a link, and a quiz."""
    before = moodle.modules()
    last = restored(moodle, "kierre.imscc", package(fetch, "imscc"))
    added = {number: kind for number, kind in moodle.modules().items() if number not in before}
    assert set(added.values()) >= {"page", "url", "quiz"}, last.says()
    texts = [moodle.get(f"/mod/page/view.php?id={number}") for number, kind in added.items() if kind == "page"]
    drawn = [source for page in texts for source in page.tree.xpath("//img/@src") if "pluginfile.php" in source]
    assert drawn, "No page of the cartridge shows its drawing"
    assert moodle.get(drawn[0]).body[:4] in {b"\x89PNG", b"<svg", b"<?xm"}


@pytest.mark.parametrize(("format_", "ending"), [("gift", "gift"), ("xml", "xml")])
def test_questions_come_into_the_question_bank(moodle: Any, fetch: Callable[[str], bytes], format_: str, ending: str) -> None:
    """All of them, each under its own name for good."""
    body = package(fetch, ending, "questions:all:10:1")
    before = moodle.questions()
    page = moodle.get(f"/question/bank/importquestions/import.php?courseid={moodle.course}")
    moodle.upload(page, "newfile", f"kierre.{'txt' if ending == 'gift' else ending}", body)
    page = moodle.send(page.form("newfile", "format"), "submitbutton", format=format_)
    added = {number: name for number, name in moodle.questions().items() if number not in before}
    assert len(added) == 10, page.says()
    assert set(added.values()) == set(re.findall(NAMED[format_], body.decode()))


def test_a_book_has_its_chapters(moodle: Any, fetch: Callable[[str], bytes]) -> None:
    """A zip of pages, sub-chapters by their names."""
    number = moodle.add("book", "Kierre: a book")
    page = moodle.get(f"/mod/book/tool/importhtml/index.php?id={number}")
    moodle.upload(page, "importfile", "kierre.zip", package(fetch, "zip"))
    done = moodle.send(page.form("importfile", "type"), "submitbutton", type="2")
    shown = moodle.get(f"/mod/book/view.php?id={number}")
    assert len(set(re.findall(r"chapterid=(\d+)", shown.text))) >= 2, done.says()
    assert CARD in shown.text


def test_the_code_of_a_frame_shows_the_card(moodle: Any, kierre: str, fetch: Callable[[str], bytes]) -> None:
    """In a Page, whose text Moodle does not clean."""
    code = json.loads(fetch(f"/oembed?url={quote(kierre + '/en/things/queues-grow')}&format=json"))["html"]
    number = moodle.add("page", "Kierre: a frame", **{"page[text]": code, "page[format]": "1"})
    frames = moodle.get(f"/mod/page/view.php?id={number}").tree.xpath("//iframe/@src")
    assert frames, "Moodle has taken the frame out"
    assert CARD in fetch(frames[0]).decode()
