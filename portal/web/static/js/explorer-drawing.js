/* The drawing of the map: boxes in the places of the server's picture, to be moved, brought closer and pressed. Nothing moves by itself. */
import { begin, save, zoom } from "./drawing.js";
import { look } from "./explorer-look.js";

const READABLE = 0.7;

/* Draws in a container. `chosen(id)` is told what the reader presses ("" for nothing), `widen(id)` which thing is pressed twice. */
export function draw(container, { chosen, widen }) {
  const cy = begin(container, container.parentElement, look, { minZoom: 0.15, maxZoom: 3 });

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

  cy.on("tap", (event) => {
    const element = event.target === cy ? cy.collection() : event.target;
    light(element);
    chosen(element.nonempty() ? element.id() : "");
  });
  cy.on("dbltap", "node", (event) => widen(event.target.id()));

  return {
    choose,
    fit,
    closer: () => zoom(cy, 1.25),
    farther: () => zoom(cy, 0.8),
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
    png: (name) => save(cy, `kierre ${name}.png`),
  };
}
