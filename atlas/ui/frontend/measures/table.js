// Measures as a table that sorts by any column; a row opens to its evidence.

import { reviewedMark } from "../evidence/state.js";
import { arrange, el, write } from "../core/parts.js";
import { basisBadge, evidence, relationBadge, sourcePointer } from "../evidence/reasons.js";
import { disclosure, permalink, statementNodes, strategyChips } from "./parts.js";
import { fieldsOf, fieldWords } from "../evidence/fields.js";
import { FIELD_COLUMNS, placesWords, reachWords } from "./rows.js";

/** Columns in order; each is also the name of its sort key. Fields have one where any measure has one. */
const columnsOf = ({ plan }) => [
  ...["plan", "text", "strategy", "reach", "relation", "basis"],
  ...FIELD_COLUMNS.filter((kind) => plan.measures.some((measure) => fieldsOf(measure, kind).length)),
  "source",
];

export function measureTable(context, open, resort) {
  const { t } = context;
  const lines = new Map();
  const columns = columnsOf(context);
  const heads = columns.map(head);
  const body = el("tbody");
  const said = el("span", { class: "unseen", role: "status" });
  const element = el(
    "div",
    { class: "table-frame", role: "region", tabindex: "0", "aria-label": t("measures.table") },
    el("table", {}, el("thead", {}, el("tr", {}, heads.map(({ cell }) => cell))), body),
    said,
  );

  function head(column) {
    const button = el(
      "button",
      { type: "button", on: { click: () => resort(column) } },
      t(`measures.column_${column}`),
    );
    return { column, cell: el("th", { scope: "col", class: `column-${column}` }, button) };
  }

  const lineOf = (row) => {
    const { id } = row.measure;
    if (!lines.has(id)) lines.set(id, line(context, row, open, columns));
    return lines.get(id);
  };

  return {
    element,
    /** Show `rows`, which are in the order of `column`. */
    update(rows, { column, descending }, terms) {
      for (const one of heads) {
        const order = one.column === column && (descending ? "descending" : "ascending");
        one.cell.setAttribute("aria-sort", order || "none");
      }
      arrange(
        body,
        rows.flatMap((row) => lineOf(row).update(row, terms)),
      );
      write(said, t("measures.sorted_by", { column: t(`measures.column_${column}`) }));
    },
    reveal(id) {
      lines.get(id)?.reveal();
    },
  };
}

function line(context, first, open, columns) {
  const { t, lang } = context;
  const { id } = first.measure;
  let row = first;
  let said = "";
  const panel = el("td", { id: `line-evidence-${id}`, colspan: columns.length });
  const under = el("tr", { class: "under" }, panel);
  const fold = disclosure(panel, t, (shown) => {
    if (shown) open.add(id);
    else open.delete(id);
    draw();
  });
  const statement = el("span", { class: "statement" });
  const places = el("td", { class: "places" });
  const relations = el("td");
  const bases = el("td");
  const element = el(
    "tr",
    { "data-measure": id },
    el("td", { class: "number" }, String(row.number)),
    el("th", { scope: "row" }, statement, el("span", { class: "doing" }, fold.button, permalink(row, context))),
    el("td", {}, strategyChips(row, lang), reviewedMark(row.measure, t)),
    places,
    relations,
    bases,
    FIELD_COLUMNS.filter((kind) => columns.includes(kind)).map((kind) =>
      el("td", { class: "said" }, fieldsOf(first.measure, kind).map(fieldWords)),
    ),
    el("td", { class: "pointer" }, sourcePointer(row.measure, t)),
  );

  function draw() {
    under.hidden = !open.has(id);
    const key = row.reasonIndexes.join();
    if (!open.has(id) || panel.dataset.drawn === key) return;
    panel.dataset.drawn = key;
    panel.replaceChildren(evidence(context, row.index, row.reasonIndexes));
  }

  return {
    update(next, terms) {
      row = next;
      const key = JSON.stringify([terms, row.reasonIndexes]);
      if (key !== said) {
        said = key;
        statement.replaceChildren(...statementNodes(row, lang, terms));
        places.replaceChildren(
          el("strong", {}, reachWords(row, t)),
          ...(row.counties ? [el("span", { class: "where" }, placesWords(row, context))] : []),
        );
        relations.replaceChildren(...row.relations.map((one) => relationBadge(one, t)));
        bases.replaceChildren(...(row.bases.length ? row.bases.map((one) => basisBadge(one, t)) : ["—"]));
      }
      if (open.has(id) !== !panel.hidden) fold.set(open.has(id));
      draw();
      return [element, under];
    },
    reveal() {
      fold.set(true);
      element.scrollIntoView({ block: "start" });
    },
  };
}
