"""The texts of guidance pages <-> one compressed file (zip): the same bytes for the same texts, and pages again from it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from portal.errors import SourceError
from portal.pages.read import Page, Written, pages_of

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can say
_FOLDER = "content"


def packed(texts: Mapping[str, bytes]) -> bytes:
    """Return a zip file of files by their path (`content/guides/queues.fi.md`)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(texts):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3  # whatever the machine
            archive.writestr(entry, texts[name], zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def unpacked(data: bytes, name: str) -> tuple[Page, ...]:
    """Return the pages in a zip file; name: how it is called where something in it cannot be read. Raises SourceError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts = {each: archive.read(each) for each in sorted(archive.namelist())}
    except zipfile.BadZipFile:
        raise SourceError(Path(name), 0, "is no zip file; restore it.") from None
    return pages_of(Written(Path(name) / each, _kind(each), text) for each, text in texts.items())


def _kind(name: str) -> str:
    return PurePosixPath(name).parent.relative_to(_FOLDER).as_posix()
