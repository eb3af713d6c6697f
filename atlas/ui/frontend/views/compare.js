// Compare: places side by side, two strategies, two documents; or what could be compared.

import { choosePage } from "../compare/choose.js";
import { documentsPage } from "../compare/documents.js";
import { placesPage } from "../compare/places.js";
import { strategiesPage } from "../compare/strategies.js";
import { html } from "../core/elements.js";
import { followLinks } from "../core/follow.js";
import { langTag, wear } from "../core/parts.js";
import { smallMaps } from "../map/small_map.js";
import { namesUnder } from "../core/readings.js";
import { catalogue, document as planDocument } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

const PAGES = { choose: choosePage, places: placesPage, strategies: strategiesPage, documents: documentsPage };

export async function mount(root, host) {
  const [names, maps] = await Promise.all([
    catalogue(host.assets),
    smallMaps(host.assets),
    wear(root, host.assets, "core/controls.css"),
  ]);
  const page = root.appendChild(html("div"));
  let asked = 0;
  let shown;
  followLinks(root, host);
  return {
    async update(/** @type {Views["compare"]} */ data) {
      const turn = ++asked;
      const others = data.mode === "documents" ? data.documents.map(({ id }) => id) : [data.doc];
      const plans = await Promise.all(others.map((id) => planDocument(host.assets, id)));
      // A slower answer to an earlier payload must not cover a later one.
      if (turn !== asked) return;
      // A rerun with the same answer leaves the reader's place alone.
      const key = JSON.stringify(data);
      if (key === shown) return;
      shown = key;
      const { lang, mode } = data;
      const t = translator(names, lang);
      const context = { names: namesUnder(names, data.reading), maps, plan: plans[0], plans, lang, t, data, change: host.change };
      page.lang = langTag(lang);
      page.replaceChildren(...(mode === "choose" ? [] : [again(context)]), ...PAGES[mode](context));
    },
    destroy: () => root.replaceChildren(),
  };
}

const again = ({ t, data }) =>
  html("p", { class: "again" }, html("a", { href: data.again, target: "_self" }, t("compare.again")));
