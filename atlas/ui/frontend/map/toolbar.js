// Buttons on the map: zoom, names, choosing several, saving, the whole screen.

import { html, icon } from "../core/elements.js";

const PATHS = {
  zoom_in: "M8 3v10M3 8h10",
  zoom_out: "M3 8h10",
  zoom_reset: "M3 6.5V3h3.5M13 6.5V3H9.5M3 9.5V13h3.5M13 9.5V13H9.5",
  several: "M2.5 5 4 6.5 6.5 3.5M2.5 11.5 4 13l2.5-3M9 5.2h4.5M9 11.7h4.5",
  labels: "M3.5 13 8 3l4.5 10M5.2 9.4h5.6",
  whole_screen: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  save: "M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.2h10",
};

/**
 * Toolbar; `told` has zoomIn, zoomOut, zoomReset, and where the map does these, several(on),
 * labels(on), wholeScreen(), saveSvg and savePng. `labels` may name another key for a tool's words.
 */
export function createToolbar(t, told, labels = {}) {
  const words = (name) => t(labels[name] ?? `map.${name}`);
  const button = (name, onclick, more = {}) =>
    html(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": words(name),
        title: words(name),
        onclick,
        ...more,
      },
      icon(PATHS[name]),
    );
  const reset = button("zoom_reset", told.zoomReset, { disabled: true });
  const out = button("zoom_out", told.zoomOut, { disabled: true });
  /** A button that stays pressed until it is pressed again. */
  function toggle(name, tell, pressed) {
    const one = button(
      name,
      () => {
        const on = one.getAttribute("aria-pressed") !== "true";
        one.setAttribute("aria-pressed", on);
        tell(on);
      },
      { "aria-pressed": `${pressed}` },
    );
    return one;
  }
  const menu = html(
    "div",
    { class: "menu", role: "menu", hidden: true },
    [
      ["save_svg", told.saveSvg],
      ["save_png", told.savePng],
    ].map(([name, act]) =>
      html(
        "button",
        {
          type: "button",
          role: "menuitem",
          onclick: () => {
            open(false);
            save.focus();
            act();
          },
        },
        t(`map.${name}`),
      ),
    ),
  );
  const save = button("save", () => open(menu.hidden), {
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  const saving = html("div", { class: "saving" }, save, menu);

  function open(on) {
    menu.hidden = !on;
    save.setAttribute("aria-expanded", on);
    if (on) menu.firstElementChild.focus();
  }
  saving.addEventListener("keydown", (event) => {
    const items = [...menu.children];
    const at = items.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !menu.hidden) {
      open(false);
      save.focus();
    } else if (step && at >= 0) items[(at + step + items.length) % items.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  saving.addEventListener("focusout", (event) => {
    if (!saving.contains(event.relatedTarget)) open(false);
  });

  const group = (...children) => html("div", { class: "tools" }, children);
  return {
    element: html(
      "div",
      { class: "toolbar", role: "toolbar", "aria-label": t("map.toolbar") },
      group(button("zoom_in", told.zoomIn), out, reset),
      told.several ? group(toggle("several", told.several, false)) : null,
      told.labels ? group(toggle("labels", told.labels, true), told.wholeScreen && button("whole_screen", told.wholeScreen)) : null,
      told.saveSvg ? group(saving) : null,
    ),
    zoomed(k) {
      out.disabled = reset.disabled = k === 1;
    },
  };
}
