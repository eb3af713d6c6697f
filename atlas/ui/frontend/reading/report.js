// The report on a reading: what was read, and what was ambiguous, not found or left out, and why.

import { el } from "../core/parts.js";

/** Characters of a passage that stand for it in a list. */
const SHOWN = 40;

/** The report; `told.toMeasure(index)` and `told.toOffset(offset)` hear which passage to show. */
export function readingReport({ plan, names, lang, t }, told) {
  const characters = Array.from(plan.text);
  const { measures, mentions, issues } = plan;
  const named = {
    places: passagesOf(mentions, (one) => (one.kind === "region" ? one.targets.map((code) => names.place.get(code)?.[lang] ?? one.surface) : [])),
    zones: passagesOf(mentions, (one) => one.targets.flatMap((id) => names.zone.get(id)?.[lang] ?? [])),
    outside: passagesOf(mentions, (one) => (one.kind === "external" ? [one.surface] : [])),
    strategies: passagesOf(measures, (one) => one.strategies.flatMap((id) => names.strategy.get(id)?.[lang] ?? [])),
  };
  const without = (/** @type {"reasons" | "strategies"} */ field) => measures.filter((one) => !one[field].length).map(({ start, end }) => [start, end]);
  const sorted = issuesByKind(issues);

  const excerpt = ([start, end]) => characters.slice(start, Math.min(end, start + SHOWN)).join("") + (end - start > SHOWN ? "……" : "");
  const passage = (span) => el("li", {}, toOffset(span[0], excerpt(span)));
  const toOffset = (start, words) =>
    el("button", { type: "button", class: "quiet", lang: "zh-CN", on: { click: () => told.toOffset(start) } }, words);
  const issueRow = ({ value, message, start }) =>
    el("li", {}, start === null ? null : toOffset(start, value), start === null ? null : " ", message[lang]);

  /** A name and how often it stands in the text; each click leads to the next passage. */
  function nameRow([name, starts]) {
    let next = 0;
    const click = () => told.toOffset(starts[next++ % starts.length]);
    return el("li", {}, el("button", { type: "button", class: "quiet", on: { click } }, name), " ", el("span", { class: "how-many" }, starts.length));
  }

  /** Rows under a line that counts them, made when they are first looked at; null for none. */
  function kind(key, rows, row, { open = false, why = "" } = {}) {
    if (!rows.length) return null;
    const list = el("ul", {});
    const fill = () => list.childElementCount || list.append(...rows.map(row));
    if (open) fill();
    const classes = row === nameRow ? "kind" : "kind told";
    return el(
      "details",
      { class: classes, open, on: { toggle: fill } },
      el("summary", {}, t(`read.report_${key}`, { n: rows.length })),
      why ? el("p", { class: "aside" }, why) : null,
      list,
    );
  }

  const said = (key, n) => el("span", {}, t(`read.report_${key}`, { n }));
  const counts = [
    said("measures", measures.length),
    said("sentences", new Set(measures.map(({ sentence }) => sentence)).size),
    ...Object.entries(named).map(([key, found]) => (key === "outside" && !found.length ? null : said(key, found.length))),
    issues.length ? el("span", { class: "open" }, t("read.report_open", { n: issues.length })) : null,
  ];
  const element = /** @type {HTMLDetailsElement} */ (
    el(
      "details",
      { class: "report" },
      el("summary", {}, t("read.report"), el("span", { class: "counts" }, ...counts)),
      el(
        "div",
        { class: "kinds" },
        issues.length ? null : el("p", { class: "aside" }, t("read.report_nothing_open")),
        ...Object.entries(sorted).map(([key, rows]) => kind(key, rows, issueRow, { open: true })),
        // Of a text too dense to be linked whole, a row of its own says why.
        kind("no_place", without("reasons"), passage, { why: sorted.unread.some(({ type }) => type === "too_dense") ? "" : t("read.report_no_place_why") }),
        kind("no_strategy", without("strategies"), passage, { why: t("read.report_no_strategy_why") }),
        kind("statements", plan.statements, passage, { why: t("read.report_statements_why") }),
        ...Object.entries(named).map(([key, found]) => kind(key, found, nameRow)),
        el("p", { class: "aside" }, t("read.report_hint")),
      ),
    )
  );
  return {
    element,
    open(/** @type {boolean} */ whether) {
      element.open = whether;
    },
  };
}

/** Names with the offsets of the passages that hold them, the most frequent first. */
function passagesOf(rows, namesOf) {
  const found = new Map();
  for (const row of rows) {
    for (const name of namesOf(row)) {
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(row.start);
    }
  }
  return [...found].sort(([, a], [, b]) => b.length - a.length || a[0] - b[0]);
}

/** Issue rows as the report tells them: names that may be several, names not found, and the rest. */
function issuesByKind(issues) {
  const sorted = { ambiguous: [], unmatched: [], unread: [] };
  const kinds = { ambiguous_place: "ambiguous", unmatched_place: "unmatched" };
  for (const issue of issues) sorted[kinds[issue.type] ?? "unread"].push(issue);
  return sorted;
}
