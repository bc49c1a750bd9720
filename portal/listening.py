"""The address on which the server listens: its own alone."""

from __future__ import annotations

import socket

from portal.errors import CannotListen


def bound(host: str, port: int) -> socket.socket:
    """Return a socket at this address that does not listen yet; of two such, only one may ever listen.

    Granian's own would share the address with that of another server, and both would answer in turn.
    Raises CannotListen when somebody listens there already, or nobody can.
    """
    try:
        family, kind, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind)
    except OSError as error:
        raise CannotListen(host, port, error) from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
    except OSError as error:
        made.close()
        raise CannotListen(host, port, error) from None
    return made
