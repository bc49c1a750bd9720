"""The Common Cartridge 1.1 of a package, read by a strict reader that does not know the writer.

The reader is written from the rules of the specification (profile of content packaging, rules 1 to 11).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from msgspec.structs import replace

from portal.learning.cartridge import write_cartridge
from portal.learning.package import Package, PageEntry, QuizEntry

CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
LOM = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}"
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
WEB, LINK = "webcontent", "imswl_xmlv1p1"
TEST = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
ROOTS = {
    LINK: "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}webLink",
    TEST: QTI + "questestinterop",
}
_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


@dataclass(frozen=True)
class Resource:
    """A resource of the manifest: what it opens with, its files, and what it depends on."""

    type: str
    href: str | None
    files: list[str]
    needs: list[str]


class Cartridge:
    """A cartridge as it was read."""

    def __init__(self, data: bytes) -> None:
        """Read the zip file and its manifest."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
            assert len(self.files) == len(archive.namelist())
        self.root = etree.fromstring(self.files["imsmanifest.xml"])
        self.resources = {str(each.get("identifier")): _resource(each) for each in self.root.iter(CP + "resource")}
        top = self.root.find(f"{CP}organizations/{CP}organization/{CP}item")
        self.items = [] if top is None else list(top)

    def faults(self) -> list[str]:
        """Return what is wrong, a sentence each."""
        found = [*self._manifest(), *self._items(), *self._files()]
        for name, resource in self.resources.items():
            found += [f"{name}: {each}" for each in self._resource(resource)]
        return found

    def _manifest(self) -> Iterator[str]:
        if b"http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" not in self.files["imsmanifest.xml"][:1024]:
            yield "the namespace of 1.1 does not stand in the first 1,024 bytes"
        if [each.tag for each in self.root] != [CP + name for name in ("metadata", "organizations", "resources")]:
            yield "metadata, organizations and resources come in this order, once each"
        said = self.root.find(CP + "metadata")
        texts = [] if said is None else [(each.tag, each.text) for each in said]
        if texts[:2] != [(CP + "schema", "IMS Common Cartridge"), (CP + "schemaversion", "1.1.0")] or texts[2][0] != LOM + "lom":
            yield "the metadata does not say what this is"
        ids = [str(each.get("identifier")) for each in self.root.iter() if each.get("identifier")]
        if len(ids) != len(set(ids)) or not all(map(_ID.fullmatch, ids)):
            yield "an identifier comes twice or is no XML name"

    def _items(self) -> Iterator[str]:
        organization = self.root.find(f"{CP}organizations/{CP}organization")
        if (
            organization is None
            or organization.get("structure") != "rooted-hierarchy"
            or len(organization.findall(CP + "item")) != 1
        ):
            yield "there is not one rooted hierarchy with one item at its top"
        for item in self.items:
            if [each.tag for each in item] != [CP + "title"] or not (item[0].text or "").strip():
                yield "an item that leads to a resource has a title and no items"
            if item.get("identifierref") not in self.resources:
                yield f"{item.get('identifierref')} is no resource"

    def _files(self) -> Iterator[str]:
        told = [name for resource in self.resources.values() for name in resource.files]
        if sorted(told) != sorted(set(self.files) - {"imsmanifest.xml"}):
            yield "the files of the manifest are not those of the archive, once each"

    def _resource(self, resource: Resource) -> Iterator[str]:
        if resource.type not in {WEB, *ROOTS}:
            yield f"{resource.type} is no type of 1.1"
        elif resource.type == WEB:
            yield from self._web(resource)
        else:
            if resource.href is not None or len(resource.files) != 1 or resource.needs:
                yield "has an href, a dependency, or not exactly one file"
            root = etree.fromstring(self.files[resource.files[0]])
            if root.tag != ROOTS[resource.type]:
                yield f"its file begins with {root.tag}"
            yield from {LINK: _link, TEST: _test}[resource.type](root)

    def _web(self, resource: Resource) -> Iterator[str]:
        if resource.href not in resource.files:
            yield "opens with a file that is none of its own"
        if len(set(resource.needs)) != len(resource.needs) or any(self.resources[each].type != WEB for each in resource.needs):
            yield "depends twice on something, or on what is no web content"
        near = set(resource.files) | {name for each in resource.needs for name in self.resources[each].files}
        for name in resource.files:
            if name.endswith(".html"):
                page = html.document_fromstring(self.files[name])
                if not page.get("lang") or page.find(".//title") is None or page.xpath("//script|//style|//@style|//@class"):
                    yield "is not a page that stands without scripts and styles"
                for target in page.xpath("//@src | //@href[not(contains(., ':')) and not(starts-with(., '#'))]"):
                    if posixpath.normpath(posixpath.join(posixpath.dirname(name), str(target))) not in near:
                        yield f"shows {target}, which it does not depend on"
                yield from (f"{each.get('src')} has no words" for each in page.iter("img") if not each.get("alt"))


def _resource(element: Any) -> Resource:
    return Resource(
        str(element.get("type")),
        element.get("href"),
        [str(each.get("href")) for each in element.findall(CP + "file")],
        [str(each.get("identifierref")) for each in element.findall(CP + "dependency")],
    )


def _link(root: Any) -> Iterator[str]:
    names = [etree.QName(each).localname for each in root]
    if names != ["title", "url"] or set(root[1].attrib) - {"href", "target", "windowFeatures"} or "" in root[1].attrib.values():
        yield "a link has a title and an address"


