"""An operation of the interface for programs, and the register of those that an application has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import flask

from portal.errors import UnknownName
from portal.web.contract.parameters import Parameter

BASE = "/api/v1"
_REGISTER = "kierre operations"
JSON_ONLY: Mapping[str, str] = {"json": "application/json"}


@dataclass(frozen=True)
class Operation:
    """A question that a program can ask: where, what with, and what the answer is.

    name: its name in the description, which client libraries call it by; path: below /api/v1, places in braces; tag: its group;
    summary, description: in English; shape: the type of the answer, or its JSON Schema; ask: what makes the answer (it is given
    the places of the path), None for one that a view of its own answers; forms: each form of the answer with its media type;
    shapes: the type or schema of those forms that have another;
    linked: the answer is JSON-LD; kept: it depends on its address and the data alone; places: the parameters of the path;
    example: what follows /api/v1 in an address that gives an answer; statuses: what else can be answered, with a sentence each.
    """

    name: str
    path: str
    tag: str
    summary: str
    description: str
    shape: object
    parameters: tuple[Parameter, ...] = ()
    places: tuple[Parameter, ...] = ()
    ask: Callable[..., object] | None = None
    forms: Mapping[str, str] = field(default_factory=lambda: JSON_ONLY)
    shapes: Mapping[str, object] = field(default_factory=dict)
    linked: bool = False
    kept: bool = True
    example: str = ""
    statuses: Mapping[int, str] = field(default_factory=dict)

    def answer(self, **places: str) -> object:
        """Return the answer to the request; raises UnknownName where a view of its own should have answered."""
        if self.ask is None:
            raise UnknownName(f"{self.name} is answered elsewhere.")
        return self.ask(**places)

    @property
    def address(self) -> str:
        """Return the path from the root, places in braces."""
        return BASE + self.path


def describe(blueprint: flask.Blueprint, operations: Sequence[Operation]) -> None:
    """Put operations into the description of every application that a blueprint is registered in."""
    blueprint.record_once(lambda state: registered(cast(flask.Flask, state.app)).extend(operations))


def registered(app: flask.Flask) -> list[Operation]:
    """Return the operations of an application, in the order in which their blueprints were registered."""
    return cast(list[Operation], app.extensions.setdefault(_REGISTER, []))
