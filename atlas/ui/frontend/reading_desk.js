// Bringing a document: a file chosen or dropped, or pasted text; and the ones brought before.

import { arrange, el, write } from "./parts.js";

const SHELF = "atlas.documents";
const MOST = 12;
const ENCODINGS = ["utf-8", "gb18030", "big5", "utf-16"];
const ENDINGS = ".txt,.md,.html,.htm,.docx,.pdf";

/** Documents this browser has kept: `[{ id, title, key }]`, the newest first. */
function shelf() {
  try {
    return JSON.parse(localStorage.getItem(SHELF) ?? "[]");
  } catch (error) {
    // No storage is allowed here, or something else wrote it: nothing is remembered.
    if (error instanceof DOMException || error instanceof SyntaxError) return [];
    throw error;
  }
}

function remember(documents) {
  try {
    localStorage.setItem(SHELF, JSON.stringify(documents.slice(0, MOST)));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** The desk; `told.open(id)` hears which document to show, `told.drop(element)` gets a drop zone. */
export function readingDesk({ lang, t, assets }, told) {
  const service = new URL("../../api/v1/documents", new URL(assets, location.href)).href;
  let data;
  let held = null;
  const picker = el("input", { type: "file", accept: ENDINGS, class: "unseen", tabindex: "-1", "aria-hidden": "true", on: { change: () => picker.files[0] && bring(picker.files[0]) } });
  const open = el("button", { type: "button", class: "primary", on: { click: () => picker.click() } }, t("read.open_file"));
  const area = el("textarea", { rows: "6", "aria-label": t("read.paste_label"), placeholder: t("read.paste_label") });
  const paste = el(
    "details",
    { class: "paste" },
    el("summary", {}, t("read.paste")),
    area,
    el("button", { type: "button", class: "primary", on: { click: pasted } }, t("read.paste_read")),
  );
  const state = el("p", { class: "state", role: "status" });
  const bar = el("progress", { hidden: true, max: "1" });
  const trouble = el("p", { class: "trouble", role: "alert", hidden: true });
  const documents = el("ul", { class: "shelf", "aria-label": t("read.documents") });
  const facts = el("p", { class: "facts" });
  const element = el(
    "section",
    { class: "desk", "aria-label": t("read.desk") },
    el("div", { class: "ways-in" }, documents, open, picker, paste),
    el("p", { class: "aside" }, t("read.open_hint"), " ", t("read.privacy")),
    bar,
    state,
    trouble,
    facts,
  );

  function pasted() {
    if (area.value.trim()) bring(new File([area.value], `${t("read.paste_name")}.txt`, { type: "text/plain" }));
    else area.focus();
  }

  const stage = (words, done) => {
    write(state, words);
    bar.hidden = !words;
    if (done === undefined) bar.removeAttribute("value");
    else bar.value = done;
  };

  async function bring(file, encoding) {
    trouble.hidden = true;
    stage(t("read.sending"));
    try {
      const url = encoding ? `${service}?encoding=${encoding}` : service;
      const response = await fetch(url, {
        method: "POST",
        body: file,
        headers: { "X-File-Name": encodeURIComponent(file.name) },
      });
      if (!response.ok) refuse((await response.json()).detail[lang]);
      else await follow(response, file);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      refuse(t("read.failed"));
    } finally {
      picker.value = "";
    }
  }

  /** Lines of JSON as they come: stages, and at last the document or what to do. */
  async function follow(response, file) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let last = null;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = (rest + part.value).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        last = JSON.parse(line);
        if (last.stage) stage(t(`read.${last.stage}`), last.part);
      }
    }
    if (!last || last.stage) return refuse(t("read.failed"));
    if (last.problem) return refuse(last.problem[lang]);
    held = { id: last.id, file };
    const title = file.name.replace(/\.[^.]+$/, "");
    const known = shelf().find(({ id }) => id === last.id);
    remember([
      { id: last.id, title, key: last.key ?? known?.key },
      ...shelf().filter(({ id }) => id !== last.id),
    ]);
    stage("");
    paste.open = false;
    told.open(last.id);
  }

  function refuse(sentence) {
    stage("");
    write(trouble, sentence);
    trouble.hidden = false;
  }

  async function remove({ id, key }) {
    const response = await fetch(`${service}/${id}`, { method: "DELETE", headers: { "X-Key": key } });
    remember(shelf().filter((one) => one.id !== id));
    write(state, response.ok ? t("read.removed") : (await response.json()).detail[lang]);
    if (data.doc === id) told.open("");
    else show();
  }

  function item({ id, title, key }, current) {
    const link = el(
      "button",
      { type: "button", class: "document", "aria-pressed": String(current), on: { click: () => told.open(id) } },
      title,
    );
    const away = key && el("button", { type: "button", class: "away", "aria-label": `${t("read.remove")}${lang === "zh" ? "：" : ": "}${title}`, title: t("read.remove"), on: { click: () => remove({ id, key }) } }, "×");
    return el("li", {}, link, away || null);
  }

  function show() {
    const own = shelf();
    const current = own.find(({ id }) => id === data.doc);
    const given = !data.built_in && !current ? [{ id: data.doc, title: data.title }] : [];
    arrange(documents, [
      item({ id: "", title: t("read.built_in") }, data.built_in),
      ...[...given, ...own].map((one) => item(one, one.id === data.doc)),
    ]);
    const again = held?.id === data.doc && el(
      "label",
      {},
      t("read.encoding_other"),
      " ",
      el(
        "select",
        { on: { change: (event) => event.target.value && bring(held.file, event.target.value) } },
        el("option", { value: "" }, "—"),
        ENCODINGS.map((name) => el("option", { value: name }, name.toUpperCase())),
      ),
    );
    facts.hidden = data.built_in;
    const said = data.built_in ? [] : [t("read.encoding", { encoding: data.encoding }), again || ""];
    facts.replaceChildren(...said);
  }

  return {
    element,
    update(next) {
      data = next;
      show();
    },
    /** Files dropped anywhere on `place` are taken. */
    dropOn(place) {
      place.addEventListener("dragover", (event) => {
        if (![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        place.classList.add("dropping");
      });
      place.addEventListener("dragleave", (event) => {
        if (!place.contains(event.relatedTarget)) place.classList.remove("dropping");
      });
      place.addEventListener("drop", (event) => {
        place.classList.remove("dropping");
        const [file] = event.dataTransfer.files;
        if (!file) return;
        event.preventDefault();
        bring(file);
      });
    },
  };
}
