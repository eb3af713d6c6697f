// The filter in force: one sentence, a chip for each part, one reset, and the link to it all.

import { arrange, el, write } from "../core/parts.js";
import { copyLink } from "../widgets/copy_link.js";
import { exportMenu } from "../widgets/export_menu.js";

/** Parameters that narrow what is shown; language, level and what is counted stay on a reset. */
const NARROWING = ["theme", "strategy", "relation", "basis", "place", "inherited", "q", "measure"];
const NOTHING = Object.fromEntries(NARROWING.map((name) => [name, []]));

export function filterSummary(t, ask) {
  const sentence = el("p", { class: "sentence", role: "status" });
  const list = el("ul", { class: "chips", "aria-label": t("filters.in_force") });
  const reset = el(
    "button",
    { type: "button", class: "quiet", on: { click: clear } },
    t("filters.reset"),
  );
  const link = copyLink(t);
  const files = exportMenu(t);
  const actions = el("div", { class: "actions" }, reset, files.element, link.element);
  const element = el("div", { class: "summary" }, sentence, list, actions);
  const kept = new Map();

  let nothing = NOTHING;
  function clear() {
    arrange(list, []);
    link.element.querySelector("button").focus();
    ask(nothing);
  }

  function remove(item, patch) {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    (next?.querySelector("button") ?? link.element.querySelector("button")).focus();
    ask(patch);
  }

  function chip({ label, patch }) {
    const item = el("li", { class: "chip" }, el("span", {}, label));
    item.append(
      el(
        "button",
        {
          type: "button",
          "aria-label": t("filters.remove", { label }),
          on: { click: () => remove(item, patch) },
        },
        "×",
      ),
    );
    return item;
  }

  return {
    element,
    update({ sentence: words = "", chips = [], share, reset: cleared = NOTHING, exports }) {
      nothing = cleared;
      write(sentence, words);
      const keys = chips.map((one) => JSON.stringify(one));
      for (const key of kept.keys()) if (!keys.includes(key)) kept.delete(key);
      chips.forEach((one, i) => kept.has(keys[i]) || kept.set(keys[i], chip(one)));
      arrange(list, keys.map((key) => kept.get(key)));
      list.hidden = !chips.length;
      // Focus may stand on the button that has just done its work.
      if (!chips.length && reset === reset.getRootNode().activeElement) {
        link.element.querySelector("button").focus();
      }
      reset.hidden = !chips.length;
      link.update(share);
      files.update(exports);
    },
    destroy: link.destroy,
  };
}
