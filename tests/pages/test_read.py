"""Folder of Markdown files to pages."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from portal.errors import SourceError
from portal.pages.read import in_order, read_file, read_pages

FINNISH = "---\ntitle: Jonot\nsummary: Mistä.\nabout: [queues-grow]\nchecked: 2026-11-21\n---\n\nTeksti.\n"
OTHER = "---\ntitle: Queues\nsummary: What.\n---\n\nText.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with one page in two languages."""
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "queues.fi.md").write_text(FINNISH, encoding="utf-8")
    (tmp_path / "guides" / "queues.en.md").write_text(OTHER, encoding="utf-8")
    return tmp_path


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.md"))


def fault(folder: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_pages(folder, files(folder))
    return caught.value


def test_the_languages_of_a_page_come_together(folder: Path) -> None:
    """One page, its kind from the folder, its facts from the Finnish file."""
    (page,) = read_pages(folder, files(folder))
    assert (page.slug, page.kind, page.about, page.checked) == ("queues", "guides", ("queues-grow",), datetime.date(2026, 11, 21))
    assert sorted(page.texts) == ["en", "fi"]
    assert (page.texts["en"].title, page.texts["en"].markdown, page.texts["fi"].first_line) == ("Queues", "\nText.\n", 7)


def test_pages_stand_in_the_order_of_their_slugs(folder: Path) -> None:
    """Whatever the order of the files."""
    (folder / "guides" / "a.fi.md").write_text(FINNISH, encoding="utf-8")
    assert [page.slug for page in read_pages(folder, reversed(files(folder)))] == ["a", "queues"]


@pytest.mark.parametrize(
    "name",
    ["queues.md", "queues.de.md", "queues.fi.draft.md", "Queues.fi.md", "a b.fi.md", "jonot ä.fi.md", ".fi.md", "\udcff.fi.md"],
)
def test_a_file_is_named_by_slug_and_language(tmp_path: Path, name: str) -> None:
    """Another name is refused with the right form."""
    with pytest.raises(SourceError, match=r"<slug>\.<language>\.md"):
        read_file(tmp_path / name)


def test_latin_1_is_named_with_its_line(folder: Path) -> None:
    """The line is that of the first byte that is no UTF-8."""
    (folder / "guides" / "queues.fi.md").write_bytes(FINNISH.encode("latin-1"))
    assert (fault(folder).line, "UTF-8" in fault(folder).message) == (3, True)


def test_a_byte_order_mark_does_not_matter(folder: Path) -> None:
    """The front matter still begins in the first line."""
    (folder / "guides" / "queues.fi.md").write_text("\ufeff" + FINNISH, encoding="utf-8")
    assert read_pages(folder, files(folder))[0].texts["fi"].title == "Jonot"


def test_line_ends_of_windows_do_not_matter(folder: Path) -> None:
    """A page that was saved elsewhere reads the same."""
    (folder / "guides" / "queues.fi.md").write_bytes(FINNISH.replace("\n", "\r\n").encode())
    page = read_pages(folder, files(folder))[0]
    assert (page.texts["fi"].title, page.texts["fi"].markdown.strip()) == ("Jonot", "Teksti.")


def test_a_page_without_finnish_is_refused(folder: Path) -> None:
    """The facts of a page stand in its Finnish file."""
    (folder / "guides" / "queues.fi.md").unlink()
    assert "lacks its Finnish file queues.fi.md" in fault(folder).message


def test_a_slug_is_used_by_one_page(folder: Path) -> None:
    """A second file of the same slug and language, in another folder, is refused."""
    (folder / "cases").mkdir()
    (folder / "cases" / "queues.fi.md").write_text(FINNISH, encoding="utf-8")
    assert "second fi file" in fault(folder).message


def test_sections_have_the_same_ids_in_each_language(folder: Path) -> None:
    """Made of the English headings; of its own where a language has other ones."""
    (folder / "guides" / "queues.fi.md").write_text(FINNISH + "\n## Yksi\n\n## Kaksi\n", encoding="utf-8")
    (folder / "guides" / "queues.en.md").write_text(OTHER + "\n## One\n\n## Two\n", encoding="utf-8")
    (page,) = read_pages(folder, files(folder))
    assert page.anchors("fi") == page.anchors("en") == ["one", "two"]
    (folder / "guides" / "queues.en.md").write_text(OTHER + "\n## One\n", encoding="utf-8")
    assert read_pages(folder, files(folder))[0].anchors("fi") == ["yksi", "kaksi"]


def test_pages_go_in_order(folder: Path) -> None:
    """Of their kinds, then of their numbers, then of their titles."""
    for kind, slug, more in (
        ("cases", "c", ""),
        ("methods", "b", "order: 2\n"),
        ("methods", "a", "order: 10\n"),
        ("methods", "d", ""),
    ):
        (folder / kind).mkdir(exist_ok=True)
        text = FINNISH.replace("checked:", more + "checked:").replace("Jonot", slug.upper())
        (folder / kind / f"{slug}.fi.md").write_text(text, encoding="utf-8")
    found = in_order(read_pages(folder, files(folder)), "sv")
    assert [page.slug for page in found] == ["b", "a", "d", "c", "queues"]
