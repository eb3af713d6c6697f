// One strategy: what it means, its measures with their reasons, its map, zones, key words, and the
// strategies beside it.

import { arrange, el, nameOf, symbol, write } from "../core/parts.js";
import { emptyState } from "../core/empty_state.js";
import { headings, measureCards } from "../measures/cards.js";
import { measureRow } from "../measures/rows.js";
import { besideSection, keywordsSection, zonesSection } from "./sections.js";
import { strategyMap } from "./map.js";

/** The page of one strategy; it lives as long as strategy and language stay. */
export function strategyPage(context, chosen) {
  const { t } = context;
  const cards = measureCards(context, chosen.open);
  const map = strategyMap(context);
  const ways = el("nav", { class: "ways", "aria-label": t("strategies.trail") });
  const lead = el("section", { class: "lead" });
  const words = el("section", { class: "words" });
  const count = el("span", { class: "how-many" });
  const empty = el("div", { class: "empty" });
  const measures = el(
    "section",
    { class: "list" },
    el("h2", {}, el("span", {}, t("strategies.measures")), count),
    empty,
    cards.element,
  );
  const beside = el("div", { class: "rest" });
  const element = el(
    "div",
    { class: "strategy-page" },
    ways,
    el("div", { class: "columns" }, el("div", { class: "main" }, lead, words, measures), el("div", { class: "side" }, map.element, beside)),
  );
  let active;

  return {
    element,
    update(data) {
      const { one } = data;
      const own = context.names.strategy.get(one.strategy);
      element.style.setProperty("--hue", own.colour);
      ways.replaceChildren(...trail(context, one, own));
      lead.replaceChildren(
        el("h2", {}, t("strategies.meaning")),
        el("p", { class: "definition" }, symbol(own, context.lang), el("span", {}, own[`definition_${context.lang}`])),
      );
      words.replaceChildren(...keywordsSection(context, one.keywords));
      const rows = one.rows.map((row) => measureRow(context, row));
      write(count, t("strategies.count", { n: rows.length }));
      empty.hidden = rows.length > 0;
      if (!rows.length && data.empty) arrange(empty, emptyState(data.empty, context.change));
      if (one.active) chosen.open.add(one.active);
      cards.update(rows, headings(context, several(rows) ? "plan" : "none"), one.terms);
      map.update(data);
      beside.replaceChildren(
        zonesSection(context, one.zones, map.hint, data.reading),
        besideSection(context, one.beside),
        ...(data.footer && one.counties.length ? [el("p", { class: "credit" }, data.footer)] : []),
      );
      if (one.active && one.active !== active) requestAnimationFrame(() => cards.reveal(one.active));
      active = one.active;
    },
  };
}

/** Sections of the plan stand as headings only where the measures come from more than one. */
const several = (rows) => new Set(rows.map(({ measure }) => measure.theme || measure.section)).size > 1;

/** The way up to the index, and on to the strategies before and after. */
function trail({ t, names, lang }, { all, previous, next }, own) {
  const way = (to, key, arrow) =>
    to &&
    el(
      "a",
      {
        class: `way ${key}`,
        href: to.href,
        target: "_self",
        rel: key === "next" ? "next" : "prev",
        "aria-label": t(`strategies.${key}`, { strategy: nameOf(names.strategy.get(to.strategy), lang) }),
      },
      el("span", { "aria-hidden": "true" }, arrow),
      el("span", { class: "to" }, nameOf(names.strategy.get(to.strategy), lang)),
    );
  return [
    el(
      "ol",
      {},
      el("li", {}, el("a", { href: all, target: "_self" }, t("strategies.all"))),
      el("li", { "aria-current": "page" }, nameOf(own, lang)),
    ),
    el("div", { class: "onward" }, ...[way(previous, "previous", "←"), way(next, "next", "→")].filter(Boolean)),
  ];
}
