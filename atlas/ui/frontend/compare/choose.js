// Nothing to compare yet: pickers, and pairs that the document itself suggests.

import { html } from "../core/elements.js";
import { nameOf, symbol } from "../core/parts.js";
import { placePicker } from "../widgets/place_picker.js";

export function choosePage(context) {
  return [html("div", { class: "ways" }, placesWay(context), strategiesWay(context), documentsWay(context))];
}

function placesWay({ names, t, lang, data, change }) {
  const picker = placePicker(names, t, lang, (code) => {
    const { places } = data;
    change({ place: places.includes(code) ? places.filter((one) => one !== code) : [...places, code] });
  });
  picker.update(data.places);
  const [first] = data.places;
  const beside = first
    ? [html("p", {}, t("compare.beside", { place: nameOf(names.place.get(first), lang) })), links(data.beside)]
    : [];
  return html(
    "section",
    { class: "way" },
    html("h2", {}, t("compare.places")),
    html("p", { class: "about" }, t("compare.places_about", { most: data.most })),
    picker.element,
    beside,
    examples(t, data.place_examples),
  );
}

function strategiesWay({ names, t, lang, data, change }) {
  const chosen = data.strategies;
  const toggle = (id) => change({ strategy: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen.slice(-1), id], place: [] });
  return html(
    "section",
    { class: "way" },
    html("h2", {}, t("compare.strategies")),
    html("p", { class: "about" }, t("compare.strategies_about")),
    html(
      "ul",
      { class: "strategy-picks" },
      names.strategies.map((one) =>
        html(
          "li",
          {},
          html(
            "button",
            { type: "button", "aria-pressed": String(chosen.includes(one.id)), onclick: () => toggle(one.id) },
            symbol(one, lang),
            nameOf(one, lang),
          ),
        ),
      ),
    ),
    examples(t, data.strategy_examples),
  );
}

function documentsWay({ t, data }) {
  const { documents } = data;
  return html(
    "section",
    { class: "way" },
    html("h2", {}, t("compare.documents")),
    documents.length
      ? [
          html("p", { class: "about" }, t("compare.documents_about")),
          html("ul", { class: "examples" }, documents.map(({ text, href }) => html("li", {}, html("a", { href, target: "_self" }, text)))),
        ]
      : html("p", { class: "about" }, t("compare.documents_none")),
    data.readings.length ? [html("p", { class: "lists" }, t("compare.readings")), links(data.readings)] : null,
  );
}

const examples = (t, pairs) =>
  pairs.length
    ? [
        html("h3", {}, t("compare.examples")),
        html(
          "ul",
          { class: "examples" },
          pairs.map(({ text, why, href }) => html("li", {}, html("a", { href, target: "_self" }, text), html("span", { class: "why" }, why))),
        ),
      ]
    : [];

const links = (all) =>
  html("ul", { class: "beside" }, all.map(({ text, href }) => html("li", {}, html("a", { href, target: "_self" }, text))));
