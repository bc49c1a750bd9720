/* How the drawing of the map looks: colours of the stylesheet, shapes by kind, arrows by sign and basis, each on the server's way. */
import { SHAPES, colour } from "./drawing.js";

const BULGE = 34;

/* An end of an arrow as its distance from the middle of its box. */
function end(edge, side) {
  const points = edge.data("points");
  const [x, y] = side === "source" ? points[0] : points.at(-1);
  const at = edge[side]().data("place");
  return `${x - at.x}px ${y - at.y}px`;
}

/* The places that an arrow passes, as shares of the straight way and distances from it. */
function bends(edge) {
  const [[x, y], ...rest] = edge.data("points");
  const [toX, toY] = [rest.at(-1)[0] - x, rest.at(-1)[1] - y];
  const length = Math.hypot(toX, toY) || 1;
  const between = edge.data("turned") ? [[x + BULGE, y], [x + BULGE, y + toY]] : rest.slice(0, -1);
  return between.map(([atX, atY]) => ({
    weight: ((atX - x) * toX + (atY - y) * toY) / length ** 2,
    distance: ((atY - y) * toX - (atX - x) * toY) / length,
  }));
}

const distances = (edge) => bends(edge).map((each) => each.distance);
const weights = (edge) => bends(edge).map((each) => each.weight);

export function look() {
  const [ink, soft, card, paper, tint, more, less, focus] = ["ink", "soft", "card", "paper", "tint", "link", "vicious", "focus"].map(colour);
  const font = getComputedStyle(document.body).fontFamily;
  const selectors = {
    node: {
      label: "data(label)", width: "data(width)", height: "data(height)", shape: (node) => SHAPES[node.data("mark")] || "rectangle",
      "background-color": card, "border-color": soft, "border-width": 1, color: ink, "font-family": font, "font-size": 14,
      "text-wrap": "wrap", "text-valign": "center", "text-max-width": "data(width)", "line-height": 1.2,
    },
    "node[?inferred]": { "border-style": "dashed", "border-width": 2 },
    "node.asked": { "background-color": tint, "border-color": more, "border-width": 3, "font-weight": 700 },
    edge: {
      "curve-style": "straight", "source-endpoint": (edge) => end(edge, "source"), "target-endpoint": (edge) => end(edge, "target"),
      width: 1.7, "line-color": soft, "target-arrow-color": soft, "target-arrow-shape": "triangle", color: soft,
      "font-family": font, "font-size": 16, "font-weight": 700, "target-text-offset": 22,
      "text-background-color": paper, "text-background-opacity": 1,
    },
    "edge[?bent]": {
      "curve-style": "round-segments", "segment-distances": distances, "segment-weights": weights, "segment-radii": 18, "edge-distances": "endpoints",
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
