"""Makes files of packages in a process of their own, few at a time, and keeps them in the state folder.

What a file is made of is all in its package, so a file is known by the package and the software: the same is made once.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from portal.errors import PressBusy, PressError
from portal.learning.package import Package, to_json

SECONDS, MEGABYTES, AT_ONCE = 30, 1024, 2  # seconds of the processor
_BY_THE_CLOCK = 4  # times as long: a busy machine gives a process that stands back its seconds slowly
KEPT_MEGABYTES = 64
_PATIENCE = 2  # seconds that a request waits for its turn
_PACKAGE = Path(__file__).resolve().parent.parent.parent  # the folder in which `portal` lies


class Press:
    """What makes files of packages; processes that share a folder share its turns and what is kept there."""

    def __init__(self, folder: Path, software: str, seconds: int = SECONDS, kept_megabytes: int = KEPT_MEGABYTES) -> None:
        """Keep files below a folder; software: what files depend on besides their package."""
        self._wanted, self._software = folder, software
        self._seconds, self._most = seconds, kept_megabytes * 1024 * 1024
        self._lock = threading.Lock()
        self._found: Path | None = None

    def make(self, form: str, package: Package) -> bytes:
        """Return the file of a form (see MAKERS in portal/learning/making.py); the same package gives the same bytes.

        Raises PressBusy when too many are being made, PressError when this one cannot be.
        """
        data = to_json(package)
        name = hashlib.sha256(f"{self._software}\0{form}\0".encode() + data).hexdigest()
        kept = self._folder / f"{name}.{form}"
        with contextlib.suppress(OSError):
            found = kept.read_bytes()
            os.utime(kept)  # asked for just now: the last to go
            return found
        try:
            with self._turn():
                body = self._made(form, data, kept)
            self._tidy()
        except OSError as error:  # full, or can be written no longer
            raise PressError(f"The folder for files cannot be used: {error}.") from None
        return body

    @property
    def _folder(self) -> Path:
        """Return the folder for files: a passing one where the state folder cannot be written."""
        with self._lock:
            if self._found is None or not self._found.is_dir():
                try:
                    self._wanted.mkdir(parents=True, exist_ok=True)
                    self._found = self._wanted if os.access(self._wanted, os.W_OK) else Path(tempfile.mkdtemp(prefix="kierre-"))
                except OSError:
                    self._found = Path(tempfile.mkdtemp(prefix="kierre-"))
            return self._found

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """Hold one of the few turns; raises PressBusy when none becomes free."""
        until = time.monotonic() + _PATIENCE
        while True:
            for number in range(AT_ONCE):
                with (self._folder / f"turn-{number}").open("w") as turn:
                    if _taken(turn):
                        yield
                        return
            if time.monotonic() > until:
                raise PressBusy("Other files are being made. Ask again in a few seconds.")
            time.sleep(0.05)

    def _made(self, form: str, data: bytes, kept: Path) -> bytes:
        """Return the file, made in a process of its own and put in its place whole."""
        command = [sys.executable, "-B", "-m", "portal.learning.making", form, str(self._seconds), str(MEGABYTES)]
        environment = {"PYTHONPATH": str(_PACKAGE), "PYTHONHASHSEED": "0", "LANG": "C.UTF-8", "TZ": "UTC"}
        with tempfile.NamedTemporaryFile(dir=kept.parent, suffix=".part") as unfinished:
            try:
                ended = subprocess.run(
                    command,
                    input=data,
                    stdout=unfinished,
                    stderr=subprocess.PIPE,
                    env=environment,
                    timeout=self._seconds * _BY_THE_CLOCK,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                raise PressError(
                    f"The file was not ready in {self._seconds * _BY_THE_CLOCK} seconds. Take fewer things at a time."
                ) from None
            body = Path(unfinished.name).read_bytes()
            if ended.returncode or not body:
                raise PressError("The file could not be made. " + _last_line(ended.stderr))
            with contextlib.suppress(OSError):
                os.link(unfinished.name, kept)
        return body

    def _tidy(self) -> None:
        """Remove the files that nobody has asked for the longest, until the rest has room."""
        found = []
        for path in self._folder.glob("*.*"):
            with contextlib.suppress(OSError):
                about = path.stat()
                found.append((about.st_mtime, about.st_size, path))
        left = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if left <= self._most:
                return
            left -= size
            path.unlink(missing_ok=True)


def _taken(turn: IO[str]) -> bool:
    """Return whether a turn was free, and is taken now until its file is closed."""
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _last_line(errors: bytes) -> str:
    lines = errors.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
