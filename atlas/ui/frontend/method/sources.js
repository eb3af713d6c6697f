// Every source: who says it, on what terms, where it is used; one anchor a source.

import { el } from "../core/parts.js";
import { external } from "../core/citation.js";
import { howRead, langOf, prose, search, table } from "./parts.js";

export function sourcesSection(context) {
  const { t, facts } = context;
  const frame = table(
    t("method.sources"),
    ["source", "publisher", "terms", "used_for"].map((head) => t(`method.${head}`)),
    facts.sources.map((source) => ({ id: `source-${source.id}`, cells: cells(context, source) })),
    { class: "sources" },
  );
  const items = [...frame.querySelectorAll("tbody tr")].map((element) => ({ element, text: element.textContent }));
  return [prose(t("method.sources_text")), search(t, t("method.sources_search"), items), frame];
}

function cells({ t, facts, lang }, source) {
  const { title, publisher, year, url, terms, note, strength, how_read, cited } = source;
  const said = (text) => el("span", langOf(text, lang), text);
  const tables = new Map(facts.tables.map((one) => [one.name, one.title[lang]]));
  const used = Object.entries(cited).map(([name, n]) => t("method.used_rows", { table: tables.get(name), n }));
  return [
    [
      external(title[lang], url, langOf(title[lang], lang)),
      strength === "weak" && [" ", el("span", { class: "weak" }, t("method.weak"))],
      how_read && el("span", { class: "aside block" }, howRead(source, t)),
      note[lang] && el("span", { class: "aside block", ...langOf(note[lang], lang) }, note[lang]),
    ].flat(),
    [said(publisher[lang]), year && el("span", { class: "aside block" }, year)],
    said(terms[lang]),
    used.length ? used.map((one) => el("span", { class: "block" }, one)) : el("span", { class: "aside" }, t("method.unused")),
  ];
}
