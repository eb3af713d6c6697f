// The measures beside the map: what is done, for which strategy, and why it reaches these places.

import { reasonLine, strategyBadge } from "../evidence/badges.js";
import { pairLine } from "../evidence/pairs.js";
import { html, icon, marked } from "../core/elements.js";
import { isByPair } from "../core/query.js";
import { PORTION, listEnd, upTo } from "../core/portions.js";
import { sourceTitle } from "../core/sources.js";
import { sentenceRuns, sentenceWords } from "../core/sentences.js";

const REASONS_SHOWN = 2;
const MOST_KEPT = 500;
const CHEVRON = "M4.5 6.5 8 10l3.5-3.5";

/**
 * List in `lang`. `told.light(index)` is called as a row is pointed at (null when left),
 * `told.activate(id)` when its statement is pressed, `told.change(patch)` from the empty state;
 * `told.explain(index)` gives what to show below the measure that is active.
 */
export function createMeasureList({ catalogue, plan, lang, t, told }) {
  const title = html("h2", { class: "list-title" });
  const body = html("div", { class: "list-body" });
  const element = html("section", { class: "measure-list" }, title, body);
  const rows = new Map();
  const made = new Map();
  const groups = new Map();
  // The list of the answer at hand, and how much of it is drawn.
  let whole = { list: [], terms: [] };
  let drawn = 0;
  let active;
  let reaching = null;
  const end = listEnd((whole) => draw(whole ? Infinity : drawn + PORTION), body);
  let shown = "";
  let revealed = null;
  let scrolled = false;

  body.addEventListener("scroll", () => (scrolled = true), { passive: true });
  body.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = event.target.closest(".statement");
    if (!at || (!step && !["Home", "End"].includes(event.key))) return;
    event.preventDefault();
    const stops = [...body.querySelectorAll(".statement")].filter((s) => s.offsetParent);
    const to = { Home: 0, End: stops.length - 1 }[event.key] ?? stops.indexOf(at) + step;
    stops[to]?.focus();
  });

  // Rows are kept: going back and forth between selections shows the same ones again and again.
  function row(index, reasons, terms) {
    const key = `${index}|${reasons}|${terms}|${whole.place?.adcode}`;
    if (!made.has(key)) {
      if (made.size > MOST_KEPT) made.clear();
      made.set(key, makeRow(index, reasons, terms));
    }
    rows.set(index, made.get(key));
    return made.get(key).article;
  }

  function makeRow(index, reasons, terms) {
    const measure = plan.measures[index];
    const strategies = measure.strategies.map((id) => catalogue.strategy.get(id));
    const source = sourceTitle({ plan, lang }, measure);
    const statement = html(
      "button",
      {
        type: "button",
        class: "statement",
        "aria-pressed": "false",
        onclick: () => told.activate(measure.id),
        onfocus: () => told.light(index),
        onblur: () => told.light(null),
      },
      marked(measure[lang], terms),
    );
    const article = html(
      "article",
      {
        class: "measure",
        "data-measure": measure.id,
        onpointerenter: (event) => event.pointerType !== "touch" && told.light(index),
        onpointerleave: () => told.light(null),
      },
      html("div", { class: "strategies" }, strategies.map(strategyTag)),
      statement,
      source && html("p", { class: "of-document" }, source),
      reasons.length ? reasonList(reasons.map((i) => plan.reasons[i])) : null,
      reasons.some((i) => isByPair(plan.reasons[i].relation))
        ? null
        : pairLine({ names: catalogue, plan, t, lang, change: told.change }, index, whole.place),
    );
    article.style.setProperty("--hue", strategies[0]?.colour ?? "var(--line)");
    return { article, statement };
  }

  const strategyTag = (strategy) =>
    html("span", { class: "strategy" }, strategyBadge(strategy, lang), strategy[lang]);

  function reasonList(reasons) {
    const words = { catalogue, lang, t, place: whole.place };
    const lines = reasons.map((reason) => html("li", {}, reasonLine(reason, words)));
    const rest = lines.slice(REASONS_SHOWN);
    const list = html("ul", { class: "reasons" }, lines);
    if (rest.length) {
      for (const line of rest) line.hidden = true;
      const more = html(
        "button",
        {
          type: "button",
          class: "more",
          "aria-label": t("map.more_reasons", { n: rest.length }),
          onclick() {
            for (const line of rest) line.hidden = false;
            this.parentElement.remove();
          },
        },
        t("map.more", { n: rest.length }),
      );
      list.append(html("li", {}, more));
    }
    return list;
  }

  function provinceWide(indexes, terms) {
    const details = html(
      "details",
      // Where nothing else is left, what is for the whole province is what was asked for.
      { class: "province-wide", open: rowsOpen || !whole.list.length },
      html("summary", {}, icon(CHEVRON), t("map.province_wide", { n: indexes.length })),
      sentenceRuns(indexes, (index) => plan.measures[index].sentence).map(({ of, rows: own }) => {
        const articles = own.map((index) => row(index, [], terms));
        return of > 1 ? sentence(own[0], of, articles) : articles;
      }),
    );
    details.addEventListener("toggle", () => {
      if (whole.list.length) rowsOpen = details.open;
    });
    return details;
  }
  let rowsOpen = false;

  function emptyState({ title: heading, text, action_label: label, patch }) {
    return html(
      "div",
      { class: "empty" },
      html("h3", {}, heading),
      html("p", {}, text),
      html("button", { type: "button", class: "action", onclick: () => told.change(patch) }, label),
    );
  }

  /** Clauses of one sentence under what says so. */
  function sentence(index, of, articles) {
    const words = sentenceWords(plan.measures[index], of, t);
    return html("div", { class: "sentence", role: "group", "aria-label": words }, html("h3", {}, words), articles);
  }

  /** Draw the list as far as `upto`, as far as it is not drawn yet. */
  function draw(upto) {
    const next = whole.list.slice(drawn, upto);
    if (!next.length) return;
    const sentenceOf = (/** @type {any} */ [index]) => plan.measures[index].sentence;
    for (const { sentence: key, of, rows: own } of sentenceRuns(next, sentenceOf, whole.list)) {
      const articles = own.map((/** @type {any} */ [index, reasons]) => row(index, reasons, whole.terms));
      if (groups.has(key)) groups.get(key).append(...articles);
      else if (of > 1) {
        groups.set(key, sentence(own[0][0], of, articles));
        end.before(groups.get(key));
      } else end.before(...articles);
    }
    drawn += next.length;
    end.hidden = drawn >= whole.list.length;
    for (const [index] of next) {
      wearActive(index);
      wearReaching(index);
    }
  }

  function wearActive(index) {
    const { article, statement } = rows.get(index);
    const is = plan.measures[index].id === active;
    article.classList.toggle("active", is);
    if (statement.getAttribute("aria-pressed") !== `${is}`) statement.setAttribute("aria-pressed", is);
    const shown = article.querySelector(":scope > .explained");
    if (!is) shown?.remove();
    else if (!shown)
      article.append(html("div", { class: "explained" }, told.explain(index)));
  }

  /** Bring an opened measure into sight within the list, where a link has opened it. */
  function reveal(id) {
    revealed = id;
    const article = id && body.querySelector(`[data-measure="${id}"]`);
    if (!article) return;
    const folded = article.closest("details");
    if (folded) folded.open = true;
    // The view is put into the page, and gets its styles, only after its first update.
    watched.disconnect();
    watched = new ResizeObserver(() => {
      const [frame, box] = [body, article].map((one) => one.getBoundingClientRect());
      const inSight = box.top >= frame.top && box.top < frame.bottom - box.height / 2;
      if (!inSight) body.scrollTop += box.top - frame.top;
    });
    // Its evidence takes its own size later still.
    for (const one of [body, article]) watched.observe(one);
  }
  let watched = new ResizeObserver(() => {});
  for (const own of ["wheel", "pointerdown", "keydown"]) {
    // From here on the list is where the reader puts it.
    body.addEventListener(own, () => watched.disconnect(), { passive: true });
  }

  function wearReaching(index) {
    const { article } = rows.get(index);
    article.classList.toggle("reaching", Boolean(reaching?.has(index)));
    article.classList.toggle("passed-over", reaching !== null && !reaching.has(index));
  }

  return {
    element,
    /** When the rows differ, the reader's scroll goes back to the top. */
    update({ rows: list, province, terms, list_title: heading, empty, selected = [] }) {
      const place = selected.length === 1 ? catalogue.place.get(selected[0]) : null;
      const key = JSON.stringify([list, province, terms, empty, place?.adcode]);
      title.textContent = heading;
      if (key === shown) return;
      shown = key;
      rows.clear();
      groups.clear();
      whole = { list, terms, place };
      drawn = 0;
      const focused = body.getRootNode().activeElement?.closest?.("[data-measure]")
        ?.dataset.measure;
      body.replaceChildren(
        ...(empty ? [emptyState(empty)] : []),
        end,
        ...(province.length ? [provinceWide(province, terms)] : []),
      );
      draw(PORTION);
      // Answering a body that never scrolled where it stands would cost a layout.
      if (scrolled) body.scrollTop = 0;
      scrolled = false;
      if (focused) body.querySelector(`[data-measure="${focused}"] .statement`)?.focus();
    },
    setActive(id) {
      active = id;
      const at = id ? whole.list.findIndex(([index]) => plan.measures[index].id === id) : -1;
      if (at >= drawn) draw(upTo(at, drawn));
      for (const index of rows.keys()) wearActive(index);
      if (id !== revealed) reveal(id);
    },
    /** Mark the measures that reach the unit under the pointer; null ends it. */
    setReaching(indexes) {
      reaching = indexes === null ? null : new Set(indexes);
      for (const index of rows.keys()) wearReaching(index);
    },
  };
}
