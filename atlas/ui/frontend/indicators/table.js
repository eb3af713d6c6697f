// The figures as a table that sorts by any column, with bars, sources and notes.

import { rowMaker } from "./row.js";
import { arrange, el, write } from "../core/parts.js";

/** Rows drawn at once; a frame shows some twenty. */
const IN_SIGHT = 30;

/**
 * Table for `context` (`names`, `t`, `lang`); `told.point(code)` is called as a row is pointed at
 * or its link focused, then with null.
 */
export function indicatorTable(context, told) {
  const { t } = context;
  const head = el("thead");
  const body = el("tbody");
  const said = el("span", { class: "unseen", role: "status" });
  const note = el("p", { class: "common-note" });
  const frame = el(
    "div",
    { class: "table-frame", role: "region", tabindex: "0", "aria-label": t("indicators.table") },
    el("table", {}, head, body),
  );
  const element = el("div", { class: "figure-table" }, frame, note, said);
  let data = null;
  let order = null;
  let lines = new Map();
  let scrolledTo = "";
  let drawn = 0;

  const columns = () => {
    const { years, figure_unit: unit } = data;
    const figures = years.map((year, i) => ({
      id: `figure-${i}`,
      label:
        years.length === 1
          ? t("indicators.column_unit_of", {
              column: t("indicators.column_figure", { year: String(year) }),
              unit,
            })
          : t("indicators.column_figure", { year: String(year) }),
      value: ([, , held]) => held[i]?.[0] ?? null,
      number: true,
    }));
    const change = {
      id: "change",
      label: t("indicators.column_unit_of", {
        column: t("indicators.column_change"),
        unit: data.unit,
      }),
      value: (row) => row[3],
      number: true,
    };
    return [
      { id: "unit", label: t("indicators.column_unit"), value: ([code]) => code },
      ...figures,
      ...(years.length === 2 ? [change] : []),
      {
        id: "source",
        label: t("indicators.column_source"),
        value: ([, , held]) => held.find(Boolean)?.[1] ?? null,
      },
    ];
  };
  const byDefault = () => ({
    column: data.years.length === 2 ? "change" : "figure-0",
    descending: true,
  });

  function sortBy(column) {
    const number = columns().find(({ id }) => id === column).number ?? false;
    order =
      order.column === column
        ? { column, descending: !order.descending }
        : { column, descending: number };
    draw();
    write(
      said,
      t("indicators.sorted_by", { column: columns().find(({ id }) => id === column).label }),
    );
  }

  /** Rows with a value first, whichever way they are sorted; the rest keep the order of codes. */
  function sorted() {
    const { value } = columns().find(({ id }) => id === order.column);
    const shown = (row) => (row[1] === "known" || order.column === "unit" ? value(row) : null);
    const sign = order.descending ? -1 : 1;
    return [...data.rows].sort((a, b) => {
      const [x, y] = [shown(a), shown(b)];
      if (x === null || y === null) return Number(x === null) - Number(y === null) || a[0].localeCompare(b[0]);
      return sign * (x > y ? 1 : x < y ? -1 : 0) || a[0].localeCompare(b[0]);
    });
  }

  function headRow() {
    return el(
      "tr",
      {},
      columns().map(({ id, label, number }) =>
        el(
          "th",
          {
            scope: "col",
            class: number ? "number" : `column-${id}`,
            "aria-sort":
              order.column === id ? (order.descending ? "descending" : "ascending") : "none",
          },
          el("button", { type: "button", on: { click: () => sortBy(id) } }, label),
        ),
      ),
    );
  }

  /** Notes that most rows share are said once, below. */
  function commonNotes() {
    const counts = new Map();
    for (const [, , held] of data.rows) {
      for (const at of new Set(held.filter(Boolean).map(([, , one]) => one))) {
        if (at !== null) counts.set(at, (counts.get(at) ?? 0) + 1);
      }
    }
    return new Set([...counts].filter(([, n]) => n > data.rows.length / 2).map(([at]) => at));
  }

  function draw() {
    const common = commonNotes();
    const known = data.rows.filter(([, status]) => status === "known");
    const most = Math.max(0, ...known.map(([, , , value]) => Math.abs(value)));
    const rows = sorted();
    drawn += 1;
    const drawing = drawn;
    lines = new Map();
    const lineOf = rowMaker(context, data, { most, common }, told);
    const add = (some) =>
      some.flatMap((row) => {
        const made = lineOf(row);
        lines.set(row[0], made[0]);
        return made;
      });
    head.replaceChildren(headRow());
    const first = data.province ? lineOf(data.province, true) : [];
    arrange(body, [...first, ...add(rows.slice(0, IN_SIGHT))]);
    note.hidden = !common.size;
    write(
      note,
      common.size
        ? t("indicators.common_note", { note: [...common].map((at) => data.notes[at]).join("") })
        : "",
    );
    mark(data.selected);
    scrolledTo = "";
    // The map is painted before the rows below the fold are made.
    setTimeout(() => {
      if (drawing !== drawn) return;
      body.append(...add(rows.slice(IN_SIGHT)));
      mark(data.selected);
      showSelected();
    });
  }

  /** Bring the first selected row into the frame, without moving the page. */
  function showSelected() {
    const [first] = data.selected;
    if (!lines.has(first) || scrolledTo === first) return;
    scrolledTo = first;
    frame.scrollTop = lines.get(first).offsetTop - frame.clientHeight / 3;
  }

  function mark(selected) {
    for (const [code, line] of lines) line.classList.toggle("selected", selected.includes(code));
  }

  return {
    element,
    update(next) {
      const key = JSON.stringify([next.indicator, next.years, next.level]);
      const before = data;
      data = next;
      if (!before || before.key !== key) order = byDefault();
      data.key = key;
      element.hidden = !next.rows.length;
      if (!next.rows.length) return;
      const same =
        before && JSON.stringify(before.rows) === JSON.stringify(next.rows) && before.key === key;
      if (same) {
        mark(next.selected);
        showSelected();
      } else draw();
    },
    setPointed(code) {
      for (const [other, line] of lines) line.classList.toggle("pointed", other === code);
    },
  };
}
