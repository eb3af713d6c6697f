// Bringing a document: a file chosen or dropped, or pasted text; and the ones brought before.

import { ArchiveRefused, filesOf, MOST_FILES } from "./archive_files.js";
import { ask, reason, serviceBeside } from "./counter.js";
import { forget, keep, keyFor, removedShelf, shelf } from "./document_shelf.js";
import { upload } from "./document_upload.js";
import { listedDocuments } from "./listed.js";
import { removalQuestion } from "./removal.js";
import { arrange, el, write } from "../core/parts.js";
import { idOf } from "../core/store.js";

const ENCODINGS = ["utf-8", "gb18030", "big5", "utf-16"];
const ENDINGS = ".txt,.md,.html,.htm,.mhtml,.mht,.docx,.docm,.dotx,.doc,.wps,.xlsx,.xlsm,.xls,.et,.ofd,.pdf,.zip";

/** The desk; `told.open(id)` hears which document to show, `dropOn(element)` makes a drop zone. */
export function readingDesk({ lang, t, assets }, told) {
  const service = serviceBeside(assets);
  let data;
  let held = null;
  let sending = null;
  // Files chosen together, as [which one is on its way, of how many]; a new choice ends the one before.
  let together = [1, 1];
  let choice = 0;
  const picker = el("input", { type: "file", accept: ENDINGS, class: "unseen", multiple: true, tabindex: "-1", "aria-hidden": "true", on: { change: () => bringAll([...picker.files]) } });
  const open = el("button", { type: "button", class: "primary", on: { click: () => picker.click() } }, t("read.open_file"));
  const area = el("textarea", { rows: "6", "aria-label": t("read.paste_label"), placeholder: t("read.paste_label") });
  const paste = el(
    "details",
    { class: "paste" },
    el("summary", {}, t("read.paste")),
    area,
    el("button", { type: "button", class: "primary", on: { click: pasted } }, t("read.paste_read")),
  );
  const state = el("span", { class: "state", role: "status" });
  const bar = el("progress", { max: "1", "aria-label": t("read.progress") });
  const cancel = el("button", { type: "button", class: "quiet", on: { click: stop } }, t("read.cancel"));
  const progress = el("div", { class: "progress", hidden: true }, bar, cancel);
  const trouble = el("p", { class: "trouble", role: "alert", hidden: true });
  const documents = el("ul", { class: "shelf", "aria-label": t("read.documents") });
  const about = el("p", { class: "aside" });
  const question = removalQuestion(service, {
    removed({ id, title }, hours) {
      settled(t(hours ? "read.removed_for_now" : "read.removed", { title, n: hours }));
      if (idOf(data.doc) === id) told.open("");
      else show();
    },
    refused: refuse,
  });
  const facts = el("p", { class: "facts" });
  const listed = listedDocuments({ lang, t }, service, told.open);
  const element = el(
    "section",
    { class: "desk", "aria-label": t("read.desk") },
    el("div", { class: "ways-in" }, documents, open, picker, paste),
    question.element,
    listed,
    about,
    el("div", { class: "how-far" }, state, progress),
    trouble,
    facts,
  );

  function pasted() {
    if (area.value.trim()) bringAll([new File([area.value], `${t("read.paste_name")}.txt`, { type: "text/plain" })]);
    else area.focus();
  }

  const titleOf = ({ name }) => name.replace(/\.[^.]+$/, "");

  /** Say how far it is; a `part` from 0 to 1 is drawn, without one the bar only moves. */
  /** @param {{ stage: string, part?: number, before?: number }} told */
  function showStage({ stage, part, before }) {
    const waits = stage === "waiting";
    const doing = waits && before > 0 ? t("read.waiting", { n: before }) : t(waits ? "read.waiting_next" : `read.${stage}`);
    const [at, n] = together;
    write(state, n > 1 ? t("read.one_of_several", { at, n, doing }) : doing);
    if (part === undefined) bar.removeAttribute("value");
    else bar.value = part;
  }

  function settled(sentence) {
    progress.hidden = true;
    write(state, sentence);
  }

  /** Leave what is on its way, and what waits behind it. */
  function stop() {
    choice += 1;
    sending?.cancel();
  }

  /** Bring files one after the other, and open the last that was kept; what was refused is said together. */
  async function bringAll(files, encoding) {
    choice += 1;
    const mine = choice;
    const refused = [];
    const all = [];
    let last = null;
    for (const file of files) {
      try {
        all.push(...(await filesOf(file)));
      } catch (error) {
        if (!(error instanceof ArchiveRefused)) throw error;
        refused.push([t(`read.${error.key}`, { name: file.name, n: error.n, most: MOST_FILES })]);
      }
      if (mine !== choice) return;
    }
    for (const [i, file] of all.entries()) {
      together = [i + 1, all.length];
      const { id, sentence, retry } = await bring(file, encoding);
      last = id ?? last;
      if (sentence) refused.push([sentence, retry]);
      if (mine !== choice) return;
    }
    if (refused.length) refuse(refused.map(([sentence]) => sentence).join(lang === "zh" ? "" : " "), all.length === 1 && refused[0][1]);
    if (last) told.open(last);
  }

  async function bring(file, encoding) {
    sending?.cancel();
    trouble.hidden = true;
    progress.hidden = false;
    const attempt = upload({
      url: `${service}?draft=1${encoding ? `&encoding=${encoding}` : ""}`,
      file,
      key: keyFor(file, encoding),
      tell: (line) => attempt === sending && showStage(line),
    });
    sending = attempt;
    showStage({ stage: "sending" });
    const { document, refusal, again, lost, cancelled } = await attempt.result;
    // Another file was chosen meanwhile.
    if (attempt !== sending) return {};
    sending = null;
    picker.value = "";
    const retry = () => bringAll([file], encoding);
    if (document) {
      taken(document, file, encoding);
      return { id: document.id };
    }
    settled(cancelled ? t("read.cancelled") : "");
    if (refusal) return { sentence: refusal[lang], retry: again && retry };
    return lost ? { sentence: t(`read.${lost}`), retry: lost !== "too_large_on_the_way" && retry } : {};
  }

  function taken({ id, key }, file, encoding) {
    // The same file in another encoding takes the place of what was garbled.
    const garbled = encoding && held && held.id !== id && shelf().find((one) => one.id === held.id);
    held = { id, file };
    keep({ id, title: titleOf(file), key: key ?? keyFor(file, encoding) });
    settled("");
    show();
    paste.open = false;
    if (garbled?.key) putAway(garbled);
  }

  async function putAway(one) {
    const answer = await ask("DELETE", `${service}/${one.id}`, one.key);
    if (!answer?.ok) return;
    forget(one.id);
    show();
  }

  function refuse(sentence, retry) {
    settled("");
    const again = retry && el("button", { type: "button", class: "primary", on: { click: retry } }, t("read.try_again"));
    trouble.replaceChildren(sentence, ...(again ? [" ", again] : []));
    trouble.hidden = false;
  }

  function askRemoval(one) {
    trouble.hidden = true;
    question.question(one, t, lang);
  }

  async function bringBack({ id, title, key }) {
    const answer = await ask("POST", `${service}/${id}/restore`, key);
    if (!answer?.ok) {
      refuse(await reason(answer, lang, t("read.not_restored")), () => bringBack({ id, title, key }));
      return;
    }
    keep({ id, title, key });
    told.open(id);
  }

  /** @param {{ id: string, title: string, key?: string }} one */
  function item({ id, title, key }, current) {
    const link = el(
      "button",
      { type: "button", class: "document", "aria-pressed": String(current), on: { click: () => told.open(id) } },
      title,
    );
    const away = key && el("button", { type: "button", class: "away", "aria-label": `${t("read.remove")}${lang === "zh" ? "：" : ": "}${title}`, title: t("read.remove"), on: { click: () => askRemoval({ id, title, key }) } }, "×");
    return el("li", {}, link, away || null);
  }

  function goneItem(one) {
    const back = el("button", { type: "button", class: "document", on: { click: () => bringBack(one) } }, t("read.restore"));
    return el("li", { class: "gone" }, t("read.restorable", { title: one.title }), " ", back);
  }

  /** Whether the host takes documents at all. */
  const taking = () => data.desk.saving !== "off";

  function showTerms({ saving, kept, days, minutes, listing }) {
    listed.hidden = !listing;
    for (const one of [open, picker, paste]) one.hidden = !taking();
    const terms = saving === "session" ? "read.privacy_session" : kept ? "read.privacy" : "read.privacy_memory";
    const account = saving === "signed-in" ? [t("read.privacy_account")] : [];
    const lasting = [t(terms, { n: days, minutes }), ...account].join(lang === "zh" ? "" : " ");
    write(about, taking() ? `${t("read.open_hint")}${lang === "zh" ? "" : " "}${lasting}` : t("read.closed"));
  }

  function show() {
    showTerms(data.desk);
    const own = shelf();
    const current = own.find(({ id }) => id === idOf(data.doc));
    const given = !data.built_in && !current ? [{ id: idOf(data.doc), title: data.title }] : [];
    arrange(documents, [
      item({ id: "", title: t("read.built_in") }, data.built_in),
      ...[...given, ...own].map((one) => item(one, one.id === idOf(data.doc))),
      ...removedShelf().map(goneItem),
    ]);
    const again = taking() && held?.id === idOf(data.doc) && el(
      "label",
      {},
      t("read.encoding_other"),
      " ",
      el(
        "select",
        { on: { change: (event) => event.target.value && bringAll([held.file], event.target.value) } },
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
      // What was said of one document is not said over another.
      if (data && idOf(next.doc) !== idOf(data.doc) && !next.built_in) write(state, "");
      data = next;
      show();
    },
    /** Files dropped anywhere on `place` are taken, where the host takes any. */
    dropOn(place) {
      place.addEventListener("dragover", (event) => {
        if (!taking() || ![...event.dataTransfer.types].includes("Files")) return;
        event.preventDefault();
        place.classList.add("dropping");
      });
      place.addEventListener("dragleave", (event) => {
        if (!place.contains(event.relatedTarget)) place.classList.remove("dropping");
      });
      place.addEventListener("drop", (event) => {
        place.classList.remove("dropping");
        const files = [...event.dataTransfer.files];
        if (!files.length || !taking()) return;
        event.preventDefault();
        bringAll(files);
      });
    },
    /** Leave no upload behind that nobody will hear of. */
    destroy: () => sending?.cancel(),
  };
}
