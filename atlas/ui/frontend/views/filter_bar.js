// The filter in force as one line over a page: sentence, chips, reset, link.

import { followLinks } from "../core/follow.js";
import { langTag, wear } from "../core/parts.js";
import { filterSummary } from "../filters/summary.js";
import { catalogue } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

export async function mount(root, host) {
  const [names] = await Promise.all([
    catalogue(host.assets),
    wear(root, host.assets, "core/controls.css", "filters/summary.css"),
  ]);
  let lang;
  let summary;
  followLinks(root, host);
  return {
    update(/** @type {Views["filter_bar"]} */ data) {
      if (lang !== data.lang) {
        summary?.destroy();
        summary?.element.remove();
        lang = data.lang;
        summary = filterSummary(translator(names, lang), host.change, names.query.reset, host.address);
        summary.element.classList.add("bar");
        summary.element.lang = langTag(lang);
        root.append(summary.element);
      }
      summary.update(data);
    },
    destroy: () => summary?.destroy(),
  };
}
