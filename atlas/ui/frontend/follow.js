// Links between our pages: followed in place on a plain click, ordinary links for all else.

import { followed } from "./header_links.js";

const PAGES = ["overview", "map", "measures", "place", "coverage", "compare"];

/** Parameters of a query; one that an address leaves out goes back to its default. */
const PARAMETERS = [
  "lang", "doc", "against", "theme", "strategy", "relation", "basis", "place",
  "level", "count", "inherited", "q", "measure", "indicator", "year", "kind",
];

/** The patch that leads to a relative address of ours, or null where it is none of our pages. */
export function patchTo(href) {
  const [path, query = ""] = href.split("?");
  const page = path.replace(/^\.?\//, "") || PAGES[0];
  if (!PAGES.includes(page)) return null;
  const params = new URLSearchParams(query);
  const values = PARAMETERS.map((name) => [name, params.getAll(name)]);
  return { page: [page], ...Object.fromEntries(values) };
}

/** Listen on `root` for clicks on links to our own pages and hand the patch to `change`. */
export function followLinks(root, change) {
  root.addEventListener("click", (event) => {
    if (event.defaultPrevented) return;
    const link = event.target.closest("a[href]");
    const patch = link && !link.target.startsWith("_blank") && patchTo(link.getAttribute("href"));
    if (patch) followed(event, () => change(patch));
  });
}