def _test(root: Any) -> Iterator[str]:
    items = root.findall(f"{QTI}assessment/{QTI}section/{QTI}item")
    if not items or len(root.findall(f"{QTI}assessment/{QTI}section")) != 1:
        yield "a test has one section with questions"
    for item in items:
        names = [etree.QName(each).localname for each in item]
        if names != ["itemmetadata", "presentation", "resprocessing", "itemfeedback"]:
            yield "the parts of a question are not in their order"
        profile = item.findtext(f".//{QTI}fieldentry")
        offered = {str(each.get("ident")) for each in item.iter(QTI + "response_label")}
        right = [each.text for each in item.iter(QTI + "varequal")]
        if profile == "cc.multiple_choice.v0p1" and (len(right) != 1 or right[0] not in offered or len(offered) < 2):
            yield "a choice has not exactly one right answer among those offered"
        known = {str(each.get("ident")) for each in item.iter(QTI + "itemfeedback")}
        if {str(each.get("linkrefid")) for each in item.iter(QTI + "displayfeedback")} - known:
            yield "feedback is named that there is not"
        told = [each for each in item.iter(QTI + "respcondition") if each.get("continue") == "Yes"]
        if [[etree.QName(part).localname for part in each] for each in told] != [["conditionvar", "displayfeedback"]]:
            yield "what Moodle tells after any answer, wrong ones too, is not marked as such"


@pytest.fixture(scope="module")
def cartridge(package: Package) -> Cartridge:
    """The cartridge as it was read."""
    return Cartridge(write_cartridge(package))


def test_a_strict_reader_finds_nothing_wrong(cartridge: Cartridge) -> None:
    """File by file, after the rules of the specification."""
    assert cartridge.faults() == []


def test_the_order_is_that_of_the_package(cartridge: Cartridge, package: Package) -> None:
    """What it is and whom to name comes last."""
    titles = [item[0].text for item in cartridge.items]
    assert titles == [*(entry.title for entry in package.entries), package.words.sources]


def test_every_entry_becomes_a_resource_of_its_type(cartridge: Cartridge) -> None:
    """A page, a figure, a link, a test; the imprint; and the drawing, which two of them show, once."""
    types = [cartridge.resources[str(item.get("identifierref"))].type for item in cartridge.items]
    assert types == [WEB, WEB, LINK, TEST, WEB]
    assert sum("files/loops.png" in each.files for each in cartridge.resources.values()) == 1


def test_every_page_says_where_it_comes_from(cartridge: Cartridge, package: Package) -> None:
    """Original publication, licence and its lasting address."""
    for entry in package.entries:
        if isinstance(entry, PageEntry):
            page = html.document_fromstring(cartridge.files[f"pages/{entry.slug}.html"])
            assert {entry.address, package.licence_address} <= set(page.xpath("//a/@href"))
            assert package.attribution[0] in page.text_content()


def test_the_last_page_tells_of_the_whole(cartridge: Cartridge, package: Package) -> None:
    """Version, day, address of the basket, what was left out."""
    said = html.document_fromstring(cartridge.files["pages/sources.html"]).text_content()
    assert all(each in said for each in (package.version, package.date, package.address, *package.omitted, *package.attribution))


def test_the_same_package_gives_the_same_bytes(package: Package) -> None:
    """Also with its entries made anew."""
    assert write_cartridge(package) == write_cartridge(replace(package, title=package.title))


def test_another_version_has_another_identity(package: Package) -> None:
    """So that both can stand in one course."""
    other = Cartridge(write_cartridge(replace(package, version="2027.1")))
    assert other.root.get("identifier") != Cartridge(write_cartridge(package)).root.get("identifier")


def test_questions_without_a_form_are_left_out(package: Package) -> None:
    """A quiz of orders alone is no resource."""
    quiz = next(entry for entry in package.entries if isinstance(entry, QuizEntry))
    orders = replace(
        quiz, questions=tuple(each for each in quiz.questions if each.order and each.number is None and len(each.order) > 1)
    )
    only = replace(package, entries=(replace(orders, questions=orders.questions[1:]),))
    assert Cartridge(write_cartridge(only)).faults() == []


def test_what_has_no_form_is_told_of(cartridge: Cartridge, package: Package) -> None:
    """The question and what to do, with all else that was left out."""
    said = html.document_fromstring(cartridge.files["pages/sources.html"]).text_content()
    assert f"Missä järjestyksessä? {package.words.formless}" in said


def test_marks_of_html_stay_words(package: Package) -> None:
    """In titles and captions."""
    hostile = replace(package.entries[0], title='<script>alert("x")</script> & Co')
    read = Cartridge(write_cartridge(replace(package, entries=(hostile,), title="<b>&")))
    assert read.faults() == []
    assert read.items[0][0].text == '<script>alert("x")</script> & Co'


def test_a_title_without_letters_keeps_its_place(package: Package) -> None:
    """Identifiers never begin with a digit."""
    assert Cartridge(write_cartridge(replace(package, slug="2026", entries=package.entries[:1]))).faults() == []


def test_a_real_basket_becomes_a_sound_cartridge(client: FlaskClient) -> None:
    """Things, a statement, pages with pictures, figures, a loop, a query, a part of the portal and questions."""
    items = (
        "thing:queues-grow,thing:configuration-enabling-leadership-meso,statement:prosos-doc,guide:breaking-the-vicious-circle,"
        "guide:an-hour-on-the-realist-model,picture:vicious-loops,loop:loop-returning-clients,query:configurations,part:methods,"
        "questions:all:8:1"
    )
    answer = client.get(f"/sv/till-kursen/kierre.imscc?n=10&items={items}")
    assert (answer.status_code, answer.mimetype) == (200, "application/vnd.ims.imsccv1p1")
    read = Cartridge(answer.data)
    assert read.faults() == []
    assert len(read.items) == 11
