// Strategies: an index of all, or the page of the one that is chosen.

import { el, langTag, wear } from "../core/parts.js";
import { evidenceContext } from "../evidence/reasons.js";
import { followLinks } from "../core/follow.js";
import { smallMaps } from "../map/small_map.js";
import { catalogue, document as planDocument } from "../core/store.js";
import { translator } from "../core/words.js";
import { strategyIndex } from "../strategies/index.js";
import { strategyPage } from "../strategies/page.js";

/** @import { Views } from "../contract" */

export async function mount(root, host) {
  const [names, maps] = await Promise.all([
    catalogue(host.assets),
    smallMaps(host.assets),
    wear(root, host.assets, "core/controls.css", "evidence/reasons.css", "measures/cards.css"),
  ]);
  // What the reader chose here outlives new payloads and a change of language.
  const chosen = { open: new Set(), sort: { column: "plan", descending: false } };
  const page = root.appendChild(el("div"));
  let shown;
  let asked = 0;
  followLinks(root, host);
  return {
    async update(/** @type {Views["strategies"]} */ data) {
      const turn = ++asked;
      const one = "one" in data ? data.one : undefined;
      const plan = one && (await planDocument(host.assets, data.doc));
      // A slower answer to an earlier payload must not cover a later one.
      if (turn !== asked) return;
      const { lang, hrefs, doc } = data;
      const key = JSON.stringify([lang, doc, hrefs, one?.strategy]);
      if (shown?.key !== key) {
        const parts = { names, maps, plan, lang, hrefs, reading: data.reading, t: translator(names, lang), change: host.change };
        const moved = shown?.strategy !== undefined && shown.strategy !== (one?.strategy ?? "");
        const view = one ? strategyPage(evidenceContext(parts), chosen) : strategyIndex(parts, chosen);
        shown = { key, strategy: one?.strategy ?? "", ...view };
        page.lang = langTag(lang);
        page.replaceChildren(view.element);
        // From one strategy to another the reader goes on at the head of the page.
        if (moved) page.scrollIntoView({ block: "start" });
      }
      shown.update(data);
    },
    destroy: () => root.replaceChildren(),
  };
}
