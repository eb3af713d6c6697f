// Where the figures come from and what is to be minded: caveat, refusals, sources with strength.

import { el, nameOf } from "../core/parts.js";
import { external } from "../core/citation.js";

/** What stands below map and table, made anew for each payload. */
export function indicatorAbout({ names, t, lang }, data) {
  const compares = data.years.length === 2;
  return [
    el("h2", {}, t("indicators.about")),
    data.caveat &&
      el(
        "p",
        { class: "caveat" },
        el("b", {}, `${t("indicators.caveat")}${lang === "zh" ? "：" : ": "}`),
        data.caveat,
      ),
    compares && el("p", {}, t(`indicators.change_${data.change}`)),
    refusals({ names, t, lang }, data),
    sources({ t }, data),
  ].filter(Boolean);
}

/** Each rule once, with the units it holds for. */
function refusals({ names, t, lang }, { rules, rows }) {
  if (!rules.length) return null;
  const drawn = rows.filter(([code]) => names.place.get(code).polygon);
  return el(
    "section",
    { class: "refusals" },
    el("h3", {}, t("indicators.refused_title")),
    el(
      "ul",
      {},
      rules.map(({ reason, source, url, everywhere }, at) => {
        const units = drawn.filter(([, , , , rule]) => rule === at);
        const places = units
          .map(([code]) => nameOf(names.place.get(code), lang))
          .join(t("indicators.between"));
        const words = everywhere
          ? t("indicators.refused_all", { reason })
          : t("indicators.refused_units", { places, reason });
        return el(
          "li",
          {},
          words,
          " ",
          el("span", { class: "rule-source", lang: "zh-CN" }, external(source, url)),
        );
      }),
    ),
  );
}

function sources({ t }, { sources: list, rows, province, undated, others }) {
  if (!list.length) return null;
  const held = [...rows, ...(province ? [province] : [])].flatMap(([, , figures]) =>
    figures.filter(Boolean),
  );
  const counts = list.map(() => 0);
  for (const [, source] of held) counts[source] += 1;
  for (const [, , source] of [...undated, ...others.flatMap(({ figures }) => figures)])
    counts[source] += 1;
  return el(
    "section",
    { class: "sources" },
    el("h3", {}, t("indicators.sources")),
    el(
      "ol",
      {},
      list.map(({ title, publisher, year, url, strength }, at) =>
        el(
          "li",
          {},
          el(
            "span",
            { lang: "zh-CN" },
            external(title, url),
            [publisher, year]
              .filter(Boolean)
              .map((part) => `${t("indicators.comma")}${part}`)
              .join(""),
          ),
          el(
            "span",
            { class: `strength ${strength}` },
            [
              t("indicators.source_figures", { n: counts[at] }),
              t(`indicators.strength_about_${strength}`),
            ].join(t("indicators.comma")),
          ),
        ),
      ),
    ),
  );
}
