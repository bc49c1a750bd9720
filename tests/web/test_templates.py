"""Templates hold nothing that they do not use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import portal.web

TEMPLATES = Path(portal.web.__file__).parent / "templates"
_IMPORT = re.compile(r"""{%-? from "[^"]+" import (.+?)(?: with context)? -?%}""")


def unused(template: str) -> list[str]:
    """The macros that a template imports and does not use."""
    names = [each.rpartition(" as ")[2].strip() for found in _IMPORT.findall(template) for each in found.split(",")]
    return [each for each in names if len(re.findall(rf"\b{each}\b", template)) < 2]


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.html")), ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_a_template_uses_each_macro_that_it_imports(file: Path) -> None:
    """Else it says that it shows what it does not show."""
    assert unused(file.read_text(encoding="utf-8")) == []


def test_a_macro_that_is_only_imported_is_found() -> None:
    """Under its own name or another."""
    template = '{% from "a.html" import one, two, three as other with context %}{{ one() }}'
    assert unused(template) == ["two", "other"]
