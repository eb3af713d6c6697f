// Reading: a document's text at left, marked; the map at right; each lights up in the other.

import { arrange, el, langTag, nameOf, wear } from "../core/parts.js";
import { Unanswered } from "../core/fetching.js";
import { evidence, evidenceContext } from "../evidence/reasons.js";
import { readingDesk } from "../reading/desk.js";
import { documentLedger } from "../reading/ledger.js";
import { readingMap } from "../reading/map.js";
import { keywordList, marksKey, outlineList } from "../reading/parts.js";
import { readingReport } from "../reading/report.js";
import { readingText } from "../reading/text.js";
import { followLinks } from "../core/follow.js";
import { smallMaps } from "../map/small_map.js";
import { inForce, namesUnder } from "../core/readings.js";
import { catalogue, document as fetchDocument, geometry, idOf, letGo } from "../core/store.js";
import { translator } from "../core/words.js";
import { isByPair } from "../core/query.js";

/** @import { Views } from "../contract" */

export async function mount(root, host) {
  const [names, shapes, maps] = await Promise.all([
    catalogue(host.assets),
    geometry(host.assets),
    smallMaps(host.assets),
    wear(root, host.assets, "core/controls.css", "evidence/reasons.css", "views/map.css", "reading/ledger.css"),
  ]);
  let desk;
  let scene;
  let ledger;
  followLinks(root, host);
  const newLedger = (parts, { doc }) =>
    documentLedger({ ...parts, id: idOf(doc) }, { show: (row) => scene.show(row), changed: () => host.change({ doc: [idOf(doc)] }) });
  return {
    async update(/** @type {Views["read"]} */ data) {
      const plan = await documentOrNull(host.assets, data.doc);
      if (!plan) {
        showGone(root, translator(names, data.lang), data);
        scene?.destroy();
        scene = desk = ledger = null;
        return;
      }
      const { reading } = data;
      const key = `${data.lang}|${data.doc}|${reading}`;
      if (scene?.key !== key) {
        const t = translator(names, data.lang);
        const parts = { names: namesUnder(names, reading), reading, shapes, maps, plan, t, lang: data.lang, hrefs: data.hrefs, assets: host.assets };
        if (desk?.lang !== data.lang) {
          const open = (id) => host.change({ doc: id ? [id] : [], measure: [], place: [], q: [] });
          desk?.destroy();
          desk = { lang: data.lang, ...readingDesk(parts, { open }) };
        }
        const before = scene?.kept;
        const same = before?.of === textOf(data);
        if (before) before.at = before.text.scrollTop;
        if (!same) scene?.destroy();
        const own = !plan.review ? null : `${data.lang}|${idOf(data.doc)}`;
        if (own !== ledger?.own) ledger = own && { own, ...newLedger(parts, data) };
        scene = { key, ...createScene(parts, host, ledger, same ? before : null) };
        Object.assign(scene.kept, { of: textOf(data), doc: data.doc });
        // What stood before a change is not asked for again.
        if (same) letGo(host.assets, before.doc);
        else {
          const page = el("div", { class: "page", lang: langTag(data.lang) }, desk.element, scene.element);
          desk.dropOn(page);
          root.querySelector(".page")?.remove();
          root.append(page);
        }
      }
      desk.update(data);
      scene.update(data);
      if (ledger && ledger.shown !== plan) {
        ledger.shown = plan;
        ledger.update(plan);
      }
    },
    destroy() {
      scene?.destroy();
      desk?.destroy();
    },
  };
}

/** Which text is read, and how: over a change of its review the map and the place in it stay. */
const textOf = ({ lang, doc, reading }) => `${lang}|${idOf(doc)}|${reading}`;

/** A document's text and measures; null for one that was removed. */
async function documentOrNull(assets, id) {
  try {
    return await fetchDocument(assets, id);
  } catch (error) {
    if (error instanceof Unanswered && [404, 410].includes(error.status)) return null;
    throw error;
  }
}

function showGone(root, t, { lang, built_in_href: href }) {
  root.querySelector(".page")?.remove();
  root.append(
    el(
      "div",
      { class: "page gone", lang: langTag(lang) },
      el("p", { role: "alert" }, t("read.gone"), " ", el("a", { href, target: "_self" }, t("read.gone_back"))),
    ),
  );
}

/**
 * The text, its map and what stands around them. `before` is what is kept of the scene before, where only
 * the review of the same text has changed.
 */
