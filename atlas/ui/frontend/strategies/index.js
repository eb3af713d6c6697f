// All strategies as a table that sorts: where each lands, how many measures and counties, how sure.

import { arrange, el, nameOf, symbol, write } from "../core/parts.js";
import { relationBadge } from "../evidence/reasons.js";
import { emptyState } from "../core/empty_state.js";
import { gradedClasses } from "../map/small_map.js";

/** Columns that sort, in order; the first is the catalogue's own. */
const COLUMNS = ["plan", "measures", "counties", "sure"];

export function strategyIndex(context, chosen) {
  const { t } = context;
  const lines = new Map();
  const links = el("p", { class: "onward" });
  const empty = el("div", { class: "empty" });
  const said = el("p", { class: "unseen", role: "status" });
  const heads = COLUMNS.map(head);
  const body = el("tbody");
  const table = el(
    "table",
    {},
    el("caption", { class: "unseen" }, t("strategies.index")),
    el("thead", {}, el("tr", {}, heads.map(({ cell }) => cell))),
    body,
  );
  const credit = el("p", { class: "credit" });
  const element = el("div", { class: "index" }, links, empty, table, said, credit);
  let data;

  function head(column) {
    const of = el("span", { class: "of" });
    const button = el(
      "button",
      { type: "button", on: { click: () => sort(column) } },
      t(`strategies.column_${column}`),
      column === "counties" && of,
    );
    return { column, of, cell: el("th", { scope: "col", class: `column-${column}` }, button) };
  }

  function sort(column) {
    const { column: before, descending } = chosen.sort;
    // Numbers are first read from the most down, names in their order.
    chosen.sort = { column, descending: column === before ? !descending : column !== "plan" };
    show();
    write(said, t("strategies.sorted", { how: t(`strategies.sort_${column}`) }));
  }

  function show() {
    const { rows, all, compare } = data.index;
    const { column, descending } = chosen.sort;
    const counties = heads.find((one) => one.column === "counties");
    write(counties.of, t("strategies.counties_of", { total: data.total }));
    for (const one of heads) {
      const order = one.column === column && (descending ? "descending" : "ascending");
      one.cell.setAttribute("aria-sort", order || "none");
    }
    const most = { measures: Math.max(1, ...rows.map((row) => row.measures)), counties: data.total };
    arrange(body, sorted(rows, chosen.sort).map((row) => lineOf(row, most)));
    table.hidden = credit.hidden = Boolean(data.empty);
    empty.hidden = !data.empty;
    if (data.empty) arrange(empty, emptyState(data.empty, context.change));
    write(credit, data.footer);
    links.hidden = !all && !compare;
    links.replaceChildren(
      ...[
        compare && el("a", { class: "action", href: compare, target: "_self" }, t("strategies.compare")),
        all && el("a", { href: all, target: "_self" }, t("strategies.all_again", { n: context.names.strategies.length })),
      ].filter(Boolean),
    );
  }

  /** A line is drawn anew only where its own content changed, so that focus stays. */
  function lineOf(row, most) {
    const key = JSON.stringify([row, most]);
    const kept = lines.get(row.strategy);
    if (kept?.key === key) return kept.element;
    const made = line(context, row, most);
    lines.set(row.strategy, { key, element: made });
    return made;
  }

  return {
    element,
    update(next) {
      data = next;
      show();
    },
  };
}

const keys = {
  plan: (_, index) => index,
  measures: (row) => row.measures,
  counties: (row) => row.counties,
  // Share of the counties that are reached without an inferred list; without counties at the end.
  sure: (row) => (row.counties ? row.sure / row.counties : -1),
};

function sorted(rows, { column, descending }) {
  const turn = descending ? -1 : 1;
  return rows
    .map((row, index) => ({ row, index, key: keys[column](row, index) }))
    .sort((a, b) => turn * (a.key - b.key) || a.index - b.index)
    .map(({ row }) => row);
}

function line(context, row, most) {
  const { names, maps, t, lang } = context;
  const one = names.strategy.get(row.strategy);
  const wider = row.with_prefecture + row.by_site;
  const local = row.counties + wider > 0;
  const map = /[^0]/.test(row.reached)
    ? el(
        "a",
        { class: "thumb", href: row.map, target: "_self", "aria-label": t("strategies.open_map", { strategy: nameOf(one, lang) }) },
        maps.draw(gradedClasses(row.reached, names.counties)),
      )
    : el("span", { class: "thumb" });
  return el(
    "tr",
    { class: row.measures ? "" : "is-none", vars: { hue: one.colour } },
    el(
      "th",
      { scope: "row" },
      el(
        "div",
        { class: "who" },
        map,
        el(
          "div",
          { class: "about" },
          el("a", { class: "name", href: row.href, target: "_self" }, symbol(one, lang), el("span", {}, nameOf(one, lang))),
          el("p", { class: "definition" }, one[`definition_${lang}`]),
        ),
      ),
    ),
    el(
      "td",
      { class: "number" },
      amount(row.measures, most.measures, row.wide),
      local && row.wide > 0 && el("p", { class: "aside" }, t("strategies.wide_too", { n: row.wide })),
    ),
    el(
      "td",
      { class: "number" },
      local
        ? [
            amount(row.counties, most.counties),
            ["with_prefecture", "by_site"]
              .filter((key) => row[key])
              .map((key) => el("p", { class: "aside" }, t(`strategies.${key}`, { n: row[key] }))),
          ]
        : row.measures > 0 && relationBadge("province", t),
    ),
    el("td", { class: "how" }, how(row, context)),
  );
}

/** A figure and its bar; `paler` of it is drawn paler. */
const amount = (n, most, paler = 0) =>
  el(
    "div",
    { class: "amount" },
    el("span", { class: "figure" }, n.toLocaleString("en-US")),
    el("span", { class: "bar", "aria-hidden": "true" }, el("i", { vars: { share: (n - paler) / most } }), el("i", { class: "paler", vars: { share: paler / most } })),
  );

function how(row, { t, names }) {
  if (!row.measures) return el("p", { class: "aside" }, t("strategies.none"));
  if (!row.counties && row.with_prefecture + row.by_site)
    return el("p", { class: "relations" }, names.query.local.filter((one) => row.relations.includes(one)).map((one) => relationBadge(one, t)));
  if (!row.counties) return el("p", { class: "aside" }, t("strategies.no_single_county"));
  const key = row.sure === 0 ? "sure_none" : row.sure < row.counties ? "sure_some" : row.unsure ? "sure_each" : "sure_all";
  return [
    el("p", { class: "relations" }, names.query.local.filter((one) => row.relations.includes(one)).map((one) => relationBadge(one, t))),
    el("p", { class: `sure ${key}` }, t(`strategies.${key}`, { n: row.sure })),
  ];
}
