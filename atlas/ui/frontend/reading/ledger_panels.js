// What a change asks for before it is sent: strategies, places and zones, where to cut, a note.

import { el, nameOf, symbol, write } from "../core/parts.js";
import { placePicker } from "../widgets/place_picker.js";
import { reachOf } from "./ledger_rows.js";

const LONGEST_COMMENT = 1000;
/** Punctuation after which a measure is most likely to be cut. */
const SEAM = /[，；、。,;]/;

const passageOf = ({ start, end, words }) => ({ start, end, words });

/** The panels by the kind of change; each is `(context, row, send, close)` and gives its element. */
export const PANELS = { strategies: strategyPanel, places: placePanel, split: splitPanel, comment: commentPanel };

function strategyPanel({ names, lang, t }, row, send, close) {
  let chosen = [...row.strategies];
  const said = el("p", { class: "aside", role: "status" });
  const buttons = names.strategies.map((one) =>
    el("button", { type: "button", class: "pick", on: { click: () => toggle(one.id) } }, symbol(one, lang), nameOf(one, lang)),
  );
  function toggle(id) {
    chosen = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    show();
  }
  function show() {
    buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(chosen.includes(names.strategies[i].id))));
    const first = names.strategy.get(chosen[0]);
    write(said, first ? t("review.primary", { strategy: nameOf(first, lang) }) : t("review.no_strategy"));
  }
  show();
  const save = () => send([{ kind: "strategies", target: passageOf(row), payload: { strategies: chosen } }]);
  return panel(t("review.strategies_title"), [el("div", { class: "picks-of" }, buttons), said], { save, close, t });
}

function placePanel(context, row, send, close) {
  const { plan, names, lang, t } = context;
  const target = passageOf(row);
  const { places, zones } = reachOf(plan, row);
  const one = (kind, payload) => send([{ kind, target, payload }]);
  const held = el(
    "ul",
    { class: "held", "aria-label": t("review.reaches") },
    [...places.map((id) => ["place", names.place.get(id), id]), ...zones.map((id) => ["zone", names.zone.get(id), id])].map(([what, named, id]) =>
      el(
        "li",
        { class: "chip" },
        el("span", {}, named ? nameOf(named, lang) : id),
        el("button", { type: "button", "aria-label": t("review.remove", { name: named ? nameOf(named, lang) : id }), on: { click: () => one(`remove_${what}`, { [what]: id }) } }, "×"),
      ),
    ),
  );
  const adding = placePicker(names, t, lang, (code) => one("add_place", { place: code }));
  const zone = el(
    "select",
    { on: { change: (event) => event.target.value && one("add_zone", { zone: event.target.value }) } },
    el("option", { value: "" }, "—"),
    names.zones.map((listed) => el("option", { value: listed.id }, nameOf(listed, lang))),
  );
  const mention = plan.mentions.find(({ start, end }) => row.start <= start && end <= row.end);
  const surface = el("input", { type: "text", maxlength: 60, lang: "zh-CN", value: mention?.surface ?? "" });
  const resolve = (code) => surface.value.trim() && send([{ kind: "resolve", payload: { surface: surface.value.trim(), place: code } }]);
  const everywhere = placePicker(names, t, lang, resolve);
  const none = el("button", { type: "button", class: "quiet", on: { click: () => resolve("") } }, t("review.no_place_at_all"));
  return panel(
    t("review.places_title"),
    [
      held,
      el("div", { class: "field-row" }, el("span", {}, t("review.add_place")), adding.element),
      el("label", { class: "field-row" }, el("span", {}, t("review.add_zone")), zone),
      el(
        "details",
        {},
        el("summary", {}, t("review.resolve_title")),
        el("label", { class: "field-row" }, el("span", {}, t("review.resolve_name")), surface),
        el("div", { class: "field-row" }, el("span", {}, t("review.resolve_place")), everywhere.element, none),
      ),
    ],
    { save: null, close, t },
  );
}

function splitPanel({ t }, row, send, close) {
  const characters = Array.from(row.words);
  const seam = characters.findIndex((one, i) => i > 1 && i < characters.length - 2 && SEAM.test(one));
  const first = el("q", { lang: "zh-CN" });
  const second = el("q", { lang: "zh-CN" });
  const at = el("input", { type: "range", min: 2, max: Math.max(2, characters.length - 2), step: 1, "aria-label": t("review.split_at"), on: { input: show } });
  at.value = String(seam > 0 ? seam + 1 : Math.floor(characters.length / 2));
  function show() {
    const cut = Number(at.value);
    const parts = [characters.slice(0, cut).join(""), characters.slice(cut).join("")];
    write(first, parts[0]);
    write(second, parts[1]);
    at.setAttribute("aria-valuetext", t("review.split_into", { first: parts[0], second: parts[1] }));
  }
  show();
  const save = () => send([{ kind: "split", target: passageOf(row), payload: { at: Number(at.value) } }]);
  return panel(t("review.split_title"), [at, el("p", { class: "parts" }, first, second)], { save, close, t });
}

function commentPanel({ t }, row, send, close) {
  const text = el("textarea", { rows: 3, maxlength: LONGEST_COMMENT, "aria-label": t("review.comment_label") });
  const save = () => text.value.trim() && send([{ kind: "comment", target: passageOf(row), payload: { text: text.value.trim() } }]);
  return panel(t("review.comment_title"), [text], { save, close, t });
}

/** A panel with its title; Escape closes it, and where something is saved, Ctrl and Enter save it. */
function panel(title, parts, { save, close, t }) {
  const element = el(
    "div",
    { class: "panel", role: "group", "aria-label": title },
    el("p", { class: "title" }, title),
    ...parts,
    el(
      "p",
      { class: "ends" },
      save ? el("button", { type: "button", class: "primary", on: { click: save } }, t("review.save")) : null,
      el("button", { type: "button", class: "quiet", on: { click: close } }, t("review.close")),
    ),
  );
  element.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") close();
    else if (save && event.key === "Enter" && (event.ctrlKey || /** @type {Element} */ (event.target).matches("input[type=range]"))) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return element;
}
