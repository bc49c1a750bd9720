"""A teacher at a Moodle: over HTTP, through the forms that a browser would send, found by the names of their fields.

Written after the forms of Moodle 4.5 and the steps of its own behat tests. It has run against the stand-in (`standin.py`) only,
and never against a real Moodle, which may differ in what the stand-in does not know. With `MOODLE_URL` set, `make test-all` takes
the same journeys there: `MOODLE_USER` and `MOODLE_PASSWORD` are of an editing teacher, `MOODLE_COURSE` is the number of a course
for trying, and `MOODLE_KIERRE` is the address of a portal as that Moodle sees it (without it: the one that the tests start;
Moodle does not fetch from 127.0.0.1 unless its settings `curlsecurityblockedhosts` and `curlsecurityallowedport` let it). What
the journeys add is deleted again, but for the empty categories of questions and the empty sections, which the course keeps.
"""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import lxml.html
import pytest

PATIENCE = 120
SETTINGS = ("MOODLE_URL", "MOODLE_USER", "MOODLE_PASSWORD", "MOODLE_COURSE")
REAL = bool(os.environ.get("MOODLE_URL"))
MODULE = re.compile(r"/mod/(\w+)/view\.php\?id=(\d+)")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say that no Moodle was asked."""
    if not REAL:
        terminalreporter.write_line(
            "No real Moodle was asked: with MOODLE_URL set, the journeys run there too (tests/moodle/conftest.py)."
        )


class Page:
    """What a server answered: where in the end, and what."""

    def __init__(self, url: str, body: bytes) -> None:
        self.url, self.body, self.text = url, body, body.decode(errors="replace")

    @property
    def tree(self) -> Any:
        """Its HTML."""
        return lxml.html.fromstring(self.text, base_url=self.url)

    def says(self) -> str:
        """A short account, for those who must find out what went wrong."""
        wrong = self.tree.xpath(
            "//*[contains(@class,'alert-danger') or contains(@class,'errormessage') or contains(@class,'error')]"
        )
        words = " ".join(each.text_content().strip() for each in wrong)[:400]
        return f"{self.url} (title: {self.tree.findtext('.//title')!r}; says: {words!r})"

    def form(self, *fields: str, within: str = "") -> Any:
        """The form that has all of these fields (or an element of a class)."""
        for form in self.tree.xpath("//form"):
            names = set(form.xpath(".//@name"))
            if names.issuperset(fields) and (not within or form.xpath(f".//*[contains(@class,'{within}')]")):
                return form
        pytest.fail(f"No form with the fields {', '.join(fields)} {within} at {self.says()}")


class Moodle:
    """A course, as its teacher works in it."""

    def __init__(self, url: str, user: str, password: str, course: str) -> None:
        self.url, self.course = url.rstrip("/"), course
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies, *([urllib.request.ProxyHandler({})] if "127.0.0.1" in url else []))
        entered = self.send(self.get("/login/index.php").form("username", "password"), username=user, password=password)
        if "/login/" in urlsplit(entered.url).path:
            pytest.fail(f"Moodle does not let {user} in: {entered.says()}")
        self.home = self.get(f"/course/view.php?id={course}")
        self.sesskey = self._setting("sesskey")
        self.context = self._setting("courseContextId", "contextid")

    def _setting(self, *names: str) -> str:
        for name in names:
            if found := re.search(rf'"{name}":"?(\w+)', self.home.text):
                return found[1]
        pytest.fail(f"No {names[0]} in {self.home.says()}")

    def get(self, path: str, data: bytes | None = None, **headers: str) -> Page:
        """What stands at a path (POST when there is data)."""
        request = urllib.request.Request(urljoin(self.url + "/", self._whole(path)), data, headers)
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return Page(answer.url, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                pytest.fail(f"{error.code} of {Page(request.full_url, error.read() or b'<p>').says()}")

    def _whole(self, path: str) -> str:
        return self.url + path if path.startswith("/") else path

    def send(self, form: Any, /, button: str = "", **given: str) -> Page:
        """Send a form as it stands, with some fields filled in and a button pressed."""
        fields = [(name, value) for name, value in form.form_values() if name not in given] + list(given.items())
        target = urljoin(form.base_url, form.action or form.base_url)
        text = urlencode([*fields, *([(button, "1")] if button else [])])
        if form.method == "GET":
            return self.get(target.partition("?")[0] + "?" + text)
        return self.get(target, text.encode())

    def upload(self, page: Page, field: str, name: str, body: bytes) -> None:
        """Put a file into the draft area that a form of a page has for a field, as the file picker does."""
        repository = re.search(r'"id":"?(\d+)"?,"name":"(?:[^"\\]|\\.)*","type":"upload"', page.text)
        if repository is None:
            pytest.fail(f"Nowhere to upload a file at {page.says()}")
        item = dict(page.form(field).form_values())[field]
        fields = {"repo_id": repository[1], "itemid": item, "sesskey": self.sesskey, "ctx_id": self.context, "title": name}
        fields |= {"savepath": "/", "env": "filepicker", "p": "", "page": "", "maxbytes": "-1", "areamaxbytes": "-1"}
        edge = uuid.uuid4().hex
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()]
        opening = f'--{edge}\r\nContent-Disposition: form-data; name="repo_upload_file"; filename="{name}"\r\n'
        opening += "Content-Type: application/octet-stream\r\n\r\n"
        data = "".join(parts).encode() + opening.encode() + body + f"\r\n--{edge}--\r\n".encode()
        kind = f"multipart/form-data; boundary={edge}"
        said = json.loads(self.get("/repository/repository_ajax.php?action=upload", data, **{"Content-Type": kind}).body)
        if "error" in said or "file" not in said:
            pytest.fail(f"Moodle does not take the file {name}: {said}")

    def call(self, method: str, **arguments: object) -> None:
        """Call a function of Moodle's own interface for its pages."""
        asked = [{"index": 0, "methodname": method, "args": arguments}]
        path = f"/lib/ajax/service.php?sesskey={self.sesskey}&info={method}"
        said = json.loads(self.get(path, json.dumps(asked).encode(), **{"Content-Type": "application/json"}).body)
        if said[0]["error"]:
            pytest.fail(f"{method}: {said[0]['exception']}")

    def add(self, module: str, name: str, **fields: str) -> int:
        """Add an activity to the first section, and return its number."""
        kind = fields.pop("typeid", "")
        path = f"/course/modedit.php?add={module}&type=&course={self.course}&section=0&return=0&sr=0"
        form = self.get(path + (f"&typeid={kind}" if kind else "")).form("name", "submitbutton")
        page = self.send(form, "submitbutton", name=name, **fields)
        asked = parse_qs(urlsplit(page.url).query)
        if f"/mod/{module}/" not in page.url:
            pytest.fail(f"The {module} was not saved: {page.says()}")
        return int((asked.get("cmid") or asked["id"])[0])

    def modules(self) -> dict[int, str]:
        """The activities of the course: number and kind."""
        return {int(number): kind for kind, number in MODULE.findall(self.get(f"/course/view.php?id={self.course}").text)}

    def tools(self) -> set[str]:
        """The numbers of the tools that belong to the course."""
        return set(self.get(f"/mod/lti/coursetools.php?id={self.course}").tree.xpath("//@data-course-tool-id"))

    def questions(self) -> dict[str, str]:
        """The questions of the course, in all categories: number and idnumber."""
        form = self.get(f"/question/bank/importquestions/import.php?courseid={self.course}").form("category", "newfile")
        found: dict[str, str] = {}
        for category in form.xpath(".//select[@name='category']//option/@value"):
            asked = urlencode({"courseid": self.course, "cat": category, "qperpage": 1000})
            for row in self.get(f"/question/edit.php?{asked}").tree.xpath("//tr[.//input[starts-with(@name,'q')]]"):
                number = next((each[1:] for each in row.xpath(".//input/@name") if re.fullmatch(r"q\d+", each)), "")
                named = row.xpath(".//span[contains(@class,'accesshide')]/following-sibling::span[contains(@class,'badge')]")
                found |= {number: named[0].text_content().strip() if named else ""} if number else {}
        return found

    def delete_questions(self, numbers: set[str]) -> None:
        """Delete questions of the course."""
        asked = {"deleteselected": "1", "courseid": self.course, "returnurl": f"/question/edit.php?courseid={self.course}"}
        asked |= {f"q{each}": "1" for each in numbers}
        self.send(self.get(f"/question/bank/deletequestion/delete.php?{urlencode(asked)}&sesskey={self.sesskey}").form("confirm"))


