/* The drawing of the map: boxes in the places of the server's picture, to be moved, brought closer and pressed. Nothing moves by itself. */
import cytoscape from "../vendor/cytoscape/cytoscape.esm.min.mjs";
import { look, paper } from "./explorer-look.js";

const READABLE = 0.7;

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
    const [box, seen] = [element.boundingBox(), cy.extent()];
    const inside = box.x1 >= seen.x1 && box.x2 <= seen.x2 && box.y1 >= seen.y1 && box.y2 <= seen.y2;
    if (element.nonempty() && !inside) cy.center(element);
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
      cy.nodes().forEach((node) => node.data("place", { ...node.position() }));
      cy.edges().forEach((edge) => {
        const turned = edge.source().data("distance") === edge.target().data("distance");
        edge.data({ turned, bent: turned || edge.data("points").length > 2 });
      });
      cy.nodes("[distance = 0]").addClass("asked");
      fit();
    },
    png(name) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(cy.png({ output: "blob", full: true, scale: 2, bg: paper() }));
      link.download = `kierre ${name}.png`;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  };
}
