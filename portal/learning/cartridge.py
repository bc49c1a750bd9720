"""A course package as Common Cartridge 1.1, the version that Moodle takes (http://www.imsglobal.org/cc/ccv1p1/).

Moodle looks for the namespace of 1.1 in the first 1,024 bytes of the manifest. A drawing is a resource of its own, on which the
pages that show it depend. No item is a tool (LTI): Moodle spoils ä and ö in its title, and a teacher can add it by its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from msgspec.structs import replace

from portal.learning.archive import write_archive
from portal.learning.package import Drawing, Entry, FigureEntry, LinkEntry, Package, PageEntry, QuizEntry
from portal.learning.qti import carried, write_qti
from portal.learning.standing import body, drawings, files, html_page, imprint_page

_BASE = "http://www.imsglobal.org/xsd/imsccv1p1/"
_MANIFEST = _BASE + "imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_WEB = "webcontent"
_TYPES = {
    PageEntry: _WEB,
    FigureEntry: _WEB,
    LinkEntry: "imswl_xmlv1p1",
    QuizEntry: "imsqti_xmlv1p2/imscc_xmlv1p1/assessment",
}
_FOLDERS = {LinkEntry: "links", QuizEntry: "questions"}
_IMPRINT = "pages/sources.html"


def write_cartridge(package: Package) -> bytes:
    """Return a package as the bytes of an .imscc file; the same package gives the same bytes."""
    entries = [entry for entry in package.entries if not isinstance(entry, QuizEntry) or carried(entry)]
    package = replace(package, omitted=(*package.omitted, *_left_out(package)))
    drawn = {drawing.name: drawing for entry in entries for drawing in _drawings(entry)}
    found = {_place(entry): _content(entry, package) for entry in entries}
    for drawing in drawn.values():
        found.update({f"files/{name}": data for name, data in files(drawing).items()})
    found[_IMPRINT] = imprint_page(package)
    found["imsmanifest.xml"] = _manifest(package, entries, list(drawn.values()))
    return write_archive(found)


def _left_out(package: Package) -> Iterator[str]:
    """Yield a sentence for each question that has no form here."""
    for entry in package.entries:
        if isinstance(entry, QuizEntry):
            yield from (f"{each.text} {package.words.formless}" for each in entry.questions if each not in carried(entry))


def _place(entry: Entry) -> str:
    """Return the file that an entry opens with."""
    folder = _FOLDERS.get(type(entry))
    return f"{folder}/{entry.slug}.xml" if folder else f"pages/{entry.slug}.html"


def _drawings(entry: Entry) -> tuple[Drawing, ...]:
    return drawings(entry) if isinstance(entry, PageEntry | FigureEntry) else ()


def _content(entry: Entry, package: Package) -> bytes:
    if isinstance(entry, PageEntry | FigureEntry):
        return html_page(entry.title, body(entry, package, "../files"), package.language)
    if isinstance(entry, LinkEntry):
        return _link(entry)
    return write_qti(entry)


def _link(entry: LinkEntry) -> bytes:
    root = Element("webLink", xmlns=_BASE + "imswl_v1p1")
    SubElement(root, "title").text = entry.title
    SubElement(root, "url", href=entry.address, target="_blank")
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))


def _manifest(package: Package, entries: list[Entry], drawn: list[Drawing]) -> bytes:
    register_namespace("lomimscc", _LOM)
    basket = sha256(package.address.encode()).hexdigest()[:8]  # two baskets may have one title
    root = Element("manifest", xmlns=_MANIFEST, identifier=f"kierre-{package.slug}-{package.version}-{basket}")
    _metadata(root, package)
    organization = SubElement(SubElement(root, "organizations"), "organization", identifier="order", structure="rooted-hierarchy")
    top = SubElement(organization, "item", identifier="top")
    resources = SubElement(root, "resources")
    for entry in entries:
        _item(top, entry.slug, entry.title)
        resource = _resource(resources, entry.slug, _TYPES[type(entry)], [_place(entry)])
        for drawing in _drawings(entry):
            SubElement(resource, "dependency", identifierref=f"resource-drawing-{drawing.name}")
    _item(top, "sources", package.words.sources)
    _resource(resources, "sources", _WEB, [_IMPRINT])
    for drawing in drawn:
        _resource(resources, f"drawing-{drawing.name}", _WEB, [f"files/{drawing.name}.png", f"files/{drawing.name}.svg"])
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))


def _item(top: Element, name: str, title: str) -> None:
    item = SubElement(top, "item", identifier=f"item-{name}", identifierref=f"resource-{name}")
    SubElement(item, "title").text = title


def _resource(resources: Element, name: str, type_: str, places: list[str]) -> Element:
    """Add a resource; only content that is shown as it stands says which of its files it opens with."""
    resource = SubElement(resources, "resource", identifier=f"resource-{name}", type=type_)
    if type_ == _WEB:
        resource.set("href", places[0])
    for place in places:
        SubElement(resource, "file", href=place)
    return resource


def _metadata(root: Element, package: Package) -> None:
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Common Cartridge"
    SubElement(metadata, "schemaversion").text = "1.1.0"
    lom = SubElement(metadata, f"{{{_LOM}}}lom")
    general = SubElement(lom, f"{{{_LOM}}}general")
    _said(general, "title", f"{package.title} ({package.version})", package)
    SubElement(general, f"{{{_LOM}}}language").text = package.language
    _said(general, "description", "; ".join(package.attribution), package)
    rights = SubElement(lom, f"{{{_LOM}}}rights")
    SubElement(SubElement(rights, f"{{{_LOM}}}copyrightAndOtherRestrictions"), f"{{{_LOM}}}value").text = "yes"
    _said(rights, "description", f"{package.licence} {package.licence_address}", package)


def _said(parent: Element, name: str, text: str, package: Package) -> None:
    SubElement(SubElement(parent, f"{{{_LOM}}}{name}"), f"{{{_LOM}}}string", language=package.language).text = text
