// One figure of the fact base: the county map with its classes, the sorted table beside it.

import { createCountyMap } from "../map/county_map.js";
import { followLinks } from "../core/follow.js";
import { createHoverCard } from "../widgets/hover_card.js";
import { indicatorAbout } from "../indicators/about.js";
import { indicatorChoices } from "../indicators/choices.js";
import { indicatorChooser } from "../indicators/chooser.js";
import { withoutFigures } from "../indicators/nothing.js";
import { indicatorTable } from "../indicators/table.js";
import { createLegend } from "../map/legend.js";
import { mapKeys } from "../map/keys.js";
import { createToolbar } from "../map/toolbar.js";
import { withUnit, written } from "../indicators/numbers.js";
import { el, langTag, nameOf, wear, write } from "../core/parts.js";
import { savePng, saveSvg } from "../map/picture_page.js";
import { drawing } from "../map/save_image.js";
import { createSelection } from "../map/selection.js";
import { catalogue, geometry, indicators } from "../core/store.js";
import { translator } from "../core/words.js";
import { setRamp } from "../map/swatches.js";

/** @import { Views } from "../contract" */

export function mount(root, host) {
  // Map, legend, tools and card are those of the map page.
  const shared = wear(root, host.assets, "core/controls.css", "views/map.css");
  root.classList.add("view-map");
  followLinks(root, host);
  let scene = null;
  let asked = 0;
  return {
    async update(/** @type {Views["indicators"]} */ data) {
      const turn = ++asked;
      const [names, shapes, all] = await Promise.all([
        catalogue(host.assets),
        geometry(host.assets),
        indicators(host.assets),
        shared,
      ]);
      if (turn !== asked) return;
      if (scene?.lang !== data.lang) {
        scene?.destroy();
        scene = createScene(root, host, names, shapes, all, data.lang);
      }
      scene.update(data);
    },
    destroy: () => scene?.destroy(),
  };
}

