"""The whole check: read every source, run every rule, say where each breach is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import rdflib

from portal.errors import SourceError
from portal.graph.load import Data, Source, data_version, find_sources, graphs_of_pages, read_all_pages
from portal.graph.store import Store
from portal.pages.read import SOURCE_LANGUAGE, Page, read_file
from validation import circles, content, names, own, shacl, terms, violations
from validation.directives import Known
from validation.report import Finding, Level, Place, Report, sort
from validation.turtle import Sources

Progress = Callable[[str], None]


def check(root: Path, progress: Progress = lambda _step: None, folders: Sequence[Path] = ()) -> Report:
    """Return the report of every rule over the sources below a folder, and over an organisation's own folders.

    progress is told the name of each step as it begins. Raises SourceError when the folder holds no data at all.
    """
    rdflib.NORMALIZE_LITERALS = False
    progress("reading the sources")
    files = find_sources(root, folders)
    store, sources = Store(), Sources()
    findings = [finding for source in files for finding in _read(source, store, sources)]
    pages, page_findings = _pages(root, folders, files)
    findings += page_findings
    complete = not findings
    if complete:
        progress("checking what things come from")
        findings += violations.run(store, sources, violations.of_model())
    findings += own.run(files, pages, sources)
    places = {source.path: source.relative for source in files}
    for page, (graph, triples) in zip(pages, graphs_of_pages(pages), strict=True):
        store.add_triples(triples, graph)
        sources.add(triples, Place(places[page.texts[SOURCE_LANGUAGE].file], 1))
    progress("checking the shapes")
    findings += shacl.run(sources, complete=complete)
    findings += names.duplicates(sources)
    findings += terms.run(sources)
    if complete:
        progress("checking the rules across things")
        findings += names.undeclared(sources)
        findings += violations.run(store, sources, violations.of_all())
        findings += circles.run(store, sources)
        findings += content.run(Known(Data(store, pages, files, "")))
    else:
        message = "a file could not be read, so the rules across files were not run; mend it and check again."
        findings.append(Finding(Level.INFO, "complete-data", "", message, "", 0))
    return Report(sort(own.fitting(findings, files)), data_version(files), len(files), len(sources.graph))


def _read(source: Source, store: Store, sources: Sources) -> list[Finding]:
    """Add one source to both graphs; return the findings of a file that cannot be read."""
    try:
        if source.is_turtle:
            store.add_turtle(source.path, source.graph)
            sources.read(source)
        else:
            read_file(source.path)
    except SourceError as error:
        return [Finding(Level.ERROR, "readable-file", "", error.message, source.relative, error.line)]
    return []


def _pages(root: Path, folders: Sequence[Path], files: tuple[Source, ...]) -> tuple[tuple[Page, ...], list[Finding]]:
    """Return the pages, or none and a finding when their files do not fit together."""
    try:
        return read_all_pages(root, folders, files), []
    except SourceError as error:
        file = next(source.relative for source in files if source.path == error.file)
        return (), [Finding(Level.ERROR, "readable-file", "", error.message, file, error.line)]
