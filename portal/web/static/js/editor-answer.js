/* The answer with script: a table that can be sorted when all of it is there, and the same as a drawing. */

/* The value of a cell by which rows are sorted: numbers as numbers. */
function key(row, column) {
  const text = row.cells[column].textContent.trim();
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function compare(one, two, language) {
  if (typeof one === "number" && typeof two === "number") return one - two;
  return String(one).localeCompare(String(two), language, { numeric: true });
}

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = table.dataset.sortable;
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      const rows = [...table.tBodies[0].rows];
      rows.sort((one, two) => compare(key(one, column), key(two, column), document.documentElement.lang) * (down ? -1 : 1));
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      table.tBodies[0].append(...rows);
    });
  });
}

/* Shows the drawing; what draws and what is drawn are fetched when they are first wanted. */
async function drawn(place, query) {
  const told = place.querySelector("[role=status]");
  if (place.dataset.begun) return;
  place.dataset.begun = "yes";
  try {
    const body = new URLSearchParams({ query });
    const [{ draw }, answer] = await Promise.all([import("./editor-drawing.js"), fetch(place.dataset.from, { method: "POST", body })]);
    if (!answer.ok) throw new TypeError(answer.statusText);
    const { elements, left } = await answer.json();
    told.textContent = place.dataset.told.replace("§", elements.nodes.length) + (left ? ` ${place.dataset.left.replace("§", left)}` : "");
    draw(place, elements);
  } catch {
    delete place.dataset.begun;
    told.textContent = place.dataset.failed;
  }
}

/* Gives an answer what only script can do. `query()` is the query that was asked. */
export function dress(section, query) {
  const asked = query();
  const table = section.querySelector("table[data-sortable]");
  if (table && table.tBodies[0].rows.length > 1) sortable(table);
  const shapes = section.querySelector(".shapes");
  if (!shapes) return;
  shapes.hidden = false;
  shapes.addEventListener("click", (event) => {
    const shape = event.target.dataset.shape;
    if (!shape) return;
    for (const each of shapes.children) {
      each.setAttribute("aria-pressed", String(each === event.target));
      section.querySelector(`#${each.dataset.shape}`).hidden = each !== event.target;
    }
    if (shape === "drawing") drawn(section.querySelector("#drawing"), asked);
  });
}
