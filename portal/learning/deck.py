"""The sheet of our slides: 16:9, letters that every machine has; text in placeholders, so that it is read in order."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from portal.languages import Language
from portal.learning.labels import shortened
from portal.learning.package import Drawing
from portal.learning.pixels import png, size
from portal.learning.prose import readable

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_LEFT, _ACROSS = Inches(0.75), Inches(11.83)
_LETTERS = "Arial"
_TEAL, _INK, _SOFT = "0F4A52", "1C2426", "4F5C60"
_TAGS: dict[Language, str] = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
_OPENING, _PLAIN = 0, 1  # layouts of the template that we use
_LONGEST_PROPERTY = 255  # characters that a property of a file has room for
_MANY, _ACROSS_LETTERS = 10, 76  # lines of a slide, letters of a line, beyond which letters are smaller
_DOTS = 130  # dots an inch of a drawing for programs that cannot show SVG; SVG is sharp at any size
_VECTOR = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # the extension by which a picture has a drawing too
_BAR = """<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<p:nvSpPr><p:cNvPr id="99" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="164592" cy="6858000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill><a:srgbClr val="0F4A52"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"""


@dataclass(frozen=True)
class Slide:
    """A slide: title, a sentence that leads in, points, the notes of who shows it, a picture with what stands under it, links.

    bulleted: whether its points stand behind bullets.
    """

    title: str
    lead: str = ""
    points: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    picture: Drawing | None = None
    links: tuple[str, ...] = ()
    bulleted: bool = True


