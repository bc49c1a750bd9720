/* What the drawings of the map and of the answer to a query share: shapes by kind, the colours of the page, and what a reader can do. */
import cytoscape from "../vendor/cytoscape/cytoscape.esm.min.mjs";

export const SHAPES = { barrier: "cut-rectangle", mechanism: "round-rectangle", outcome: "round-rectangle" };
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/* Begins a drawing in a container, in the colours of the page whichever they become; the wheel over `around` moves the page. */
export function begin(container, around, look, options) {
  cytoscape.warnings(false);
  const cy = cytoscape({ container, style: look(), boxSelectionEnabled: false, ...options });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(look()));
  around.addEventListener("wheel", (event) => event.ctrlKey || event.stopPropagation(), { capture: true });
  return cy;
}

export function zoom(cy, by) {
  cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

/* Gives the reader all of a drawing as a file. */
export function save(cy, file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(cy.png({ output: "blob", full: true, scale: 2, bg: colour("paper") }));
  link.download = file;
  link.click();
  URL.revokeObjectURL(link.href);
}
