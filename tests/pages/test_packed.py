"""Texts of guidance pages in one compressed file, and read back from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.errors import SourceError
from portal.pages.packed import packed, unpacked
from portal.pages.read import read_pages


def _texts(folder: Path) -> dict[str, bytes]:
    return {"content/guides/" + file.name: file.read_bytes() for file in (folder / "world/content/guides").iterdir()}


def test_the_same_texts_give_the_same_bytes(data_folder: Path) -> None:
    """In whatever order they come."""
    texts = _texts(data_folder)
    assert packed(texts) == packed(dict(reversed(texts.items())))


def test_pages_are_read_back(data_folder: Path) -> None:
    """As from the folder: kind, front matter, every language."""
    content = data_folder / "world" / "content"
    [there] = read_pages(content, sorted(content.rglob("*.md")))
    [here] = unpacked(packed(_texts(data_folder)), "2026.1.pages.zip")
    assert (here.slug, here.kind, here.matter, here.digest) == (there.slug, there.kind, there.matter, there.digest)


def test_a_file_that_is_no_zip_is_named() -> None:
    """With what to do."""
    with pytest.raises(SourceError, match=r"2026\.1\.pages\.zip.*no zip file"):
        unpacked(b"x", "2026.1.pages.zip")


def test_a_text_that_cannot_be_read_is_named() -> None:
    """By the file and its place in it."""
    with pytest.raises(SourceError, match=r"2026\.1\.pages\.zip/content/guides/Wrong\.md"):
        unpacked(packed({"content/guides/Wrong.md": b"x"}), "2026.1.pages.zip")
