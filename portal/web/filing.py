"""Makes the files of the whole graph in a process of its own: what that takes of memory does not stay with a serving process."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from multiprocessing.util import Finalize

from portal.graph.load import load
from portal.settings import read_settings
from portal.web.house import House

_NICE = 10  # pages go first
_SECONDS = 300


def make_apart() -> None:
    """Make the files of what the settings name, and wait for them; what is not made so is made by whoever wants it."""
    command = [sys.executable, "-m", "portal.web.filing"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as making:
        end = Finalize(None, _end, [making], exitpriority=0)  # a serving process that ends in order leaves nothing behind
        try:
            making.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            making.kill()
        finally:
            end.cancel()


def make() -> None:
    """Make the files in this process."""
    settings = read_settings()
    _ = House(settings, load(settings.sources, settings.data)).dumps.all


def _end(making: subprocess.Popen[bytes]) -> None:
    making.kill()
    making.wait()


def _wait_for_end() -> None:
    sys.stdin.buffer.read()  # it ends when the process that began this one does, however that was
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_wait_for_end, daemon=True).start()
    os.nice(_NICE)
    make()
    os._exit(0)
