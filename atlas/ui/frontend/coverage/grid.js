// The matrix: a table that scrolls under its own headings and is walked by the arrow keys.
//
// It is no chart, since it must keep its scroll, its focus and its order while payloads come and go,
// and since its cells lead on to measures. Rows stand in blocks that a browser lays out when they come
// into sight; with that the table's parts lose their own roles, so each is given its role again.

import { columnName, headSign, headWords } from "./columns.js";
import { html } from "../core/elements.js";
import { filledHref, nameOf } from "../core/parts.js";

const PAGE = 10;
const BLOCK = 20;

/** `told.open(unit index, column index, cell)` and `told.sort(column index | "total")`. */
export function coverageGrid(context, told) {
  const { names, t, lang } = context;
  let data;
  let rows = [];
  let heads = [];
  let groups = [];
  let focus = { unit: 0, column: 0 };
  let drawn = "";
  let headed = "";
  let ordered = null;

  const head = html("thead", { role: "rowgroup" });
  const table = html("table", { role: "grid", "aria-label": t("coverage.matrix") }, head);
  const band = html("div", { class: "band", hidden: true });
  const frame = html("div", { class: "frame" }, table, band);
  const pointing = html("p", { class: "pointing", "aria-hidden": "true" });
  const element = html("div", { class: "grid" }, pointing, frame);

  table.addEventListener("pointerover", ({ target }) => point(at(target)));
  frame.addEventListener("pointerleave", () => point(null));
  table.addEventListener("focusin", ({ target }) => {
    const here = at(target);
    if (!here) return;
    rove(here);
    point(here);
  });
  table.addEventListener("focusout", () => point(null));
  table.addEventListener("click", ({ target }) => {
    const here = at(target);
    if (here && here.column >= 0) open(here);
  });
  table.addEventListener("keydown", keydown);

  const at = (target) => {
    const cell = target.closest("[data-unit] > td.cell, [data-unit] > th.unit");
    return cell && { unit: Number(cell.parentNode.dataset.unit), column: Number(cell.dataset.column) };
  };
  const stop = ({ unit, column }) => (column < 0 ? rows[unit].link : rows[unit].cells[column]);

  function open(here) {
    rove(here);
    told.open(here.unit, here.column, stop(here));
  }

  /** One cell of the grid is a stop of the Tab key: the one the reader was at. */
  function rove(next) {
    stop(focus)?.setAttribute("tabindex", "-1");
    focus = next;
    stop(focus)?.setAttribute("tabindex", "0");
  }

  function keydown(event) {
    const here = at(event.target);
    if (!here) return;
    if ((event.key === "Enter" || event.key === " ") && here.column >= 0) {
      event.preventDefault();
      open(here);
      return;
    }
    const order = [...table.querySelectorAll("tr[data-unit]")].map((row) => Number(row.dataset.unit));
    const last = data.columns.length - 1;
    const row = order.indexOf(here.unit);
    const to = { row, column: here.column };
    if (event.key === "ArrowDown") to.row += 1;
    else if (event.key === "ArrowUp") to.row -= 1;
    else if (event.key === "PageDown") to.row += PAGE;
    else if (event.key === "PageUp") to.row -= PAGE;
    else if (event.key === "ArrowRight") to.column += 1;
    else if (event.key === "ArrowLeft") to.column -= 1;
    else if (event.key === "Home") Object.assign(to, { column: -1, row: event.ctrlKey ? 0 : row });
    else if (event.key === "End") Object.assign(to, { column: last, row: event.ctrlKey ? order.length - 1 : row });
    else return;
    event.preventDefault();
    const within = (value, low, high) => Math.max(low, Math.min(high, value));
    const unit = order[within(to.row, 0, order.length - 1)];
    stop({ unit, column: within(to.column, -1, last) }).focus();
  }

  /** Light up the row and the column of a cell, and say what it holds. */
  function point(here) {
    table.querySelector(".is-row")?.classList.remove("is-row");
    head.querySelector(".is-column")?.classList.remove("is-column");
    const column = here && here.column >= 0 ? heads[here.column] : null;
    band.hidden = !column;
    if (column) {
      column.classList.add("is-column");
      band.style.cssText = `left: ${column.offsetLeft}px; width: ${column.offsetWidth}px; height: ${table.offsetHeight}px`;
    }
    if (here) rows[here.unit].element.classList.add("is-row");
    pointing.textContent = here ? said(here) : t("coverage.hint");
  }

  function said({ unit, column }) {
    const place = fullName(data.units[unit]);
    if (column < 0) return t("coverage.at_total", { place, n: data.totals[unit] });
    return t("coverage.at_cell", { place, column: columnName(context, data, column), n: data.values[unit][column] });
  }

  function fullName(code) {
    const place = names.place.get(code);
    if (place.level !== "county") return nameOf(place, lang);
    return t("coverage.unit_in", { place: nameOf(place, lang), prefecture: nameOf(names.place.get(place.parent), lang) });
  }

  function drawHead() {
    element.style.setProperty("--columns", data.columns.length);
    heads = data.columns.map((_, i) => columnHead(i));
    head.replaceChildren(
      html(
        "tr",
        { role: "row" },
        html("th", { scope: "col", role: "columnheader", class: "unit" }, html("span", {}, t(`coverage.unit_head_${data.level}`))),
        html("th", { scope: "col", role: "columnheader", class: "total" }, sortButton("total", t("coverage.total"), t("coverage.total_long"))),
        heads,
      ),
      ...(data.wide.some(Boolean) ? [wideRow()] : []),
    );
  }

  function draw() {
    drawHead();
    rows = data.units.map((_, i) => unitRow(i));
    focus = { unit: 0, column: 0 };
  }

  const sortButton = (column, ...words) => {
    const [shown, title] = words;
    return html("button", { type: "button", title, onclick: () => told.sort(column) }, shown);
  };

  function columnHead(i) {
    const name = columnName(context, data, i);
    const inside = html("span", { class: "stand" }, headSign(context, data, i), html("span", { class: "name" }, headWords(context, data, i)));
    const button = html(
      "button",
      { type: "button", title: name, "aria-label": t("coverage.sort_by", { column: name }), onclick: () => told.sort(i) },
      inside,
    );
    return html("th", { scope: "col", role: "columnheader", class: "column", "data-column": i }, button);
  }

  const wideRow = () =>
    html(
      "tr",
      { class: "wide", role: "row" },
      html("th", { scope: "row", role: "rowheader", class: "unit" }, t("coverage.wide_row")),
      html("td", { class: "total", role: "gridcell" }),
      data.wide.map((n) => html("td", { role: "gridcell" }, n ? `${n}` : "")),
    );

  const hrefOf = (unit) => filledHref(data.hrefs.place, { code: data.units[unit] });

  function unitRow(unit) {
    const place = names.place.get(data.units[unit]);
    const link = html("a", { href: hrefOf(unit), target: "_self", tabindex: -1 }, nameOf(place, lang));
    const unsure = new Set(data.unsure[unit]);
    const wider = new Set(data.wider[unit]);
    const cells = data.values[unit].map((value, column) => cell(unit, column, value, unsure.has(column), wider.has(column)));
    const total = html("td", { class: "total", role: "gridcell" }, `${data.totals[unit]}`);
    const element = html(
      "tr",
      { "data-unit": unit, role: "row" },
      html("th", { scope: "row", role: "rowheader", class: "unit", "data-column": -1 }, link, place.polygon ? null : html("span", { class: "no-outline", title: t("place.no_outline") }, "*")),
      total,
      cells,
    );
    return { element, link, total, cells };
  }

  function cell(unit, column, value, unsure, wider) {
    const relation = names.query.local[data.relations[unit]?.[column]];
    const shade = data.relations.length ? null : data.shades[Math.min(value, data.shades.length - 1)];
    const words = [relation && t(`query.relation_${relation}`), unsure && t("coverage.key_unsure"), wider && t("coverage.key_wider")].filter(Boolean);
    const label = words.length ? [relation ? null : value, ...words].filter(Boolean).join(t("map.comma")) : null;
    return html(
      "td",
      {
        role: "gridcell",
        class: ["cell", value ? "some" : "zero", unsure && "unsure", wider && "wider", shade >= 0 && shade !== null && `s${shade}`].filter(Boolean).join(" "),
        "data-column": column,
        tabindex: -1,
        "aria-label": label,
      },
      relation ? html("span", { class: `sign ${relation}`, "aria-hidden": "true" }) : wider ? "◇" : `${value}`,
    );
  }

  function paint() {
    const { light, dark } = data.ramp;
    light.forEach((colour, i) => {
      element.style.setProperty(`--s${i}`, `light-dark(${colour}, ${dark[i]})`);
      element.style.setProperty(`--i${i}`, `light-dark(${data.ink.light[i]}, ${data.ink.dark[i]})`);
    });
  }

  /** Rows in code order under their prefectures, or by a column's count within their kind. */
  function order({ sort, column }) {
    const value = (i) => (typeof column === "number" ? data.values[i][column] : data.totals[i]);
    const turn = sort === "most" ? -1 : 1;
    const indexes = data.units.map((_, i) => i);
    if (sort !== "prefecture") indexes.sort((a, b) => turn * (value(a) - value(b)) || data.totals[b] - data.totals[a] || a - b);
    groups = [];
    table.replaceChildren(head, ...(data.level === "prefecture" ? listed(indexes) : sort === "prefecture" ? grouped(indexes) : ofKinds(indexes)));
    fitGroups();
    rove({ unit: indexes[0] ?? 0, column: 0 });
  }

  function markOrder({ sort, column }) {
    for (const th of head.querySelectorAll("th.total, th.column")) {
      const own = th.dataset.column === undefined ? column === null || column === "total" : Number(th.dataset.column) === column;
      th.setAttribute("aria-sort", sort === "prefecture" || !own ? "none" : sort === "most" ? "descending" : "ascending");
    }
  }

  const headRow = (cell) => html("tr", { class: "group", role: "row" }, cell);
  const groupHead = (words) => html("th", { scope: "rowgroup", role: "rowheader" }, words);
  const block = (lines) => html("tbody", { role: "rowgroup", style: `--rows: ${lines.length}` }, lines);

  function listed(indexes) {
    const lines = indexes.map((i) => rows[i].element);
    return Array.from({ length: Math.ceil(lines.length / BLOCK) }, (_, i) => block(lines.slice(i * BLOCK, (i + 1) * BLOCK)));
  }

  function grouped(indexes) {
    const within = Map.groupBy(indexes, (i) => names.place.get(data.units[i]).parent);
    return [...within].map(([code, units]) => block([groupRow(names.place.get(code)), ...units.map((i) => rows[i].element)]));
  }

  /** Districts, cities and counties are not ranked among one another. */
  function ofKinds(indexes) {
    const kinds = Map.groupBy(indexes, (i) => names.place.get(data.units[i]).kind);
    return [...kinds].sort(([, a], [, b]) => Math.min(...a) - Math.min(...b)).map(([kind, own]) => {
      const cell = groupHead(t("coverage.kind_head", { kind: t(`coverage.kind_${kind}`), n: own.length }));
      groups.push({ cell });
      return block([headRow(cell), ...own.map((i) => rows[i].element)]);
    });
  }

  function groupRow(prefecture) {
    const link = html("a", { target: "_self", tabindex: -1 }, nameOf(prefecture, lang));
    groups.push({ link, cell: groupHead(link), code: prefecture.adcode });
    return headRow(groups.at(-1).cell);
  }

  function fitGroups() {
    for (const { cell } of groups) cell.setAttribute("aria-colspan", data.columns.length + 2);
    for (const { link, code } of groups) if (link) link.href = filledHref(data.hrefs.place, { code });
  }

  /** Only cells that say something else are drawn anew: most of a filter's effect is little. */
  function redraw(before) {
    const at = before.columns[focus.column];
    stop(focus)?.setAttribute("tabindex", "-1");
    const was = new Map(before.columns.map((id, i) => [id, i]));
    const content = (of, unit, column) =>
      [of.values[unit][column], of.relations[unit]?.[column], of.unsure[unit].includes(column), of.wider[unit].includes(column)].join("|");
    rows.forEach((row, unit) => {
      if (before.totals[unit] !== data.totals[unit]) row.total.textContent = `${data.totals[unit]}`;
      if (before.hrefs.place !== data.hrefs.place) row.link.href = hrefOf(unit);
      const cells = data.columns.map((id, column) => {
        const old = row.cells[was.get(id)];
        if (!old || content(before, unit, was.get(id)) !== content(data, unit, column)) {
          return cell(unit, column, data.values[unit][column], data.unsure[unit].includes(column), data.wider[unit].includes(column));
        }
        if (was.get(id) !== column) old.dataset.column = column;
        return old;
      });
      if (cells.length === row.cells.length && cells.every((one, i) => one === row.cells[i])) return;
      const focused = row.cells.indexOf(table.getRootNode().activeElement);
      row.cells = cells;
      row.element.replaceChildren(...[...row.element.children].slice(0, 2), ...cells);
      if (focused >= 0) cells[data.columns.indexOf(before.columns[focused])]?.focus({ preventScroll: true });
    });
    fitGroups();
    rove({ ...focus, column: focus.column < 0 ? -1 : Math.max(data.columns.indexOf(at), 0) });
  }

  return {
    element,
    update(next) {
      const { units, columns, wide, shades, count } = next;
      const key = JSON.stringify([units, shades, count]);
      const head = JSON.stringify([columns, wide]);
      const before = data;
      data = next;
      element.dataset.count = data.count;
      paint();
      if (key !== drawn) {
        ordered = null;
        draw();
      } else {
        if (head !== headed) drawHead();
        redraw(before);
      }
      [drawn, headed] = [key, head];
      point(null);
    },
    order(by) {
      const values = by.sort === "prefecture" ? null : typeof by.column === "number" ? data.values.map((row) => row[by.column]) : data.totals;
      const key = JSON.stringify([by, values]);
      if (key !== ordered) order(by);
      ordered = key;
      markOrder(by);
    },
  };
}
