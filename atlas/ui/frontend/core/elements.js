// Elements in one expression.

const SVG = "http://www.w3.org/2000/svg";

/** HTML element with attributes, listeners (`onclick`) and children; null children are left out. */
export const html = (name, attributes, ...children) =>
  filled(document.createElement(name), attributes, children);

/** SVG element, likewise. */
export const svg = (name, attributes, ...children) =>
  filled(document.createElementNS(SVG, name), attributes, children);

/** What has the focus, in the tree that an element stands in. */
export const focusedBeside = (element) =>
  /** @type {Document | ShadowRoot} */ (element.getRootNode()).activeElement;

/** Elements below `root` that a selector finds, as a list. */
export const found = (root, selector) =>
  /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);

/** The element around an event that a selector finds, if any. */
export const around = (event, selector) =>
  /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(selector));

function filled(element, attributes = {}, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null));
  return element;
}

/** Text with every occurrence of `terms` in a <mark>, as nodes. */
export function marked(text, terms) {
  const sought = terms.filter(Boolean).map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!sought.length) return [text];
  return text
    .split(new RegExp(`(${sought.join("|")})`, "i"))
    .map((part, i) => (i % 2 ? html("mark", {}, part) : part));
}

/** A stroke icon of 16 × 16 from path data. */
export const icon = (d) =>
  svg(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 1.4 }),
  );
