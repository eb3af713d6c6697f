// The map beside a text: what its measures reach, lit from the text and choosing from it.

import { createCountyMap } from "../map/county_map.js";
import { html } from "../core/elements.js";
import { createHoverCard } from "../widgets/hover_card.js";
import { countedAt } from "../map/counted.js";
import { createLegend } from "../map/legend.js";
import { mapKeys } from "../map/keys.js";
import { createSelection } from "../map/selection.js";
import { setRamp } from "../map/swatches.js";

/** Map and legend; `send(codes)` asks for a selection of places. */
export function readingMap({ names, shapes, lang, t }, send) {
  let data = null;
  let index = new Map();
  const lit = { text: null, legend: null };
  const element = html("div", { class: "view-map beside" });
  const light = () => map.setLit(lit.text ?? lit.legend);
  const selection = createSelection({
    show(codes) {
      map.setSelected(codes);
      map.setLabels(codes);
      card.expire();
    },
    send,
  });
  const told = {
    point(code, event) {
      map.setHovered(code);
      if (!code) card.hide();
      else card.show(code, () => lines(code), event ? inFrame(event) : besideUnit(code));
    },
    select(code, together) {
      selection.toggle(code, together);
      keys.settle(code);
    },
    clear: () => selection.clear(),
    zoomed: () => {},
  };
  const map = createCountyMap({
    catalogue: names,
    geometry: shapes,
    lang,
    label: t("map.map_label"),
    description: t("map.map_description"),
    told,
  });
  const frame = html("div", { class: "map-frame" }, map.element);
  const card = createHoverCard(frame);
  const keys = mapKeys(map, told);
  const legend = createLegend(t, (cls) => {
    lit.legend = cls === null ? null : new Set(map.codes().filter((_, i) => data.classes[i] === cls));
    light();
  });
  const footer = html("p", { class: "map-footer" });
  element.append(frame, legend.element, footer);

  const inFrame = ({ clientX, clientY }) => {
    const { left, top } = frame.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  const besideUnit = (code) => {
    const box = map.path(code).getBoundingClientRect();
    return inFrame({ clientX: box.right - box.width / 4, clientY: box.top + box.height / 2 });
  };
  const counted = (code) =>
    countedAt({ ...data, count: "measures" }, index.get(code), names.place.get(names.place.get(code).parent)?.[lang], t);
  const lines = (code) => {
    const place = names.place.get(code);
    const parent = names.place.get(place.parent);
    return [[html("b", {}, place[lang]), html("span", { class: "of" }, parent?.[lang])], [counted(code)]];
  };

  return {
    element,
    light(codes) {
      lit.text = codes?.size ? codes : null;
      light();
    },
    update(next, selected, words) {
      data = next;
      map.setLevel("county");
      index = new Map(map.codes().map((code, i) => [code, i]));
      keys.refresh();
      setRamp(element.style, data.ramp, data.tone);
      map.setClasses(data.classes, map.codes().map((code) => `${names.place.get(code)[lang]}${t("map.comma")}${counted(code)}`));
      if (!selection.adopt(selected)) map.setLabels(selection.codes);
      legend.update(data);
      footer.textContent = words;
      card.expire();
      light();
    },
    destroy: () => map.destroy(),
  };
}
