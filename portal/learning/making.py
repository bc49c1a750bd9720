"""The process that makes one file of a package: JSON comes in, the file goes out, and it can reach nobody.

`python -m portal.learning.making pdf 30 1024 < package.json > file`: the form, the most seconds, the most megabytes of memory.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from typing import cast

from portal.learning.package import Package, from_json

MAKERS = {
    "imscc": ("cartridge", "write_cartridge"),
    "pdf": ("handout", "write_handout"),
    "pptx": ("slides", "write_slides"),
    "zip": ("book", "write_book"),
}
_MEGABYTE = 1024 * 1024
_LARGEST = 64 * _MEGABYTE  # bytes of a file
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET
_NICE = 10  # a tenth of the processor where pages want it too


def made(form: str, data: bytes) -> bytes:
    """Return the file of a form that is made of a package in JSON."""
    module, name = MAKERS[form]
    write = cast(Callable[[Package], bytes], getattr(import_module(f"portal.learning.{module}"), name))
    return write(from_json(data))


def _shut(seconds: int, megabytes: int) -> None:
    """Bound this process, and take it from the network, as far as the system lets us."""
    for limit, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes * _MEGABYTE),
        (resource.RLIMIT_FSIZE, _LARGEST),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    os.nice(_NICE)
    ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)  # refused in some containers; then the hook alone stands
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event in {
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
    }:
        raise PermissionError(event)


if __name__ == "__main__":
    _shut(int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.buffer.write(made(sys.argv[1], sys.stdin.buffer.read()))
