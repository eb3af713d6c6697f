// The filter panel of the side bar: everything a reader can ask for, each with its live count.

import { basisSteps } from "../filters/basis_steps.js";
import { checkRows } from "../filters/check_rows.js";
import { filterGroup } from "../filters/group.js";
import { filterSheet, isNarrow } from "../filters/sheet.js";
import { pending } from "../query/intents.js";
import { arrange, el, langTag, nameOf, wear } from "../core/parts.js";
import { placePicker } from "../widgets/place_picker.js";
import { searchField } from "../widgets/search_field.js";
import { catalogue } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

export async function mount(root, host) {
  const [names] = await Promise.all([
    catalogue(host.assets),
    wear(root, host.assets, "core/controls.css"),
  ]);
  const dismissed = new Set();
  let panel;
  return {
    update(/** @type {Views["filters"]} */ data) {
      if (panel?.lang !== data.lang) {
        panel?.destroy();
        panel = filterPanel(names, data, host, dismissed);
        root.append(panel.element);
      }
      panel.update(data);
    },
    destroy: () => panel?.destroy(),
  };
}

function filterPanel(names, first, host, dismissed) {
  const { lang } = first;
  const t = translator(names, lang);
  let data = first;
  const { values, meant, byDefault } = names.query;
  const all = { precision: values("precision"), basis: values("basis") };
  const [carried, withoutCarried] = values("inherited");
  const asked = pending({ meant, expire: () => show() });
  const now = (name) => asked.value(data.query, name);
  const ask = (patch) => {
    host.change(asked.ask(patch));
    show();
  };

  /** None in the address means every one: the boxes then stand checked. */
  function everyUnless(/** @type {"precision" | "basis"} */ name) {
    const every = all[name];
    return checkRows(
      every.map((value) => ({ value, label: t(`query.${name}_${value}`) })),
      {
        t,
        choose: (chosen) => ask({ [name]: chosen.length === every.length ? [] : chosen }),
        keepOne: true,
      },
    );
  }
  const facets = {
    strategy: checkRows(
      names.strategies.map((one) => ({ ...one, value: one.id, label: nameOf(one, lang) })),
      { t, lang, choose: (strategy) => ask({ strategy }) },
    ),
    theme: checkRows(
      names.themes.map((one) => ({ value: one.id, label: nameOf(one, lang) })),
      { t, choose: (theme) => ask({ theme }) },
    ),
    relation: checkRows(
      values("relation").map((value) => ({ value, label: t(`query.relation_${value}`), sign: true })),
      { t, choose: (relation) => ask({ relation }), keepOne: true },
    ),
    precision: everyUnless("precision"),
    basis: everyUnless("basis"),
  };
  const steps = basisSteps(all.basis, t, ask);
  const picker = placePicker(names, t, lang, (code) => {
    const place = now("place");
    ask({ place: place.includes(code) ? place.filter((one) => one !== code) : [...place, code] });
  });
  const inherited = checkRows([{ value: carried, label: t("filters.inherited_with") }], {
    t,
    plain: true,
    choose: (chosen) => ask({ inherited: chosen.length ? chosen : [withoutCarried] }),
  });
  const level = choices("level", values("level"), t, ask);
  const count = choices("count", values("count"), t, ask);
  const search = searchField(t, ask);
  const notes = el("ul", { class: "notes", "aria-label": t("filters.notes") });
  const combine = choices("combine", values("combine"), t, ask);
  const groups = {
    strategy: filterGroup("strategy", el("div", {}, combine.element, facets.strategy.element), t),
    theme: filterGroup("theme", facets.theme.element, t),
    relation: filterGroup("relation", el("div", {}, facets.relation.element, inherited.element), t),
    precision: filterGroup("precision", facets.precision.element, t),
    basis: filterGroup("basis", el("div", {}, steps.element, facets.basis.element), t),
    place: filterGroup("place", picker.element, t),
  };

  const element = el(
    "div",
    { class: "filters", role: "search", "aria-label": t("filters.title"), lang: langTag(lang) },
    notes,
    search.element,
    level.element,
    count.element,
    Object.values(groups).map(({ element: one }) => one),
  );
  const sheet = filterSheet(element, t, () => {
    // Who opens it on a phone looks for a place as often as for all the rest.
    if (!isNarrow()) return;
    notes.after(groups.place.element);
    groups.place.element.open = true;
  });

  function show() {
    const { counts } = data;
    for (const [name, facet] of Object.entries(facets)) {
      const chosen = now(name);
      facet.update(chosen.length ? chosen : (all[name] ?? []), counts[name]);
    }
    inherited.update(now("inherited").filter((one) => one === carried));
    steps.update(now("basis"));
    picker.update(now("place"));
    combine.update(now("combine"));
    // Of one strategy both mean the same.
    combine.element.hidden = now("strategy").length < 2;
    level.update(now("level"));
    count.update(now("count"));
    search.update(now("q")[0] ?? "");
    for (const [name, one] of Object.entries(groups)) {
      one.update(byDefault(name, now(name)) ? 0 : now(name).length);
    }
    level.element.hidden = !data.level;
    count.element.hidden = !data.count_choices;
    const standing = (data.notes ?? []).filter((note) => !dismissed.has(note));
    arrange(notes, standing.map((note) => noteItem(note)));
    notes.hidden = !standing.length;
  }

  function noteItem(text) {
    const present = /** @type {HTMLElement[]} */ ([...notes.children]).find((item) => item.dataset.note === text);
    return (
      present ??
      el(
        "li",
        { class: "note", "data-note": text },
        el("span", { role: "status" }, text),
        el(
          "button",
          {
            type: "button",
            "aria-label": t("filters.dismiss"),
            on: {
              click: () => {
                dismissed.add(text);
                show();
              },
            },
          },
          "×",
        ),
      )
    );
  }

  return {
    lang,
    element: sheet.element,
    update(/** @type {Views["filters"]} */ next) {
      data = next;
      asked.settle(data.query);
      show();
    },
    destroy() {
      asked.destroy();
      search.destroy();
      sheet.destroy();
    },
  };
}

function choices(name, values, t, ask) {
  const inputs = values.map((value) =>
    el("input", {
      type: "radio",
      name: `filters-${name}`,
      value,
      on: { change: () => ask({ [name]: [value] }) },
    }),
  );
  const labels = inputs.map((input) =>
    el("label", {}, input, el("span", {}, t(`filters.${name}_${input.value}`))),
  );
  const element = el(
    "fieldset",
    { class: "choices" },
    el("legend", {}, t(`filters.${name}`)),
    el("div", { class: "segmented" }, labels),
  );
  return {
    element,
    update(/** @type {string[]} */ [value]) {
      for (const input of inputs) input.checked = input.value === value;
    },
  };
}
