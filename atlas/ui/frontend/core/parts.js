// Small parts that the panel, the overview and the list of measures are put together from.
// A string becomes text, never markup, so nothing a reader or an address brings in is an element.

import { html } from "./elements.js";
import { styleText } from "./fetching.js";

/**
 * `<tag>` with attributes (`on` holds listeners, `vars` custom properties) and children.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {{ on?: Record<string, any>, vars?: Record<string, any>, [attribute: string]: any }} [given]
 * @param {...any} children nodes, texts and lists of them; false and null are left out
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, { on = {}, vars = {}, ...attributes } = {}, ...children) {
  const element = html(tag, attributes, ...children.flat().filter((child) => child !== false));
  for (const [name, value] of Object.entries(vars)) element.style.setProperty(`--${name}`, value);
  for (const [type, listener] of Object.entries(on)) element.addEventListener(type, listener);
  return element;
}

/** Make `nodes` the children of `parent` and leave those already in place untouched, as focus in
 *  a node that is moved or replaced would be lost. */
export function arrange(parent, nodes) {
  const kept = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

/** Set text only where it differs, so that live regions speak once. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Do what has to measure the page once it is drawn: before, it would be laid out for that alone. */
export const afterPaint = (task) => requestAnimationFrame(() => setTimeout(task));

/** Text that only screen readers get. */
export const unseen = (text) => el("span", { class: "unseen" }, text);

/** A strategy's sign: a character, or two letters on an English page, in its own hue. */
export const symbol = (/** @type {{ symbol?: any, colour?: string }} */ { symbol: sign, colour }, lang) =>
  el("span", { class: "symbol", vars: { hue: colour }, "aria-hidden": "true" }, sign[lang]);

/** Value of the `lang` attribute for a language of ours. */
export const langTag = (lang) => (lang === "zh" ? "zh-CN" : lang);

/** Name of a row of the catalogue in the reader's language. */
export const nameOf = (row, lang) => row[lang];

/** `template` with `{name}` replaced by a value made safe for an address. */
export const filledHref = (/** @type {string} */ template, /** @type {Record<string, string | number>} */ values) =>
  template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name]));

/** Put style sheets shared by several views into `root`, which stands in a shadow tree. */
export async function wear(root, assets, ...names) {
  const texts = await Promise.all(names.map((name) => styleText(assets + name)));
  root.prepend(...texts.map((text) => el("style", {}, text)));
}
