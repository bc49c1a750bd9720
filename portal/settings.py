"""Every setting: name, default and what it does. The only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from portal.errors import KierreError
from portal.paths import data_root, state_root


class SettingError(KierreError):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """The settings of one run; each is read from the environment variable KIERRE_<NAME>."""

    sources: Path = field(
        default_factory=data_root, metadata={"help": "folder with ontology/ and content/ that is read in place of Kierre's own"}
    )
    data: tuple[Path, ...] = field(
        default=(), metadata={"help": "further folders with ontology/ and content/ of an organisation's own, joined by colons"}
    )
    state: Path = field(default_factory=state_root, metadata={"help": "folder for derived files (check stamps)"})
    log: str = field(
        default="events",
        metadata={
            "help": "what goes to the log: events, or each request too, as json or text",
            "one_of": ("events", "json", "text"),
        },
    )
    releases: Path = field(
        default=Path("ontology/releases"), metadata={"help": "folder of the data releases; a relative one is below KIERRE_SOURCES"}
    )
    pinned_releases: int = field(
        default=1, metadata={"help": "how many releases besides what is served are held in memory for pinned addresses, a process"}
    )
    contact: str = field(
        default="", metadata={"help": "who runs this portal and how to reach them; shown at the foot of each page"}
    )
    public_url: str = field(
        default="",
        metadata={
            "help": "address under which readers reach this portal, with the path below which it stands, if it stands below one",
            "begins": ("https://", "http://"),
        },
    )
    proxies: int = field(
        default=0, metadata={"help": "how many proxies stand in front; what they say of host and scheme is believed", "least": 0}
    )
    report: str = field(
        default="",
        metadata={
            "help": "where a problem with a page is reported: mailto:… or https://… with {url} and {title}; else to the contact",
            "begins": ("mailto:", "https://"),
        },
    )
    security: str = field(
        default="",
        metadata={
            "help": "whom to tell of a security hole: mailto:…, https://… or tel:…; else the address in the contact",
            "begins": ("mailto:", "https://", "tel:"),
        },
    )
    editor: bool = field(default=False, metadata={"help": "whether pages show those who edit what the check says of them: 1 or 0"})
    kept_megabytes: int = field(default=8, metadata={"help": "size of the store of finished answers, in MB a process"})
    query_seconds: float = field(default=10.0, metadata={"help": "time limit of a stranger's query, in seconds"})
    query_megabytes: int = field(default=512, metadata={"help": "memory limit of one query worker, in MB above its own start"})
    query_rows: int = field(default=100_000, metadata={"help": "most rows or triples that one answer may have"})
    query_answer_megabytes: int = field(default=64, metadata={"help": "largest answer to one query, in MB"})
    query_workers: int = field(default=2, metadata={"help": "processes that answer strangers' queries"})
    query_characters: int = field(default=100_000, metadata={"help": "longest query that is read, in characters"})
    query_depth: int = field(default=100, metadata={"help": "deepest nesting of groups and brackets in a query"})
    store: str = field(
        default="",
        metadata={
            "help": "address of the SPARQL endpoint of an engine that holds the data; else it is held in memory",
            "begins": ("http://", "https://"),
        },
    )
    store_graphs: str = field(
        default="",
        metadata={
            "help": "address of that engine's graph store, for `kierre publish`, where it cannot be guessed",
            "begins": ("http://", "https://"),
        },
    )
    store_user: str = field(default="", repr=False, metadata={"help": "name by which that engine lets us in"})
    store_password: str = field(default="", repr=False, metadata={"help": "the password to it"})
    store_header: str = field(default="", repr=False, metadata={"help": "or a header that lets us in: `Authorization: Bearer …`"})
    store_connect_seconds: float = field(default=2.0, metadata={"help": "time limit to reach that engine, in seconds"})
    store_seconds: float = field(default=10.0, metadata={"help": "time limit of that engine's answer to a page, in seconds"})


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the defaults with what the environment sets; raise SettingError naming a variable that cannot be used."""
    given = os.environ if environment is None else environment
    settings = Settings()
    for each in fields(Settings):
        name = "KIERRE_" + each.name.upper()
        if name not in given:
            continue
        kind = type(getattr(settings, each.name))
        begins = each.metadata.get("begins", ())
        if begins and given[name] and not given[name].startswith(begins):
            raise SettingError(f"{name} must begin with {' or '.join(begins)}, not {given[name]!r}.")
        if kind is bool:
            settings = replace(settings, **{each.name: _switch(name, given[name])})  # type: ignore[arg-type]
            continue
        value = _folders(given[name]) if kind is tuple else _value(name, given[name], Path if issubclass(kind, Path) else kind)
        _must_fit(name, value, each.metadata)
        settings = replace(settings, **{each.name: value})  # type: ignore[arg-type]
    return settings


def _value(name: str, text: str, kind: Callable[[str], object]) -> object:
    try:
        return kind(text)
    except ValueError:
        raise SettingError(f"{name} must be a number, not {text!r}.") from None


def _folders(text: str) -> tuple[Path, ...]:
    return tuple(Path(each) for each in text.split(os.pathsep) if each)


def _must_fit(name: str, value: object, metadata: Mapping[str, Any]) -> None:
    """Raise SettingError for a number that is too small, or a word that is none of those allowed."""
    if isinstance(value, int | float) and (value < metadata["least"] if "least" in metadata else value <= 0):
        least = f"{metadata['least']} or more" if "least" in metadata else "above zero"
        raise SettingError(f"{name} must be {least}, not {value!r}.")
    if "one_of" in metadata and value not in metadata["one_of"]:
        raise SettingError(f"{name} must be one of {', '.join(metadata['one_of'])}, not {value!r}.")


def _switch(name: str, text: str) -> bool:
    if text not in {"", "0", "1"}:
        raise SettingError(f"{name} must be 1 or 0, not {text!r}.")
    return text == "1"
