// Every unit with its figure, its measures and both its places; what to mind stands beside it.

import { html } from "../core/elements.js";
import { followLinks } from "../core/follow.js";
import { beforePaper } from "../core/paper.js";
import { filledHref, langTag, nameOf, wear } from "../core/parts.js";
import { external } from "../core/citation.js";
import { catalogue } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

/** Columns: name of the words, place of the value in a row, place of its words, first order. */
const COLUMNS = [
  { id: "unit", at: 0, words: 0, start: "ascending" },
  { id: "value", at: 2, words: 1, start: "descending" },
  { id: "value_share", at: 2, words: 3, start: "descending" },
  { id: "measures", at: 4, words: 4, start: "descending" },
  { id: "measures_share", at: 4, words: 5, start: "descending" },
  { id: "rank_value", at: 6, words: 6, start: "ascending" },
  { id: "rank_reached", at: 7, words: 7, start: "ascending" },
  { id: "gap", at: 9, words: 9, start: "descending" },
];
const FIRST = 20;

export async function mount(root, host) {
  const [names] = await Promise.all([catalogue(host.assets), wear(root, host.assets, "core/controls.css")]);
  const chosen = { column: "gap", order: "descending", all: false };
  let page;
  followLinks(root, host);
  return {
    update(/** @type {Views["weight_table"]} */ data) {
      if (page?.lang !== data.lang) {
        page?.element.remove();
        page = weightTable(names, translator(names, data.lang), data.lang, chosen);
        root.append(page.element);
      }
      page.update(data);
    },
    destroy: () => page?.element.remove(),
  };
}

function weightTable(names, t, lang, chosen) {
  let data;
  const head = html("thead");
  const body = html("tbody");
  const caveats = html("ul", { class: "caveats" });
  const sources = html("p", { class: "sources" });
  const more = html("button", { type: "button", class: "quiet", onclick: () => toggle() });
  const element = html(
    "div",
    { class: "weight-table", lang: langTag(lang) },
    html("p", { class: "aside" }, t("coverage.chart_note")),
    html("section", { class: "mind" }, html("h3", {}, t("coverage.caveats")), caveats, sources),
    html(
      "section",
      {},
      html("h3", {}, t("coverage.table")),
      html("p", { class: "aside" }, t("coverage.table_about")),
      html("div", { class: "frame", role: "region", tabindex: 0, "aria-label": t("coverage.table") }, html("table", {}, head, body)),
      more,
    ),
  );

  beforePaper(more, () => {
    if (more.hidden || chosen.all) return;
    chosen.all = true;
    draw();
  });

  function toggle() {
    chosen.all = !chosen.all;
    draw();
  }

  function sortBy({ id, start }) {
    const other = chosen.order === "descending" ? "ascending" : "descending";
    chosen.order = chosen.column === id ? other : start;
    chosen.column = id;
    draw();
    head.querySelector(`[data-id="${id}"]`).focus();
  }

  const label = (id) => (id === "value" ? data.figure : t(`coverage.column_${id}`));
  const shown = () => COLUMNS.filter(({ id }) => data.additive || id !== "value_share");

  function draw() {
    const { at } = COLUMNS.find(({ id }) => id === chosen.column);
    const turn = chosen.order === "descending" ? -1 : 1;
    const sorted = [...data.rows].sort((a, b) => turn * (at === 9 ? share(a) - share(b) : compare(a[at], b[at])) || share(b) - share(a) || compare(a[0], b[0]));
    const listed = chosen.all ? sorted : sorted.slice(0, FIRST);
    head.replaceChildren(
      html(
        "tr",
        {},
        shown().map((column) =>
          html(
            "th",
            { scope: "col", class: column.id, "aria-sort": column.id === chosen.column ? chosen.order : "none" },
            html("button", { type: "button", "data-id": column.id, onclick: () => sortBy(column) }, label(column.id), column.id === "value" && data.weak ? html("span", { class: "weak" }, t("place.weak")) : null),
          ),
        ),
      ),
    );
    body.replaceChildren(...listed.map(line));
    more.hidden = data.rows.length <= FIRST;
    more.textContent = chosen.all ? t("coverage.fewer_rows") : t("coverage.more_rows", { n: data.rows.length });
  }

  function line(row) {
    const place = names.place.get(row[0]);
    const parent = names.place.get(place.parent);
    const chosenHere = data.chosen.includes(place.adcode) || data.chosen.includes(place.parent);
    return html(
      "tr",
      { class: [data.less.includes(row[0]) && "less", chosenHere && "chosen"].filter(Boolean).join(" ") || null },
      shown().map(({ id, words }) => {
        if (id === "unit") {
          const link = html("a", { href: filledHref(data.href, { code: row[0] }), target: "_self" }, nameOf(place, lang));
          return html("th", { scope: "row" }, link, place.level === "county" ? html("span", { class: "of" }, nameOf(parent, lang), " · ", t(`coverage.kind_${place.kind}`)) : null);
        }
        if (id === "rank_value") return html("td", { class: id }, `${row[6]}/${row[10]}`);
        if (id === "rank_reached") return html("td", { class: id }, `${row[7]}/${row[10]}`, row[8] > 1 ? html("span", { class: "tied" }, t("coverage.tied", { n: row[8] })) : null);
        if (id === "gap") return html("td", { class: id }, signed(row[9]));
        return html("td", { class: id }, `${row[words]}`);
      }),
    );
  }

  return {
    lang,
    element,
    update(/** @type {Views["weight_table"]} */ next) {
      data = next;
      if (!data.additive && chosen.column === "value_share") chosen.column = "gap";
      caveats.replaceChildren(
        ...data.caveats.map((text) => html("li", {}, text)),
        ...data.left_out.map(({ title, text }) => html("li", {}, html("b", {}, title), html("span", { class: "reason" }, text))),
      );
      sources.replaceChildren(
        `${t("coverage.sources")}${t("place.colon")}`,
        ...data.sources.map(({ text, url }) => html("span", { lang: "zh-CN" }, external(text, url))),
      );
      draw();
    },
  };
}

/** A gap as a share of the units that it is among: kinds hold more or fewer. */
const share = (row) => row[9] / row[10];
const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b) : a - b);
const signed = (gap) => `${gap > 0 ? "+" : gap < 0 ? "−" : ""}${Math.abs(gap)}`;
