// Zones of a list that sources give several extents, each with the choice of them.

import { html } from "../core/elements.js";
import { readableZones, readingPicker } from "./reading_picker.js";

/** A line that unfolds, hidden where no zone of the list has a choice; `change` asks for another. */
export function extentChoice({ names, plan, t, lang, change }) {
  const element = html("details", { class: "extents", hidden: true });
  return {
    element,
    update({ rows, reading }) {
      const reasons = rows.flatMap(([, held]) => held.map((i) => plan.reasons[i]));
      const known = readableZones(names, reasons);
      element.hidden = !known.length;
      if (!known.length) return;
      element.replaceChildren(
        html("summary", {}, t("map.extents", { n: known.length })),
        html(
          "ul",
          {},
          known.map(({ id, ...zone }) =>
            html("li", {}, html("b", {}, zone[lang]), readingPicker({ names, t, lang, change }, id, reading)),
          ),
        ),
      );
    },
  };
}
