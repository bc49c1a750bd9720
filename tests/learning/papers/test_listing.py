"""A package as lists of links."""

from __future__ import annotations

import csv
import io

import pytest
from lxml import html
from msgspec.structs import replace

from portal.learning.listing import write_csv, write_html, write_text
from portal.learning.package import Package


@pytest.mark.parametrize("write", [write_text, write_html, write_csv])
def test_every_entry_is_in_the_list(package: Package, write: object) -> None:
    """With its title and its lasting address."""
    said = html.fromstring(write(package).decode()).text_content() if write is write_html else write(package).decode()  # type: ignore[operator]
    assert all(entry.title in said for entry in package.entries)
    assert all(entry.address in write(package).decode() for entry in package.entries)  # type: ignore[operator]


@pytest.mark.parametrize("write", [write_text, write_html])
def test_a_list_says_where_it_comes_from(package: Package, write: object) -> None:
    """The original publication first."""
    said = write(package).decode()  # type: ignore[operator]
    assert said.index(package.attribution[0]) < said.index(package.attribution[1]) < said.index(package.licence)
    assert all(each in said for each in (package.version, package.date, *package.omitted))


def test_a_spreadsheet_meets_no_formula(package: Package) -> None:
    """A cell that begins like one is a text."""
    hostile = replace(package, entries=(replace(package.entries[0], title='=HYPERLINK("x")'),))
    rows = list(csv.reader(io.StringIO(write_csv(hostile).decode("utf-8-sig"))))
    assert rows[1][1] == '\'=HYPERLINK("x")'


def test_html_is_for_pasting(package: Package) -> None:
    """No head, no class, no script; marks of HTML in a title stay words."""
    hostile = replace(package, title="<script>x</script>")
    found = html.fromstring(write_html(hostile).decode())
    assert found.tag == "div"
    assert found.xpath("//script|//@class|//@style") == []