function createScene(root, { change }, names, shapes, all, lang) {
  const t = translator(names, lang);
  let data = null;
  let rows = new Map();
  let several = false;

  const selection = createSelection({
    show(codes) {
      map.setSelected(codes);
      map.setLabels(codes);
      card.expire();
    },
    send: (codes) => change({ place: codes }),
  });
  const told = {
    point(code, event) {
      map.setHovered(code);
      table.setPointed(code);
      if (code) card.show(code, () => cardLines(code), event ? inFrame(event) : besideUnit(code));
      else card.hide();
    },
    select(code, together) {
      selection.toggle(code, together || several);
      keys.settle(code);
      const key = selection.codes.includes(code) ? "map.selected" : "map.unselected";
      live.textContent = t(key, { unit: unitName(code) });
    },
    clear: () => selection.clear(),
    zoomed: (k) => toolbar.zoomed(k),
  };
  const map = createCountyMap({
    catalogue: names,
    geometry: shapes,
    lang,
    label: t("indicators.map_label"),
    description: t("map.map_description"),
    told,
  });
  const toolbar = createToolbar(t, {
    zoomIn: () => map.movement.zoomBy(1.6),
    zoomOut: () => map.movement.zoomBy(1 / 1.6),
    zoomReset: () => map.movement.reset(),
    several: (on) => (several = on),
    saveSvg: () => saveSvg(picture(), data.image.file),
    savePng: () => savePng(picture(), data.image.file),
  });
  const legend = createLegend(t, (cls) =>
    map.setLit(
      cls === null ? null : new Set(map.codes().filter((_, i) => data.classes[i] === cls)),
    ),
  );
  const table = indicatorTable(
    { names, t, lang },
    {
      // The four districts without a boundary have a row and no shape.
      point: (code) => map.setHovered(code && map.path(code) ? code : null),
    },
  );
  const chooser = indicatorChooser(all, { t, lang });
  const choices = el("div", { class: "choices" });
  const notice = el("p", { class: "notice", role: "note" });
  const nothing = el("div", { class: "nothing" });
  const about = el("section", { class: "about" });
  const footer = el("p", { class: "map-footer" });
  const live = el("div", { class: "unseen", role: "status" });
  const frame = el("div", { class: "map-frame" }, map.element, toolbar.element);
  const card = createHoverCard(frame);
  const keys = mapKeys(map, told);
  const layout = el(
    "div",
    { class: "layout" },
    el("div", { class: "map-side" }, frame, legend.element, footer),
    table.element,
  );
  const element = el(
    "div",
    { lang: langTag(lang) },
    el("div", { class: "ask" }, chooser.element, choices, notice),
    nothing,
    layout,
    about,
    live,
  );
  root.append(element);

  const picture = () => drawing({ ...data, selected: selection.codes }, map, t, []);
  const unitName = (code) =>
    `${nameOf(names.place.get(code), lang)}${t("map.comma")}${answerOf(code)}`;

  /** The figure of a unit in words, or why it has none. */
  function answerOf(code) {
    const [, status, , value] = rows.get(code) ?? [null, "missing"];
    if (status !== "known") return t(`indicators.status_${status}`);
    return withUnit(written(value, data.digits, data.years.length === 2), data.unit);
  }

  function cardLines(code) {
    const place = names.place.get(code);
    const parent = names.place.get(place.parent);
    const [, , held = [], , rule = null] = rows.get(code) ?? [];
    const both =
      data.years.length === 2 &&
      held.every(Boolean) &&
      held.map(([value]) => written(value, data.figure_digits));
    const reason = rule === null ? null : data.rules[rule].reason;
    return [
      [
        el("b", {}, nameOf(place, lang)),
        parent?.level === "prefecture" && el("span", { class: "of" }, nameOf(parent, lang)),
      ],
      [
        answerOf(code),
        both &&
          el(
            "span",
            { class: "of" },
            t("indicators.value_from_to", { earlier: both[0], later: both[1] }),
          ),
      ],
      reason && [el("span", { class: "reason" }, reason)],
      [el("span", { class: "hint" }, t("indicators.hint"))],
    ]
      .filter(Boolean)
      .map((line) => line.filter(Boolean));
  }

  function inFrame({ clientX, clientY }) {
    const { left, top } = frame.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }
  function besideUnit(code) {
    const box = map.path(code).getBoundingClientRect();
    return inFrame({ clientX: box.right - box.width / 4, clientY: box.top + box.height / 2 });
  }

  return {
    lang,
    update(/** @type {Views["indicators"]} */ next) {
      const before = data;
      data = next;
      rows = new Map(next.rows.map((row) => [row[0], row]));
      const changed = (...fields) =>
        !before || fields.some((f) => JSON.stringify(before[f]) !== JSON.stringify(next[f]));
      chooser.update(next);
      if (changed("choices")) choices.replaceChildren(...indicatorChoices(next.choices, t));
      if (changed("rows", "others", "undated")) {
        nothing.hidden = next.rows.length > 0;
        layout.hidden = !nothing.hidden;
        nothing.replaceChildren(
          ...(nothing.hidden ? [] : withoutFigures({ names, t, lang }, next)),
        );
      }
      const everywhere = next.rules.find((rule) => rule.everywhere);
      notice.hidden = !everywhere;
      write(notice, everywhere ? t("indicators.refused_all", { reason: everywhere.reason }) : "");
      table.update(next);
      if (changed("rows", "rules", "caveat", "sources", "undated", "others", "years"))
        about.replaceChildren(...indicatorAbout({ names, t, lang }, next));
      if (!next.rows.length) return;
      if (changed("level")) {
        map.setLevel(next.level);
        keys.refresh();
      }
      if (changed("ramp")) setRamp(root.style, next.ramp);
      if (changed("classes", "rows", "level"))
        map.setClasses(next.classes, map.codes().map(unitName));
      if (!selection.adopt(next.selected) && changed("level")) map.setLabels(selection.codes);
      legend.update(next);
      write(footer, next.footer);
      card.expire();
    },
    destroy() {
      map.destroy();
      element.remove();
    },
  };
}
