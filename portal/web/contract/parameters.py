"""The kinds of parameters that an operation can have: each checks what is given, reads it, and describes itself (JSON Schema)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import flask

from portal.errors import BadQuestion

_LONGEST = 200  # characters of a name that are compared with those that we know
_SAYS_SOMETHING = r"[^\s\x1c-\x1f\x85\xa0]"  # not all engines take the same characters for spaces
Schema = dict[str, object]


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, what it is for, and a value to try.

    example: a value that gives an answer; required: it must be there; repeated: it may stand there more than once.
    """

    name: str
    description: str
    example: str = ""
    required: bool = False
    repeated: bool = False

    @property
    def names_something(self) -> bool:
        """Return whether its value names something that may not be there."""
        return False

    @property
    def sample(self) -> object:
        """Return the example as the schema has it."""
        return self.example

    @property
    def given(self) -> bool:
        """Return whether the parameter stands in the request."""
        return self.name in flask.request.args

    def schema(self) -> Schema:
        """Return what values the parameter can have."""
        return {"type": "string"}

    def check(self, values: Sequence[str]) -> None:
        """Raise BadQuestion, with a sentence on what to change, when the values given cannot be used."""


@dataclass(frozen=True)
class Choice(Parameter):
    """A parameter that is one of some words."""

    allowed: tuple[str, ...] = ()
    default: str = ""

    def schema(self) -> Schema:
        """Return the words, and the one that is meant when none is given."""
        return {"type": "string", "enum": list(self.allowed), **({"default": self.default} if self.default else {})}

    def check(self, values: Sequence[str]) -> None:
        """Raise BadQuestion when the word is another."""
        for value in values:
            if value not in self.allowed:
                raise BadQuestion(f"{self.name} is {' or '.join(self.allowed)}, not {value[:_LONGEST]!r}.")

    def read(self) -> str:
        """Return the word given, else the default."""
        return flask.request.args.get(self.name, self.default)


@dataclass(frozen=True)
class Choices(Parameter):
    """A parameter that is any of some words: repeated, or with commas between."""

    repeated: bool = True
    allowed: tuple[str, ...] = ()
    default: tuple[str, ...] = ()

    @property
    def sample(self) -> object:
        """Return the example as the schema has it."""
        return self.example.split(",")

    def schema(self) -> Schema:
        """Return the words, and those that are meant when none is given."""
        return {"type": "array", "items": {"type": "string", "enum": list(self.allowed)}, "default": list(self.default)}

    def check(self, values: Sequence[str]) -> None:
        """Raise BadQuestion when one of the words is another."""
        for value in _parted(values):
            if value not in self.allowed:
                raise BadQuestion(f"{self.name} is any of {', '.join(self.allowed)}, not {value[:_LONGEST]!r}.")

    def read(self) -> tuple[str, ...]:
        """Return the words given, else the default, in the order of the description."""
        given = _parted(flask.request.args.getlist(self.name))
        return tuple(each for each in self.allowed if each in (given or self.default))


def _parted(values: Sequence[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",")]


@dataclass(frozen=True)
class Number(Parameter):
    """A parameter that is a whole number between two. default: what it is when it is not given, or None when that depends."""

    least: int = 1
    most: int = 1
    default: int | None = None

    @property
    def sample(self) -> object:
        """Return the example as the schema has it."""
        return int(self.example)

    def schema(self) -> Schema:
        """Return the two numbers, and the one that is meant when none is given."""
        bounds: Schema = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return bounds if self.default is None else {**bounds, "default": self.default}

    def check(self, values: Sequence[str]) -> None:
        """Raise BadQuestion when it is no number, or one beyond the two."""
        for text in values:
            short = text.isascii() and text.isdigit() and len(text) <= len(str(self.most))
            if not (short and self.least <= int(text) <= self.most):
                raise BadQuestion(f"{self.name} is a whole number from {self.least} to {self.most}, not {text[:_LONGEST]!r}.")

    def read(self, default: int = 1) -> int:
        """Return the number given, else the default of the parameter, else the one told."""
        usual = default if self.default is None else self.default
        return int(flask.request.args.get(self.name, str(usual)))


