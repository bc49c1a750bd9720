"""The reference of the interface for programs: the page made from the table that also answers and describes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import flask

from portal.languages import Language
from portal.web.contract import saved
from portal.web.contract.openapi import statuses
from portal.web.contract.operation import BASE, Operation, registered
from portal.web.contract.parameters import Parameter, Together, alone
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.plain.linked import ADDRESS
from portal.web.public import absolute

blueprint = flask.Blueprint("reference", __name__)


@dataclass(frozen=True)
class Told:
    """A parameter for a reader: its name, what it is for, whether it must be there, the words it may be, and the usual one."""

    name: str
    description: str
    required: bool
    repeated: bool
    values: tuple[str, ...]
    range: str
    default: str


@dataclass(frozen=True)
class Shown:
    """An operation for a reader. example: an address that gives an answer; whole: the same with the host, for a command line.

    ways: how parameters that contradict each other go together, by what is then answered.
    """

    name: str
    address: str
    summary: str
    description: str
    example: str
    whole: str
    parameters: list[Told]
    ways: list[tuple[str, list[str]]]
    forms: list[str]
    statuses: list[int]


@dataclass(frozen=True)
class ReferencePage:
    """The operations by group, without the saved queries, which have pages of their own; where description and context are."""

    groups: list[tuple[str, list[Shown]]]
    description: str
    context: str


@page(blueprint, "api")
def reference(language: Language) -> flask.typing.ResponseReturnValue:
    """Show every operation but the saved queries, with its parameters and an example that runs."""
    listed = [each for each in registered(flask.current_app) if each.tag != saved.TAG]
    groups = [(tag, list(map(_shown, found))) for tag, found in groupby(listed, lambda each: each.tag)]
    shown = ReferencePage(groups, f"{BASE}/openapi.json", ADDRESS)
    html = flask.render_template("reference/reference.html", page=shown, language=language)
    return answer(html, "text/html; charset=utf-8")


def _shown(operation: Operation) -> Shown:
    address = BASE + operation.example
    together = [each for each in operation.parameters if isinstance(each, Together)]
    return Shown(
        operation.name,
        operation.address,
        operation.summary,
        operation.description,
        address,
        absolute(address),
        [_told(each, required=True) for each in operation.places] + [_told(each) for each in alone(operation.parameters)],
        [(way.title, [each.name for each in (*way.must, *way.may)]) for each in together for way in each.ways],
        list(dict.fromkeys(operation.forms.values())),
        list(statuses(operation)),
    )


def _told(parameter: Parameter, *, required: bool = False) -> Told:
    schema = parameter.schema()
    items = schema.get("items")
    words = (items if isinstance(items, dict) else schema).get("enum")
    default = schema.get("default", "")
    return Told(
        parameter.name,
        parameter.description,
        required or parameter.required,
        parameter.repeated,
        tuple(map(str, words)) if isinstance(words, list) else (),
        f"{schema['minimum']}–{schema['maximum']}" if "minimum" in schema else "",
        ", ".join(map(str, default)) if isinstance(default, list) else str(default),
    )
