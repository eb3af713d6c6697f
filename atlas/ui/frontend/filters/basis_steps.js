// How sure a list must be, in three steps: published, read as a published one, inferred as well.

import { el } from "../core/parts.js";

const STEPS = ["published", "equated", "inferred"];

/**
 * `bases` run from sure to unsure, the last two being equated and inferred; `ask(patch)` asks.
 *
 * @param {string[]} bases
 * @param {any} t
 * @param {(patch: Record<string, string[]>) => void} ask
 */
export function basisSteps(bases, t, ask) {
  // All of them need no word in the address.
  const chosenBy = (/** @type {number} */ i) => (i === STEPS.length - 1 ? [] : bases.slice(0, bases.length - STEPS.length + 1 + i));
  const buttons = STEPS.map((step, i) =>
    el(
      "button",
      { type: "button", "aria-pressed": "false", on: { click: () => ask({ basis: chosenBy(i) }) } },
      t(`filters.basis_${step}`),
    ),
  );
  return {
    element: el("div", { class: "segmented", role: "group", "aria-label": t("filters.basis_steps") }, buttons),
    update(/** @type {string[]} */ chosen) {
      buttons.forEach((button, i) => {
        button.setAttribute("aria-pressed", String(chosen.join() === chosenBy(i).join()));
      });
    },
  };
}
