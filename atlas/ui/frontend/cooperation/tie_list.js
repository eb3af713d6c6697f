// Every tie as a row that opens to its measures, basis and source; all the map shows, by keyboard.

import { focusedBeside, found } from "../core/elements.js";
import { basisBadge } from "../evidence/reasons.js";
import { arrange, el, filledHref, langTag, nameOf } from "../core/parts.js";
import { external } from "../core/citation.js";
import { tieSample } from "./tie_signs.js";

/**
 * List of ties for `context` (`names`, `plan`, `ties`, `kinds`, `sources`, `t`, `lang`). `opened`
 * holds the numbers of rows that are open, across payloads; `told.light(tie)` is called as a row is
 * pointed at or focused, then with null.
 */
export function tieList(context, opened, told) {
  const { t, lang } = context;
  const body = el("div", { class: "list-body", on: { keydown: move } });
  const element = el("section", { class: "tie-list", "aria-label": t("cooperation.list") }, body);
  const rows = new Map();
  let data = null;

  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = event.target.closest(".tie-head");
    if (!at || (!step && !["Home", "End"].includes(event.key))) return;
    event.preventDefault();
    const stops = found(body, ".tie-head").filter((one) => one.offsetParent);
    const to = { Home: 0, End: stops.length - 1 }[event.key] ?? stops.indexOf(at) + step;
    stops[to]?.focus();
  }

  const groupsOf = (list) =>
    Object.keys(context.kinds)
      .map((kind) => [kind, list.filter(([i]) => context.ties[i].kind === kind)])
      .filter(([, held]) => held.length);

  function group(/** @type {any[]} */ [kind, list]) {
    return el(
      "section",
      { class: "tie-group" },
      el(
        "h2",
        {},
        tieSample(kind, context.kinds[kind]),
        el("span", {}, t(`cooperation.kind_${kind}`)),
        el("span", { class: "count" }, t("cooperation.legend_count", { n: list.length })),
      ),
      el("p", { class: "about" }, t(`cooperation.about_${kind}`)),
      el(
        "ul",
        {},
        list.map((row) => rowOf(row)),
      ),
    );
  }

  function rowOf(given) {
    const row = tieRow({ ...context, hrefs: data.hrefs }, given, opened, told);
    rows.set(given[0], row);
    return row.element;
  }

  function common(list) {
    return el(
      "details",
      { class: "common-ties", open: !data.own.length },
      el("summary", {}, t("cooperation.common", { n: list.length })),
      el("p", { class: "about" }, t("cooperation.common_note")),
      groupsOf(list).map(group),
    );
  }

  return {
    element,
    update(next) {
      const key = JSON.stringify([next.own, next.common, next.hrefs, next.empty]);
      if (data?.key === key) return;
      data = { ...next, key };
      const focused = /** @type {HTMLElement | null} */ (focusedBeside(body)?.closest("[data-tie]") ?? null)?.dataset.tie;
      rows.clear();
      arrange(body, [
        ...(next.empty ? [emptyState(next.empty, told.change)] : []),
        ...groupsOf(next.own).map(group),
        ...(next.common.length ? [common(next.common)] : []),
      ]);
      body.scrollTop = 0;
      if (focused) found(body, `[data-tie="${focused}"] .tie-head`)[0]?.focus();
    },
    /** Mark the rows of these ties; null ends it. */
    setLit(lit) {
      for (const [i, { element: row }] of rows) row.classList.toggle("lit", lit?.has(i) ?? false);
    },
    /** Open a tie's row and bring it into sight. */
    open(i) {
      const row = rows.get(i);
      if (!row) return;
      row.element.closest("details")?.setAttribute("open", "");
      row.set(true);
      row.element.scrollIntoView({ block: "nearest" });
      row.head.focus({ preventScroll: true });
    },
    lang: langTag(lang),
  };
}

