// One unit's row in the table of figures: numbers with a bar, sources, and what is to be said of it.

import { written } from "./numbers.js";
import { el, filledHref, nameOf } from "../core/parts.js";

/**
 * `make(row, province)` for the rows of one payload gives the row, and one more below it where
 * there is something to say. `most` is the largest figure, which a bar fills its cell with;
 * `common` the notes that are said once, below the table.
 */
export function rowMaker({ names, t, lang }, data, { most, common }, told) {
  const compares = data.years.length === 2;
  const signs = new Map();

  function make(row, province = false) {
    const [code, status, held] = row;
    const cells = compares ? comparedCells(row) : figureCell(row);
    const line = el(
      "tr",
      {
        "data-code": code,
        class: [province ? "province" : "", status].join(" ").trim(),
        on: {
          pointerenter: (event) => event.pointerType !== "touch" && told.point(code),
          pointerleave: () => told.point(null),
        },
      },
      el("th", { scope: "row" }, province ? [link(code, t("indicators.province"))] : unit(code)),
      cells,
      el("td", { class: "column-source" }, references(held)),
    );
    const said = remarks(row);
    if (!said.length) return [line];
    line.classList.add("has-remark");
    const paragraphs = said.map((text) => el("p", {}, text));
    const below = el("td", { colspan: cells.length + 2 }, paragraphs);
    return [line, el("tr", { class: `remark ${status}` }, below)];
  }

  const link = (code, words) =>
    el(
      "a",
      {
        href: filledHref(data.hrefs.place, { code }),
        target: "_self",
        on: { focus: () => told.point(code), blur: () => told.point(null) },
      },
      words,
    );

  /** A unit's name with its prefecture, and whether the map lacks it. */
  function unit(code) {
    const place = names.place.get(code);
    const parent = names.place.get(place.parent);
    return [
      link(code, nameOf(place, lang)),
      parent.level === "prefecture" && el("span", { class: "of" }, nameOf(parent, lang)),
      !place.polygon && el("span", { class: "of" }, t("indicators.no_outline")),
    ];
  }

  function figureCell([, status, [figure], value]) {
    const content = figure
      ? [written(figure[0], data.figure_digits), status === "known" && bar(value)]
      : [without(status)];
    return [el("td", { class: "number" }, content)];
  }

  function comparedCells([, status, held, value]) {
    const change =
      status === "known" ? [written(value, data.digits, true), bar(value)] : [without(status)];
    return [
      ...held.map((figure) =>
        el("td", { class: "number" }, figure ? written(figure[0], data.figure_digits) : ""),
      ),
      el("td", { class: "number change" }, change),
    ];
  }

  const without = (status) =>
    el("span", { class: `no-value ${status}` }, t(`indicators.status_${status}`));

  /** A bar as long as the value among the largest; changes stand left or right of zero. */
  function bar(value) {
    const share = most ? Math.min(1, Math.abs(value) / most) : 0;
    return el("span", {
      class: `bar${compares ? " signed" : ""}${value < 0 ? " below" : ""}`,
      vars: { share: share.toFixed(3) },
      "aria-hidden": "true",
    });
  }

  /** What is to be said of a row alone: why it is not compared, which year is missing, notes. */
  function remarks([, status, held, , rule]) {
    const own = new Set(held.filter(Boolean).map(([, , at]) => at));
    const half = compares && status === "missing" && held.some(Boolean);
    const lost = half ? data.years.filter((_, i) => !held[i]) : [];
    return [
      // A rule for every unit is said once, above.
      ...(rule === null || data.rules[rule].everywhere ? [] : [data.rules[rule].reason]),
      ...lost.map((year) => t("indicators.missing_year", { year: String(year) })),
      ...[...own].filter((at) => at !== null && !common.has(at)).map((at) => data.notes[at]),
    ];
  }

  /** Numbers of the sources below the table, each with its strength. */
  function references(held) {
    const used = [...new Set(held.filter(Boolean).map(([, source]) => source))];
    return used.map((at) => {
      // Most rows have the same source: its words are looked up once.
      if (!signs.has(at)) signs.set(at, reference(at, data.sources[at]));
      return signs.get(at).cloneNode(true);
    });
  }

  function reference(at, { strength, title }) {
    const words = t(`indicators.strength_${strength}`);
    return el(
      "span",
      {
        class: "reference",
        title,
        "aria-label": t("indicators.source_ref", { n: at + 1, strength: words }),
        role: "img",
      },
      `[${at + 1}]`,
      strength === "weak" && el("span", { class: "weak" }, words),
    );
  }

  return make;
}
