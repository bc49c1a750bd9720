"""Every setting: name, default and what it does. The only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from portal.errors import KierreError
from portal.paths import data_root, state_root


class SettingError(KierreError):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """The settings of one run; each is read from the environment variable KIERRE_<NAME>."""

    data: Path = field(default_factory=data_root, metadata={"help": "folder with ontology/ and content/"})
    state: Path = field(default_factory=state_root, metadata={"help": "folder for derived files (check stamps)"})
    contact: str = field(
        default="", metadata={"help": "who runs this portal and how to reach them; shown at the foot of each page"}
    )
    public_url: str = field(
        default="",
        metadata={
            "help": "address under which readers reach this portal; links in picture files and on printed guides begin with it"
        },
    )
    report: str = field(
        default="",
        metadata={
            "help": "where a problem with a page is reported: mailto:… or https://… with {url} and {title}; else to the contact",
            "begins": ("mailto:", "https://"),
        },
    )
    editor: bool = field(default=False, metadata={"help": "whether pages show those who edit what the check says of them: 1 or 0"})
    kept_megabytes: int = field(default=16, metadata={"help": "size of the store of finished answers, in MB a process"})
    query_seconds: float = field(default=10.0, metadata={"help": "time limit of a stranger's query, in seconds"})
    query_megabytes: int = field(default=512, metadata={"help": "memory limit of one query worker, in MB above its own start"})
    query_rows: int = field(default=100_000, metadata={"help": "most rows or triples that one answer may have"})
    query_answer_megabytes: int = field(default=64, metadata={"help": "largest answer to one query, in MB"})
    query_workers: int = field(default=2, metadata={"help": "processes that answer strangers' queries"})
    query_characters: int = field(default=100_000, metadata={"help": "longest query that is read, in characters"})
    query_depth: int = field(default=100, metadata={"help": "deepest nesting of groups and brackets in a query"})


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
        try:
            value = Path(given[name]) if issubclass(kind, Path) else kind(given[name])
        except ValueError:
            raise SettingError(f"{name} must be a {kind.__name__}, not {given[name]!r}.") from None
        if isinstance(value, int | float) and value <= 0:
            raise SettingError(f"{name} must be above zero, not {given[name]!r}.")
        settings = replace(settings, **{each.name: value})  # type: ignore[arg-type]
    return settings


def _switch(name: str, text: str) -> bool:
    if text not in {"", "0", "1"}:
        raise SettingError(f"{name} must be 1 or 0, not {text!r}.")
    return text == "1"