@pytest.fixture(scope="module")
def standin() -> Iterator[str]:
    """The address of the stand-in."""
    process = subprocess.Popen([sys.executable, str(Path(__file__).parent / "standin.py")], stdout=subprocess.PIPE, text=True)
    yield process.stdout.readline().strip()  # type: ignore[union-attr]
    process.terminate()
    process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module", params=["stand-in", *([pytest.param("moodle", marks=pytest.mark.slow)] if REAL else [])])
def entered(request: pytest.FixtureRequest) -> Moodle:
    """A teacher who has come in: at the stand-in, and at the real Moodle where there is one."""
    if request.param == "stand-in":
        return Moodle(request.getfixturevalue("standin"), "teacher", "secret", "2")
    if missing := [each for each in SETTINGS if not os.environ.get(each)]:
        pytest.fail(f"MOODLE_URL is set, but not {', '.join(missing)}.")
    return Moodle(*(os.environ[each] for each in SETTINGS))


@pytest.fixture
def moodle(entered: Moodle) -> Iterator[Moodle]:
    """The same teacher; what a journey adds to the course is deleted after it."""
    modules, tools, questions = entered.modules(), entered.tools(), entered.questions()
    yield entered
    if added := sorted(entered.modules().keys() - modules.keys()):
        entered.call("core_courseformat_update_course", action="cm_delete", courseid=int(entered.course), ids=added)
    for tool in entered.tools() - tools:
        entered.call("mod_lti_delete_course_tool_type", tooltypeid=int(tool))
    if more := entered.questions().keys() - questions.keys():
        entered.delete_questions(set(more))


@pytest.fixture(scope="module")
def kierre(request: pytest.FixtureRequest) -> str:
    """The address of the portal, as Moodle sees it."""
    address: str = os.environ.get("MOODLE_KIERRE", "").rstrip("/") or request.getfixturevalue("server").url
    return address
