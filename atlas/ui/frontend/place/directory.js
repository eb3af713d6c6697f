// Every place by prefecture, for a reader who has chosen none, with a search above.

import { html } from "../core/elements.js";
import { foundPlaces, placeIndex } from "../widgets/place_search.js";

/** `{ element, field }`: the directory and the field that searches it. */
export function directory(context) {
  const { t, names, data } = context;
  const index = placeIndex(names.places, ({ parent }) => names.place.get(parent));
  const field = html("input", {
    type: "search",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": t("place.search"),
    placeholder: t("place.search_hint"),
    oninput: show,
    onkeydown: keydown,
  });
  const status = html("p", { class: "found", role: "status" });
  const found = html("ul", { class: "found-places", hidden: true });
  const groups = html(
    "div",
    { class: "prefectures" },
    data.prefectures.map((code) => prefectureGroup(context, names.place.get(code))),
  );
  const all = html("section", { "aria-label": t("place.directory") }, groups);

  function show() {
    const typed = field.value.trim();
    const places = typed ? foundPlaces(index, typed) : [];
    found.replaceChildren(...places.map((place) => foundItem(context, place)));
    status.textContent = !typed
      ? ""
      : places.length
        ? t("place.found", { n: places.length })
        : t("place.found_none");
    found.hidden = !places.length;
    all.hidden = places.length > 0;
  }

  function keydown(event) {
    // Enter belongs to the input method while it composes pinyin.
    if (event.isComposing) return;
    const links = found.querySelectorAll("a");
    if (event.key === "Enter" && links.length) links[0].click();
    if (event.key === "Escape") {
      field.value = "";
      show();
    }
    if (event.key === "ArrowDown" && links.length) {
      event.preventDefault();
      links[0].focus();
    }
  }

  return {
    element: html("div", { class: "directory" }, html("div", { class: "search" }, field, status), found, all),
    field,
  };
}

const foundItem = ({ names, name, placeLink }, place) =>
  html(
    "li",
    {},
    placeLink(
      place,
      {},
      html("span", {}, name(place)),
      place.level === "county"
        ? html("span", { class: "of" }, name(names.place.get(place.parent)))
        : null,
    ),
  );

function prefectureGroup({ t, names, placeLink }, prefecture) {
  const units = names.places.filter(({ parent }) => parent === prefecture.adcode);
  return html(
    "section",
    {},
    html(
      "h2",
      {},
      placeLink(prefecture),
      html("span", { class: "count" }, t("place.units", { n: units.length })),
    ),
    html(
      "ul",
      {},
      units.map((unit) =>
        html(
          "li",
          {},
          placeLink(unit, unit.polygon ? {} : { class: "no-polygon", title: t("place.no_outline") }),
        ),
      ),
    ),
    units.every(({ polygon }) => polygon)
      ? null
      : html("p", { class: "aside" }, t("place.no_outline_key")),
  );
}
