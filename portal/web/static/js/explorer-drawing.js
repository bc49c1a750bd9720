/* The drawing of the map: boxes in the places of the server's picture, to be moved, brought closer and pressed. Nothing moves by itself. */
import cytoscape from "../vendor/cytoscape/cytoscape.esm.min.mjs";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const SHAPES = { barrier: "cut-rectangle", mechanism: "round-rectangle", outcome: "round-rectangle" };
const READABLE = 0.7;

function look() {
  const [ink, soft, card, tint, more, less, paper, focus] =
    ["ink", "soft", "card", "tint", "link", "vicious", "paper", "focus"].map(colour);
  const font = getComputedStyle(document.body).fontFamily;
  const selectors = {
    node: {
      label: "data(label)", width: "data(width)", height: "data(height)", shape: (node) => SHAPES[node.data("mark")] || "rectangle",
      "background-color": card, "border-color": soft, "border-width": 1, color: ink, "font-family": font, "font-size": 14,
      "text-wrap": "wrap", "text-valign": "center", "text-max-width": "data(width)",
    },
    "node[?inferred]": { "border-style": "dashed", "border-width": 2 },
    "node.asked": { "background-color": tint, "border-color": more, "border-width": 3, "font-weight": 700 },
    edge: {
      "curve-style": "bezier", width: 1.7, "line-color": soft, "target-arrow-color": soft, "target-arrow-shape": "triangle",
      "font-family": font, "font-size": 16, "font-weight": 700, color: soft, "target-text-offset": 26,
      "text-background-color": paper, "text-background-opacity": 1, "loop-direction": "0deg",
    },
    'edge[kind = "link"], edge[kind = "counter"]': {
      "target-label": (edge) => edge.data("sign").replace("-", "−"), color: more, "line-color": more, "target-arrow-color": more,
    },
    'edge[sign = "-"]': { color: less, "line-color": less, "target-arrow-color": less, "target-arrow-shape": "tee" },
    "edge[?inferred]": { "line-style": "dashed" },
    ".faded": { opacity: 0.25 },
    "node:selected": { "border-color": focus, "border-width": 4 },
    "edge:selected": { "line-color": focus, "target-arrow-color": focus, color: focus, width: 3.5 },
  };
  return Object.entries(selectors).map(([selector, style]) => ({ selector, style }));
}

/* Draws in a container. `chosen(id)` is told what the reader presses ("" for nothing), `widen(id)` which thing is pressed twice. */
export function draw(container, { chosen, widen }) {
  const cy = cytoscape({ container, style: look(), minZoom: 0.15, maxZoom: 3, boxSelectionEnabled: false });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(look()));
  container.parentElement.addEventListener("wheel", (event) => event.ctrlKey || event.stopPropagation(), { capture: true });

  function light(element) {
    cy.elements().removeClass("faded");
    if (element.empty()) return;
    const near = element.isNode() ? element.closedNeighborhood() : element.union(element.connectedNodes());
    cy.elements().not(near).addClass("faded");
  }

  function choose(id) {
    const element = cy.getElementById(id);
    cy.elements().unselect();
    element.select();
    light(element);
    if (element.nonempty()) cy.center(element);
    chosen(id);
  }

  function fit() {
    cy.resize();
    cy.fit(undefined, 14);
    if (cy.zoom() > 1.1) cy.zoom(1.1);
    if (cy.zoom() < READABLE) cy.zoom(READABLE);
    cy.center(cy.zoom() === READABLE ? cy.nodes(".asked") : cy.elements());
  }

  function zoom(by) {
    cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  cy.on("tap", (event) => {
    const element = event.target === cy ? cy.collection() : event.target;
    light(element);
    chosen(element.nonempty() ? element.id() : "");
  });
  cy.on("dbltap", "node", (event) => widen(event.target.id()));

  return {
    choose,
    fit,
    closer: () => zoom(1.25),
    farther: () => zoom(0.8),
    show(elements) {
      cy.elements().remove();
      cy.add(elements);
      cy.nodes("[distance = 0]").addClass("asked");
      fit();
    },
    png(name) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(cy.png({ output: "blob", full: true, scale: 2, bg: colour("paper") }));
      link.download = `kierre ${name}.png`;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  };
}
