"""A stand-in for the few pages of Moodle 4.5 that the journeys use: its addresses, the names of its fields, and no more.

It shows that the journeys themselves are sound. It is no Moodle: it takes what is written here. Prints its address, and serves.
"""

from __future__ import annotations

import io
import json
import re
import urllib.request
import zipfile
from email.parser import BytesParser
from email.policy import HTTP
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

UPLOAD = '<script>{"repositories":{"3":{"id":"3","name":"Upload a file","type":"upload"}}}</script>'
Fields = dict[str, str]
_GIFT = re.compile(r"^\$CATEGORY: (?P<category>[^\n]+)|\[id:(?P<name>[^\]\s]+)\].*?^::.+?(?<!\\)::", re.MULTILINE | re.DOTALL)
_XML = re.compile(r'<question type="category">.*?<text>(?P<category>[^<]+)|<idnumber>(?P<name>[^<]+)', re.DOTALL)


def form(action: str, fields: Fields, more: str = "", method: str = "post") -> str:
    """A form with hidden fields."""
    hidden = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields.items())
    return f'<form method="{method}" action="{action}">{hidden}{more}<input type="submit" name="submitbutton"></form>'


class Course:
    """What is in the course: activities with what they show, tools, files in draft areas, questions by category."""

    def __init__(self) -> None:
        self.next = 10
        self.modules: dict[int, tuple[str, str]] = {}
        self.tools: dict[int, str] = {}
        self.drafts: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}
        self.questions: dict[int, tuple[str, str]] = {}
        self.categories = ["7,25"]

    def number(self) -> int:
        """A number of its own."""
        self.next += 1
        return self.next

    def add(self, kind: str, shown: str) -> int:
        """Add an activity."""
        number = self.number()
        self.modules[number] = (kind, shown)
        return number

    def merge(self, cartridge: bytes) -> None:
        """Add what a Common Cartridge 1.1 holds, as Moodle's converter sorts it."""
        with zipfile.ZipFile(io.BytesIO(cartridge)) as archive:
            manifest = archive.read("imsmanifest.xml")
            assert b"http://www.imsglobal.org/xsd/imsccv1p1/" in manifest[:1024]
            nodes = list(ElementTree.fromstring(manifest).iter())  # noqa: S314
            resources = {each.get("identifier"): each for each in nodes if each.tag.endswith("}resource")}
            for item in nodes:
                if not item.tag.endswith("}item") or not item.get("identifierref"):
                    continue
                resource = resources[item.get("identifierref")]
                kind, file = resource.get("type", ""), str(resource[0].get("href"))
                text = archive.read(file).decode()
                if kind == "webcontent":
                    for image in re.findall(r'src="(?:\.\./)?([^":]+)"', text):
                        self.files[image.rpartition("/")[2]] = archive.read(image.removeprefix("../"))
                    self.add("page", re.sub(r'src="[^":]*?([^"/]+)"', r'src="/pluginfile.php/30/\1"', text))
                elif kind.startswith("imswl"):
                    self.add("url", text)
                elif "basiclti" in kind:
                    self.add("lti", launch_address(text.encode()))
                elif "assessment" in kind:
                    self.add("quiz", text)

    def ask(self, questions: bytes, kind: str) -> None:
        """Take questions in, each into the category that the file names last."""
        text = questions.decode()
        marks = _GIFT if kind == "gift" else _XML
        category = self.categories[0]
        for match in marks.finditer(text):
            if match["category"]:
                category = f"{100 + len(self.categories)},25"
                self.categories.append(category)
            else:
                self.questions[self.number()] = (category, match["name"])


def launch_address(cartridge: bytes) -> str:
    """Where the tool of an LTI cartridge is opened."""
    found = next(each for each in ElementTree.fromstring(cartridge).iter() if each.tag.endswith("}launch_url"))  # noqa: S314
    return str(found.text)


