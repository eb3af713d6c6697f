// The evidence of a measure in a narrow column beside a map that lights the same counties.

import { around, svg } from "../core/elements.js";
import { el, wear } from "../core/parts.js";
import { evidence, evidenceContext } from "./reasons.js";

/**
 * `aside(index, reasons)` gives what stands below an opened measure, in a shadow tree of its own so
 * that styles keep to themselves; `choose(code)` is called for a place in it.
 *
 * @param {any} context names, plan, words and language
 * @param {{ assets: string, choose: (code: string) => void }} host
 */
export function evidenceAside(context, { assets, choose }) {
  const explained = evidenceContext({
    ...context,
    hrefs: { place: "#{code}" },
    // The map beside it lights the same counties.
    maps: { draw: () => svg("svg") },
  });
  return (/** @type {number} */ index, /** @type {readonly number[]} */ reasons) => {
    const stage = el("div", { class: "atlas explanation" });
    const root = stage.attachShadow({ mode: "open" });
    wear(root, assets, "core/tokens.css", "core/controls.css", "evidence/reasons.css", "evidence/aside.css");
    root.append(
      el("h3", { class: "unseen" }, context.t("map.evidence")),
      evidence(explained, index, reasons),
    );
    root.addEventListener("click", (event) => {
      const code = around(event, "a[href^='#']")?.getAttribute("href").slice(1);
      if (!code) return;
      event.preventDefault();
      choose(code);
    });
    return stage;
  };
}
