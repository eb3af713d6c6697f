// The figures as a table that sorts by any column, with bars, sources and notes.

import { arrange, el, filledHref, nameOf, write } from "./parts.js";

/**
 * Table for `context` (`names`, `t`, `lang`); `told.point(code)` is called as a row is pointed at
 * or its link focused, then with null.
 */
export function indicatorTable(context, told) {
  const { names, t, lang } = context;
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

  const columns = () => {
    const { years, figure_unit: unit } = data;
    const figures = years.map((year, i) => ({
      id: `figure-${i}`,
      label: years.length === 1 ? t("indicators.column_unit_of", { column: t("indicators.column_figure", { year: String(year) }), unit }) : t("indicators.column_figure", { year: String(year) }),
      value: ([, , held]) => held[i]?.[0] ?? null,
      number: true,
    }));
    const change = {
      id: "change",
      label: t("indicators.column_unit_of", { column: t("indicators.column_change"), unit: data.unit }),
      value: (row) => row[3],
      number: true,
    };
    return [
      { id: "unit", label: t("indicators.column_unit"), value: ([code]) => code },
      ...figures,
      ...(years.length === 2 ? [change] : []),
      { id: "source", label: t("indicators.column_source"), value: ([, , held]) => held.find(Boolean)?.[1] ?? null },
    ];
  };
  const byDefault = () => ({ column: data.years.length === 2 ? "change" : "figure-0", descending: true });

  function sortBy(column) {
    const number = columns().find(({ id }) => id === column).number ?? false;
    order = order.column === column ? { column, descending: !order.descending } : { column, descending: number };
    draw();
    write(said, t("indicators.sorted_by", { column: columns().find(({ id }) => id === column).label }));
  }

  /** Rows with a value first, whichever way they are sorted; the rest keep the order of codes. */
  function sorted() {
    const { value } = columns().find(({ id }) => id === order.column);
    const shown = (row) => (row[1] === "known" || order.column === "unit" ? value(row) : null);
    const sign = order.descending ? -1 : 1;
    return [...data.rows].sort((a, b) => {
      const [x, y] = [shown(a), shown(b)];
      if (x === null || y === null) return (x === null) - (y === null) || a[0].localeCompare(b[0]);
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
            "aria-sort": order.column === id ? (order.descending ? "descending" : "ascending") : "none",
          },
          el("button", { type: "button", on: { click: () => sortBy(id) } }, label),
        ),
      ),
    );
  }

  const written = (value, digits, signed = false) => {
    const text = Math.abs(value).toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const nothing = !/[1-9]/.test(text);
    return `${nothing ? "" : value < 0 ? "−" : signed ? "+" : ""}${text}`;
  };

  /** A bar as long as the value among the largest; changes stand left or right of zero. */
  function bar(value, most, signed) {
    const share = most ? Math.min(1, Math.abs(value) / most) : 0;
    return el("span", {
      class: `bar${signed ? " signed" : ""}${value < 0 ? " below" : ""}`,
      vars: { share: share.toFixed(3) },
      "aria-hidden": "true",
    });
  }

  function lineOf(row, { most, common, province = false }) {
    const [code, status, held, value, rule] = row;
    const place = names.place.get(code);
    const parent = names.place.get(place.parent);
    const compares = data.years.length === 2;
    const known = status === "known";
    const cells = held.map((figure) =>
      el(
        "td",
        { class: "number" },
        figure ? written(figure[0], data.figure_digits) : "",
        !compares && known && bar(value, most, false),
      ),
    );
    if (compares) {
      cells.push(
        el(
          "td",
          { class: "number change" },
          known ? [written(value, data.digits, true), bar(value, most, true)] : el("span", { class: `no-value ${status}` }, t(`indicators.status_${status}`)),
        ),
      );
    } else if (!held[0]) {
      cells[0] = el("td", { class: "number" }, el("span", { class: `no-value ${status}` }, t(`indicators.status_${status}`)));
    }
    const link = el(
      "a",
      {
        href: filledHref(data.hrefs.place, { code }),
        target: "_self",
        on: { focus: () => told.point(code), blur: () => told.point(null) },
      },
      province ? t("indicators.province") : nameOf(place, lang),
    );
    const line = el(
      "tr",
      {
        "data-code": code,
        class: [province ? "province" : "", status].join(" ").trim(),
        on: { pointerenter: (event) => event.pointerType !== "touch" && told.point(code), pointerleave: () => told.point(null) },
      },
      el(
        "th",
        { scope: "row" },
        link,
        !province && parent?.level === "prefecture" && el("span", { class: "of" }, nameOf(parent, lang)),
        !province && !place.polygon && el("span", { class: "of" }, t("indicators.no_outline")),
      ),
      cells,
      el("td", { class: "column-source" }, references(held)),
    );
    const said = remarks(row, common, rule);
    if (!said.length) return [line];
    line.classList.add("has-remark");
    const remark = el("td", { colspan: cells.length + 2 }, said.map((text) => el("p", {}, text)));
    return [line, el("tr", { class: `remark ${status}` }, remark)];
  }

  /** What is to be said of this row alone: why it is not compared, which year is missing, its notes. */
  function remarks([, status, held], common, rule) {
    const own = [...new Set(held.filter(Boolean).map(([, , at]) => at))].filter((at) => at !== null && !common.has(at));
    const half = data.years.length === 2 && status === "missing" && held.some(Boolean);
    const lost = half ? data.years.filter((_, i) => !held[i]) : [];
    return [
      // A rule for every unit is said once, above.
      ...(rule === null || data.rules[rule].everywhere ? [] : [data.rules[rule].reason]),
      ...lost.map((year) => t("indicators.missing_year", { year: String(year) })),
      ...own.map((at) => data.notes[at]),
    ];
  }

  /** Numbers of the sources below the table, each with its strength. */
  function references(held) {
    const used = [...new Set(held.filter(Boolean).map(([, source]) => source))];
    return used.map((at) => {
      const { strength } = data.sources[at];
      const words = t(`indicators.strength_${strength}`);
      return el(
        "span",
        { class: "reference", title: data.sources[at].title, "aria-label": t("indicators.source_ref", { n: at + 1, strength: words }), role: "img" },
        `[${at + 1}]`,
        strength === "weak" && el("span", { class: "weak" }, words),
      );
    });
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
    const made = rows.map((row) => lineOf(row, { most, common }));
    lines = new Map(made.map(([line]) => [line.dataset.code, line]));
    head.replaceChildren(headRow());
    arrange(body, [...(data.province ? lineOf(data.province, { most, common, province: true }) : []), ...made.flat()]);
    note.hidden = !common.size;
    write(note, common.size ? t("indicators.common_note", { note: [...common].map((at) => data.notes[at]).join("") }) : "");
    mark(data.selected);
    scrolledTo = "";
    showSelected();
  }

  /** Bring the first selected row into the frame, without moving the page. */
  function showSelected() {
    const [first] = data.selected;
    if (!lines.has(first) || scrolledTo === first) return;
    scrolledTo = first;
    // The view is put into the page only after its first update.
    requestAnimationFrame(() => {
      const row = lines.get(first);
      if (row) frame.scrollTop = row.offsetTop - frame.clientHeight / 3;
    });
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
      const same = before && JSON.stringify(before.rows) === JSON.stringify(next.rows) && before.key === key;
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
