// All indicators by group: those with figures at the level as links, the others named with who has them.

import { el, filledHref, nameOf } from "../core/parts.js";

const LEVELS = ["county", "prefecture", "province"];

/** A panel that opens under its button; `indicators` are all there are. */
export function indicatorChooser(indicators, { t, lang }) {
  const panel = el("div", {
    class: "chooser-panel",
    id: "indicators",
    hidden: true,
    role: "region",
    "aria-label": t("indicators.chooser"),
  });
  const name = el("span", { class: "chosen-name" });
  const button = el(
    "button",
    {
      type: "button",
      class: "choose",
      "aria-expanded": "false",
      "aria-controls": panel.id,
      on: { click: () => set(panel.hidden) },
    },
    el("span", { class: "choose-label" }, t("indicators.chosen")),
    name,
    el("span", { class: "choose-hint" }, t("indicators.choose")),
  );
  const element = el("div", { class: "indicator-chooser", on: { keydown: close } }, button, panel);
  // Groups and their members stand in the order of the table of definitions.
  const groups = [...new Set(indicators.map((one) => one.group))];
  let shown = "";

  function set(open) {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  }
  function close(event) {
    if (event.key !== "Escape" || panel.hidden) return;
    set(false);
    button.focus();
  }

  function group(id, data) {
    const members = indicators.filter((one) => one.group === id);
    const here = members.filter(({ units }) => units[data.level]);
    const elsewhere = members.filter(({ units }) => !units[data.level]);
    return el(
      "section",
      {},
      el("h3", {}, t(`indicators.group_${id}`)),
      here.length > 0 &&
        el(
          "ul",
          {},
          here.map((one) => offered(one, data)),
        ),
      elsewhere.length > 0 && el("p", { class: "not-here" }, t("indicators.not_here")),
      elsewhere.length > 0 &&
        el(
          "ul",
          { class: "elsewhere" },
          elsewhere.map((one) => absent(one, data)),
        ),
    );
  }

  const link = (one, data, ...children) =>
    el(
      "a",
      {
        href: filledHref(data.hrefs.indicator, { id: one.id }),
        target: "_self",
        "aria-current": one.id === data.indicator ? "true" : undefined,
      },
      ...children,
    );

  const offered = (one, data) =>
    el(
      "li",
      {},
      link(one, data, nameOf(one, lang)),
      el(
        "span",
        { class: "how-many", title: t("indicators.units_n", { n: one.units[data.level] }) },
        t("indicators.offered", { n: one.units[data.level] }),
      ),
    );

  const absent = (one, data) =>
    el(
      "li",
      {},
      link(one, data, nameOf(one, lang)),
      el(
        "span",
        { class: "how-many" },
        LEVELS.filter((level) => one.units[level])
          .map((level) => t(`indicators.has_${level}`, { n: one.units[level] }))
          .join(t("indicators.between")),
      ),
    );

  return {
    element,
    update(data) {
      name.textContent = data.name;
      const key = JSON.stringify([data.level, data.indicator, data.hrefs.indicator]);
      if (key === shown) return;
      // A choice closes the panel; the first payload finds it closed.
      set(false);
      shown = key;
      panel.replaceChildren(
        el(
          "div",
          { class: "groups" },
          groups.map((id) => group(id, data)),
        ),
      );
    },
  };
}
