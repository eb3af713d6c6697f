// A combobox (ARIA 1.2, list autocomplete with the first answer ready) over the province's places.

import { arrange, el, nameOf, write } from "../core/parts.js";
import { foundPlaces, placeIndex } from "./place_search.js";

const SHOWN = 12;
let pickers = 0;

/** `toggle(adcode)` is called with a place to add or, where it was picked before, to take away. */
export function placePicker({ places, place: byCode }, t, lang, toggle) {
  const id = `places-${++pickers}`;
  const parentOf = ({ parent }) => byCode.get(parent);
  const index = placeIndex(places, parentOf);
  let found = [];
  let active = -1;
  let picked = [];

  const list = el("ul", { id, role: "listbox", "aria-label": t("filters.place"), hidden: true });
  const input = el("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-label": t("filters.place"),
    "aria-autocomplete": "list",
    "aria-controls": id,
    "aria-expanded": "false",
    placeholder: t("filters.place_hint"),
    on: { input: open, keydown, blur: close, click: open },
  });
  const more = el("p", { class: "more", hidden: true });
  const status = el("span", { class: "unseen", role: "status" });
  const picks = el("ul", { class: "picks", "aria-label": t("filters.places_picked") });
  const popup = el("div", { class: "popup", hidden: true }, list, more);
  const element = el("div", { class: "picker" }, el("div", { class: "field" }, input, popup), status, picks);

  const fullName = (place) => {
    const parent = place.level === "county" && parentOf(place);
    return parent ? t("filters.place_in", { place: nameOf(place, lang), prefecture: nameOf(parent, lang) }) : nameOf(place, lang);
  };

  function open() {
    found = foundPlaces(index, input.value);
    active = input.value.trim() && found.length ? 0 : -1;
    draw();
  }

  function draw() {
    const shown = input.value.trim() ? found.slice(0, SHOWN) : found;
    arrange(list, shown.map(option));
    const left = found.length - shown.length;
    more.hidden = !left && found.length > 0;
    write(more, found.length ? t("filters.places_more", { n: left }) : t("filters.places_none"));
    list.hidden = !found.length;
    const opening = popup.hidden;
    popup.hidden = false;
    if (opening) popup.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-expanded", String(found.length > 0));
    write(status, t("filters.places_found", { n: found.length }));
    point();
  }

  function option(place, i) {
    const parent = place.level === "county" && parentOf(place);
    return el(
      "li",
      {
        id: `${id}-${i}`,
        role: "option",
        "aria-selected": String(picked.includes(place.adcode)),
        on: {
          // The field keeps the focus: a press in the list must not blur it.
          pointerdown: (event) => event.preventDefault(),
          click: () => choose(place),
        },
      },
      el("span", {}, nameOf(place, lang)),
      el("span", { class: "of" }, parent ? nameOf(parent, lang) : ""),
    );
  }

  function point() {
    [...list.children].forEach((item, i) => item.classList.toggle("active", i === active));
    const item = list.children[active];
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  }

  function choose(place) {
    toggle(place.adcode);
    input.value = "";
    close();
  }

  function close() {
    popup.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function keydown(event) {
    // Enter and arrows belong to the input method while it composes pinyin.
    if (event.isComposing) return;
    const shown = list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (popup.hidden) open();
      else if (shown) active = (active + step + shown + (active < 0 && step < 0 ? 1 : 0)) % shown;
      point();
    } else if (event.key === "Enter" && !popup.hidden && active >= 0) {
      event.preventDefault();
      choose(found[active]);
    } else if (event.key === "Escape") {
      if (popup.hidden) input.value = "";
      else close();
      event.stopPropagation();
    }
  }

  function pick(code) {
    const place = byCode.get(code);
    const label = place ? fullName(place) : code;
    return el(
      "li",
      { class: "chip", "data-code": code },
      el("span", {}, label),
      el(
        "button",
        {
          type: "button",
          "aria-label": t("filters.remove", { label }),
          on: {
            click: () => {
              input.focus();
              close();
              toggle(code);
            },
          },
        },
        "×",
      ),
    );
  }

  return {
    element,
    update(codes) {
      picked = codes;
      const present = new Map(/** @type {HTMLElement[]} */ ([...picks.children]).map((item) => [item.dataset.code, item]));
      arrange(picks, codes.map((code) => present.get(code) ?? pick(code)));
      picks.hidden = !codes.length;
    },
  };
}
