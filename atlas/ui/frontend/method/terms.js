// What is open, how to cite, what the maps are drawn from, and on what terms all of it stands.

import { el } from "../core/parts.js";
import { external } from "../core/citation.js";
import { copyBlock, langOf, prose, table } from "./parts.js";

export function issuesSection({ t, data }) {
  const { issues, corrections } = data;
  return [
    prose(t("method.issues_text")),
    issues.length
      ? table(
          t("method.issues"),
          ["issue_value", "issue_type", "issue_message", "issue_where"].map((head) => t(`method.${head}`)),
          issues.map(({ type, value, message, start }) => [
            el("span", { lang: "zh-CN" }, value),
            el("code", {}, type),
            message,
            start ?? "",
          ]),
        )
      : prose(t("method.issues_none", { title: data.title })),
    prose(corrections.length ? t("method.corrections_some", { n: corrections.length }) : t("method.corrections_none")),
    corrections.length > 0 &&
      table(
        t("method.correction_action"),
        ["measure", "action", "reason", "by"].map((head) => t(`method.correction_${head}`)),
        corrections.map(({ measure, action, value, reason, reviewer, date }) => [
          measure,
          el("code", {}, `${action} ${value}`),
          reason,
          [reviewer, date].filter(Boolean).join(" "),
        ]),
      ),
  ].filter(Boolean);
}

export function citeSection({ t, facts, lang }) {
  const url = new URL(location.pathname.replace(/[^/]*$/, ""), location.href).href;
  const date = new Date().toISOString().slice(0, 10);
  const { name, version, title } = facts.package;
  const words = t("method.citation", { title: title[lang], version, url, date });
  const bibtex = [
    `@misc{${name.replaceAll("-", "_")},`,
    `  title        = {${title[lang]}},`,
    `  year         = {${date.slice(0, 4)}},`,
    `  version      = {${version}},`,
    `  howpublished = {\\url{${url}}},`,
    `  note         = {Accessed ${date}}`,
    "}",
  ].join("\n");
  return [
    prose(t("method.cite_text")),
    el("h3", {}, t("method.cite_plain")),
    copyBlock(t, words, t("method.cite_plain")),
    el("h3", {}, t("method.cite_bibtex")),
    copyBlock(t, bibtex, t("method.cite_bibtex")),
  ];
}

export function boundariesSection({ t, facts, lang }) {
  return [
    prose(t("method.boundaries_text")),
    table(
      t("method.boundaries"),
      ["layer", "producer", "review_number", "terms"].map((head) => t(`method.${head}`)),
      facts.layers.map(({ name, files, producer, package: from, url, datum, review_number: number, terms }) => [
        [name[lang], el("span", { class: "aside block" }, files.map((file) => `geo/${file}`).join(t("method.between")))],
        [
          external(producer[lang], url),
          el("span", { class: "aside block" }, `${t("method.package")}${t("method.colon")}${from}`),
          el("span", { class: "aside block" }, `${t("method.datum")}${t("method.colon")}${datum}`),
        ],
        number || el("span", { class: "aside" }, t("method.no_number")),
        terms[lang],
      ]),
      { class: "layers" },
    ),
    el("h3", { id: "map-review" }, t("method.review")),
    prose(t("method.review_text")),
  ];
}

export function licenceSection({ t, facts, lang }) {
  return [
    el(
      "ul",
      { class: "points" },
      el("li", {}, t("method.licence_code")),
      facts.licences.map(({ title, url }) =>
        el("li", {}, t("method.licence_data"), external(title[lang], url, langOf(title[lang], lang))),
      ),
      el("li", {}, t("method.licence_figures"), " ", el("a", { href: "#sources" }, t("method.sources"))),
      el("li", {}, t("method.licence_boundaries"), " ", el("a", { href: "#boundaries" }, t("method.boundaries"))),
    ),
  ];
}
