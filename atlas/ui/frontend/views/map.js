// The county map with the measures beside it. Python sends classes and rows; everything that
// needs no counting (hovering, lighting up, panning, saving) happens here.

import { evidenceAside } from "../evidence/aside.js";
import { strategyBadge } from "../evidence/badges.js";
import { createCountyMap } from "../map/county_map.js";
import { html } from "../core/elements.js";
import { mapForesight } from "../map/foresight.js";
import { createHoverCard } from "../widgets/hover_card.js";
import { createLegend } from "../map/legend.js";
import { classified } from "../map/classes.js";
import { NOT_COUNTED } from "../map/class_codes.js";
import { countedAt, reachedAt } from "../map/counted.js";
import { mapKeys } from "../map/keys.js";
import { createToolbar } from "../map/toolbar.js";
import { createMeasureList } from "../measures/list.js";
import { write } from "../core/parts.js";
import { savePng, saveSvg } from "../map/picture_page.js";
import { explains, reachOf, strategiesAt } from "../map/reach.js";
import { drawing } from "../map/save_image.js";
import { outlinedZones } from "../map/outlined_zones.js";
import { wholeScreen } from "../map/whole_screen.js";
import { createUnitSheet } from "../measures/unit_sheet.js";
import { createSelection } from "../map/selection.js";
import { inForce } from "../core/readings.js";
import { catalogue, document as fetchDocument, geometry } from "../core/store.js";
import { translator } from "../core/words.js";
import { dashSample, setRamp } from "../map/swatches.js";
import { extentChoice } from "../widgets/extent_choice.js";
import { isByPair } from "../core/query.js";

/** @import { Views } from "../contract" */

const STRATEGIES_IN_CARD = { zh: 3, en: 2 };

export function mount(root, host) {
  let scene = null;
  let asked = 0;
  return {
    async update(/** @type {Views["map"]} */ data) {
      const turn = ++asked;
      const [names, shapes, plan] = await Promise.all([
        catalogue(host.assets),
        geometry(host.assets),
        fetchDocument(host.assets, data.doc),
      ]);
      if (turn !== asked) return;
      const key = `${data.lang}|${data.doc}`;
      if (scene?.key !== key) {
        scene?.destroy();
        scene = createScene(root, host, names, shapes, plan, data, key);
      }
      scene.update(data);
    },
    destroy() {
      scene?.destroy();
    },
  };
}

