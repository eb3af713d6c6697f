// What is said of a document, by whoever has its key: title, source, date, place, licence, listed or not.

import { el, langTag, nameOf, write } from "../core/parts.js";
import { about, ask, reason } from "./counter.js";

const FIELDS = ["title", "source", "dated", "licence"];

/** The form; `told.saved(title)` hears that what it says is kept. */
export function detailsForm(service, places, told) {
  const said = el("p", { class: "trouble", role: "alert", hidden: true });
  const inputs = Object.fromEntries(FIELDS.map((name) => [name, el("input", { name, type: "text", maxlength: name === "title" ? "200" : name === "dated" ? "10" : "500" })]));
  const place = el("select", { name: "place" });
  const listed = el("input", { name: "listed", type: "checkbox" });
  const labels = Object.fromEntries([...FIELDS, "place", "listed"].map((name) => [name, el("span", {})]));
  const labelled = (name, input) => el("label", { class: name }, labels[name], input);
  const save = el("button", { type: "submit" });
  const again = el("button", { type: "button", hidden: true, on: { click: () => fill() } });
  const list = labelled("listed", listed);
  const element = el(
    "form",
    { class: "details", hidden: true, on: { submit } },
    labelled("title", inputs.title),
    labelled("source", inputs.source),
    labelled("dated", inputs.dated),
    labelled("place", place),
    labelled("licence", inputs.licence),
    list,
    said,
    el("p", { class: "choices" }, save, again),
  );
  let held = null;

  async function submit(event) {
    event.preventDefault();
    const { id, key, t, lang, revision } = held;
    const asked = Object.fromEntries(FIELDS.map((name) => [name, inputs[name].value]));
    save.disabled = true;
    const answer = await ask("PATCH", `${service}/${id}`, key, { ...asked, place: place.value, listed: listed.checked, revision });
    save.disabled = false;
    if (answer?.ok) {
      told.saved(inputs.title.value);
      return;
    }
    write(said, await reason(answer, lang, t("header.draft_no_answer")));
    said.hidden = false;
    // Somebody else was first: theirs is shown only when it is asked for, so that nothing typed is lost.
    again.hidden = answer?.status !== 409;
  }

  /** Show what the server holds; the sentence of what went wrong, where it does. */
  async function fill() {
    const { id, key, t, lang } = held;
    const found = await about(service, id, key);
    if (!found) return t("header.draft_no_answer");
    held.revision = found.details.revision;
    for (const name of FIELDS) inputs[name].value = found.details[name];
    place.replaceChildren(
      el("option", { value: "" }, "—"),
      ...places.map((one) => el("option", { value: one.adcode, lang: langTag(lang) }, nameOf(one, lang))),
    );
    place.value = found.details.place;
    listed.checked = found.details.listed;
    list.hidden = !found.listing;
    said.hidden = again.hidden = true;
    element.hidden = false;
    return "";
  }

  return {
    element,
    async open(id, key, t, lang) {
      held = { id, key, t, lang, revision: 0 };
      for (const [name, label] of Object.entries(labels)) write(label, t(`header.details_${name}`));
      inputs.dated.placeholder = "2026-03-15";
      write(save, t("header.details_save"));
      write(again, t("header.details_again"));
      const trouble = await fill();
      if (!trouble) inputs.title.focus();
      return trouble;
    },
    close() {
      element.hidden = true;
    },
  };
}
