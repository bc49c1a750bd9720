"""The links in what a course is made of: text, HTML, Markdown, tables, GIFT, Moodle's XML, and packages (zip, docx, tar)."""

from __future__ import annotations

import csv
import io
import re
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urljoin

from portal.errors import BadQuestion

MOST_BYTES = 50_000_000  # of a file, and of what is unpacked of a package
_MOST_FILES = 5000  # of a package
_TEXTS = {".csv", ".gift", ".htm", ".html", ".json", ".md", ".rels", ".tsv", ".txt", ".xhtml", ".xml"}
_LINK = re.compile(r"""https?://[^\s<>"'`\\|{}^;]+""", re.IGNORECASE)
_TARGET = re.compile(r"""\sTarget=["']([^"']+)""")  # in the .rels files of docx and pptx; their other addresses name formats
_BASE = re.compile(r"""<base\s[^>]*?href=["'](https?:[^"']+)""", re.IGNORECASE)  # below which the other links of a page stand
_SHORT = re.compile(r"""(\s(?:href|src)=["'])(?![a-z][a-z0-9+.-]*:|#)([^"']+)""", re.IGNORECASE)  # without scheme, or host
_ESCAPED = (
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&#34;", '"'),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&#38;", "&"),
    ("&#038;", "&"),
    ("&amp;", "&"),
)
_GIFT = re.compile(r"\\([~=#{}:])")  # what GIFT writes behind a backslash
_OFFICE = ("ppt/", "word/")  # in docx and pptx: an address that is shown short there stands whole in the .rels
_AFTER = ".,;:!?*_"  # what follows a link in running text, and is none of it
_BRACKETS = (("(", ")"), ("[", "]"))


@dataclass(frozen=True)
class Found:
    """A link where it stands: its file in a package ("" outside of one), its line (from 1), its address."""

    file: str
    line: int
    address: str


def parted(address: str, bases: Sequence[str]) -> tuple[str, str] | None:
    """Return an address of ours as the base below which it stands and its path there; None for another's.

    The path has its question and its place on the page with it.
    """
    there = _without_scheme(address)
    for base in bases:
        own = _without_scheme(base).rstrip("/")
        rest = there.removeprefix(own)
        if there.startswith(own) and (not rest or rest[0] in "/?#"):
            return base, rest if rest.startswith("/") else "/" + rest
    return None


def _without_scheme(address: str) -> str:
    host, slash, path = address.partition("://")[2].partition("/")
    return host.lower() + slash + path


def links_in(data: bytes, name: str) -> list[Found]:
    """Return every link of a file, or of the texts in a package, in their order; raises BadQuestion for what cannot be read."""
    if data.startswith(b"PK\x03\x04"):
        return [found for file, text in _of_zip(data, name) for found in _links(file, text)]
    if data.startswith(b"\x1f\x8b"):
        return [found for file, text in _of_tar(data, name) for found in _links(file, text)]
    return list(_links("", _text(data, name), name.partition("?")[0]))


def _links(file: str, text: str, name: str = "") -> Iterator[Found]:
    base = _BASE.search(text)
    for number, line in _lines(text, PurePath(file or name).suffix.lower()):
        for match in _LINK.finditer(_whole(_unescaped(line), base[1] if base else "")):
            if not (file.startswith(_OFFICE) and match[0].endswith("…")):
                yield Found(file, number, _trimmed(match[0]))


def _lines(text: str, ending: str) -> list[tuple[int, str]]:
    """Return the pieces of a text in which links stand, each with its line."""
    if ending == ".csv":
        return _cells(text)
    lines = enumerate(text.splitlines(), 1)
    return [(number, " ".join(_TARGET.findall(line)) if ending == ".rels" else line) for number, line in lines]


def _cells(text: str) -> list[tuple[int, str]]:
    """Return the cells of a table, each with its line: a comma after a link parts cells, or is of the link when that is quoted."""
    lines = text.splitlines()
    separator = max(",;\t", key=(lines[0] if lines else "").count)
    rows = csv.reader(lines, delimiter=separator)
    try:
        return [(rows.line_num, cell) for row in rows for cell in row]
    except csv.Error:  # no table after all
        return list(enumerate(lines, 1))


def _unescaped(line: str) -> str:
    """Return a line as it is meant: HTML in XML is escaped twice, slashes in JSON and marks in GIFT once."""
    line = _GIFT.sub(r"\1", line.replace("\\/", "/"))
    for _ in range(3):
        for escaped, plain in _ESCAPED:
            line = line.replace(escaped, plain)
    return line


def _whole(line: str, base: str) -> str:
    """Return a line of HTML whose links have scheme and host: of the base of its page, if that says one."""

    def whole(match: re.Match[str]) -> str:
        if not base and not match[2].startswith("//"):
            return str(match[0])
        try:
            return f"{match[1]}{urljoin(base or 'https:', match[2])}"
        except ValueError:  # no address at all
            return str(match[0])

    return _SHORT.sub(whole, line)


def _trimmed(address: str) -> str:
    """Return a link without what follows it in a sentence, or closes a bracket that was opened before it."""
    while address[-1] in _AFTER or any(
        address[-1] == end and address.count(end) > address.count(begin) for begin, end in _BRACKETS
    ):
        address = address[:-1]
    return address


def _text(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise BadQuestion(f"{name} is no list of links: give text, HTML, Markdown, CSV, Moodle's XML, or a package of these (zip).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_zip(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [each for each in package.infolist() if PurePath(each.filename).suffix.lower() in _TEXTS]
            _must_be_small(name, [each.file_size for each in entries])
            for each in entries:
                yield each.filename, _text(package.read(each), each.filename)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise BadQuestion(f"{name} cannot be unpacked: {error}.") from None


def _of_tar(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as package:
            sizes: list[int] = []
            for each in package:
                sizes.append(each.size)
                _must_be_small(name, sizes)
                file = package.extractfile(each) if PurePath(each.name).suffix.lower() in _TEXTS else None
                if file:
                    yield each.name, _text(file.read(), each.name)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BadQuestion(f"{name} cannot be unpacked: {error}.") from None


def _must_be_small(name: str, sizes: Sequence[int]) -> None:
    if len(sizes) > _MOST_FILES or sum(sizes) > MOST_BYTES:
        most = f"{_MOST_FILES} files or {MOST_BYTES // 1_000_000} MB"
        raise BadQuestion(f"{name} holds more than {most}: give the parts with the links.")