@dataclass(frozen=True)
class Words(Parameter):
    """A parameter that is free text. missing: what to say when it is not there, or empty; a_name: it names a thing or a loop."""

    missing: str = ""
    a_name: bool = True

    @property
    def names_something(self) -> bool:
        """Return whether its value names something that may not be there."""
        return self.a_name

    def schema(self) -> Schema:
        """Return that it cannot be empty."""
        return {"type": "string", "minLength": 1, "pattern": _SAYS_SOMETHING}

    def check(self, values: Sequence[str]) -> None:
        """Raise BadQuestion when there is nothing in it."""
        if (self.required or values) and not any(re.search(_SAYS_SOMETHING, each) for each in values):
            raise BadQuestion(f"{self.name} is missing. {self.missing}")

    def read(self) -> str:
        """Return the text given, without spaces around it, or nothing."""
        return flask.request.args.get(self.name, "").strip()


@dataclass(frozen=True)
class Place(Parameter):
    """The last part of an address: in the path, or as a filter, or as the place where a list goes on (then not a_name)."""

    pattern: str = r"^[A-Za-z0-9._~-]{1,200}$"
    a_name: bool = True

    @property
    def names_something(self) -> bool:
        """Return whether its value names something that may not be there."""
        return self.a_name

    def schema(self) -> Schema:
        """Return which characters it has."""
        return {"type": "string", "pattern": self.pattern}

    def check(self, values: Sequence[str]) -> None:
        """Raise BadQuestion when it has another character, or is too long."""
        for value in values:
            if not re.fullmatch(self.pattern, value):
                raise BadQuestion(
                    f"{self.name} cannot be {value[:_LONGEST]!r}: {self.description[0].lower()}{self.description[1:]}"
                )

    def read(self) -> str:
        """Return the text given, or nothing."""
        return flask.request.args.get(self.name, "")


@dataclass(frozen=True)
class Together(Parameter):
    """Parameters that go together in one of some ways, and else contradict each other.

    They stand in the address one by one; OpenAPI says such a thing as one object whose members they are. ways: each with the
    parameters that must be there and those that may, with the words that they may have there.
    """

    members: tuple[Parameter, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def names_something(self) -> bool:
        """Return whether a value names something that may not be there."""
        return True

    @property
    def sample(self) -> object:
        """Return the example of one way, as the schema has it."""
        name, _, value = self.example.partition("=")
        return {name: value}

    def schema(self) -> Schema:
        """Return the ways, of which one is gone."""
        return {"type": "object", "oneOf": [each.schema() for each in self.ways]}


@dataclass(frozen=True)
class Way:
    """One of the ways in which parameters go together: what it is called, what must be there, and what may."""

    title: str
    must: tuple[Parameter, ...] = ()
    may: tuple[Parameter, ...] = ()

    def schema(self) -> Schema:
        """Return the parameters as members of an object."""
        members = {each.name: {"description": each.description, **each.schema()} for each in (*self.must, *self.may)}
        found: Schema = {"title": self.title, "type": "object", "properties": members, "additionalProperties": False}
        return {**found, "required": [each.name for each in self.must]} if self.must else found


def alone(known: Sequence[Parameter]) -> list[Parameter]:
    """Return the parameters as they stand in an address, one by one."""
    return [one for each in known for one in (each.members if isinstance(each, Together) else (each,))]


def hint(name: str, known: Iterable[str], most: int = 1) -> str:
    """Return a sentence with the known names that are nearest to one, or nothing."""
    near = get_close_matches(name, list(known), n=most)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def check(known: Sequence[Parameter]) -> None:
    """Raise BadQuestion when the request has a parameter that is not known, stands there twice or cannot be used, or lacks one."""
    by_name = {each.name: each for each in alone(known)}
    for name, values in flask.request.args.lists():
        if name not in by_name:
            shown, names = name[:_LONGEST], ", ".join(by_name) or "none"
            raise BadQuestion(f"There is no parameter {shown!r} here.{hint(shown, by_name)} Known: {names}.")
        if len(values) > 1 and not by_name[name].repeated:
            raise BadQuestion(f"{name} stands there {len(values)} times. Give it once.")
    for each in by_name.values():
        each.check(flask.request.args.getlist(each.name))