function createScene(root, host, names, shapes, plan, { lang }, key) {
  const t = translator(names, lang);
  let data = null;
  let reach = null;
  let index = new Map();
  let zones = [];
  const lit = { hovered: null, legend: null, active: null };
  let pointed = null;

  const selection = createSelection({
    show(codes) {
      map.setSelected(codes);
      map.setLabels(codes);
      card.expire();
    },
    send: (codes) => host.change({ place: codes }),
  });

  const told = {
    point(code, event) {
      if (code !== pointed) {
        pointed = code;
        map.setHovered(code);
        list.setReaching(code && reach.measures(code));
        if (!code) card.hide();
      }
      if (code) card.show(code, () => cardLines(code), event ? inFrame(event) : besideUnit(code));
    },
    select(code, together) {
      selection.toggle(code, together || several);
      keys.settle(code);
      live.textContent = selection.codes.includes(code)
        ? t("map.selected", { unit: unitName(code) })
        : t("map.unselected", { unit: unitName(code) });
    },
    tap(code, near) {
      if (several) return told.select(code, true);
      selection.only(code);
      keys.settle(code);
      showSheet(code, near);
    },
    clear: () => selection.clear(),
    zoomed: (k) => toolbar.zoomed(k),
  };
  let several = false;
  const file = `${names.site.file_stem}-map`;

  const map = createCountyMap({
    catalogue: names,
    geometry: shapes,
    lang,
    label: t("map.map_label"),
    description: t("map.map_description"),
    told,
  });
  const layout = html("div", { class: "layout" });
  const whole = wholeScreen(layout, () => foresight.image(data).title);
  const toolbar = createToolbar(t, {
    zoomIn: () => map.movement.zoomBy(1.6),
    zoomOut: () => map.movement.zoomBy(1 / 1.6),
    zoomReset: () => map.movement.reset(),
    several: (on) => (several = on),
    labels: map.showLabels,
    wholeScreen: whole.toggle,
    saveSvg: () => saveSvg(picture(), file),
    savePng: () => savePng(picture(), file),
  });
  const legend = createLegend(t, (cls) => {
    lit.legend =
      cls === null ? null : new Set(map.codes().filter((_, i) => data.classes[i] === cls));
    light();
  });
  const explained = evidenceAside(
    { names, plan, t, lang },
    {
      assets: host.assets,
      choose(code) {
        host.change({ place: [code] });
        host.chosen?.();
      },
    },
  );
  /** Why a measure is there that the list only names: what is for the whole province. */
  const reasonsOf = (index) => {
    const holds = inForce(data.reading);
    return plan.measures[index].reasons.filter((i) => holds(plan.reasons[i]) && !isByPair(plan.reasons[i].relation));
  };
  const list = createMeasureList({
    catalogue: names,
    plan,
    lang,
    t,
    told: {
      light(measure) {
        lit.hovered = measure === null ? null : reach.units(measure);
        light();
      },
      activate(id) {
        data.active = data.active === id ? null : id;
        showActive();
        host.change({ measure: data.active ? [data.active] : [] });
      },
      change: host.change,
      explain: (index) => explained(index, data.rows.find(([m]) => m === index)?.[1] ?? reasonsOf(index)),
    },
  });
  const sheet = createUnitSheet({
    names,
    plan,
    t,
    lang,
    told: {
      lines: (code) => cardLines(code).slice(0, -1),
      choose: (code, near) => told.tap(code, near),
      leave: () => selection.clear(),
      list: () => list.element.scrollIntoView({ block: "start" }),
      page: (code) => host.change({ page: ["place"], place: [code] }),
    },
  });
  /** The map moves up, so that the unit stays in sight over its sheet. */
  function showSheet(code, near) {
    sheet.show(code, near);
    sheet.update({ ...data, selected: selection.codes });
    frame.scrollIntoView({ block: "start" });
  }
  const live = html("div", { class: "spoken", role: "status", "aria-live": "polite" });
  const zoneKey = html("ul", { class: "zone-key" });
  const frame = html("div", { class: "map-frame" }, map.element, toolbar.element);
  const footer = html("p", { class: "map-footer" });
  const extents = extentChoice({ names, plan, t, lang, change: host.change });
  const card = createHoverCard(frame);
  const keys = mapKeys(map, told);
  root.lang = lang === "zh" ? "zh-CN" : "en";
  root.replaceChildren(
    layout,
    live,
    sheet.element,
  );
  layout.append(
    html("div", { class: "map-side" }, frame, zoneKey, legend.element, extents.element, footer),
    list.element,
  );

  const picture = () => {
    const image = { footer: t("pages.image_footer", { document: plan.title[lang] }), ...foresight.image(data) };
    return drawing({ ...data, image, selected: selection.codes }, map, t, zones);
  };
  const unitName = (code) => `${names.place.get(code)[lang]}${t("map.comma")}${counted(code)}`;

  function counted(code) {
    const at = index.get(code);
    if (at === undefined) return "";
    if (data.classes[at] === NOT_COUNTED) return t("map.not_counted");
    return countedAt(data, at, names.place.get(names.place.get(code).parent)?.[lang], t);
  }

  function cardLines(code) {
    const place = names.place.get(code);
    const parent = names.place.get(place.parent);
    const of = parent?.level === "prefecture" ? parent[lang] : null;
    const { count, chosen } = data;
    const strategies = explains(reachedAt(data, index.get(code)), count, code, reach, plan, chosen)
      ? strategiesAt(code, reach, plan, chosen)
      : [];
    const shown = strategies.slice(0, STRATEGIES_IN_CARD[lang]).map((id) => names.strategy.get(id));
    const rest = strategies.length - shown.length;
    return [
      [html("b", {}, place[lang]), of && html("span", { class: "of" }, of)],
      [counted(code)],
      shown.length && [
        shown.map((strategy) =>
          html("span", { class: "strategy" }, strategyBadge(strategy, lang), strategy[lang]),
        ),
        rest > 0 ? html("span", { class: "rest" }, t("map.more", { n: rest })) : null,
      ],
      [
        html(
          "span",
          { class: "hint" },
          t(selection.codes.includes(code) ? "map.hint_clear" : "map.hint_select"),
        ),
      ],
    ].filter(Boolean);
  }

  function inFrame({ clientX, clientY }) {
    const { left, top } = frame.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  function besideUnit(code) {
    const box = map.path(code).getBoundingClientRect();
    return inFrame({ clientX: box.right - box.width / 4, clientY: box.top + box.height / 2 });
  }

  function light() {
    map.setLit(lit.hovered ?? lit.legend ?? lit.active);
  }

  function showActive() {
    const at = plan.measures.findIndex(({ id }) => id === data.active);
    lit.active = at >= 0 && reach.units(at).size ? reach.units(at) : null;
    list.setActive(data.active);
    light();
  }

  function draw(next) {
    const before = data;
    data = { ...classified(next, names, t) };
    const changed = (...fields) =>
      !before || fields.some((f) => JSON.stringify(before[f]) !== JSON.stringify(data[f]));
    if (changed("level")) {
      map.setLevel(data.level);
      index = new Map(map.codes().map((code, i) => [code, i]));
      keys.refresh();
    }
    if (changed("rows", "level")) reach = reachOf(data.rows, plan, data.level, shapes.parent);
    if (changed("ramp", "tone")) setRamp(root.style, data.ramp, data.tone);
    if (changed("classes", "values", "sites", "through", "wide", "level", "count", "chosen")) {
      map.setClasses(data.classes, map.codes().map(unitName));
    }
    if (changed("outlines")) {
      zones = outlinedZones(names, shapes, lang, data);
      map.setOutlines(zones);
      zoneKey.replaceChildren(
        ...zones.map(({ name, dash }) => html("li", {}, dashSample(dash), name)),
      );
    }
    if (changed("rows", "reading")) extents.update(data);
    const selected = selection.adopt(data.selected);
    if (!selected && changed("level")) map.setLabels(selection.codes);
    legend.update(data);
    list.update(data);
    sheet.update({ ...data, selected: selection.codes });
    write(footer, data.footer ?? t("pages.map_footer"));
    whole.update();
    showActive();
    list.setReaching(pointed && map.path(pointed) ? reach.measures(pointed) : null);
    card.expire();
    if (before && before.list_title !== data.list_title) live.textContent = data.list_title;
  }

  const foresight = mapForesight({ names, plan, t, lang, show: draw });
  return {
    key,
    update(/** @type {Views["map"]} */ next) {
      const first = !data;
      if (foresight.settle(next)) draw(next);
      if (first) foresight.prepare();
    },
    destroy() {
      foresight.destroy();
      map.destroy();
    },
  };
}
