// The bar over every page of a kept document for whoever has its key: its edit link, what is said of it,
// its removal; and over the page of a removed one, its way back.

import { el, write } from "../core/parts.js";
import { copied } from "../widgets/copy_link.js";
import { about, ask, reason, serviceBeside } from "./counter.js";
import { detailsForm } from "./details_form.js";
import { forget, keep, keyOf } from "./document_shelf.js";
import { removalQuestion } from "./removal.js";

const EDIT = /^#edit=([A-Za-z0-9_-]{22,128})$/;

/** The bar; `change` asks for other parameters of the address, `places` are the catalogue's. */
export function keeperBar({ assets, change }, places) {
  const service = serviceBeside(assets);
  const said = el("span", { role: "status" });
  const link = el("button", { type: "button", on: { click: copyLink } });
  const details = el("button", { type: "button", "aria-expanded": "false", on: { click: () => showDetails(form.element.hidden) } });
  const away = el("button", { type: "button", on: { click: () => question.question({ id: shown.id, title: "", key: keyOf(shown.id) }, t, lang) } });
  const restore = el("button", { type: "button", on: { click: bringBack } });
  const byHand = el("input", { class: "by-hand", readonly: true, hidden: true });
  const question = removalQuestion(service, {
    removed: () => change({ doc: [shown.id] }),
    refused: (sentence) => write(said, sentence),
  });
  const form = detailsForm(service, places, {
    saved(title) {
      keep({ id: shown.id, title, key: keyOf(shown.id) });
      showDetails(false);
      write(said, t("header.keeper_saved"));
      change({ doc: [shown.id] });
    },
  });
  const buttons = el("span", { class: "choices" }, link, details, away, restore);
  const element = el("div", { class: "keeper", hidden: true }, el("p", {}, said, " ", buttons, byHand), question.element, form.element);
  let shown = null;
  let t = null;
  let lang = "zh";
  let keptNow = "";
  // A key that came in the address is taken out of it before anything else reads that.
  let given = takeKey();

  async function tryGiven(id) {
    const key = given;
    given = "";
    const found = await about(service, id, key);
    if (found) keep({ id, title: found.details.title, key });
    else write(said, t("header.keeper_wrong_link"));
    show();
    if (!found) element.hidden = false;
  }

  async function copyLink() {
    const address = new URL(location.href);
    address.hash = `edit=${keyOf(shown.id)}`;
    const done = await copied(address.href);
    byHand.hidden = done;
    byHand.setAttribute("aria-label", t("header.keeper_link"));
    if (!done) {
      byHand.value = address.href;
      byHand.focus();
      byHand.select();
    }
    write(said, t("header.keeper_link_copied"));
  }

  async function showDetails(open) {
    details.setAttribute("aria-expanded", String(open));
    if (!open) {
      form.close();
      return;
    }
    const told = await form.open(shown.id, keyOf(shown.id), t, lang);
    if (told) write(said, told);
  }

  async function bringBack() {
    const { id } = shown;
    const answer = await ask("POST", `${service}/${id}/restore`, keyOf(id));
    if (!answer?.ok) {
      write(said, await reason(answer, lang, t("header.draft_no_answer")));
      return;
    }
    const found = await about(service, id, keyOf(id));
    keep({ id, title: found?.details.title ?? "", key: keyOf(id) });
    change({ doc: [id] });
  }

  /** Whether a removed document can be brought back is the server's to say. */
  async function showRemoved(id) {
    const found = await about(service, id, keyOf(id));
    if (shown?.id !== id) return;
    if (!found) forget(id);
    restore.hidden = element.hidden = !found?.hours;
    if (found?.hours) write(said, t("header.keeper_removed", { title: found.details.title, n: found.hours }));
  }

  function show() {
    const key = shown && keyOf(shown.id);
    const stands = Boolean(key && shown.stands);
    element.hidden = !stands;
    link.hidden = details.hidden = away.hidden = !stands;
    restore.hidden = true;
    if (key && !shown.stands) showRemoved(shown.id);
  }

  return {
    element,
    /** A document has been kept just now: the bar says so when it appears. */
    kept: (id) => (keptNow = id),
    update(next, words, language) {
      const another = next?.id !== shown?.id || next?.stands !== shown?.stands || language !== lang;
      shown = next;
      t = words;
      lang = language;
      write(link, t("header.keeper_link"));
      write(details, t("header.keeper_details"));
      write(away, t("header.keeper_remove"));
      write(restore, t("header.keeper_restore"));
      if (!another) return;
      write(said, shown?.stands ? t(shown.id === keptNow ? "header.draft_kept" : "header.keeper") : "");
      byHand.hidden = true;
      question.close();
      showDetails(false);
      show();
      if (given && shown?.stands) tryGiven(shown.id);
    },
  };
}

function takeKey() {
  const found = EDIT.exec(location.hash)?.[1] ?? "";
  if (found) history.replaceState(history.state, "", location.pathname + location.search);
  return found;
}
