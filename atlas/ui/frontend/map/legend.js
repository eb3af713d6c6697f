// The legend: a swatch, a label and a count a class, and the total they come to.

import { html } from "../core/elements.js";
import { swatch } from "./swatches.js";

/** Legend for `t`'s language; `highlight(class)` is called while a class is pointed at, then null. */
export function createLegend(t, highlight) {
  const title = html("span", { class: "legend-title" });
  const items = html("ul", { class: "legend-items" });
  const total = html("span", { class: "legend-total" });
  const element = html("div", { class: "legend", role: "group" }, title, items, total);
  let shown = "";

  return {
    element,
    update({ legend, legend_title: heading, total: sum }) {
      const key = JSON.stringify([legend, heading, sum]);
      if (key === shown) return;
      shown = key;
      element.setAttribute("aria-label", heading);
      title.textContent = heading;
      total.textContent = t("map.total", { n: sum });
      items.replaceChildren(...legend.map(item));
    },
  };

  function item({ label, n, class: cls }) {
    return html(
      "li",
      {},
      html(
        "button",
        {
          type: "button",
          class: "legend-item",
          "data-class": cls,
          "aria-label": t("map.legend_item", { label, n }),
          onpointerenter: () => highlight(cls),
          onpointerleave: () => highlight(null),
          onfocus: () => highlight(cls),
          onblur: () => highlight(null),
        },
        swatch(cls),
        html("span", {}, label),
        html("span", { class: "legend-count" }, t("map.legend_count", { n })),
      ),
    );
  }
}
