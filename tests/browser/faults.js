// What axe finds in a page: rule and place of each fault. Colours are looked at only where texts look different: of those that look
// alike, they themselves and all they stand in, at three. Hundreds of rows of a table would take seconds and say the same.
async (wanted) => {
  const COLOURS = ["color-contrast", "link-in-text-block"], ALIKE = 3;
  const STYLE = [
    "color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "textShadow", "fontSize", "fontWeight", "fontStyle",
    "fontFamily", "textDecorationLine", "borderBottomStyle", "borderBottomColor", "position", "overflow", "zIndex", "visibility",
    "clip", "clipPath", "display", "fill",
  ];
  const numbers = new Map(), looks = new Map(), seen = new Map();

  function look(element) {
    if (!element) {
      return 0;
    }
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const own = [look(element.parentElement), element.tagName, element.matches(":disabled, [aria-disabled]")];
      const key = [...own, ...STYLE.map((name) => style[name])].join("|");
      numbers.set(key, numbers.get(key) || numbers.size + 1);
      looks.set(element, numbers.get(key));
    }
    return looks.get(element);
  }

  function hasText(element) {
    return element.matches("input, select, textarea") || [...element.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
  }

  function isSeldom(element) {
    seen.set(look(element), (seen.get(look(element)) || 0) + 1);
    return seen.get(look(element)) <= ALIKE;
  }

  const found = [];
  const resultTypes = ["violations"];
  if (wanted !== "colours") {
    const rules = Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }]));
    found.push(...(await axe.run({ resultTypes, rules })).violations);
  }
  if (wanted !== "all but colours") {
    const include = [...document.body.querySelectorAll("*")].filter((each) => hasText(each) && each.checkVisibility() && isSeldom(each));
    found.push(...(await axe.run({ include }, { resultTypes, runOnly: COLOURS })).violations);
  }
  return found.flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.html.slice(0, 120)}`));
}