function createScene(parts, host, ledger, before) {
  const { names, plan, reading, t, lang } = parts;
  const context = evidenceContext(parts);
  let data;
  let part = null;
  let passages = [];
  let passage = 0;

  const holds = inForce(reading);
  const countiesOf = counties(names, plan, holds);
  const map = before?.map ?? readingMap(parts, (codes) => host.change({ place: codes }));
  const text = readingText({ ...parts, countiesOf }, {
    light: (codes) => map.light(codes),
    activate(index) {
      const { id } = plan.measures[index];
      ledger?.lookAt(index);
      host.change({ measure: data.active === id ? [] : [id] });
    },
  });
  const outline = outlineList(parts, (next) => {
    part = next;
    text.revealOffset(next ? next[1] : 0);
    outline.update(data.outline, part);
    showKeywords();
  });
  const keywords = keywordList(parts, (word) => host.change({ q: [word] }));
  const why = el("section", { class: "why-here" });
  const found = el("p", { class: "passages", role: "status" });
  const go = (reveal) => {
    // On a narrow screen the text stands out of sight, below the map.
    text.element.scrollIntoView({ block: "nearest" });
    reveal();
  };
  const report = readingReport(parts, {
    toMeasure: (index) => go(() => text.revealMeasure(index)),
    toOffset: (offset) => go(() => text.revealOffset(offset)),
  });
  const takingUp = el("p", { class: "taking-up" });
  const hint = el("p", { class: "aside" }, t("read.pick_hint"), lang === "en" ? ` ${t("read.original")}.` : "");
  const element = before?.element ?? el("div", { class: "reading" });
  // The ledger stays where it is: moved, it would lose the focus and its reader's place.
  arrange(element, [
    report.element,
    takingUp,
    ...(ledger ? [ledger.element] : []),
    outline.element,
    el("div", { class: "text-side" }, marksKey(parts), found, text.element),
    el("aside", { class: "map-beside" }, map.element, why, hint, keywords.element),
  ]);

  const whole = () => [0, Array.from(plan.text).length];

  function showKeywords() {
    const chosen = selected();
    if (chosen) keywords.update(idOf(data.doc), chosen, t("read.keywords_selected"));
    else if (part) keywords.update(idOf(data.doc), part.slice(1, 3), t("read.keywords_of", { part: part[0] || t("read.outline_start") }));
    else keywords.update(idOf(data.doc), whole(), t("read.keywords_whole"));
  }

  /** The part of the text the reader has selected, in Python's offsets; null for none. */
  function selected() {
    const root = /** @type {any} */ (element.getRootNode());
    const selection = root.getSelection?.() ?? window.getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const words = selection.toString().replaceAll("\n", "").trim();
    const start = words.length > 1 ? plan.text.indexOf(words) : -1;
    if (start < 0) return null;
    const before = Array.from(plan.text.slice(0, start)).length;
    return [before, before + Array.from(words).length];
  }
  let waiting = 0;
  text.element.addEventListener("pointerup", () => {
    clearTimeout(waiting);
    waiting = setTimeout(showKeywords, 200);
  });

  function showPassages(places) {
    // The rows are the places' own; what is for the whole province alike is no passage of theirs.
    passages = data.rows
      .filter(([, reasons]) => reasons.some((r) => plan.reasons[r].relation !== "province"))
      .map(([index]) => index);
    text.setChosen(places.length ? passages : []);
    found.hidden = !places.length;
    if (!places.length) return;
    const place = places.map((code) => nameOf(names.place.get(code), lang)).join(lang === "zh" ? "、" : ", ");
    const next = el(
      "button",
      { type: "button", class: "quiet", on: { click: showNext } },
      t("read.passages_next"),
    );
    found.replaceChildren(t("read.passages", { place, n: passages.length }), " ", passages.length > 1 ? next : "");
  }

  function showNext() {
    passage = (passage + 1) % passages.length;
    text.revealMeasure(passages[passage]);
  }

  function showWhy() {
    const index = plan.measures.findIndex(({ id }) => id === data.active);
    text.setActive(index);
    const row = data.rows.find(([m]) => m === index);
    const reasons = row ? row[1] : index < 0 ? [] : plan.measures[index].reasons.filter((r) => holds(plan.reasons[r]) && !isByPair(plan.reasons[r].relation));
    why.replaceChildren(...(index < 0 ? [] : [evidence(context, index, reasons)]));
  }

  return {
    element,
    kept: { of: "", doc: "", at: 0, element, map, text: text.element },
    /** Show where a row of the ledger stands. */
    show(row) {
      if (row.index >= 0) text.revealMeasure(row.index);
      else text.revealOffset(row.start);
      text.setActive(row.index);
    },
    update(/** @type {Views["read"]} */ next) {
      const first = !data;
      const earlier = data;
      data = next;
      if (first) {
        const { taking_up: link } = data;
        takingUp.hidden = !link;
        if (link) takingUp.append(el("a", { href: link.href, target: "_self" }, link.text));
        report.open(!data.built_in && !before && !ledger?.open);
        text.draw(data.outline);
        text.element.scrollTop = before?.at ?? 0;
        outline.update(data.outline, part);
        showKeywords();
      }
      text.setHeld(new Set(data.rows.map(([index]) => index)));
      map.update(data.map, data.selected, data.footer);
      const same = (name) => earlier && JSON.stringify(earlier[name]) === JSON.stringify(data[name]);
      showPassages(data.selected);
      showWhy();
      requestAnimationFrame(() => {
        if (!(first && before) && !same("selected") && data.selected.length && passages.length) {
          passage = 0;
          text.revealMeasure(passages[0]);
        } else if (!same("active") && data.active && first && !before) {
          text.revealMeasure(plan.measures.findIndex(({ id }) => id === data.active));
        }
      });
    },
    destroy() {
      clearTimeout(waiting);
      map.destroy();
    },
  };
}

/** Counties that a place, a mention or a measure stands for. */
function counties(names, plan, holds) {
  const under = new Map();
  for (const { adcode, parent } of names.counties) {
    for (const code of [adcode, parent]) under.set(code, [...(under.get(code) ?? []), adcode]);
  }
  const place = (code) => new Set(under.get(code) ?? []);
  const spread = (codes) => new Set(codes.flatMap((code) => [...place(code)]));
  return {
    place,
    mention(index) {
      const { kind, targets } = plan.mentions[index];
      if (kind === "region") return spread(targets);
      const zone = names.zone.get(targets[0]);
      return zone ? spread(zone.members.map(([code]) => code)) : new Set();
    },
    measure: (index) =>
      new Set(plan.measures[index].reasons.filter((r) => holds(plan.reasons[r]) && !isByPair(plan.reasons[r].relation)).flatMap((r) => plan.reasons[r].counties)),
  };
}
