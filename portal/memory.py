"""What glibc is told of memory; where there is another library, nothing happens."""

from __future__ import annotations

import contextlib
import ctypes
import os

_ARENAS, _MAPPED, _TRIMMED = -8, -3, -1  # as malloc.h names them: M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD


def spare_memory() -> None:
    """Have this process and those that it starts keep little memory that nobody uses.

    Two arenas are enough, where glibc would make one a thread; a block over 128 kB goes back to the system as soon as it is freed.
    """
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        for name, value in ((_ARENAS, 2), (_MAPPED, 128 * 1024), (_TRIMMED, 128 * 1024)):
            library.mallopt(name, value)


def give_back() -> None:
    """Give freed memory back to the system."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
