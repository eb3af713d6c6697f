// A row of buttons of which one is pressed.

import { el } from "../core/parts.js";

/**
 * `update(choices, pressed)` takes `[{ id, label? }]` and the pressed one's id; a button's words
 * are its label or `words(id)`, and `choose(choice)` is called with the whole choice.
 */
export function segmented(label, words, choose) {
  const element = el("div", { class: "segmented", role: "group", "aria-label": label });
  let choices = [];
  let drawn = "";
  return {
    element,
    update(next, pressed) {
      choices = next;
      const key = next.map(({ id, label: own }) => `${id}:${own ?? ""}`).join();
      if (key !== drawn) {
        drawn = key;
        element.replaceChildren(
          ...next.map(({ id, label: own }, i) =>
            el("button", { type: "button", "data-id": id, on: { click: () => choose(choices[i]) } }, own ?? words(id)),
          ),
        );
      }
      for (const button of /** @type {HTMLElement[]} */ ([...element.children])) {
        button.setAttribute("aria-pressed", String(button.dataset.id === pressed));
      }
    },
  };
}