class Deck:
    """Slides that are being written, all in one language; foot: what stands under each."""

    def __init__(self, language: Language, foot: str) -> None:
        self._tag, self._foot = _TAGS[language], foot
        self._file: Any = Presentation()
        self._drawings = 0
        _set_up(self._file)

    def opening(self, title: str, lines: Sequence[str], address: str) -> None:
        """Add the first slide: a title, some lines and an address."""
        slide = self._file.slides.add_slide(self._file.slide_layouts[_OPENING])
        slide.shapes.title.text = title
        slide.shapes.title.text_frame.paragraphs[0].font.size = Pt(40 if len(title) < 60 else 28)
        frame = slide.placeholders[1].text_frame
        _fill(frame, lines)
        _link(frame, [address], Pt(14))
        self._finish(slide, [title, *lines, address])

    def add(self, shown: Slide) -> None:
        """Add a slide; with a picture the points stand under it, small."""
        slide = self._file.slides.add_slide(self._file.slide_layouts[_PLAIN])
        slide.shapes.title.text = shown.title
        if len(shown.title) > 62:
            slide.shapes.title.text_frame.paragraphs[0].font.size = Pt(22)
        body = slide.placeholders[1]
        lines = [each for each in (shown.lead, *shown.points) if each]
        _fill(body.text_frame, lines)
        many = sum(1 + len(each) // _ACROSS_LETTERS for each in lines) > _MANY
        for number, paragraph in enumerate(body.text_frame.paragraphs):
            paragraph.space_after = Pt(4 if many else 10)
            if many:
                paragraph.font.size = Pt(16)
            leads = number == 0 and bool(shown.lead)
            if leads:
                paragraph.font.color.theme_color = MSO_THEME_COLOR.HYPERLINK
            if leads or not shown.bulleted:
                _without_bullet(paragraph)
        if shown.picture is not None:
            body.left, body.top, body.width, body.height = _LEFT, Inches(6.02), _ACROSS, Inches(0.85)
            for paragraph in body.text_frame.paragraphs:
                paragraph.font.size, paragraph.space_after = Pt(12), Pt(2)
                _without_bullet(paragraph)
            self._draw(slide, shown.picture)
        _link(body.text_frame, shown.links, Pt(11 if shown.picture else 14))
        self._finish(slide, shown.notes)

    def describe(self, title: str, address: str, day: datetime) -> None:
        """Say of the file what it is and of which day."""
        said = self._file.core_properties
        said.title, said.author, said.last_modified_by, said.language = title, "Kierre", "Kierre", self._tag
        said.comments, said.revision = address if len(address) <= _LONGEST_PROPERTY else "", 1  # half an address leads nowhere
        said.created, said.modified = day, day
        said.keywords = said.subject = said.category = ""

    def written(self) -> bytes:
        """Return the file."""
        buffer = io.BytesIO()
        self._file.save(buffer)
        return buffer.getvalue()

    def _draw(self, slide: Any, picture: Drawing) -> None:  # noqa: ANN401 - of a library without types
        """Show a drawing as large as there is room, as vectors and, for programs that cannot, as pixels."""
        svg = picture.wide or picture.narrow
        wide, high = size(svg)
        scale = min(_ACROSS / wide, Inches(4.65) / high)
        across, down = round(wide * scale), round(high * scale)
        pixels = png(svg, round(Emu(across).inches * _DOTS))
        shown = slide.shapes.add_picture(io.BytesIO(pixels), _LEFT + (_ACROSS - across) // 2, Inches(1.3), across, down)
        named = shown._element.nvPicPr.cNvPr
        named.set("descr", readable(picture.alt) or picture.name)
        named.set("name", picture.name)
        self._drawings += 1
        part = Part(PackURI(f"/ppt/media/drawing{self._drawings}.svg"), "image/svg+xml", self._file.part.package, svg.encode())
        reference = slide.part.relate_to(part, RT.IMAGE)
        shown._element.blipFill.blip.append(
            parse_xml(
                '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
                f'<a:ext uri="{_VECTOR}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
                'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
                f'r:embed="{reference}"/></a:ext></a:extLst>'
            )
        )
        tree = slide.shapes._spTree  # the picture is read after the title, before what stands under it
        tree.remove(shown._element)
        tree.insert(list(tree).index(slide.shapes.title._element) + 1, shown._element)

    def _finish(self, slide: Any, notes: Sequence[str]) -> None:  # noqa: ANN401
        """Add what every slide has: notes, its number, the foot, and the language of each run."""
        for placeholder in slide.slide_layout.placeholders:
            if placeholder.placeholder_format.type in {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}:
                element = copy.deepcopy(placeholder._element)
                slide.shapes._spTree.append(element)
                element.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
                if placeholder.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                    slide.shapes[-1].text_frame.text = self._foot
        slide.notes_slide.notes_text_frame.text = "\n\n".join(each for each in map(readable, notes) if each.strip())
        for part in (slide._element, slide.notes_slide._element):
            for run in part.iter(qn("a:r"), qn("a:fld")):
                run.get_or_add_rPr().set("lang", self._tag)


def _fill(frame: Any, lines: Sequence[str]) -> None:  # noqa: ANN401
    """Set lines as paragraphs."""
    frame.text = lines[0] if lines else ""
    for line in lines[1:]:
        frame.add_paragraph().text = line


def _link(frame: Any, addresses: Sequence[str], letters: Pt) -> None:  # noqa: ANN401
    """Add addresses as links, each in a small line of its own."""
    for address in addresses:
        if address:
            paragraph = frame.add_paragraph() if frame.text else frame.paragraphs[0]
            run = paragraph.add_run()
            run.text, run.hyperlink.address, run.font.size = shortened(address), address, letters
            _without_bullet(paragraph)


def _without_bullet(paragraph: Any) -> None:  # noqa: ANN401
    properties = paragraph._p.get_or_add_pPr()
    for old in properties.findall(qn("a:buNone")):
        properties.remove(old)
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(parse_xml('<a:buNone xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'))


def _set_up(file: Any) -> None:  # noqa: ANN401
    """Make the library's template ours: 16:9, two layouts, our colours, Arial."""
    file.slide_width, file.slide_height = _WIDE, _HIGH
    master = file.slide_master
    for layout in list(file.slide_layouts)[_PLAIN + 1 :]:
        file.slide_layouts.remove(layout)
    for kind in (RT.THUMBNAIL,):
        for reference in [key for key, each in file.part.package._rels.items() if each.reltype == kind]:
            file.part.package._rels.pop(reference)
    for reference in [key for key, each in file.part.rels.items() if each.reltype == RT.PRINTER_SETTINGS]:
        file.part.rels.pop(reference)
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = re.sub(rb'(<a:latin typeface=")[^"]*', rb"\g<1>" + _LETTERS.encode(), theme.blob)
    theme._blob = re.sub(rb"(<a:hlink><a:srgbClr val=\")[^\"]*", rb"\g<1>" + _TEAL.encode(), theme.blob)
    master.shapes._spTree.insert(2, parse_xml(_BAR))
    for sheet in (master, *file.slide_layouts):
        for placeholder in sheet.placeholders:
            _place(placeholder, opening=sheet == file.slide_layouts[_OPENING])
    for style, large, colour, bold in (("p:titleStyle", 2800, _TEAL, True), ("p:bodyStyle", 2200, _INK, False)):
        for number, found in enumerate(master._element.find(qn("p:txStyles")).find(qn(style))):
            _look(found, max(large - 200 * number, 1400), colour, bold=bold)


def _place(placeholder: Any, *, opening: bool) -> None:  # noqa: ANN401
    """Put a placeholder where it belongs on a wide sheet."""
    kind = placeholder.placeholder_format.type
    places = {
        PP_PLACEHOLDER.TITLE: (_LEFT, Inches(0.4), _ACROSS, Inches(0.85)),
        PP_PLACEHOLDER.CENTER_TITLE: (_LEFT, Inches(1.6), _ACROSS, Inches(2)),
        PP_PLACEHOLDER.SUBTITLE: (_LEFT, Inches(3.9), _ACROSS, Inches(1.8)),
        PP_PLACEHOLDER.BODY: (_LEFT, Inches(1.5), _ACROSS, Inches(5.1)),
        PP_PLACEHOLDER.OBJECT: (_LEFT, Inches(1.5), _ACROSS, Inches(5.1)),
        PP_PLACEHOLDER.FOOTER: (_LEFT, Inches(6.9), Inches(10), Inches(0.35)),
        PP_PLACEHOLDER.SLIDE_NUMBER: (Inches(11.08), Inches(6.9), Inches(1.5), Inches(0.35)),
    }
    if kind not in places:
        placeholder._element.getparent().remove(placeholder._element)
        return
    placeholder.left, placeholder.top, placeholder.width, placeholder.height = places[kind]
    frame = placeholder.text_frame
    if kind == PP_PLACEHOLDER.FOOTER:
        _aside(placeholder, "l")
    elif kind == PP_PLACEHOLDER.SLIDE_NUMBER:
        _aside(placeholder, "r")
    properties = frame._txBody.bodyPr
    properties.set("anchor", "b" if kind in {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE} else "t")
    for fit in list(properties):
        properties.remove(fit)
    if opening:
        for style in placeholder._element.iter(qn("a:lvl1pPr")):
            _look(
                style,
                4000 if kind == PP_PLACEHOLDER.CENTER_TITLE else 2000,
                _TEAL if kind == PP_PLACEHOLDER.CENTER_TITLE else _SOFT,
            )


def _aside(placeholder: Any, side: str) -> None:  # noqa: ANN401
    for style in placeholder._element.iter(qn("a:lvl1pPr")):
        _look(style, 1100, _SOFT)
        style.set("algn", side)


def _look(style: Any, size: int, colour: str, *, bold: bool | None = None) -> None:  # noqa: ANN401
    """Set size (hundredths of a point), colour and side of a level of text."""
    style.set("algn", "l")
    letters = style.find(qn("a:defRPr"))
    if letters is None:
        return
    letters.set("sz", str(size))
    if bold is not None:
        letters.set("b", "1" if bold else "0")
    for old in letters.findall(qn("a:solidFill")):
        letters.remove(old)
    letters.insert(0, parse_xml(
        f'<a:solidFill xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:srgbClr val="{colour}"/></a:solidFill>'
    ))  # fmt: skip
