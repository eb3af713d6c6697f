// The data dictionary, table by table, and the ways to take the data away.

import { el } from "../core/parts.js";
import { external } from "../core/citation.js";
import { copyBlock, langOf, prose, search, table } from "./parts.js";

const DATA = "data/";
const DESCRIPTOR = `${DATA}datapackage.json`;
const API = "api/v1/";
const ANSWERS = {
  measures: ["json", "csv"],
  links: ["json", "csv"],
  places: ["json", "csv", "geojson"],
  zones: ["json", "csv"],
  indicators: ["json", "csv"],
};

/** Address of a file of this server, whole, as a program or another person needs it. */
const whole = (path) => new URL(path, location.href).href;

const file = (path, t, text) =>
  el("a", { href: path, download: "", target: "_self", "aria-label": t("method.download_file", { file: path.split("/").at(-1) }) }, text);

export function dictionarySection(context) {
  const { t, facts } = context;
  const items = facts.tables.map((one) => {
    const element = el("li", {}, tableItem(context, one));
    return { element, text: element.textContent };
  });
  return [
    prose(t("method.dictionary_text")),
    search(t, t("method.dictionary_search"), items),
    el("ul", { class: "table-list" }, items.map(({ element }) => element)),
  ];
}

function tableItem(context, { name, file: path, title, description, rows, key, fields }) {
  const { t, lang } = context;
  return el(
    "details",
    { id: `table-${name}`, class: "table-item" },
    el(
      "summary",
      {},
      el("span", { class: "name", ...langOf(title[lang], lang) }, title[lang]),
      el("code", {}, path),
      el("span", { class: "aside" }, t("method.rows", { n: rows })),
    ),
    el(
      "div",
      { class: "inside" },
      prose(description[lang], langOf(description[lang], lang)),
      el("p", {}, file(DATA + path, t, t("method.download_file", { file: path }))),
      table(
        title[lang],
        ["field", "type", "description"].map((head) => t(`method.${head}`)),
        fields.map((field) => [el("code", {}, field.name), typeOf(field, key, t), describe(field, context)]),
        { class: "fields" },
      ),
    ),
  );
}

const typeOf = ({ name, type, required }, key, t) =>
  [t(`method.type_${type}`), key.includes(name) && t("method.key"), required && !key.includes(name) && t("method.required")]
    .filter(Boolean)
    .join(t("method.between"));

function describe({ description, refers, values }, { t, lang }) {
  return [
    el("span", langOf(description[lang], lang), description[lang]),
    refers && [" ", el("a", { href: `#table-${refers}` }, t("method.refers"))],
    values.length > 0 && el("span", { class: "aside block" }, t("method.values", { values: values.join(t("method.between")) })),
  ].flat();
}

export function downloadsSection({ t, facts }) {
  const plan = facts.tables.find(({ name }) => name === "plan") ?? facts.tables[0];
  const code = [
    "import pandas as pd",
    `pd.read_csv("${whole(DATA + plan.file)}")`,
    "",
    "import frictionless",
    `frictionless.Package("${whole(DESCRIPTOR)}")`,
    "",
    "import geopandas as gpd",
    `gpd.read_file("${whole(`${API}places.geojson`)}")`,
  ].join("\n");
  return [
    prose(t("method.downloads_text")),
    el("p", {}, file(DESCRIPTOR, t, `${t("method.descriptor")}`), " ", el("code", {}, "datapackage.json")),
    el("h3", {}, t("method.api")),
    prose(t("method.api_text")),
    table(
      t("method.api"),
      [t("method.description"), t("method.download")],
      Object.entries(ANSWERS).map(([name, formats]) => [
        t(`method.api_${name}`),
        formats.flatMap((format, i) => [
          i ? t("method.between") : "",
          external(`/${API}${name}.${format}`, whole(`${API}${name}.${format}`)),
        ]),
      ]),
      { class: "api" },
    ),
    el("h3", {}, t("method.read_by_program")),
    copyBlock(t, code, t("method.read_by_program")),
  ];
}
