// What a column of the matrix is called.

import { nameOf, symbol } from "../core/parts.js";

/** Full name of a column: a strategy, a zone, or a sentence or a measure with its number. */
export function columnName({ names, plan, t, lang }, { count, columns }, i) {
  const id = columns[i];
  if (count === "strategies") return nameOf(names.strategy.get(id), lang);
  if (count === "zones") return nameOf(names.zone.get(id), lang);
  if (count === "sentences") {
    const clauses = plan.measures.filter(({ sentence }) => sentence === id).map((one) => nameOf(one, lang));
    return t("coverage.sentence", { number: id + 1, text: clauses.join(t("coverage.clauses")) });
  }
  return t("coverage.measure", { number: id + 1, text: nameOf(plan.measures[id], lang) });
}

/** Its symbol, where it has one. */
export function headSign({ names, plan, lang }, { count, columns }, i) {
  const id = count === "strategies" ? columns[i] : count === "measures" ? plan.measures[columns[i]].strategies[0] : null;
  return id ? symbol(names.strategy.get(id), lang) : null;
}

/** What stands at its head. */
export const headWords = (context, data, i) =>
  data.count === "measures" || data.count === "sentences" ? `${data.columns[i] + 1}` : columnName(context, data, i);
