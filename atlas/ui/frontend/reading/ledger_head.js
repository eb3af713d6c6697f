// The head of the ledger: how far the review is, who reviews, what became of the last change.

import { el, write } from "../core/parts.js";
import { keepReviewerName, reviewerName } from "./review_service.js";

/** @import { DocumentAsset } from "../contract" */

const KEYS = [["j ↓", "next"], ["k ↑", "previous"], ["c", "confirm"], ["x", "not_a_measure"], ["s", "strategies"], ["p", "places"], ["/", "split"], ["m", "merge"], ["n", "comment"], ["u", "undo"], ["?", "help"]];

/** `told.send(changes)` sends changes again, `told.reload()` asks for what the server has. */
export function ledgerHead({ lang, t, service, mayEdit }, told) {
  let unfitting = [];
  // What others came before: it is sent again, or let go, when its reader says so.
  let mine = [];
  const bar = el("progress", { "aria-label": t("review.progress") });
  const far = el("span", { class: "far" });
  const toggle = el("button", { type: "button", class: "primary", on: { click: () => setOpen(!shown) } });
  const status = el("p", { class: "said", role: "status" });
  const trouble = el("div", { class: "ledger-trouble", role: "alert", hidden: true });
  const who = el("input", { type: "text", maxlength: 60, autocomplete: "name", value: reviewerName(), on: { change: () => keepReviewerName(who.value.trim()) } });
  const keys = el("dl", { class: "keys", hidden: true }, KEYS.map(([key, name]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(`review.do_${name}`)))));
  const helping = el("button", { type: "button", class: "quiet", "aria-expanded": "false", on: { click: help } }, t("review.do_help"), " ", el("kbd", { "aria-hidden": "true" }, "?"));
  const picker = el("input", { type: "file", accept: ".json,application/json", on: { change: () => picker.files[0] && bring(picker.files[0]) } });
  const bringing = el("button", { type: "button", class: "quiet", on: { click: () => picker.click() } }, t("review.import"));
  const lost = el("details", { class: "unfitting", hidden: true });
  const readOnly = el("p", { class: "aside" }, t("review.read_only"));
  const ways = el(
    "p",
    { class: "ways" },
    el("label", {}, t("review.who"), " ", who),
    helping,
    el("a", { href: service.file, download: "" }, t("review.export")),
    el("a", { href: service.labels, download: "" }, t("review.labels")),
    bringing,
  );
  const tools = el("div", { class: "tools" }, ways, keys, readOnly, status, trouble, lost);
  const element = el("div", { class: "ledger-head" }, el("div", { class: "how-far-reviewed" }, el("h2", {}, t("review.ledger")), toggle, bar, far), tools);
  let shown = false;

  function setOpen(next) {
    shown = next;
    toggle.setAttribute("aria-expanded", String(shown));
    write(toggle, t(shown ? "review.close_ledger" : "review.open_ledger"));
    tools.hidden = !shown;
    permit();
    element.parentElement?.classList.toggle("closed", !shown);
    element.dispatchEvent(new CustomEvent("toggled", { bubbles: true }));
  }

  /** Offer what whoever reads may do: the key may have come with an edit link meanwhile. */
  function permit() {
    for (const one of [who.parentElement, bringing]) one.hidden = !mayEdit();
    readOnly.hidden = mayEdit();
  }

  function help() {
    keys.hidden = !keys.hidden;
    helping.setAttribute("aria-expanded", String(!keys.hidden));
  }

  async function bring(file) {
    const answer = await service.bring(file);
    picker.value = "";
    if ("added" in answer) {
      write(status, t("review.imported", { n: answer.added, known: answer.known }));
      told.reload();
    } else {
      refuse(answer.detail, {});
    }
  }

  /** What others said meanwhile, as a list. */
  const others = (since) =>
    el("ul", {}, since.map((one) => el("li", {}, t("review.other", { who: one.who || t("review.somebody"), what: t(`review.did_${one.kind}`), when: hour(one.at) }), one.target ? [" ", el("q", { lang: "zh-CN" }, one.target.words)] : "")));
  const hour = (at) => new Date(at).toLocaleTimeString(lang === "zh" ? "zh-CN" : "en", { hour: "2-digit", minute: "2-digit" });

  function refuse(detail, { since = null, change = null }) {
    if (since) mine.push(change);
    const buttons = since
      ? [
          el("button", { type: "button", class: "primary", on: { click: () => told.send(settled()) } }, t("review.mine_again", { n: mine.length })),
          el("button", { type: "button", class: "quiet", on: { click: () => told.reload(settled()) } }, t("review.theirs")),
        ]
      : [];
    trouble.replaceChildren(el("span", {}, detail?.[lang] ?? t("review.no_answer")), since ? others(since) : "", ...buttons);
    trouble.hidden = false;
    trouble.scrollIntoView({ block: "nearest" });
  }

  function quiet() {
    if (!mine.length) trouble.hidden = true;
  }

  function settled() {
    const changes = mine;
    mine = [];
    quiet();
    return changes;
  }

  function showUnfitting() {
    lost.hidden = !unfitting.length;
    lost.replaceChildren(
      el("summary", {}, t("review.unfitting", { n: unfitting.length })),
      el(
        "ul",
        {},
        unfitting.map(({ change, why }) =>
          el("li", {}, t("review.other", { who: change.who || t("review.somebody"), what: t(`review.did_${change.kind}`), when: hour(change.at) }), change.target ? [" ", el("q", { lang: "zh-CN" }, change.target.words)] : "", " ", t(`review.why_${why}`)),
        ),
      ),
    );
  }

  return {
    element,
    get open() {
      return shown;
    },
    help,
    refuse,
    quiet,
    name: () => who.value.trim(),
    said: (words) => write(status, words),
    update(/** @type {DocumentAsset} */ { review }) {
      bar.max = Math.max(review.of, 1);
      bar.value = review.reviewed;
      write(far, t("review.far", { done: review.reviewed, of: review.of }));
      unfitting = [...review.unfitting];
      showUnfitting();
      permit();
      if (!toggle.textContent) setOpen(review.seq > 0);
    },
  };
}
