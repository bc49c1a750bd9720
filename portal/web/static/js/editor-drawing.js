/* The answer to a query as a drawing: things that can be moved and pressed, arrows with the name of their property. Nothing moves by itself. */
import { SHAPES, begin, colour, save, zoom } from "./drawing.js";

const READABLE = 0.75;

function look() {
  const [ink, soft, card, paper, line, focus] = ["ink", "soft", "card", "paper", "link", "focus"].map(colour);
  const font = getComputedStyle(document.body).fontFamily;
  const selectors = {
    node: {
      label: "data(label)", shape: (node) => SHAPES[node.data("mark")] || "rectangle", width: 160,
      height: (node) => 22 + 17 * Math.ceil(node.data("label").length / 18), "background-color": card, "border-color": line,
      "border-width": 1, color: ink, "font-family": font, "font-size": 13, "text-wrap": "wrap", "text-max-width": 150, "text-valign": "center",
    },
    "node[!address]": { "border-color": soft, "border-style": "dotted", "border-width": 2 },
    edge: {
      label: "data(label)", "curve-style": "bezier", width: 1.4, "line-color": soft, "target-arrow-color": soft, "target-arrow-shape": "triangle",
      color: ink, "font-family": font, "font-size": 11, "text-background-color": paper, "text-background-opacity": 0.9, "text-rotation": "autorotate",
    },
    ":selected": { "border-color": focus, "border-width": 4, "line-color": focus, "target-arrow-color": focus },
  };
  return Object.entries(selectors).map(([selector, style]) => ({ selector, style }));
}

/* Says in `panel` what was pressed: its name, with a link to its page, and its short name. */
function tell(panel, data) {
  const name = document.createElement(data.address ? "a" : "span");
  if (data.address) name.href = data.address;
  name.textContent = data.label;
  const short = document.createElement("code");
  short.textContent = data.short;
  panel.replaceChildren(name, ` ${data.kind ? `(${data.kind}) ` : ""}`, short);
}

/* How far to move a drawing along one axis, so that no room stays empty at one edge while the other edge cuts it. */
function settle(low, high, room, margin = 16) {
  if (high - low <= room) return (room - low - high) / 2;
  if (low > margin) return margin - low;
  return Math.max(0, room - margin - high);
}

/* Draws things and arrows in a place of the page; begins in a ring, so that the same answer is always drawn the same. */
export function draw(place, { nodes, edges }) {
  const [container, panel] = ["#canvas", "#pressed"].map((each) => place.querySelector(each));
  const cy = begin(container, place, look, { elements: { nodes, edges }, minZoom: 0.1, maxZoom: 2.5, layout: { name: "circle" } });
  cy.layout({
    name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 90, nodeRepulsion: () => 20000,
    componentSpacing: 60, nodeOverlap: 40, gravity: 2, numIter: cy.nodes().length > 120 ? 300 : 1000, padding: 16,
  }).run();
  const tools = {
    closer: () => zoom(cy, 1.25), farther: () => zoom(cy, 0.8), fit: () => cy.fit(undefined, 16), png: () => save(cy, "kierre-query.png"),
  };
  if (cy.zoom() < READABLE || cy.zoom() > 1) {
    cy.zoom(cy.zoom() > 1 ? 1 : READABLE);
    cy.center(cy.nodes().max((node) => node.degree()).ele);
    const { x1, x2, y1, y2 } = cy.elements().renderedBoundingBox();
    cy.panBy({ x: settle(x1, x2, cy.width()), y: settle(y1, y2, cy.height()) });
  }
  cy.on("tap", "node", (event) => tell(panel, event.target.data()));
  place.addEventListener("click", (event) => tools[event.target.dataset.do]?.());
}
