// Measures of two documents that mean the same: wording beside wording, what differs marked.

import { html } from "../core/elements.js";
import { filledHref, nameOf, symbol } from "../core/parts.js";

/** A row a pair: both wordings, and why they are one. */
export function pairTable(context, pairs, titles) {
  const { t } = context;
  return html(
    "div",
    { class: "frame" },
    html(
      "table",
      { class: "side-by-side blocks wordings" },
      html(
        "thead",
        {},
        html("tr", {}, titles.map((title, i) => html("th", { scope: "col" }, swatch(i), title)), html("th", { scope: "col", class: "why" }, t("compare.why_one"))),
      ),
      html("tbody", {}, pairs.map((pair) => html("tr", {}, [0, 1].map((i) => wording(context, pair, i)), html("td", { class: "why" }, pair.why, exact(context, pair))))),
    ),
  );
}

const swatch = (i) => html("span", { class: `swatch ${"ab"[i]}`, "aria-hidden": "true" });

/** The words of one side as a link to the measure; in English the statement, with the words below. */
function wording({ names, plans, lang, data }, { at, parts }, i) {
  const measure = plans[i].measures[at[i]];
  const [first] = measure.strategies;
  const href = filledHref(data.documents[i].measure, { id: measure.id });
  const words = html("span", { lang: "zh-CN" }, parts[i].map(([shared, text]) => (shared ? text : html("mark", {}, text))));
  const stated = lang === "zh" || !nameOf(measure, lang) || nameOf(measure, lang) === measure.zh ? null : nameOf(measure, lang);
  return html(
    "td",
    {},
    html("span", { class: "narrow" }, swatch(i)),
    html(
      "span",
      { class: "measure" },
      first ? symbol(names.strategy.get(first), lang) : html("span", {}),
      html("span", {}, html("a", { href, target: "_self" }, stated ?? words), stated ? html("span", { class: "original" }, words) : null),
    ),
  );
}

/** What is said more exactly, and what is no longer said; words of the text, in its language. */
const exact = ({ t }, { added, left_out: left }) =>
  [["adds", added], ["leaves_out", left]].flatMap(([key, words]) =>
    words.length ? [html("span", { class: `exact ${key}` }, t(`compare.${key}`), t("place.colon"), words.map((text, i) => [i ? t("place.between") : "", html("b", { lang: "zh-CN" }, text)]))] : [],
  );
