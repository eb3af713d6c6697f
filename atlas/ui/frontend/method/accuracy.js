// How often the engine is right, on how many cases, and every answer that was wrong.

import { el, langTag } from "../core/parts.js";
import { langOf, prose, table } from "./parts.js";

const LIMITS = ["whole", "count", "silence", "restated"];

export function accuracySection({ t, facts, lang }) {
  const { accuracy, misses } = facts;
  const wrong = accuracy
    .map(({ task }) => ({ task, rows: misses.filter((miss) => miss.task === task) }))
    .filter(({ rows }) => rows.length);
  const demanded = accuracy.filter(({ demanded: n }) => n).map(({ task, demanded: n }) => t(`method.demanded_${task}`, { n }));
  return [
    prose(t("method.accuracy_text")),
    table(
      t("method.accuracy"),
      ["task", "labelled", "found", "right", "precision", "recall"].map((head) => t(`method.${head}`)),
      accuracy.map(({ task, expected, found, right, precision, recall }) => [
        t(`method.task_${task}`),
        expected,
        found,
        right,
        share(precision, t),
        share(recall, t),
      ]),
      { class: "accuracy" },
    ),
    prose(t("method.interval"), { class: "aside" }),
    prose(t("method.demanded", { cases: demanded.join(t("method.between")) }), { class: "aside" }),
    el("h3", { id: "errs" }, t("method.errs")),
    wrong.map(({ task, rows }) =>
      el(
        "details",
        { class: "misses" },
        el("summary", {}, t("method.misses", { task: t(`method.task_${task}`), n: rows.length })),
        table(
          t(`method.task_${task}`),
          ["miss_text", "miss_missing", "miss_extra"].map((head) => t(`method.${head}`)),
          rows.map(({ text, missing, extra }) => [
            el("span", { lang: "zh-CN" }, text),
            answer(missing[lang], lang, t),
            answer(extra[lang], lang, t),
          ]),
        ),
      ),
    ),
    el("h3", {}, t("method.limits")),
    el("ul", { class: "points" }, LIMITS.map((name) => el("li", {}, t(`method.limit_${name}`)))),
  ];
}

const percent = (share) => Math.round(share * 100);

/** A share with its interval and a bar that shows both. */
const share = ([value, low, high], t) =>
  el(
    "span",
    { class: "share" },
    el("span", {}, t("method.share", { share: percent(value), low: percent(low), high: percent(high) })),
    el("span", { class: "scale", "aria-hidden": "true" }, el("i", { vars: { low, high, value } })),
  );

const answer = (text, lang, t) =>
  text ? el("span", langOf(text, lang), text) : el("span", { class: "aside", lang: langTag(lang) }, t("method.nothing"));
