"""Numbers that the processes of one server count together, each in a file of its own that any of them can read."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from prometheus_client import values
from prometheus_client.multiprocess import mark_process_dead

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SERVER = "server"
UNSEEN = "kierre.unseen"  # in a request that is neither counted nor logged: nobody has made it


def begin(state: Path) -> None:
    """Let this process, the server, and all that it starts count together; what dead servers have left is removed."""
    try:
        for left in state.glob("metrics-*"):
            number = left.name.removeprefix("metrics-")
            if number == str(os.getpid()) or not Path(f"/proc/{number}").is_dir():  # in a container each server has the same number
                shutil.rmtree(left, ignore_errors=True)
        folder = state / f"metrics-{os.getpid()}"
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a state folder that cannot be written
        folder = Path(tempfile.mkdtemp(prefix="kierre-metrics-"))
    os.environ[_FOLDER] = str(folder)
    count_as(SERVER)


def count_as(name: str) -> None:
    """Let this process count under a name of its own; it goes on where the last one of that name stopped."""
    values.ValueClass = values.MultiProcessValue(lambda: name)  # type: ignore[no-untyped-call]
    mark_process_dead(name)  # type: ignore[no-untyped-call]  # what was going on in that one is over


def together() -> bool:
    """Return whether this process is one of several that count together."""
    return _FOLDER in os.environ


def end() -> None:
    """Remove the files."""
    shutil.rmtree(os.environ.pop(_FOLDER), ignore_errors=True)
