// The legend of the ties, which filters as well: line, symbol, word and count for each kind.

import { el, write } from "../core/parts.js";
import { tieSample } from "./tie_signs.js";

/**
 * `kinds` in the order of the legend; `told.choose(kinds)` asks for some kinds, none for all, and
 * `told.light(kind)` is called while one is pointed at, then with null.
 */
export function tieLegend(kinds, t, told) {
  let chosen = [];
  const all = el(
    "button",
    { type: "button", class: "legend-all", on: { click: () => told.choose([]) } },
    t("cooperation.legend_all"),
  );
  const total = el("span", { class: "legend-total" });
  const items = Object.entries(kinds).map(([kind, look]) => item(kind, look));
  const element = el(
    "div",
    { class: "legend tie-legend", role: "group", "aria-label": t("cooperation.legend") },
    all,
    el(
      "ul",
      { class: "legend-items" },
      items.map(({ element: one }) => el("li", {}, one)),
    ),
    total,
  );

  function item(kind, look) {
    const count = el("span", { class: "legend-count" });
    const button = el(
      "button",
      {
        type: "button",
        class: "legend-item",
        "data-kind": kind,
        on: {
          click: toggle,
          pointerenter: () => told.light(kind),
          pointerleave: () => told.light(null),
          focus: () => told.light(kind),
          blur: () => told.light(null),
        },
      },
      tieSample(kind, look),
      el("span", {}, t(`cooperation.kind_${kind}`)),
      count,
    );
    function toggle() {
      const order = Object.keys(kinds);
      const next = chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind];
      told.choose(next.length === order.length ? [] : order.filter((one) => next.includes(one)));
    }
    return { kind, element: button, count };
  }

  return {
    element,
    update({ counts, kinds: pressed }) {
      chosen = pressed;
      all.setAttribute("aria-pressed", String(!chosen.length));
      for (const { kind, element: button, count } of items) {
        write(count, t("cooperation.legend_count", { n: counts[kind] ?? 0 }));
        button.setAttribute("aria-pressed", String(chosen.includes(kind)));
        button.classList.toggle("is-off", chosen.length > 0 && !chosen.includes(kind));
        button.classList.toggle("is-empty", !counts[kind]);
      }
      const sum = Object.values(counts).reduce((a, b) => a + b, 0);
      write(total, t("cooperation.legend_total", { n: sum }));
    },
  };
}
