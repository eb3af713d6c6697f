// Measures as cards: number, statement, strategies and reach, and the evidence on demand.

import { arrange, el, nameOf, write } from "../core/parts.js";
import { evidence, relationBadge, sourcePointer } from "../evidence/reasons.js";
import { reviewedMark } from "../evidence/state.js";
import { disclosure, permalink, statementNodes, strategyChips } from "./parts.js";
import { reachWords } from "./rows.js";
import { sentenceRuns, sentenceWords } from "../core/sentences.js";

/** Cards that live as long as the language does; `open` holds the measures shown with evidence. */
export function measureCards(context, open) {
  const cards = new Map();
  const sections = new Map();
  const heads = new Map();
  const element = el("div", { class: "cards" });

  const cardOf = (row) => {
    const { id } = row.measure;
    if (!cards.has(id)) cards.set(id, card(context, row, open));
    return cards.get(id);
  };

  function sectionOf(heading) {
    if (!sections.has(heading.key)) {
      const count = el("span", { class: "how-many" });
      const list = el("ol", { class: "card-list" });
      const title = heading.text && el("h2", {}, el("span", {}, heading.text), count);
      sections.set(heading.key, { count, list, element: el("section", {}, title || null, list) });
    }
    return sections.get(heading.key);
  }

  /** Cards in runs of one sentence, each with its heading where it holds several. */
  function underSentences(own, listed) {
    const { plan, t } = context;
    const counts = new Map();
    for (const index of listed) {
      const { sentence } = plan.measures[index];
      counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
    }
    return sentenceRuns(own, ({ measure }) => measure.sentence).map(({ sentence, rows: some }) => {
      const n = counts.get(sentence);
      return { rows: some, head: n > 1 ? headOf(sentence, sentenceWords(some[0].measure, n, t)) : null };
    });
  }

  function headOf(sentence, words) {
    if (!heads.has(sentence)) heads.set(sentence, el("li", { class: "sentence-head" }));
    write(heads.get(sentence), words);
    return heads.get(sentence);
  }

  return {
    element,
    /**
     * Show `rows` in their order under the heading `headingOf(row)` gives each; `counts` says how
     * many there are by the key of a heading, where not all of them are shown. `listed` are all
     * measures by their place in the document, where clauses are to stand under their sentence.
     */
    update(rows, headingOf, terms, counts, listed = null) {
      const lists = new Map();
      for (const row of rows) {
        const heading = headingOf(row);
        if (!lists.has(heading.key)) lists.set(heading.key, { heading, rows: [] });
        lists.get(heading.key).rows.push(row);
      }
      const shown = [...lists.values()].map(({ heading, rows: own }) => {
        const section = sectionOf(heading);
        write(section.count, context.t("measures.count", { n: counts?.get(heading.key) ?? own.length }));
        const cardsOf = (some) =>
          some.map((row) => {
            const one = cardOf(row);
            one.update(row, terms);
            return one.element;
          });
        arrange(section.list, listed ? underSentences(own, listed).flatMap(({ head, rows: some }) => [head, ...cardsOf(some)].filter(Boolean)) : cardsOf(own));
        return section.element;
      });
      arrange(element, shown);
    },
    reveal(id) {
      cards.get(id)?.reveal();
    },
  };
}

function card(context, first, open) {
  const { t, lang } = context;
  const { id } = first.measure;
  let row = first;
  let said = "";
  const panel = el("div", { id: `card-evidence-${id}`, class: "panel" });
  const fold = disclosure(panel, t, (shown) => {
    if (shown) open.add(id);
    else open.delete(id);
    draw();
  });
  const statement = el("h3", { id: `statement-${id}`, class: "statement" });
  const reach = el("p", { class: "reach" });
  fold.button.setAttribute("aria-describedby", statement.id);
  const element = el(
    "li",
    { class: "card", "data-measure": id },
    el("span", { class: "number" }, String(row.number)),
    el(
      "div",
      { class: "body" },
      statement,
      el(
        "div",
        { class: "facts" },
        strategyChips(row, lang),
        reviewedMark(row.measure, t),
        reach,
        el("span", { class: "pointer" }, sourcePointer(row.measure, t)),
      ),
    ),
    el("div", { class: "doing" }, permalink(row, context), fold.button),
    panel,
  );

  // Drawn only while it is seen, and again only when the filter left other reasons.
  function draw() {
    element.classList.toggle("is-open", open.has(id));
    const key = row.reasonIndexes.join();
    if (!open.has(id) || panel.dataset.drawn === key) return;
    panel.dataset.drawn = key;
    panel.replaceChildren(evidence(context, row.index, row.reasonIndexes));
  }

  return {
    element,
    update(next, terms) {
      row = next;
      const key = JSON.stringify([terms, row.reasonIndexes]);
      if (key !== said) {
        said = key;
        statement.replaceChildren(...statementNodes(row, lang, terms));
        reach.replaceChildren(
          ...row.relations.map((relation) => relationBadge(relation, t)),
          ...(row.counties || !row.relations.length ? [el("span", {}, reachWords(row, t))] : []),
        );
      }
      if (open.has(id) !== !panel.hidden) fold.set(open.has(id));
      draw();
    },
    reveal() {
      fold.set(true);
      element.scrollIntoView({ block: "start" });
    },
  };
}

/** Headings by the order chosen: sections of the plan, primary strategies, or none. */
export function headings({ names, t, lang }, sort) {
  if (sort === "plan") {
    return ({ measure }) => {
      const theme = names.theme.get(measure.theme);
      // A reader's own document has sections of its own and no themes.
      if (!theme) return { key: `section ${measure.section}`, text: measure.section };
      return { key: `theme ${theme.id}`, text: nameOf(theme, lang) };
    };
  }
  if (sort === "strategy") {
    return ({ strategies: [first] }) =>
      first
        ? { key: `strategy ${first.id}`, text: nameOf(first, lang) }
        : { key: "strategy", text: t("measures.no_strategy") };
  }
  return () => ({ key: "all", text: "" });
}
