// The list of measures: cards to read, a table to compare, each with its evidence.

import { found } from "../core/elements.js";
import { arrange, el, langTag, wear, write } from "../core/parts.js";
import { emptyState } from "../core/empty_state.js";
import { evidenceContext } from "../evidence/reasons.js";
import { followLinks } from "../core/follow.js";
import { headings, measureCards } from "../measures/cards.js";
import { measureRow, mostFirst, sorted, sortKeys } from "../measures/rows.js";
import { measureTable } from "../measures/table.js";
import { segmented } from "../widgets/segmented.js";
import { smallMaps } from "../map/small_map.js";
import { PORTION, listEnd, upTo } from "../core/portions.js";
import { catalogue, document as planDocument } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

const MODES = ["cards", "table"];
const SORTS = ["plan", "reach", "strategy"];

export async function mount(root, host) {
  const [names, maps] = await Promise.all([
    catalogue(host.assets),
    smallMaps(host.assets),
    wear(root, host.assets, "core/controls.css", "evidence/reasons.css", "measures/cards.css"),
  ]);
  // What the reader chose here outlives new payloads and a change of language.
  const chosen = { open: new Set(), mode: MODES[0], sort: SORTS[0] };
  let list;
  followLinks(root, host);
  return {
    async update(/** @type {Views["measures"]} */ data) {
      const key = JSON.stringify([data.lang, data.doc, data.hrefs]);
      if (list?.key !== key) {
        const plan = await planDocument(host.assets, data.doc);
        list?.element.remove();
        const parts = { names, maps, plan, lang: data.lang, hrefs: data.hrefs, reading: data.reading, change: host.change, t: translator(names, data.lang) };
        list = { key, ...measureList(evidenceContext(parts), chosen, host.change) };
        root.append(list.element);
      }
      list.update(data);
    },
    destroy: () => list?.element.remove(),
  };
}

function measureList(context, chosen, change) {
  const { t, lang } = context;
  let data;
  const cards = measureCards(context, chosen.open);
  const table = measureTable(context, chosen.open, (column) => {
    const { column: before, descending } = chosen.order;
    chosen.order = { column, descending: column === before ? !descending : mostFirst(column) };
    show();
  });
  const total = el("p", { class: "total", role: "status" });
  const modes = segmented(t("measures.mode"), (id) => t(`measures.mode_${id}`), ({ id }) => {
    chosen.mode = id;
    show();
  });
  const sorts = segmented(t("measures.sort"), (id) => t(`measures.sort_${id}`), ({ id }) => {
    chosen.sort = id;
    show();
  });
  let drawn = PORTION;
  const end = listEnd((whole) => {
    const n = data?.rows.length ?? 0;
    if (drawn >= n) return;
    drawn = whole ? n : drawn + PORTION;
    show();
  });
  const bar = el("div", { class: "list-bar" }, total, sorts.element, modes.element);
  const empty = el("div", { class: "empty" });
  const element = el("div", { class: "measures", lang: langTag(lang) }, bar, empty, cards.element, table.element, end);

  const order = () =>
    chosen.mode === "table"
      ? chosen.order
      : { column: chosen.sort, descending: mostFirst(chosen.sort) };

  /** The first `most` rows in the order asked for; in the plan's own no others are made. */
  function inOrder(most) {
    const { column, descending } = order();
    const own = column === "plan" && !descending;
    const rows = (own ? data.rows.slice(0, most) : data.rows).map((row) => measureRow(context, row));
    return sorted(rows, sortKeys(context)[column], descending).slice(0, most);
  }

  /** How many rows stand under each heading, those that are not drawn yet among them. */
  function counted(headingOf) {
    const { names, plan } = context;
    const counts = new Map();
    for (const [index] of data.rows) {
      const measure = plan.measures[index];
      const { key } = headingOf({ measure, strategies: measure.strategies.map((id) => names.strategy.get(id)) });
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  function show() {
    const inTable = chosen.mode === "table";
    const n = data.rows.length;
    // The table scrolls in a frame of its own, and its end is seen there.
    (inTable ? table.element : element).append(end);
    write(total, t("measures.total", { n }));
    modes.update(MODES.map((id) => ({ id })), chosen.mode);
    sorts.update(SORTS.map((id) => ({ id })), chosen.sort);
    bar.hidden = !n;
    empty.hidden = n > 0;
    end.hidden = drawn >= n;
    sorts.element.hidden = inTable;
    cards.element.hidden = inTable || !n;
    table.element.hidden = !inTable || !n;
    const rows = inOrder(drawn);
    if (inTable) table.update(rows, chosen.order, data.terms ?? []);
    else {
      const headingOf = headings(context, chosen.sort);
      cards.update(rows, headingOf, data.terms ?? [], counted(headingOf), chosen.sort === "plan" ? data.rows.map(([index]) => index) : null);
    }
    if (!n) arrange(empty, emptyState(data.empty ?? unexplained(t), change));
  }

  return {
    element,
    update(/** @type {Views["measures"]} */ next) {
      data = next;
      chosen.order ??= { column: chosen.sort, descending: mostFirst(chosen.sort) };
      const { active } = data;
      const fresh = active && chosen.active !== active;
      chosen.active = active;
      if (fresh) {
        chosen.open.add(active);
        drawn = upTo(inOrder(Infinity).findIndex(({ measure }) => measure.id === active), drawn);
      }
      show();
      for (const one of found(element, "[data-measure]")) {
        one.classList.toggle("is-active", one.dataset.measure === active);
      }
      // The view is put into the page only after its first update.
      if (fresh) requestAnimationFrame(() => (chosen.mode === "table" ? table : cards).reveal(active));
    },
  };
}

/** What to say where Python gave no reason. */
const unexplained = (t) => ({ title: t("measures.empty_title"), text: t("measures.empty_text") });
