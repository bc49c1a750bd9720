/* The query editor with script: runs a query without loading the page anew, keeps the address in step, can be stopped. */
import { mount } from "./editor-field.js";
import { dress } from "./editor-answer.js";

const LONGEST = 4000; // characters of an address; the server knows the same number
const byId = (id) => document.getElementById(id);
const [form, field, told, stop] = ["asking", "query", "told", "stop"].map(byId);
const copy = form.querySelector(".copy");
const start = "#query=";
const place = () => location.pathname + location.search + location.hash;
let running = null;
let here = place();

const editor = mount(byId("code"), field, () => form.requestSubmit());

/* The address of a query: in the question, or, when it is long, in the fragment, which no server sees. */
function addressOf(query) {
  const { pathname, search } = new URL(form.action);
  const asked = new URLSearchParams(search);
  asked.set("query", query);
  const whole = `${pathname}?${asked}`;
  return whole.length <= LONGEST ? whole : `${pathname}${search}${start}${encodeURIComponent(query)}`;
}

function request(address, signal) {
  const [path, query] = address.split(start);
  const headers = { Accept: "text/html" };
  if (query === undefined) return fetch(path, { headers, signal });
  return fetch(path, { method: "POST", body: new URLSearchParams({ query: decodeURIComponent(query) }), headers, signal });
}

function busy(on) {
  stop.hidden = !on;
  form.setAttribute("aria-busy", String(on));
  if (on) told.textContent = form.dataset.running;
}

/* Gives the answer that is there what script can do, and marks the place of a fault. */
function settle() {
  if (location.hash.startsWith(start)) for (const link of document.querySelectorAll(".languages a")) link.hash = location.hash;
  const fault = document.querySelector("#result [data-line]");
  editor.point(fault && { line: Number(fault.dataset.line), column: Number(fault.dataset.column), message: fault.querySelector("p").textContent });
  dress(byId("result"), () => editor.text());
}

async function go(address, push = true) {
  running?.abort();
  const mine = (running = new AbortController());
  const begun = performance.now();
  busy(true);
  try {
    const answer = await request(address, mine.signal);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("result")) throw new TypeError("no page of ours");
    if (push) history.pushState(null, "", address);
    here = place();
    editor.take(page.getElementById("query").value);
    for (const place of ["#result", ".languages"]) document.querySelector(place).replaceWith(page.querySelector(place));
    settle();
    const seconds = ((performance.now() - begun) / 1000).toLocaleString(document.documentElement.lang, { maximumSignificantDigits: 2 });
    const rows = byId("result").dataset.told;
    told.textContent = rows ? `${rows} · ${form.dataset.seconds.replace("§", seconds)}` : "";
  } catch (error) {
    if (running !== mine) return;
    told.textContent = error.name === "AbortError" ? form.dataset.stopped : form.dataset.failed;
  }
  if (running === mine) busy(false);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(addressOf(editor.text()));
});
stop.addEventListener("click", () => {
  running?.abort();
  form.querySelector("button").focus();
});
copy.addEventListener("click", () => (copy.dataset.address = new URL(addressOf(editor.text()), location.href).href), { capture: true });
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-ask]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});
window.addEventListener("popstate", () => place() === here || /^#[a-z-]+$/.test(location.hash) || go(place(), false));
if (location.hash.startsWith(start)) go(place(), false);
else settle();
