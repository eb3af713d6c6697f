// Ties beyond the province: the national map with the list beside it, each lighting up the other.

import { createChinaMap } from "../cooperation/china_map.js";
import { basisBadge } from "../evidence/reasons.js";
import { followLinks } from "../core/follow.js";
import { createHoverCard } from "../widgets/hover_card.js";
import { prefectureLabel } from "../map/labels.js";
import { createToolbar } from "../map/toolbar.js";
import { el, langTag, nameOf, wear, write } from "../core/parts.js";
import { savePng, saveSvg } from "../map/picture_page.js";
import { chinaDrawing } from "../cooperation/save_china.js";
import { catalogue, chinaGeometry, cooperation, document as fetchDocument } from "../core/store.js";
import { translator } from "../core/words.js";
import { tieLegend } from "../cooperation/tie_legend.js";
import { tieList } from "../cooperation/tie_list.js";
import { setHues, tieSample } from "../cooperation/tie_signs.js";

/** @import { Views } from "../contract" */


export function mount(root, host) {
  // The frame, the tools and the card are those of the county map.
  const shared = wear(root, host.assets, "core/controls.css", "evidence/reasons.css", "views/map.css");
  root.classList.add("view-map");
  followLinks(root, host);
  const opened = new Set();
  let scene = null;
  let asked = 0;
  return {
    async update(/** @type {Views["cooperation"]} */ data) {
      const turn = ++asked;
      const [names, geometry, facts, plan] = await Promise.all([
        catalogue(host.assets),
        chinaGeometry(host.assets),
        cooperation(host.assets),
        fetchDocument(host.assets, data.doc),
        shared,
      ]);
      if (turn !== asked) return;
      const key = `${data.lang}|${data.doc}`;
      if (scene?.key !== key) {
        scene?.destroy();
        scene = createScene(root, host, { names, geometry, facts, plan }, data.lang, key);
      }
      scene.update(data, opened);
    },
    destroy: () => scene?.destroy(),
  };

  function createScene(stage, { change }, { names, geometry, facts, plan }, lang, key) {
    const t = translator(names, lang);
    const { ties, homes, kinds, sources } = facts;
    let data = null;
    setHues(stage.style, kinds);

    const homeName = (code) =>
      names.place.get(code).level === "province"
        ? t("cooperation.province")
        : nameOf(names.place.get(code), lang);
    const shownTies = () => [...data.own, ...data.common].map(([i]) => i);
    /** The prefecture that stands for a place on this map, which draws no counties. */
    const prefectureOf = (code) =>
      names.place.get(code).level === "county" ? names.place.get(code).parent : code;
    const tiesOf = (code) =>
      data.own.map(([i]) => i).filter((i) => prefectureOf(ties[i].home) === code);

    function light(lit) {
      map.setLit(lit);
      list.setLit(lit);
    }

    const file = `${names.site.file_stem}-cooperation`;
    const told = {
      point(at, event) {
        map.setHovered(at?.home);
        if (!at) {
          light(null);
          card.hide();
          return;
        }
        const lit = at.tie === undefined ? tiesOf(at.home) : [at.tie];
        light(lit.length ? new Set(lit) : null);
        card.show(
          JSON.stringify(at),
          () => (at.tie === undefined ? prefectureLines(at.home) : tieLines(at.tie)),
          inFrame(event),
        );
      },
      open: (tie) => list.open(tie),
      choose: (code) =>
        change({ place: data.places.length === 1 && data.places[0] === code ? [] : [code] }),
      zoomed: (k) => toolbar.zoomed(k),
    };

    const map = createChinaMap({
      geometry,
      ties,
      homes,
      kinds,
      names: {
        home: (code) =>
          names.place.get(code).level === "prefecture"
            ? prefectureLabel(names.place.get(code), lang)
            : homeName(code),
        // What stands in brackets says where the partner lies; the map shows that.
        partner: (tie) =>
          nameOf(tie, lang)
            .replace(/[（(].*$/, "")
            .trim(),
        region: (tie) => tie.region[lang],
      },
      words: {
        label: t("cooperation.map_label"),
        description: t("cooperation.map_description"),
        inset: t("cooperation.inset"),
      },
      told,
    });
    const toolbar = createToolbar(
      t,
      {
        zoomIn: () => map.movement.zoomBy(1.6),
        zoomOut: () => map.movement.zoomBy(1 / 1.6),
        zoomReset: () => map.movement.reset(),
        saveSvg: () => saveSvg(picture(), file),
        savePng: () => savePng(picture(), file),
      },
      { zoom_reset: "cooperation.zoom_reset" },
    );
    const picture = () => chinaDrawing({ ...data, lang }, map.element, kinds, t);
    const legend = tieLegend(kinds, t, {
      choose: (chosen) => change({ kind: chosen }),
      light: (kind) => light(kind && new Set(shownTies().filter((i) => ties[i].kind === kind))),
    });
    const list = tieList({ names, plan, ties, kinds, sources, t, lang }, opened, {
      light: (i) => light(i === null ? null : new Set([i])),
      change,
    });
    const chooser = placeChooser();
    const footer = el("p", { class: "map-footer" });
    const frame = el("div", { class: "map-frame" }, map.element, toolbar.element);
    const card = createHoverCard(frame);
    const element = el(
      "div",
      { class: "layout", lang: langTag(lang) },
      el("div", { class: "map-side" }, frame, legend.element, footer),
      el("div", { class: "list-side" }, chooser.element, list.element),
    );
    stage.append(element);

    function placeChooser() {
      const select = el("select", {
        on: { change: () => change({ place: select.value ? [select.value] : [] }) },
      });
      return {
        element: el("label", { class: "chooser" }, el("span", {}, t("cooperation.choose")), select),
        update({ places }) {
          const known = names.prefectures.map(({ adcode }) => adcode);
          const other = places.length && (places.length > 1 || !known.includes(places[0]));
          const said =
            places.length > 1
              ? t("cooperation.choose_several", { n: places.length })
              : places[0] && nameOf(names.place.get(places[0]), lang);
          const options = [
            el("option", { value: "" }, t("cooperation.choose_all")),
            other ? el("option", { value: places[0], selected: true }, said) : null,
            ...names.prefectures.map((place) =>
              el(
                "option",
                { value: place.adcode, selected: places.includes(place.adcode) && !other },
                nameOf(place, lang),
              ),
            ),
          ];
          select.replaceChildren(...options.filter(Boolean));
        },
      };
    }

    function tieLines(i) {
      const tie = ties[i];
      const [, spoken] = [...data.own, ...data.common].find(([one]) => one === i);
      const region =
        tie.region[lang] === nameOf(tie, lang)
          ? null
          : el("span", { class: "of" }, tie.region[lang]);
      return [
        [el("b", {}, `${homeName(tie.home)} — ${nameOf(tie, lang)}`), region],
        [tieSample(tie.kind, kinds[tie.kind]), el("span", {}, t(`cooperation.kind_${tie.kind}`))],
        [
          el(
            "span",
            {},
            spoken.length
              ? t("cooperation.measures", { n: spoken.length })
              : t("cooperation.no_measure"),
          ),
          basisBadge(tie.basis, t),
        ],
        [el("span", { class: "hint" }, t("cooperation.card_open"))],
      ];
    }

    function prefectureLines(code) {
      const own = tiesOf(code).map((i) => ties[i]);
      const partners = [...new Set(own.map((tie) => nameOf(tie, lang)))];
      const alone = data.places.length === 1 && data.places[0] === code;
      return [
        [
          el("b", {}, homeName(code)),
          own.length > 0 &&
            el("span", { class: "of" }, t("cooperation.card_ties", { n: own.length })),
        ],
        [
          partners.length
            ? partners.slice(0, 3).join(lang === "zh" ? "、" : ", ") +
              (partners.length > 3 ? " …" : "")
            : t("cooperation.card_none"),
        ],
        [
          el(
            "span",
            { class: "hint" },
            t(alone ? "cooperation.card_clear" : "cooperation.card_prefecture"),
          ),
        ],
      ].map((line) => line.filter(Boolean));
    }

    function inFrame({ clientX, clientY }) {
      const { left, top } = frame.getBoundingClientRect();
      return [clientX - left, clientY - top];
    }

    return {
      key,
      update(/** @type {Views["cooperation"]} */ next) {
        data = next;
        map.show({
          own: next.own.map(([i]) => i),
          common: next.common.map(([i]) => i),
          chosen: next.places.map(prefectureOf),
        });
        legend.update(next);
        list.update(next);
        chooser.update(next);
        write(footer, next.footer);
        card.expire();
      },
      destroy() {
        map.destroy();
        element.remove();
      },
    };
  }
}
