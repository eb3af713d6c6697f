// The ledger of an own document: every measure in the order of the text, gone through by keyboard.
// It lives as long as the document is read, over every change of it.

import { arrange, el } from "../core/parts.js";
import { listEnd, upTo } from "../core/portions.js";
import { keyOf as keyOfDocument } from "./document_shelf.js";
import { ledgerHead } from "./ledger_head.js";
import { PANELS } from "./ledger_panels.js";
import { ledgerRows, rowContent, rowName } from "./ledger_rows.js";
import { reviewService } from "./review_service.js";

/** @import { ChangeAsked, DocumentAsset } from "../contract" */

/** What a key does, in the order the buttons stand. */
const ACTIONS = { c: "confirm", x: "not_a_measure", s: "strategies", p: "places", "/": "split", m: "merge", n: "comment", u: "undo" };
/** What is said and settled by one key: the next measure is then looked at. */
const VERDICTS = { confirm: "confirmed", not_a_measure: "not_a_measure" };

/**
 * `told.show(row)` hears which row is looked at, `told.changed()` that the server has something new.
 */
export function documentLedger({ names, lang, t, assets, id }, told) {
  /** @type {DocumentAsset} */
  let plan;
  let rows = [];
  let drawn = 0;
  let active = 0;
  let panel = null;
  // What is to be done once the page shows what the server has.
  let later = null;
  const items = new Map();
  const key = () => keyOfDocument(id);
  const service = reviewService({ assets, id, key }, { kept, refused });
  const head = ledgerHead({ lang, t, service, mayEdit: () => Boolean(key()) }, { send: sendAgain, reload: told.changed });
  const list = el("ol", { class: "ledger-rows", "aria-label": t("review.ledger"), on: { keydown, click, focusin } });
  const end = listEnd((whole) => draw(whole ? rows.length - 1 : drawn), list);
  const buttons = new Map(
    Object.entries(ACTIONS).map(([key, name]) => [
      name,
      el("button", { type: "button", "aria-keyshortcuts": key, on: { click: () => act(name) } }, t(`review.do_${name}`), el("kbd", { "aria-hidden": "true" }, key)),
    ]),
  );
  const bar = el("p", { class: "actions", role: "toolbar", "aria-label": t("review.actions") }, [...buttons.values()]);
  list.append(end);
  const element = el("section", { class: "ledger", "aria-label": t("review.ledger") }, head.element, list);

  const keyOf = ({ start, end: to }) => `${start}-${to}`;
  const itemOf = (row) => items.get(keyOf(row));

  function item(row) {
    const key = keyOf(row);
    if (!items.has(key)) items.set(key, el("li", { tabindex: "-1", "data-row": key }, el("div", { class: "row" })));
    return items.get(key);
  }

  function fill(row, number) {
    const one = item(row);
    const said = JSON.stringify([row, number]);
    if (one.dataset.said !== said) {
      one.dataset.said = said;
      one.setAttribute("aria-label", rowName({ t }, row, number));
      one.firstElementChild.replaceChildren(...rowContent({ plan, names, lang, t }, row, number).filter(Boolean));
    }
    one.className = row.state;
    return one;
  }

  function draw(upto) {
    drawn = Math.min(rows.length, upTo(upto, drawn));
    const held = rows.slice(0, drawn).map((row, i) => fill(row, i + 1));
    arrange(list, [...held, end]);
    end.hidden = drawn >= rows.length;
  }

  function look(next, { focus = true, show = true } = {}) {
    itemOf(rows[active] ?? {})?.setAttribute("tabindex", "-1");
    active = Math.max(0, Math.min(rows.length - 1, next));
    if (active >= drawn) draw(active);
    const row = rows[active];
    if (!row) return;
    const one = itemOf(row);
    one.setAttribute("tabindex", "0");
    one.setAttribute("aria-current", "true");
    for (const other of list.querySelectorAll("[aria-current]")) if (other !== one) other.removeAttribute("aria-current");
    if (key()) one.append(bar);
    buttons.get("undo").disabled = !plan.review.last;
    buttons.get("merge").disabled = row.index < 0 || !nextMeasure();
    if (focus) {
      one.focus({ preventScroll: true });
      one.scrollIntoView({ block: "nearest" });
    }
    if (show) told.show(row);
  }

  const nextMeasure = () => rows.slice(active + 1).find(({ index }) => index >= 0);
  const passage = ({ start, end: to, words }) => ({ start, end: to, words });

  function act(name) {
    const row = rows[active];
    if (!row || !key()) return;
    closePanel();
    // What counts on how the measures lie waits till the page shows what the server has.
    if (!(name in VERDICTS) && !current()) {
      later = () => act(name);
      return;
    }
    if (name in VERDICTS) {
      send([{ kind: name, target: passage(row) }]);
      row.state = VERDICTS[name];
      fill(row, active + 1);
      look(active + 1);
    } else if (name === "merge") {
      const next = nextMeasure();
      if (row.index >= 0 && next) send([{ kind: "merge", target: passage(row), payload: { next: passage(next) } }]);
    } else if (name === "undo") {
      if (plan.review.last) send([{ kind: "undo", payload: { change: plan.review.last.id } }]);
    } else {
      openPanel(name, row);
    }
  }

  function openPanel(name, row) {
    panel = PANELS[name]({ plan, names, lang, t }, row, (changes) => {
      closePanel();
      send(changes);
      itemOf(row)?.focus();
    }, () => {
      closePanel();
      itemOf(row)?.focus();
    });
    itemOf(row).append(panel);
    panel.scrollIntoView({ block: "nearest" });
    panel.querySelector("input, textarea, .pick")?.focus();
  }

  function closePanel() {
    panel?.remove();
    panel = null;
  }

  function send(/** @type {ChangeAsked[]} */ changes) {
    head.quiet();
    for (const change of changes) service.send({ ...change, who: head.name() || null });
  }
  function sendAgain(/** @type {ChangeAsked[]} */ changes) {
    // What is sent again builds on what the others said.
    later = () => send(changes);
    told.changed();
  }

  function kept(change) {
    head.said(t("review.recorded", { what: t(`review.did_${change.kind}`) }));
    if (service.idle) told.changed();
  }
  function refused(detail, answer) {
    head.refuse(detail, answer);
    if (!answer.since) told.changed();
  }

  const current = () => service.idle && service.seen <= plan.review.seq;

  function keydown(event) {
    const on = /** @type {Element} */ (event.target);
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || panel?.contains(on)) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step) look(active + step);
    else if (event.key === "Home") look(0);
    else if (event.key === "End") look(rows.length - 1);
    else if (event.key in ACTIONS) act(ACTIONS[event.key]);
    else if (event.key === "?") head.help();
    else return;
    event.preventDefault();
  }

  function rowAt(event) {
    const one = /** @type {Element} */ (event.target).closest("[data-row]");
    return one ? rows.findIndex((row) => keyOf(row) === /** @type {HTMLElement} */ (one).dataset.row) : -1;
  }
  function click(event) {
    const at = rowAt(event);
    if (at >= 0 && !bar.contains(event.target) && !panel?.contains(event.target)) look(at);
  }
  function focusin(event) {
    const at = rowAt(event);
    if (at >= 0 && at !== active) {
      closePanel();
      look(at, { focus: false, show: false });
    }
  }

  return {
    element,
    /** Show a document as it stands now. */
    update(/** @type {DocumentAsset} */ next) {
      const held = rows[active];
      const focused = list.contains(/** @type {ShadowRoot} */ (list.getRootNode()).activeElement);
      plan = next;
      service.see(plan.review.seq);
      rows = ledgerRows(plan);
      const keys = new Set(rows.map(keyOf));
      for (const [key, one] of items) {
        if (keys.has(key)) continue;
        one.remove();
        items.delete(key);
      }
      if (panel && !panel.isConnected) closePanel();
      drawn = 0;
      draw(Math.max(active, 0));
      const at = held ? rows.findIndex((row) => row.end > held.start) : 0;
      look(Math.max(at, 0), { focus: focused && !panel, show: false });
      head.update(plan);
      if (later && current()) {
        const task = later;
        later = null;
        task();
      }
    },
    /** Look at the measure that stands at a place of the document. */
    lookAt(index) {
      const at = rows.findIndex((row) => row.index === index);
      if (at >= 0 && at !== active) look(at, { focus: false, show: false });
      itemOf(rows[active] ?? {})?.scrollIntoView({ block: "nearest" });
    },
    get open() {
      return head.open;
    },
  };
}
