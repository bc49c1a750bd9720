"""Question banks in GIFT, the text format of Moodle (https://docs.moodle.org/en/GIFT_format)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from portal.learning.bank import by_kind
from portal.learning.questions import Kind
from portal.learning.worded import Worded

_SPECIAL = re.compile(r"([~=#{}:\\])")
_PLACEHOLDER = re.compile(r"&&(?=\d{3})")  # what Moodle itself writes for an escaped sign while it reads


def write_gift(questions: Sequence[Worded], category: str, feedback: dict[str, str]) -> str:
    """Return questions as GIFT, each kind in a category of its own; feedback: by slug, HTML shown after answering."""
    return "\n\n".join(_blocks(questions, category, feedback)) + "\n"


def _blocks(questions: Sequence[Worded], category: str, feedback: dict[str, str]) -> Iterator[str]:
    for kind, found in by_kind(questions):
        yield f"$CATEGORY: {in_course(category, kind)}"
        for question in found:
            yield _block(question, feedback[question.slug])


def in_course(*names: str) -> str:
    """Return the path of a category in the question bank of a course; a slash within a name would begin another one."""
    return "/".join(["$course$", "top", *(" ".join(name.replace("/", "–").split()) for name in names if name)])


def tags(question: Worded) -> list[str]:
    """Return the words by which a question is found in the question bank of a course."""
    return ["kierre", question.family, f"difficulty-{question.difficulty}", question.language]


def _block(question: Worded, feedback: str) -> str:
    marks = " ".join([f"[id:{question.slug}]", *(f"[tag:{tag}]" for tag in tags(question))])
    head = f"// {marks}\n::{_escaped(question.text)}::[html]{_html(question.text)} {{"
    return "\n".join([head, *_answers(question), f"####{_escaped(feedback)}", "}"])


def _answers(question: Worded) -> list[str]:
    if question.kind is Kind.NUMBER:
        return [f"#{question.number}"]
    if question.kind is Kind.ORDER:  # what is chosen from is plain text, not HTML
        return [f"={number}. -> {_escaped(name)}" for number, name in enumerate(question.order, start=1)]
    return [f"{'=' if option.right else '~'}{_html(option.text)}" for option in question.options]


def _html(text: str) -> str:
    """Return text as HTML in a paragraph, so that no first sign of it is read as a weight or a format."""
    return _escaped(f"<p>{escape(text, quote=False)}</p>")


def _escaped(text: str) -> str:
    """Return text in which nothing is read as a mark of the format: escaped, and on one line."""
    return _SPECIAL.sub(r"\\\1", _PLACEHOLDER.sub("& &", " ".join(text.split())))
