/* The map with script: draws what the page says, follows its links without loading the page anew, keeps the address in step. */
import { draw } from "./explorer-drawing.js";

const byId = (id) => document.getElementById(id);
let latest = 0;
let here = location.pathname + location.search;

const drawing = draw(byId("canvas"), { chosen: tell, widen: (thing) => go(ofThing(thing)?.querySelector("[data-also]")?.href) });

function ofThing(id) {
  return document.querySelector(`#answer [data-thing="${CSS.escape(id)}"]`);
}

/* Marks in list and table the thing or the arrow that is chosen, and returns it; nothing when id is empty. */
function mark(id) {
  document.querySelectorAll("#answer [aria-current]").forEach((each) => each.removeAttribute("aria-current"));
  const found = id && (ofThing(id) || document.querySelector(`#answer tr[data-arrow="${CSS.escape(id)}"]`));
  found?.setAttribute?.("aria-current", "true");
  return found;
}

/* Tells in the panel what has been pressed in the drawing. */
function tell(id) {
  const found = mark(id);
  const cells = found ? [...(found.cells || [found])] : [];
  byId("panel").replaceChildren();
  byId("panel").hidden = !found;
  for (const part of [cells.slice(0, 3), cells.slice(3, 4), cells.slice(4)].filter((each) => each.length)) {
    const line = document.createElement("p");
    for (const cell of part) line.append(...[...cell.childNodes].map((node) => node.cloneNode(true)), " ");
    byId("panel").append(line);
  }
}

async function show() {
  const mine = latest;
  const source = byId("answer").dataset.elements;
  const { elements } = source ? await (await fetch(source)).json() : {};
  if (mine !== latest) return;
  const drawn = Boolean(elements?.edges.length);
  byId("drawing").hidden = !drawn;
  byId("main").classList.toggle("drawn", drawn);
  tell("");
  if (drawn) drawing.show(elements);
}

/* Puts the reader back where they were in the form; after a link, at what was asked for. */
function back({ id, name, value }) {
  const place = byId(id) || (name && document.querySelector(`#question [name="${name}"][value="${value}"]`));
  (place || byId("asked") || byId("around")).focus({ preventScroll: Boolean(place) });
}

async function go(address, push = true) {
  if (!address) return;
  const mine = ++latest;
  const { id, name, value } = byId("question").contains(document.activeElement) ? document.activeElement : {};
  const open = document.querySelector("details.narrow").open;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== latest) return;
  if (!page.getElementById("asking")) return location.assign(address);
  if (push) history.pushState(null, "", address);
  here = location.pathname + location.search;
  page.querySelector("details.narrow").open ||= open;
  for (const place of ["#asking", "#found", "#answer", ".languages"]) document.querySelector(place).replaceWith(page.querySelector(place));
  document.title = page.title;
  await show();
  back({ id, name, value });
}

/* The address that the form asks for; what is usual is left out. */
function asked(form) {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  for (const name of ["kinds", "levels"]) {
    if (query.getAll(name).length === form.querySelectorAll(`[name="${name}"]`).length) query.delete(name);
  }
  return `${form.getAttribute("action")}?${query}`;
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "question") return;
  event.preventDefault();
  go(asked(event.target));
});
document.addEventListener("change", (event) => event.target.matches("#question [type=checkbox]") && go(asked(event.target.form)));
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-walk], #answer .steps .small, #answer .columns a");
  const tool = event.target.closest("[data-do]");
  if (tool) drawing[tool.dataset.do](byId("asked").textContent);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});
document.addEventListener("focusin", (event) => {
  const place = event.target.closest("#answer [data-thing], #answer tr[data-arrow]");
  const id = place && (place.dataset.thing || place.dataset.arrow);
  if (mark(id)) drawing.choose(id);
});
window.addEventListener("popstate", () => here === location.pathname + location.search || go(location.href, false));
show();
