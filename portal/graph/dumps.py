"""The graph as files, plain and compressed, without an organisation's own data.

Made once for a version, and kept in the state folder where that can be written.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from portal.graph.engine import Engine
from portal.graph.formats import DOWNLOAD_FORMATS, Format
from portal.memory import give_back
from portal.namespaces import GRAPH
from portal.pages.read import LOCAL

PACKED = "application/gzip"


@dataclass(frozen=True)
class Dump:
    """A file with the whole graph: its name, its form, whether it is compressed, its bytes and its checksum."""

    name: str
    form: Format
    packed: bool
    size: int
    sha256: str

    @property
    def content_type(self) -> str:
        """Return the media type of the file as it stands."""
        return PACKED if self.packed else self.form.content_type


class Dumps:
    """The files of one version of the data."""

    def __init__(self, store: Engine, folder: Path, version: str) -> None:
        """Keep the files below a folder that is for them alone; those of other versions in it are removed."""
        self._store, self._folder, self._lock = store, folder / version, Lock()
        self._alone = False
        self.apart: Callable[[], None] | None = None  # what makes the files in another process

    @property
    def made(self) -> bool:
        """Return whether all files lie in the folder."""
        return all((self._folder / _name(form, packed)).is_file() for form in DOWNLOAD_FORMATS for packed in (False, True))

    @cached_property
    def all(self) -> Sequence[Dump]:
        """Return what files there are, made if need be: in each format, plain and compressed."""
        with self._lock:
            if self.apart and not self.made:
                self.apart()
            found = [self._facts(form, packed) for form in DOWNLOAD_FORMATS for packed in (False, True)]
        give_back()
        return found

    def named(self, name: str) -> Dump | None:
        """Return what is known of a file, or None when there is none so named."""
        return next((each for each in self.all if each.name == name), None)

    def open(self, dump: Dump) -> BinaryIO:
        """Return a file to be read: from the folder, or from memory where nothing can be written."""
        with contextlib.suppress(OSError):
            return (self._folder / dump.name).open("rb")
        return io.BytesIO(self._make(dump.form, dump.packed))

    def _facts(self, form: Format, packed: bool) -> Dump:
        name = _name(form, packed)
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            data = self._make(form, packed)
            self._keep(name, data)
        return Dump(name, form, packed, len(data), hashlib.sha256(data).hexdigest())

    def _make(self, form: Format, packed: bool) -> bytes:
        if not packed:
            return self._store.dump(form, GRAPH + LOCAL)
        plain = self._folder / _name(form, packed=False)
        data = plain.read_bytes() if plain.is_file() else self._store.dump(form, GRAPH + LOCAL)
        return gzip.compress(data, 6, mtime=0)

    def _keep(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all; where that cannot be, it is made anew each time."""
        unfinished = self._folder / f"{name}.{os.getpid()}.part"
        with contextlib.suppress(OSError):
            self._remove_others()
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(data)
            unfinished.replace(self._folder / name)

    def _remove_others(self) -> None:
        """Remove the files of other versions, but only once: those that come later are of a newer one, which is to stay."""
        if not self._alone and not self._folder.is_dir() and self._folder.parent.is_dir():
            for other in self._folder.parent.iterdir():
                shutil.rmtree(other, ignore_errors=True)
        self._alone = True


def _name(form: Format, packed: bool) -> str:
    return f"kierre.{form.ending}.gz" if packed else f"kierre.{form.ending}"
