"""The loops of the vicious circle: the links that form them, and, lighter, the stated links that lead out of them and in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext

from portal.analysis.network import Kind, Step
from portal.languages import Language, capital
from portal.namespaces import ID, LEVELS
from portal.web.house import house
from portal.web.pages import Named, named
from portal.web.pictures.errors import unknown_loop, unknown_thing
from portal.web.pictures.figure import (
    SIGNS,
    Figure,
    arrow_head,
    arrow_row,
    box,
    carrier,
    sentence,
    tall,
    thing_of,
    title,
)
from portal.web.pictures.grid import Grid, course, grid
from portal.web.pictures.letters import wrapped
from portal.web.pictures.shapes import Arrow, Band, Box, Note, Picture
from portal.web.pictures.tables import layout


def vicious_loops(language: Language, parameters: Mapping[str, str]) -> Figure:
    """Return the loops of the vicious circle; one loop, or one thing with what it touches, is lit when that is asked for."""
    steps = _steps()
    network = house().analysis.causal
    things = sorted({thing for step in steps for thing in step.arrow})
    lit = _lit(steps, parameters)
    names = {iri.removeprefix(ID): thing_of(iri, language, network) for iri in things}
    plans = layout("vicious-circle")
    unplaced = [step for step in steps if not _planned(step, plans["wide"])]
    only_wide = [step for step in steps if step not in unplaced and not _planned(step, plans["narrow"])]
    shapes = {shape: _picture(plan, steps, names, lit, language) for shape, plan in plans.items()}
    only_source = house().graphs() is not None
    remarks = [gettext("Each arrow leads to the page of its link, which says where it comes from. Each box leads to its thing.")]
    if only_source:
        remarks.append(gettext("The source says that the circle feeds itself. It does not name the links that close it."))
    else:
        guessed = sum(step.inferred for step in steps)
        remarks.append(gettext("%(count)s links, drawn dashed, are our hypotheses. The rest is from the source.", count=guessed))
    implied = sum(map(house().implied, steps))
    remarks.append(gettext("Of those from the source, %(count)s are read from the order in which it tells things.", count=implied))
    return Figure(
        gettext("The loops of the vicious circle"),
        gettext("The links that the source states between the things on the loops. It does not close the circle.")
        if only_source
        else gettext("Three paths lead from growing queues and back to them: hurry, exhaustion and client work."),
        shapes["wide"],
        shapes["narrow"],
        arrow_head(),
        tuple(arrow_row(step, language, network) for step in steps),
        tuple(sentence(step, language, network) for step in steps),
        tuple(remarks),
        tuple(sentence(step, language, network) for step in unplaced),
        tuple(sentence(step, language, network) for step in only_wide),
    )


def _steps() -> list[Step]:
    """Return the arrows of the loops, then the stated links that touch them; in the source view the stated ones of these."""
    everything, shown = house().whole, house().analysis
    looped = {thing for part in everything.strong_parts for thing in part}
    links = [step for step in shown.causal.steps if step.kind is Kind.LINK and step.cause != step.effect]
    inner = [step for step in links if looped.issuperset(step.arrow)]
    return inner + [step for step in links if not step.inferred and len(looped.intersection(step.arrow)) == 1]


def _lit(steps: list[Step], parameters: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return the arrows that are asked for."""
    if wanted := parameters.get("loop"):
        found = next((each for each in house().analysis.loops.found if each.identifier == wanted), None)
        if found is None:
            raise unknown_loop(wanted)
        return {step.arrow for step in found.steps}
    if focus := parameters.get("focus"):
        thing = house().analysis.causal.thing(ID + focus)
        touched = {step.arrow for step in steps if thing in step.arrow}
        if not touched:
            raise unknown_thing(focus)
        return touched
    return set()


def _planned(step: Step, plan: Mapping[str, Any]) -> bool:
    return _key(step) in plan["arrows"]


def _key(step: Step) -> str:
    return f"{step.cause.removeprefix(ID)} {step.effect.removeprefix(ID)}"