function tieRow(context, [i, spoken, left], opened, told) {
  const { ties, names, t, lang } = context;
  const tie = ties[i];
  const home = nameOf(names.place.get(tie.home), lang);
  const panel = el("div", { class: "tie-panel", id: `tie-${i}`, hidden: true });
  const head = el(
    "button",
    {
      type: "button",
      class: "tie-head",
      "aria-expanded": "false",
      "aria-controls": panel.id,
      on: {
        click: () => set(head.getAttribute("aria-expanded") !== "true"),
        focus: () => told.light(i),
        blur: () => told.light(null),
      },
    },
    el(
      "span",
      { class: "ends" },
      el("span", { class: "end" }, home),
      el("span", { class: "to", "aria-hidden": "true" }, "—"),
      el("span", { class: "end" }, nameOf(tie, lang)),
    ),
    el(
      "span",
      { class: "facts" },
      tie.region[lang] !== nameOf(tie, lang) && el("span", {}, tie.region[lang]),
      el(
        "span",
        { class: spoken.length ? "behind" : "silent" },
        spoken.length
          ? t("cooperation.measures", { n: spoken.length })
          : t("cooperation.no_measure"),
      ),
      basisBadge(tie.basis, t),
    ),
  );
  const element = el(
    "li",
    {
      class: "tie-row",
      "data-tie": i,
      on: {
        pointerenter: (event) => event.pointerType !== "touch" && told.light(i),
        pointerleave: () => told.light(null),
      },
    },
    head,
    panel,
  );

  function set(open) {
    if (open && !panel.childElementCount) panel.append(...evidence(context, tie, spoken, left));
    head.setAttribute("aria-expanded", String(open));
    panel.hidden = !open;
    if (open) opened.add(i);
    else opened.delete(i);
  }
  if (opened.has(i)) set(true);
  return { element, head, set };
}

/** What stands behind a tie: the measures that speak of it and by what, basis, source, note. */
function evidence(context, tie, spoken, left) {
  const { t, lang, names, sources, hrefs } = context;
  const place = names.place.get(tie.home);
  const source = sources[tie.source];
  const label = (key) => el("dt", {}, t(`cooperation.${key}`));
  return [
    spoken.length
      ? el(
          "ul",
          { class: "spoken-by" },
          spoken.map((one) => measure(context, tie, one)),
        )
      : el(
          "p",
          { class: "silent" },
          left
            ? t("cooperation.no_measure_filtered", { n: left })
            : t("cooperation.no_measure_text"),
        ),
    ...(spoken.length && left
      ? [el("p", { class: "silent" }, t("cooperation.more_filtered", { n: left }))]
      : []),
    el(
      "dl",
      {},
      label("basis"),
      el("dd", {}, t(`cooperation.basis_${tie.basis}`)),
      label("source"),
      el(
        "dd",
        { lang: "zh-CN" },
        external(source.title, source.url),
        [source.publisher, source.year]
          .filter(Boolean)
          .map((part) => `${t("cooperation.comma")}${part}`)
          .join(""),
      ),
      ...(tie.note[lang] ? [label("note"), el("dd", {}, tie.note[lang])] : []),
    ),
    el(
      "p",
      { class: "onward" },
      el(
        "a",
        { href: filledHref(hrefs.place, { code: tie.home }), target: "_self" },
        t("cooperation.place_page", { place: nameOf(place, lang) }),
      ),
    ),
  ];
}

function measure({ plan, names, t, lang, hrefs }, tie, [index, how, surface, inherited]) {
  const one = plan.measures[index];
  const values = {
    surface,
    partner: nameOf(tie, lang),
    region: tie.region[lang],
    zone: tie.zone ? nameOf(names.zone.get(tie.zone), lang) : "",
  };
  return el(
    "li",
    {},
    el(
      "a",
      { href: filledHref(hrefs.measure, { id: one.id }), target: "_self" },
      one[lang] || one.zh,
    ),
    el(
      "span",
      { class: "why" },
      t(`cooperation.how_${how}`, values),
      inherited ? `${t("cooperation.comma")}${t("cooperation.inherited")}` : "",
    ),
  );
}

function emptyState({ title, text, action_label: label, patch }, change) {
  return el(
    "div",
    { class: "empty" },
    el("h3", {}, title),
    el("p", {}, text),
    el("button", { type: "button", class: "action", on: { click: () => change(patch) } }, label),
  );
}