class Pages(BaseHTTPRequestHandler):
    """The pages; one method for each, named after its address."""

    course: ClassVar[Course] = Course()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        self._answer({}, b"")

    def do_POST(self) -> None:
        """Answer a form."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.headers["Content-Type"]
        if "multipart" in kind:
            parts = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
            named = [
                (part.get_param("name", header="Content-Disposition"), part.get_payload(decode=True)) for part in parts.iter_parts()
            ]
            fields: dict[str, Any] = {str(name): value for name, value in named}
            file = fields.pop("repo_upload_file")
            self._answer({name: value.decode() for name, value in fields.items()}, file)
            return
        asked = {} if "json" in kind else {name: values[-1] for name, values in parse_qs(body.decode(), True).items()}
        self._answer(asked, body)

    def _answer(self, sent: Fields, body: bytes) -> None:
        parts = urlsplit(self.path)
        given = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        name = re.sub(r"\W+", "_", parts.path.removesuffix(".php")).strip("_")
        if parts.path.startswith("/pluginfile.php"):
            self._say(self.course.files[unquote(parts.path).rpartition("/")[2]])
            return
        if name.startswith("mod_") and name.endswith("_view"):
            name = "mod_view"
        found = getattr(self, name)(given, sent, body)
        if isinstance(found, tuple):
            self._say(b"", Location=found[0])
            return
        self._say(found.encode() if isinstance(found, str) else found)

    def _say(self, body: bytes, **headers: str) -> None:
        self.send_response(303 if headers else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def login_index(self, given: Fields, sent: Fields, body: bytes) -> Any:
        """The way in."""
        if sent:
            assert (sent["username"], sent["password"], sent["logintoken"]) == ("teacher", "secret", "t")
            return ("/my/",)
        fields = '<input name="username"><input type="password" name="password">'
        return f"<title>Log in</title>{form('/login/index.php', {'logintoken': 't'}, fields)}"

    def my(self, *_: object) -> str:
        """The page after it."""
        return "<title>Dashboard</title>"

    def course_view(self, *_: object) -> str:
        """The course with its activities."""
        links = "".join(f'<a href="/mod/{kind}/view.php?id={n}">x</a>' for n, (kind, _) in self.course.modules.items())
        return f'<title>Course</title><script>M.cfg = {{"sesskey":"abc","courseContextId":25}};</script>{links}'

    def mod_lti_coursetooledit(self, given: Fields, sent: Fields, body: bytes) -> Any:
        """The form of a tool of the course."""
        if sent:
            assert sent["lti_coursevisible"] == "2"
            with urllib.request.urlopen(sent["lti_toolurl"]) as cartridge:
                self.course.tools[self.course.number()] = launch_address(cartridge.read())
            return (f"/mod/lti/coursetools.php?id={sent['course']}",)
        fields = '<input name="lti_typename"><input name="lti_toolurl"><input type="hidden" name="lti_coursevisible" value="1">'
        return form("", {"course": given["course"], "sesskey": "abc"}, fields)

    def mod_lti_coursetools(self, *_: object) -> str:
        """The tools of the course."""
        return "<p>" + "".join(f'<a data-action="course-tool-delete" data-course-tool-id="{n}">x</a>' for n in self.course.tools)

    def course_modedit(self, given: Fields, sent: Fields, body: bytes) -> Any:
        """The form of an activity."""
        if not sent:
            fields = '<input name="name"><textarea name="page[text]"></textarea><input type="hidden" name="page[format]" value="2">'
            return form("/course/modedit.php", {"add": given["add"], "typeid": given.get("typeid", "0")}, fields)
        kind, shown = sent["add"], sent.get("page[text]", "")
        number = self.course.add(kind, self.course.tools[int(sent["typeid"])] if kind == "lti" else shown)
        return (f"/mod/book/edit.php?cmid={number}" if kind == "book" else f"/mod/{kind}/view.php?id={number}&forceview=1",)

    def mod_view(self, given: Fields, *_: object) -> str:
        """An activity."""
        return f"<title>Activity</title><div>{self.course.modules[int(given['id'])][1]}</div>"

    def mod_book_edit(self, *_: object) -> str:
        """The form of a first chapter."""
        return "<title>Editing chapter</title>"

    def mod_lti_launch(self, given: Fields, *_: object) -> str:
        """The form that a browser sends by itself."""
        posted = {"lti_message_type": "basic-lti-launch-request", "lti_version": "LTI-1p0", "roles": "Instructor", "user_id": "9"}
        return form(self.course.modules[int(given["id"])][1], posted)

    def repository_repository_ajax(self, given: Fields, sent: Fields, body: bytes) -> str:
        """A file from the file picker."""
        if sent["sesskey"] != "abc" or sent["repo_id"] != "3":
            return json.dumps({"error": "no"})
        self.course.drafts[sent["itemid"]] = body
        return json.dumps({"url": "x", "id": sent["itemid"], "file": sent["title"]})

    def _picker(self, field: str, fields: Fields, more: str = "") -> str:
        return UPLOAD + form("", {**fields, field: str(self.course.number() + 1000)}, more)

    def backup_restorefile(self, given: Fields, sent: Fields, body: bytes) -> Any:
        """The first page of restoring."""
        if sent:
            return (f"/backup/restore.php?contextid=25&filename={sent['backupfile']}",)
        return self._picker("backupfile", {"contextid": "25"})

    def backup_restore(self, given: Fields, sent: Fields, body: bytes) -> str:
        """The stages: confirm, destination, settings, schema, review, done."""
        stage = int(sent.get("stage", "1"))
        file = sent.get("filepath") or sent.get("restore") or given.get("filename", "")
        if stage == 1:
            return form("/backup/restore.php", {"contextid": "25", "filepath": file, "stage": "2"})
        if stage == 2:
            fields = {"contextid": "25", "filepath": file, "stage": "4"}
            radio = '<input type="radio" name="target" value="{}">'
            new = form("/backup/restore.php", fields, f'<div class="bcs-new-course">{radio.format(2)}')
            adding = f'<div class="bcs-current-course">{radio.format(1)}{radio.format(0)}'
            return f"{new}</div>{form('/backup/restore.php', {**fields, 'targetid': '2'}, adding)}"
        if stage == 4:
            assert sent["target"] == "1"
        if stage < 32:
            return form("/backup/restore.php", {"stage": str(stage * 2), "restore": file, "sesskey": "abc"})
        self.course.merge(self.course.drafts[file])
        return form("/course/view.php", {"id": "2"}, method="get")

    def question_bank_importquestions_import(self, given: Fields, sent: Fields, body: bytes) -> str:
        """The form of questions to import."""
        if sent:
            self.course.ask(self.course.drafts[sent["newfile"]], sent["format"])
            return "<p>Imported"
        options = "".join(f'<option value="{each}">c</option>' for each in self.course.categories)
        radios = "".join(f'<input type="radio" name="format" value="{each}">' for each in ("gift", "xml"))
        return self._picker("newfile", {"courseid": "2"}, f'<select name="category">{options}</select>{radios}')

    def question_edit(self, given: Fields, *_: object) -> str:
        """The questions of a category."""
        label = '<span><span class="accesshide">ID number</span><span class="badge">{}</span></span>'
        rows = [(n, name) for n, (category, name) in self.course.questions.items() if category == given.get("cat")]
        return "<table>" + "".join(
            f'<tr><td><input type="checkbox" name="q{n}"></td><td>{label.format(name) if name else ""}</td></tr>'
            for n, name in rows
        )

    def question_bank_deletequestion_delete(self, given: Fields, sent: Fields, body: bytes) -> Any:
        """The question whether to delete questions, and their end."""
        if sent:
            for each in sent["deleteselected"].split(","):
                del self.course.questions[int(each)]
            return (sent["returnurl"],)
        numbers = ",".join(name[1:] for name in given if re.fullmatch(r"q\d+", name))
        fields = {"deleteselected": numbers, "confirm": "md5", "sesskey": "abc", "returnurl": given["returnurl"]}
        return form("/question/bank/deletequestion/delete.php", fields)

    def mod_book_tool_importhtml_index(self, given: Fields, sent: Fields, body: bytes) -> str:
        """The form of a book to import."""
        if not sent:
            return self._picker("importfile", {"id": given["id"]}, '<select name="type"><option value="1">d</option></select>')
        assert sent["type"] == "2"
        with zipfile.ZipFile(io.BytesIO(self.course.drafts[sent["importfile"]])) as archive:
            chapters = [archive.read(each).decode() for each in sorted(archive.namelist()) if each.endswith(".html")]
        links = "".join(f'<a href="view.php?id=1&amp;chapterid={n}">c</a>' for n, _ in enumerate(chapters, 1))
        self.course.modules[int(sent["id"])] = ("book", links + chapters[0])
        return "<p>Imported"

    def lib_ajax_service(self, given: Fields, sent: Fields, body: bytes) -> str:
        """Functions for its own pages."""
        for call in json.loads(body):
            arguments = call["args"]
            if call["methodname"] == "core_courseformat_update_course":
                for number in arguments["ids"]:
                    del self.course.modules[number]
            else:
                del self.course.tools[arguments["tooltypeid"]]
        return json.dumps([{"error": False, "data": None}])


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