Lit = set[tuple[str, str]]


def _picture(plan: Mapping[str, Any], steps: list[Step], names: Mapping[str, Named], lit: Lit, language: Language) -> Picture:
    cells = {slug: cell for slug, cell in plan["boxes"].items() if slug in names}
    lanes = _grid(plan, cells, names)
    size, lit_things = plan["size"], {thing for arrow in lit for thing in arrow}
    boxes = {slug: _box(names[slug], cell, lanes, size, plan) for slug, cell in cells.items()}
    if lit:
        boxes = {
            slug: replace(each, emphasis="lit" if ID + slug in lit_things else "faded", bold=ID + slug in lit_things)
            for slug, each in boxes.items()
        }
    network = house().analysis.causal
    arrows = [
        Arrow(
            step.cause.removeprefix(ID),
            step.effect.removeprefix(ID),
            course(plan["arrows"][_key(step)], boxes[step.cause.removeprefix(ID)], boxes[step.effect.removeprefix(ID)], lanes),
            SIGNS.get(step.sign, "±"),
            step.inferred,
            carrier(step, language),
            title(step, language, network),
            ("lit" if step.arrow in lit else "faded") if lit else "",
        )
        for step in steps
        if _planned(step, plan)
    ]
    bands, notes = _grounds(plan, lanes, language)
    return Picture(
        plan["width"], lanes.rows[-1][1] + plan["top"] + plan["below"], tuple(boxes.values()), tuple(arrows), bands, notes
    )


def _grid(plan: Mapping[str, Any], cells: Mapping[str, list[int]], names: Mapping[str, Named]) -> Grid:
    """Return the grid with each row as high as the longest name in it needs."""
    across = plan["gap"][0]
    heights = [float(plan.get("least", 0))] * plan["rows"]
    for slug, (_, row, *span) in cells.items():
        width = plan["column"] * (span[0] if span else 1) + across * ((span[0] if span else 1) - 1)
        lines = wrapped(capital(names[slug].name.text), width - 14, plan["size"])
        heights[row] = max(heights[row], tall(len(lines), plan["size"]))
    return grid(plan["column"], (across, plan["gap"][1]), plan["left"], plan["columns"], heights, plan["top"])


def _box(thing: Named, cell: list[int], lanes: Grid, size: float, plan: Mapping[str, Any]) -> Box:
    column, row, *span = cell
    left, right = lanes.columns[column][0], lanes.columns[column + (span[0] if span else 1) - 1][1]
    top, bottom = lanes.rows[row]
    bold = thing.slug in plan["hubs"]
    return box(thing, left, top, right - left, bottom - top, size, bold=bold, look="hub" if bold else "")


def _grounds(plan: Mapping[str, Any], lanes: Grid, language: Language) -> tuple[tuple[Band, ...], tuple[Note, ...]]:
    """Return the ground under the things of the micro level, and what it and the rest is."""
    left, top, right, bottom = plan["micro"]
    pad = plan["pad"]
    x, y = lanes.columns[left][0] - pad, lanes.rows[top][0] - pad
    band = Band(x, y, lanes.columns[right][1] + pad - x, lanes.rows[bottom][1] + pad - y)
    size = plan["note"]
    level = capital(named(house().catalogue[LEVELS[2]], language).name.text)
    column, row, width, down = plan["caption"]
    said = f"{level} ({gettext('in client work')})"
    words = wrapped(gettext("Tinted ground: %(level)s", level=said) if plan.get("apart") else said, width, size)
    notes = [Note(lanes.columns[column][0], lanes.rows[row][0] + down, words, size, "heading", bold=True)]
    column, row, width, down = plan["rest"]
    words = wrapped(gettext("To the other things the source gives no level."), width, size)
    y = notes[0].ys[-1] + size * 1.7 if plan.get("apart") else lanes.rows[row][0] + down
    notes.append(Note(lanes.columns[column][0], y, words, size))
    return (band,), tuple(notes)
