// The matrix: a table that scrolls under its own headings and is walked by the arrow keys.
//
// It is drawn here rather than as a chart, since it must keep its scroll, its focus and its order
// while payloads come and go, and since its cells lead on to measures.

import { html } from "./elements.js";
import { filledHref, nameOf, symbol } from "./parts.js";

const LOCAL = ["explicit", "zone", "class"];
const PAGE = 10;

/** `told.open(unit index, column index, cell)` and `told.sort(column index | "total")`. */
export function coverageGrid(context, told) {
  const { names, t, lang } = context;
  let data;
  let rows = [];
  let heads = [];
  let focus = { unit: 0, column: 0 };
  let drawn = "";
  let ordered = null;

  const head = html("thead");
  const body = html("tbody");
  const table = html("table", { role: "grid", "aria-label": t("coverage.matrix") }, head, body);
  const band = html("div", { class: "band", hidden: true });
  const frame = html("div", { class: "frame" }, table, band);
  const pointing = html("p", { class: "pointing", "aria-hidden": "true" });
  const element = html("div", { class: "grid" }, pointing, frame);

  body.addEventListener("pointerover", ({ target }) => point(at(target)));
  frame.addEventListener("pointerleave", () => point(null));
  body.addEventListener("focusin", ({ target }) => {
    const here = at(target);
    if (!here) return;
    rove(here);
    point(here);
  });
  body.addEventListener("focusout", () => point(null));
  body.addEventListener("click", ({ target }) => {
    const here = at(target);
    if (here && here.column >= 0) open(here);
  });
  body.addEventListener("keydown", keydown);

  const at = (target) => {
    const cell = target.closest("td.cell, th.unit");
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
    const order = [...body.querySelectorAll("tr[data-unit]")].map((row) => Number(row.dataset.unit));
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
    body.querySelector(".is-row")?.classList.remove("is-row");
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

  function draw() {
    heads = data.columns.map((_, i) => columnHead(i));
    head.replaceChildren(
      html(
        "tr",
        {},
        html("th", { scope: "col", class: "unit" }, html("span", {}, t(`coverage.unit_head_${data.level}`))),
        html("th", { scope: "col", class: "total" }, sortButton("total", t("coverage.total"), t("coverage.total_long"))),
        heads,
      ),
      ...(data.wide.some(Boolean) ? [wideRow()] : []),
    );
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
    return html("th", { scope: "col", class: "column", "data-column": i }, button);
  }

  const wideRow = () =>
    html(
      "tr",
      { class: "wide" },
      html("th", { scope: "row", class: "unit" }, t("coverage.wide_row")),
      html("td", { class: "total" }),
      data.wide.map((n) => html("td", {}, n ? `${n}` : "")),
    );

  function unitRow(unit) {
    const place = names.place.get(data.units[unit]);
    const link = html(
      "a",
      { href: filledHref(data.hrefs.place, { code: place.adcode }), target: "_self", tabindex: -1 },
      nameOf(place, lang),
    );
    const unsure = new Set(data.unsure[unit]);
    const cells = data.values[unit].map((value, column) => cell(unit, column, value, unsure.has(column)));
    const total = html("td", { class: "total" }, `${data.totals[unit]}`);
    const element = html(
      "tr",
      { "data-unit": unit },
      html("th", { scope: "row", class: "unit", "data-column": -1 }, link, place.polygon ? null : html("span", { class: "no-outline", title: t("place.no_outline") }, "*")),
      total,
      cells,
    );
    return { element, link, total, cells };
  }

  function cell(unit, column, value, unsure) {
    const relation = LOCAL[data.relations[unit]?.[column]];
    const shade = data.relations.length ? null : data.shades[Math.min(value, data.shades.length - 1)];
    const words = [relation && t(`query.relation_${relation}`), unsure && t("coverage.key_unsure")].filter(Boolean);
    const label = words.length ? [relation ? null : value, ...words].filter(Boolean).join(t("map.comma")) : null;
    return html(
      "td",
      {
        role: "gridcell",
        class: ["cell", value ? "some" : "zero", unsure && "unsure", shade >= 0 && shade !== null && `s${shade}`].filter(Boolean).join(" "),
        "data-column": column,
        tabindex: -1,
        "aria-label": label,
      },
      relation ? html("span", { class: `sign ${relation}`, "aria-hidden": "true" }) : `${value}`,
    );
  }

  function paint() {
    const { light, dark } = data.ramp;
    light.forEach((colour, i) => {
      element.style.setProperty(`--s${i}`, `light-dark(${colour}, ${dark[i]})`);
      element.style.setProperty(`--i${i}`, `light-dark(${data.ink.light[i]}, ${data.ink.dark[i]})`);
    });
  }

  /** Rows in code order under their prefectures, or by a column's count. */
  function order({ sort, column }) {
    const value = (i) => (typeof column === "number" ? data.values[i][column] : data.totals[i]);
    const turn = sort === "most" ? -1 : 1;
    const indexes = data.units.map((_, i) => i);
    if (sort !== "prefecture") indexes.sort((a, b) => turn * (value(a) - value(b)) || data.totals[b] - data.totals[a] || a - b);
    const lines = indexes.map((i) => rows[i].element);
    body.replaceChildren(...(sort === "prefecture" && data.level === "county" ? grouped(indexes) : lines));
    for (const th of head.querySelectorAll("th.total, th.column")) {
      const own = th.dataset.column === undefined ? column === null || column === "total" : Number(th.dataset.column) === column;
      th.setAttribute("aria-sort", sort === "prefecture" || !own ? "none" : sort === "most" ? "descending" : "ascending");
    }
    rove({ unit: indexes[0] ?? 0, column: 0 });
  }

  function grouped(indexes) {
    let parent;
    return indexes.flatMap((i) => {
      const above = names.place.get(data.units[i]).parent;
      const line = rows[i].element;
      if (above === parent) return [line];
      parent = above;
      return [groupRow(names.place.get(above)), line];
    });
  }

  const groupRow = (prefecture) =>
    html(
      "tr",
      { class: "group" },
      html(
        "th",
        { scope: "rowgroup", colspan: data.columns.length + 2 },
        html("a", { href: filledHref(data.hrefs.place, { code: prefecture.adcode }), target: "_self", tabindex: -1 }, nameOf(prefecture, lang)),
      ),
    );

  /** Only cells that say something else are drawn anew: most of a filter's effect is little. */
  function redraw(before) {
    const content = (of, unit, column) => `${of.values[unit][column]}|${of.relations[unit]?.[column]}|${of.unsure[unit].includes(column)}`;
    rows.forEach(({ total, cells }, unit) => {
      if (before.totals[unit] !== data.totals[unit]) total.textContent = `${data.totals[unit]}`;
      cells.forEach((old, column) => {
        if (content(before, unit, column) === content(data, unit, column)) return;
        const fresh = cell(unit, column, data.values[unit][column], data.unsure[unit].includes(column));
        fresh.tabIndex = old.tabIndex;
        const focused = old === old.getRootNode().activeElement;
        old.replaceWith(fresh);
        cells[column] = fresh;
        if (focused) fresh.focus({ preventScroll: true });
      });
    });
  }

  return {
    element,
    update(next) {
      const { units, columns, wide, hrefs, shades, count } = next;
      const key = JSON.stringify([units, columns, wide, hrefs, shades, count]);
      const before = data;
      data = next;
      element.dataset.count = data.count;
      paint();
      if (key === drawn) redraw(before);
      else {
        drawn = key;
        ordered = null;
        draw();
      }
      point(null);
    },
    order(by) {
      const values = by.sort === "prefecture" ? null : typeof by.column === "number" ? data.values.map((row) => row[by.column]) : data.totals;
      const key = JSON.stringify([by, values]);
      if (key === ordered) return;
      ordered = key;
      order(by);
    },
  };
}

/** Full name of a column: a strategy, a zone, or a measure with its number. */
export function columnName({ names, plan, t, lang }, { count, columns }, i) {
  const id = columns[i];
  if (count === "strategies") return nameOf(names.strategy.get(id), lang);
  if (count === "zones") return nameOf(names.zone.get(id), lang);
  return t("coverage.measure", { number: id + 1, text: nameOf(plan.measures[id], lang) });
}

function headSign({ names, plan, lang }, { count, columns }, i) {
  const id = count === "strategies" ? columns[i] : count === "measures" ? plan.measures[columns[i]].strategies[0] : null;
  return id ? symbol(names.strategy.get(id), lang) : null;
}

const headWords = (context, data, i) =>
  data.count === "measures" ? `${data.columns[i] + 1}` : columnName(context, data, i);
