"""A question bank as plain text, to be read before it goes into a course."""

from __future__ import annotations

from collections.abc import Sequence

from portal.learning.feedback import as_text
from portal.learning.questions import Kind
from portal.learning.worded import Worded


def write_preview(questions: Sequence[Worded]) -> str:
    """Return questions with their choices, the right ones marked by +, and what is told after answering."""
    return "\n\n".join(_block(number, question) for number, question in enumerate(questions, start=1)) + "\n"


def _block(number: int, question: Worded) -> str:
    lines = [f"{number}. {question.text}"]
    if question.kind is Kind.NUMBER:
        lines.append(f"   + {question.number}")
    elif question.kind is Kind.ORDER:
        lines += [f"   {place}. {name}" for place, name in enumerate(question.order, start=1)]
    else:
        lines += [f"   {'+' if option.right else '-'} {option.text}" for option in question.options]
    return "\n".join([*lines, f"   {as_text(question)}"])
