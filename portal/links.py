"""The command `kierre links`: whether the links of a course that lead to Kierre still lead where they led."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.errors import BadQuestion
from portal.learning.linklist import MOST_BYTES, Found, links_in, parted
from portal.namespaces import BASE
from portal.settings import Settings, read_settings

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

    from portal.web.linked import Verdict

_CONNECT, _READ, _WHOLE = 5.0, 15.0, 60.0  # seconds to reach a server, between two pieces of its answer, and for all of it
_PIECE = 64 * 1024
Row = tuple[Found, "Verdict", str]  # the last: the base below which what takes its place is told


@click.command("links")
@click.argument("source", metavar="FILE|URL")
@click.option("--base", "bases", multiple=True, help="Address of a portal whose links are looked at too; may be repeated.")
@click.option("--since", default="", help="Number of a release: say what has changed since, also of links that name no release.")
@click.option("--strict", is_flag=True, help="Exit 1 also when something has changed.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to write it.")
def links(source: str, bases: tuple[str, ...], since: str, *, strict: bool, form: str) -> None:
    """Check the links to Kierre in a course: a FILE or a URL.

    A file is text, HTML, Markdown, CSV, GIFT, Moodle's XML, docx, pptx, zip, imscc or mbz.

    Of each: valid, changed (since the release it names, or --since), deprecated, gone, or a release that there is not. Kierre's are
    links below https://w3id.org/kierre/, KIERRE_PUBLIC_URL and --base; others are only counted.

    Exit code 0: all are fine; 1: something to mend; 2: the check could not run.
    """
    from portal.web.linked import FINE  # noqa: PLC0415 - only this command needs the portal here

    settings = read_settings()
    for each in bases:
        if not each.startswith(("https://", "http://")):
            raise click.BadParameter(f"{each!r} must begin with https:// or http://.", param_hint="--base")
    found = links_in(_read(source), source)
    ours = list(_ours(found, settings.public_url, bases))
    verdicts = _verdicts(settings, {(path, base) for _, path, base in ours}, since)
    rows = [(each, verdicts[path, base], base) for each, path, base in ours]
    write = _as_json if form == "json" else _as_text
    click.echo(write(source, rows, len(found) - len(ours)))
    wrong = [verdict for _, verdict, _ in rows if verdict.state not in (("valid",) if strict else FINE)]
    sys.exit(1 if wrong else 0)


def _ours(found: Iterable[Found], public: str, bases: Sequence[str]) -> Iterator[tuple[Found, str, str]]:
    """Yield the links to Kierre, each with its path and the base below which what takes its place is told."""
    main = public or next(iter(bases), BASE)  # that of lasting names is no place to send readers to, if there is one
    for each in found:
        if parts := parted(each.address, [BASE, *filter(None, [public]), *bases]):
            base, path = parts
            yield each, path, main if base == BASE else base


def _verdicts(settings: Settings, asked: Collection[tuple[str, str]], since: str) -> dict[tuple[str, str], Verdict]:
    """Return what has become of each path below a base."""
    from portal.web import create_app  # noqa: PLC0415
    from portal.web.linked import Linked  # noqa: PLC0415

    if not asked:
        return {}
    app = create_app(settings)
    held = app.extensions["kierre"]
    house = held.house() if hasattr(held, "house") else held
    linked = Linked(app, house, since, "en")
    return {(path, base): linked.verdict(path, base) for path, base in sorted(asked, key=_by_release)}


def _by_release(asked: tuple[str, str]) -> str:
    """Return what orders paths by the release that they name, so that each is opened once."""
    return asked[0].partition("v=")[2]


def _whole(path: str, base: str) -> str:
    """Return the whole address of a path below a base; what takes the place of a thing may stand elsewhere."""
    return base.rstrip("/") + path if path.startswith("/") else path


def _read(source: str) -> bytes:
    """Return what is at a place; raises BadQuestion when it cannot be had, or is too large."""
    if source.startswith(("http://", "https://")):
        return _fetched(source)
    try:
        if Path(source).stat().st_size > MOST_BYTES:
            raise _too_large(source)
        return Path(source).read_bytes()
    except OSError as error:
        raise BadQuestion(f"{source} cannot be read: {error.strerror}.") from None


def _fetched(url: str) -> bytes:
    import urllib3  # noqa: PLC0415 - only for an address

    until = time.monotonic() + _WHOLE
    try:
        with urllib3.PoolManager() as pool, closing(_asked(pool, url)) as answer:
            if answer.status >= 400:
                raise BadQuestion(f"{url} answers {answer.status}: check the address, or give a file.")
            data = b""
            for piece in answer.stream(_PIECE):
                data += piece
                if len(data) > MOST_BYTES:
                    raise _too_large(url)
                if time.monotonic() > until:
                    raise BadQuestion(f"{url} does not come whole within {_WHOLE:g} seconds: give a file.")
            return data
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        raise BadQuestion(f"{url} cannot be reached: {type(error).__name__}. Check the address, or give a file.") from None


def _asked(pool: PoolManager, url: str) -> BaseHTTPResponse:
    from urllib3 import Retry, Timeout  # noqa: PLC0415

    limits = Timeout(connect=_CONNECT, read=_READ)
    return pool.request("GET", url, timeout=limits, retries=Retry(0, redirect=5), preload_content=False)


def _too_large(source: str) -> BadQuestion:
    return BadQuestion(f"{source} is larger than {MOST_BYTES // 1_000_000} MB: give the part with the links.")


def _as_text(source: str, rows: Sequence[Row], others: int) -> str:
    lines = []
    for found, verdict, base in rows:
        place = ":".join(filter(None, (source, found.file, str(found.line))))
        lines.append(f"{place}: {verdict.state}: {found.address}")
        changed = f" ({', '.join(verdict.changed)})" if verdict.changed else ""
        if verdict.said:
            lines.append(f"    {verdict.said[:-1]}{changed}.")
        lines += [f"    → {_whole(path, base)}" for path in verdict.instead]
    counts = Counter(verdict.state for _, verdict, _ in rows)
    told = ", ".join(f"{number} {state}" for state, number in sorted(counts.items())) or "none"
    lines.append(f"Links to Kierre: {told}. Other links, which were not looked at: {others}.")
    return "\n".join(lines)


def _as_json(source: str, rows: Sequence[Row], others: int) -> str:
    found = [
        {
            "file": each.file, "line": each.line, "url": each.address, "state": verdict.state, "said": verdict.said,
            "instead": [_whole(path, base) for path in verdict.instead], "changed": verdict.changed,
        }
        for each, verdict, base in rows
    ]  # fmt: skip
    counts = Counter(verdict.state for _, verdict, _ in rows)
    return json.dumps({"source": source, "links": found, "counts": counts, "others": others}, ensure_ascii=False, indent=1)
