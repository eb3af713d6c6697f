// Asked before a document is removed: what goes with it, and for how long it can be brought back.

import { el, write } from "../core/parts.js";
import { about, ask, reason } from "./counter.js";
import { forget, setAside } from "./document_shelf.js";

const GONE = [404, 410];

/** The question; `told.removed(one, hours)` hears of a document that is gone and for how many hours it
 *  can be brought back, `told.refused(sentence, again)` why one is not. */
export function removalQuestion(service, told) {
  const said = el("span", {});
  const yes = el("button", { type: "button", class: "yes", on: { click: () => remove() } });
  const no = el("button", { type: "button", class: "no", on: { click: () => close() } });
  const element = el("p", { class: "removal", role: "alertdialog", hidden: true }, said, " ", yes, " ", no);
  let asked = null;
  let back = null;

  function close() {
    asked = null;
    element.hidden = true;
    if (back?.isConnected) back.focus();
  }

  async function remove() {
    const { one, found, t, lang } = asked;
    yes.disabled = true;
    const answer = await ask("DELETE", `${service}/${one.id}`, one.key);
    yes.disabled = false;
    close();
    if (!answer?.ok && !GONE.includes(answer?.status)) {
      told.refused(await reason(answer, lang, t("read.not_removed")), () => question(one, t, lang));
      return;
    }
    const hours = answer.ok && found && !found.draft ? found.undo_hours : 0;
    if (hours) setAside(one.id, hours);
    else forget(one.id);
    told.removed(one, hours);
  }

  async function question(one, t, lang) {
    back = document.activeElement;
    const found = await about(service, one.id, one.key);
    asked = { one, found, t, lang };
    const title = found?.details.title ?? one.title;
    const goes = found && [
      found.measures !== null && t("read.removes_measures", { n: found.measures }),
      found.changes > 0 && t("read.removes_changes", { n: found.changes }),
      found.shelves > 0 && t("read.removes_shelves", { n: found.shelves }),
    ];
    const undo = found && (found.draft || !found.undo_hours ? t("read.removes_at_once") : t("read.removes_later", { n: found.undo_hours }));
    const parts = [t("read.removes", { title }), ...(goes || []), undo].filter(Boolean);
    write(said, parts.join(lang === "zh" ? "" : " "));
    write(yes, t("read.removes_yes"));
    write(no, t("read.cancel"));
    element.setAttribute("aria-label", t("read.remove"));
    element.hidden = false;
    no.focus();
  }

  return { element, question, close };
}
