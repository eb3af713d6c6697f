// What stands around the text: its sections, the words a part turns on, and what the marks mean.

import { json, Unanswered } from "../core/fetching.js";
import { el, write } from "../core/parts.js";
import { isByPair } from "../core/query.js";

/** Sections as a list of buttons; `go(part)` hears which one, null for the whole text. */
export function outlineList({ t }, go) {
  const list = el("ol", {});
  const element = el("nav", { class: "outline", "aria-label": t("read.outline") }, el("h2", {}, t("read.outline")), list);
  let buttons = [];
  return {
    element,
    update(outline, current) {
      buttons = [null, ...outline].map((part) => {
        const label = part ? part[0] || t("read.outline_start") : t("read.outline_whole");
        const said = part ? t("read.outline_count", { n: part[3] }) : "";
        const chosen = part ? current && part[1] === current[1] : !current;
        return el(
          "button",
          { type: "button", "aria-pressed": String(Boolean(chosen)), on: { click: () => go(part) } },
          el("span", { lang: part?.[0] ? "zh-CN" : false }, label),
          el("span", { class: "how-many" }, said),
        );
      });
      list.replaceChildren(...buttons.map((button) => el("li", {}, button)));
      element.hidden = outline.length < 2;
    },
  };
}

/** Keywords of a range of the text, fetched as it is asked for; `search(word)` hears a choice. */
export function keywordList({ t, lang, assets }, search) {
  const title = el("h2", {});
  const list = el("ul", { lang: "zh-CN" });
  const hint = el("p", { class: "aside" });
  const element = el("section", { class: "keywords", "aria-live": "polite" }, title, list, hint);
  let asked = 0;
  return {
    element,
    async update(doc, /** @type {number[]} */ [start, end], heading) {
      const turn = ++asked;
      const url = new URL(`../../api/v1/keywords?doc=${doc}&start=${start}&end=${end}&lang=${lang}`, new URL(assets, location.href)).href;
      const keywords = await found(url);
      if (turn !== asked) return;
      write(title, heading);
      const most = keywords[0]?.[1] ?? 1;
      list.replaceChildren(
        ...keywords.map(([word, weight]) =>
          el(
            "li",
            {},
            el("button", { type: "button", vars: { weight: (weight / most).toFixed(2) }, on: { click: () => search(word) } }, word),
          ),
        ),
      );
      write(hint, t(keywords.length ? "read.keywords_hint" : keywords.failed ? "read.keywords_failed" : "read.keywords_none"));
    },
  };
}

/** Words and their weights; none, marked as `failed`, where the server is away or has no such text. */
async function found(url) {
  try {
    return (await json(url)).keywords;
  } catch (error) {
    if (!(error instanceof Unanswered || error instanceof TypeError)) throw error;
    return Object.assign([], { failed: true });
  }
}

/** What the marks in the text mean. */
export function marksKey({ t, names }) {
  const relations = [...names.query.values("relation").filter((one) => !isByPair(one)), "external"];
  return el(
    "ul",
    { class: "marks-key", "aria-label": t("read.marks") },
    el("li", {}, el("span", { class: "measure sample", vars: { hue: "#3f6a91" } }, t("read.mark_measure"))),
    relations.map((name) => el("li", {}, el("mark", { class: `mention sign ${name}` }, t(`read.mark_${name}`)))),
  );
}
