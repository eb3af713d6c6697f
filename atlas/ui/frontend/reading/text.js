// A document's text with its measures and mentions marked; marks may overlap.

import { around } from "../core/elements.js";
import { el, symbol } from "../core/parts.js";
import { marked } from "../core/highlight.js";
import { listEnd } from "../core/portions.js";
import { isByPair } from "../core/query.js";

/** Characters drawn at once; the built-in plan has two thousand. */
const PORTION_CHARACTERS = 20_000;

/** Half a second of frames. */
const SETTLING_FRAMES = 30;

/** Offsets of JavaScript for the offsets Python gives, which count Unicode characters. */
export function utf16(text) {
  const all = Array.from(text);
  if (all.length === text.length) return (offset) => offset;
  const starts = new Uint32Array(all.length + 1);
  all.forEach((character, i) => (starts[i + 1] = starts[i] + character.length));
  return (offset) => starts[Math.min(offset, all.length)];
}

/**
 * The article. `told.light(codes)` hears which counties the words under pointer or focus stand
 * for (null when it leaves), `told.activate(index)` which measure was chosen, and
 * `told.select(start, end)` which part of the text, in Python's offsets.
 */
export function readingText(context, told) {
  const { plan, names, lang, t, countiesOf } = context;
  const at = utf16(plan.text);
  const headings = new Set();
  const relationOf = new Map(
    plan.reasons.filter(({ mention, relation }) => mention && !isByPair(relation)).map(({ mention, relation }) => [mention.join(), relation]),
  );
  const marks = [
    ...plan.measures.map(({ start, end }, index) => ({ start: at(start), end: at(end), measure: index })),
    ...plan.mentions.map((mention, index) => ({
      start: at(mention.start),
      end: at(mention.end),
      mention: index,
      relation: relationOf.get(`${mention.start},${mention.end}`) ?? mention.kind,
    })),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const spans = plan.measures.map(() => []);
  // What a measure wears, for those that are drawn later too.
  const worn = { held: null, active: -1, chosen: new Set() };
  let lines = [];
  let drawn = 0;
  let next = 0;
  const element = el("article", { class: "text", lang: "zh-CN", tabindex: "0", "aria-label": t("read.text_label") });
  const starts = [];
  const end = listEnd((whole) => drawUntil(whole ? Infinity : 0), element);

  function measureSpan(part, index, begins) {
    const measure = plan.measures[index];
    const strategy = names.strategy.get(measure.strategies[0]);
    const span = el("span", { class: "measure", "data-measure": index, vars: { hue: strategy?.colour ?? "var(--ink-3)" } });
    if (begins) span.append(badge(index, strategy));
    span.append(part);
    spans[index].push(span);
    dressMeasure(index, span);
    return span;
  }

  function badge(index, strategy) {
    const said = strategy ? strategy[lang] : t("read.no_strategy");
    return el(
      "button",
      { type: "button", class: "badge-button", "data-measure": index, "aria-label": t("read.measure_label", { number: index + 1, strategy: said }), title: said },
      strategy ? symbol(strategy, lang) : el("span", { class: "symbol none", "aria-hidden": "true" }, "·"),
    );
  }

  function dress(part, here, first) {
    const measure = here.find((mark) => mark.measure !== undefined);
    const mention = here.find((mark) => mark.mention !== undefined);
    const inner = mention
      ? el(
          "mark",
          { class: `mention sign ${mention.relation}${first.includes(mention) ? "" : " goes-on"}`, "data-mention": mention.mention },
          part,
        )
      : part;
    return measure ? measureSpan(inner, measure.measure, first.includes(measure)) : inner;
  }

  function line(words, start, own) {
    const heading = headings.has(start);
    const local = own.map((mark) => ({ ...mark, start: mark.start - start, end: mark.end - start }));
    starts.push(start);
    return el(heading ? "h3" : "p", { "data-start": start }, marked(words, local, dress));
  }

  function dressMeasure(index, span) {
    span.classList.toggle("away", worn.held !== null && !worn.held.has(index));
    span.classList.toggle("active", index === worn.active);
    span.classList.toggle("chosen", worn.chosen.has(index));
  }
  const dressAll = () =>
    spans.forEach((parts, index) => parts.forEach((span) => dressMeasure(index, span)));

  function draw(outline) {
    headings.clear();
    // A text may begin before its first heading: that part has no title.
    outline.filter(([title]) => title).forEach(([, start]) => headings.add(at(start)));
    let start = 0;
    lines = plan.text.split("\n").map((words) => {
      const from = start;
      start += words.length + 1;
      return { words, start: from };
    });
    drawn = next = 0;
    element.replaceChildren(end);
    drawUntil(0);
  }

  /** Draw on, at least a portion, up to the line that holds an offset of JavaScript. */
  function drawUntil(offset) {
    const nodes = [];
    let characters = 0;
    while (drawn < lines.length && (characters < PORTION_CHARACTERS || lines[drawn].start <= offset)) {
      const { words, start } = lines[drawn++];
      const own = [];
      while (next < marks.length && marks[next].start < start + words.length) own.push(marks[next++]);
      if (words.trim()) nodes.push(line(words, start, own));
      characters += words.length + 1;
    }
    end.before(...nodes);
    end.hidden = drawn >= lines.length;
  }
  const shownUpto = (offset) => {
    if (drawn < lines.length && lines[drawn].start <= offset) drawUntil(offset);
  };

  const pointed = (event) => {
    const mention = event.target.closest?.("[data-mention]");
    if (mention) return countiesOf.mention(Number(mention.dataset.mention));
    const measure = event.target.closest?.("[data-measure]");
    return measure ? countiesOf.measure(Number(measure.dataset.measure)) : null;
  };
  element.addEventListener("pointerover", (event) => told.light(pointed(event)));
  element.addEventListener("pointerleave", () => told.light(null));
  element.addEventListener("focusin", (event) => told.light(pointed(event)));
  element.addEventListener("focusout", () => told.light(null));
  element.addEventListener("click", (event) => {
    const measure = around(event, "[data-measure]");
    if (measure && !window.getSelection()?.toString()) told.activate(Number(measure.dataset.measure));
  });

  const away = (node) => node.getBoundingClientRect().top - element.getBoundingClientRect().top - 24;
  // Lines out of sight have a guessed height until they are come to, so where a long way ends is
  // put right for some frames, unless the reader goes on by hand.
  let settling = null;
  const settle = (node, frames) => {
    if (settling !== node || !frames) return;
    const off = away(node);
    if (Math.abs(off) >= 2) element.scrollTo({ top: element.scrollTop + off, behavior: "instant" });
    requestAnimationFrame(() => settle(node, frames - 1));
  };
  for (const byHand of ["wheel", "touchmove", "keydown"]) {
    element.addEventListener(byHand, () => (settling = null), { passive: true });
  }
  const scrollTo = (node) => {
    settling = node;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || Math.abs(away(node)) < 2) {
      settle(node, SETTLING_FRAMES);
      return;
    }
    element.addEventListener("scrollend", () => settle(node, SETTLING_FRAMES), { once: true });
    element.scrollTo({ top: element.scrollTop + away(node), behavior: "smooth" });
  };

  return {
    element,
    draw,
    /** Measures that the filter holds stand out, the others step back. */
    setHeld(held) {
      worn.held = held;
      dressAll();
    },
    setActive(index) {
      worn.active = index;
      dressAll();
    },
    /** Mark the measures given and nothing else. */
    setChosen(indexes) {
      worn.chosen = new Set(indexes);
      dressAll();
    },
    revealMeasure(index) {
      if (plan.measures[index]) shownUpto(at(plan.measures[index].start));
      if (spans[index]?.[0]) scrollTo(spans[index][0]);
    },
    /** Scroll to a place in the text, in Python's offsets. */
    revealOffset(offset) {
      const sought = at(offset);
      shownUpto(sought);
      const start = starts.findLast((one) => one <= sought) ?? starts[0];
      const node = element.querySelector(`[data-start="${start}"]`);
      if (node) scrollTo(node);
    },
  };
}
