// Links between our pages: followed in place on a plain click, ordinary links for all else.

import { leaveFor } from "./anchor.js";
import { followed } from "./page_links.js";
import { catalogue } from "./store.js";

/**
 * The patch that leads to a relative address of ours, or null where it is none of our pages.
 * A parameter that the address leaves out goes back to its default.
 */
export function patchTo(href, { pages, query }) {
  if (href.startsWith("#")) return null;
  const [path, search = ""] = href.split("#")[0].split("?");
  const page = path.replace(/^\.?\//, "") || pages[0];
  if (!pages.includes(page)) return null;
  const params = new URLSearchParams(search);
  const values = query.map(({ name }) => [name, params.getAll(name)]);
  return { page: [page], ...Object.fromEntries(values) };
}

/** Listen on `root` for clicks on links to our own pages and ask `host` for the change. */
export async function followLinks(root, host) {
  const { site } = await catalogue(host.assets);
  root.addEventListener("click", (event) => {
    if (event.defaultPrevented) return;
    const link = event.target.closest("a[href]");
    const ours = link && !link.target.startsWith("_blank");
    const patch = ours && patchTo(link.getAttribute("href"), site);
    if (!patch) return;
    followed(event, () => {
      leaveFor(link.getAttribute("href").split("#")[1] ?? "");
      host.change(patch);
    });
  });
}
