// The filter in force: one sentence, a chip for each part, one reset, and the link to it all.

import { focusedBeside } from "../core/elements.js";
import { arrange, el, write } from "../core/parts.js";
import { openFilters } from "./sheet.js";
import { copyLink } from "../widgets/copy_link.js";
import { exportMenu } from "../widgets/export_menu.js";

/** `reset` is the patch that takes all of it back, `address()` the link to what is shown. */
export function filterSummary(t, ask, reset, address) {
  const sentence = el("p", { class: "sentence", role: "status" });
  const aside = el("p", { class: "left-aside", hidden: true });
  const places = el("p", { class: "by-place", hidden: true });
  const list = el("ul", { class: "chips", "aria-label": t("filters.in_force") });
  const clearer = el(
    "button",
    { type: "button", class: "quiet", on: { click: clear } },
    t("filters.reset"),
  );
  const link = copyLink(t, address);
  const files = exportMenu(t);
  const active = el("b", {});
  const opener = el(
    "button",
    { type: "button", class: "opener", on: { click: openFilters } },
    t("filters.open"),
    active,
  );
  const actions = el("div", { class: "actions" }, clearer, files.element, link.element);
  const element = el("div", { class: "summary" }, opener, sentence, aside, places, list, actions);
  const kept = new Map();

  function clear() {
    arrange(list, []);
    link.element.querySelector("button").focus();
    ask(reset);
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
    update({ sentence: words = "", chips = [], left_aside: out = null, by_place: offered = [], share, exports }) {
      write(sentence, words);
      write(active, chips.length ? t("filters.chosen", { n: chips.length }) : "");
      aside.hidden = !out;
      if (out) {
        const back = el("button", { type: "button", class: "quiet", on: { click: () => ask(out.patch) } }, t("filters.count_aside"));
        aside.replaceChildren(out.label, " ", back);
      }
      places.hidden = !offered.length;
      places.replaceChildren(...offered.map(({ text, href }) => el("a", { href, target: "_self" }, text)));
      const keys = chips.map((one) => JSON.stringify(one));
      for (const key of kept.keys()) if (!keys.includes(key)) kept.delete(key);
      chips.forEach((one, i) => kept.has(keys[i]) || kept.set(keys[i], chip(one)));
      arrange(list, keys.map((key) => kept.get(key)));
      list.hidden = !chips.length;
      // Focus may stand on the button that has just done its work.
      if (!chips.length && clearer === focusedBeside(clearer)) {
        link.element.querySelector("button").focus();
      }
      clearer.hidden = !chips.length;
      link.update(share);
      files.update(exports);
    },
    destroy: link.destroy,
  };
}
