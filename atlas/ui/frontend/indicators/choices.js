// Levels, years and pairs of years as links, each with how many units it has.

import { el } from "../core/parts.js";

/** Rows of links for a payload's `choices`; a pair of years that is refused says so. */
export function indicatorChoices({ years, pairs, levels }, t) {
  const count = (n) => el("span", { class: "how-many" }, String(n));
  const link = ({ href, current }, title, ...children) =>
    el(
      "a",
      { href, target: "_self", title, "aria-current": current ? "true" : undefined },
      ...children,
    );
  const row = (label, links) =>
    links.length > 0 &&
    el(
      "div",
      { class: "choice" },
      el("span", { class: "choice-label" }, label),
      el("div", { class: "segmented" }, links),
    );
  const units = (one) => t("indicators.units_n", { n: one.n });
  const pair = (one) => {
    const [first, second] = one.years.map(String);
    return link(
      one,
      one.refused || t("indicators.pair_n", { n: one.n }),
      t("indicators.pair", { first, second }),
      one.refused ? el("span", { class: "refused" }, t("indicators.refused")) : count(one.n),
    );
  };
  return [
    row(
      t("indicators.level"),
      levels.map((one) => link(one, units(one), t(`indicators.level_${one.level}`), count(one.n))),
    ),
    row(
      t("indicators.year"),
      years.map((one) => link(one, units(one), String(one.year), count(one.n))),
    ),
    row(t("indicators.compare"), pairs.map(pair)),
  ].filter(Boolean);
}
