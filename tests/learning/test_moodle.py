"""Question files, read as Moodle's own importers do (question/format/gift and /xml): nothing is lost, whatever the words hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.learning.feedback import as_html
from portal.learning.gift import write_gift
from portal.learning.moodle_xml import write_moodle_xml
from portal.learning.questions import Kind, Question
from portal.learning.worded import Option, Place, Worded

_SIGNS = {":": "058", "#": "035", "=": "061", "{": "123", "}": "125", "~": "126"}


@dataclass
class Imported:
    """A question as Moodle would hold it; a fraction of 1 for each answer that counts."""

    category: str
    name: str
    text: str
    type: str
    idnumber: str = ""
    tags: list[str] = field(default_factory=list)
    answers: list[tuple[float, str]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    feedback: str = ""


def plain(html: str) -> str:
    """The text of HTML that is one paragraph."""
    return unescape(re.sub(r"^<p>(.*)</p>$", r"\1", html.strip(), flags=re.DOTALL))


def _hidden(text: str) -> str:
    """Escaped signs become placeholders, an escaped backslash a backslash."""
    text = text.replace("\\\\", "&&092;")
    for sign, code in _SIGNS.items():
        text = text.replace("\\" + sign, f"&&{code};")
    return text.replace("\\n", "&&010").replace("&&092;", "\\")


def _shown(text: str) -> str:
    for sign, code in _SIGNS.items():
        text = text.replace(f"&&{code};", sign)
    return text.replace("&&010", "\n")


def _of_format(text: str) -> str:
    """The text without the name of its format, which must be HTML where there is one."""
    match = re.match(r"\[(\w+)\]", text)
    assert match is None or match.group(1) == "html", text
    return _shown(text[match.end() :] if match else text).strip()


def read_gift(text: str) -> list[Imported]:
    """The questions of a GIFT file."""
    found, category = [], ""
    for block in re.split(r"\n\s*\n", text.strip()):
        comment = "\n".join(line for line in block.split("\n") if line.strip().startswith("//"))
        body = _hidden("\n".join(" " if line.strip().startswith("//") else line for line in block.split("\n")).strip())
        if body.startswith("$CATEGORY:"):
            category = body.removeprefix("$CATEGORY:").strip()
        else:
            found.append(_gift_question(body, comment, category))
    return found


def _gift_question(body: str, comment: str, category: str) -> Imported:
    assert body.startswith("::")
    name, _, rest = body[2:].partition("::")
    start, end = rest.index("{"), rest.index("}")
    assert rest.endswith("}"), "the answers stand last, else Moodle makes a gap of them"
    assert end == len(rest) - 1
    answers, _, feedback = rest[start + 1 : end].rpartition("####")
    answers = answers.strip()
    made = Imported(category, _shown(name), _of_format(rest[:start].strip()), "", feedback=_of_format(feedback.strip()))
    identifier = re.search(r"\[id:([^\]\x00-\x1f]+)\]", comment)
    made.idnumber = identifier.group(1).strip() if identifier else ""
    made.tags = re.findall(r"\[tag:([^\]<>`\x00-\x1f]+)\]", comment)
    if answers.startswith("#"):
        made.type, made.answers = "numerical", [(1.0, answers[1:].strip())]
    elif "~" in answers:
        made.type = "multichoice"
        for each in filter(None, answers.replace("=", "~=").split("~")):
            assert not re.match(r"%-?\d", each), "would be read as a weight"
            assert "#" not in each, "would be read as feedback"
            made.answers.append((float(each.startswith("=")), _of_format(each.strip().removeprefix("="))))
    else:
        made.type = "match"
        for each in filter(None, (part.strip() for part in answers.split("="))):
            left, _, right = each.partition("->")
            made.pairs.append((_of_format(left.strip()), _shown(right).strip()))
    return made


def read_xml(data: bytes) -> list[Imported]:
    """The questions of a Moodle XML file."""
    found, category = [], ""
    for element in ElementTree.fromstring(data):  # noqa: S314 - our own text
        kind = element.get("type") or ""
        if kind == "category":
            category = _text(element, "category")
            continue
        assert kind in {"multichoice", "matching", "numerical"}
        assert all(element.find(each).get("format") == "html" for each in ("questiontext", "generalfeedback"))  # type: ignore[union-attr]
        made = Imported(category, _text(element, "name"), _text(element, "questiontext"), kind)
        made.idnumber, made.feedback = element.findtext("idnumber") or "", _text(element, "generalfeedback")
        made.tags = [_text(tag, ".") for tag in element.findall("tags/tag")]
        made.answers = [(float(each.get("fraction") or 0) / 100, _text(each, ".")) for each in element.findall("answer")]
        made.pairs = [(_text(each, "."), _text(each, "answer")) for each in element.findall("subquestion")]
        found.append(made)
    return found


def _text(element: ElementTree.Element, path: str) -> str:
    return (element.findtext(f"{path}/text") or "").strip()


Reader = Callable[[list[Worded]], list[Imported]]


def through_gift(asked: list[Worded]) -> list[Imported]:
    """Written as GIFT and read."""
    return read_gift(write_gift(asked, "A / B", {each.slug: as_html(each) for each in asked}))


def through_xml(asked: list[Worded]) -> list[Imported]:
    """Written as Moodle XML and read."""
    return read_xml(write_moodle_xml(asked, "A / B", {each.slug: as_html(each) for each in asked}))


READERS = pytest.mark.parametrize("read", [through_gift, through_xml])
AWKWARD = st.text(st.sampled_from("~=#{}:\\[]%&<>\"'/-$|*_ aä05\n\t"), min_size=1, max_size=14)
WORDS = st.one_of(
    AWKWARD,
    st.sampled_from(["[html]x", "%50%x", "&&058;", "####", "// x", "->", "1 -> 2", "$CATEGORY: x", "::x::", "T", "a\\nb", "</p>"]),
).filter(lambda text: bool(text.strip()))


def tidy(text: str) -> str:
    """As a reader sees it: runs of space are one."""
    return " ".join(text.split())


def question(text: str, names: list[str], kind: Kind = Kind.ONE) -> Worded:
    """A question whose first name is the right one."""
    options = tuple(Option(name, place == 0) for place, name in enumerate(names))
    order = tuple(names) if kind is Kind.ORDER else ()
    about, places = (names[0], "https://x.fi/?a=1&b=2"), (Place(names[-1], "s. 1 {2}", "https://x.fi/#b"),)
    return Worded("some-slug", kind, "next-stage", 2, "fi", text, options, order, None, about, places, "Laji")


@READERS
@settings(max_examples=150)
@given(text=WORDS, names=st.lists(WORDS, min_size=3, max_size=4, unique_by=tidy))
def test_a_choice_keeps_its_words_and_its_right_answer(read: Reader, text: str, names: list[str]) -> None:
    """Whatever signs they hold."""
    (found,) = read([question(text, names)])
    assert tidy(plain(found.text)) == tidy(text)
    assert [(fraction, tidy(plain(each))) for fraction, each in found.answers] == [
        (float(place == 0), tidy(name)) for place, name in enumerate(names)
    ]


@READERS
@settings(max_examples=100)
@given(names=st.lists(WORDS, min_size=3, max_size=5, unique_by=tidy))
def test_an_order_keeps_its_things_in_their_places(read: Reader, names: list[str]) -> None:
    """As pairs of a place and a thing, which is plain text."""
    names = [name.replace("&&", "&") for name in names]  # in GIFT two of these before a number are Moodle's own sign
    (found,) = read([question("Pane järjestykseen.", names, Kind.ORDER)])
    assert found.type in {"match", "matching"}
    assert [(plain(left), tidy(right)) for left, right in found.pairs] == [
        (f"{place}.", tidy(name)) for place, name in enumerate(names, start=1)
    ]


@READERS
@settings(max_examples=60)
@given(name=WORDS)
def test_feedback_keeps_its_links(read: Reader, name: str) -> None:
    """To the thing, and to the place in the source."""
    asked = question("Mikä?", [name, "b", "c"])
    (found,) = read([asked])
    assert tidy(found.feedback) == tidy(as_html(asked))
    assert '<a href="https://x.fi/?a=1&amp;b=2">' in found.feedback


@READERS
def test_a_question_keeps_its_lasting_name_its_tags_and_its_category(read: Reader) -> None:
    """A slash within a name begins no category."""
    (found,) = read([question("Mikä?", ["a", "b", "c"])])
    assert found.idnumber == "some-slug"
    assert found.tags == ["kierre", "next-stage", "difficulty-2", "fi"]
    assert found.category == "$course$/top/A – B/Laji"


@READERS
def test_every_question_of_the_bank_arrives(told: list[Worded], bank: list[Question], read: Reader) -> None:
    """With one answer that counts, or a number, or all its pairs."""
    found = {each.idnumber: each for each in read(told)}
    assert set(found) == {each.slug for each in bank}
    assert {sum(fraction for fraction, _ in each.answers) for each in found.values() if each.answers} == {1.0}
    assert all(len(each.pairs) == len(asked.rights) for asked in bank if asked.kind is Kind.ORDER for each in [found[asked.slug]])


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    """The file stays readable."""
    (found,) = through_xml([question("a\x00b\x0bc", ["a\x1f", "b", "c"])])
    assert plain(found.text) == "abc"
