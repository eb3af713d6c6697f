// A patch of the query as an address, and whether the address at hand already says it.

import { alike } from "../core/query.js";

/** @import { Parts } from "../core/types" */

/** @typedef {{ root: string, first: string }} Site where the pages lie, and the first one's name */

/** Name of the page that an address leads to, which for the first one is nothing. */
const nameOf = (/** @type {string} */ page, /** @type {string} */ first) => (page === first ? "" : page);

/**
 * Address of the page and query that `patch` asks for.
 *
 * @param {Parts} patch
 * @param {Site} site
 */
export function addressUnder({ page, ...patch }, { root, first }) {
  const address = new URL(location.href);
  if (page) address.pathname = new URL(`./${nameOf(page[0], first)}`, root).pathname;
  address.hash = "";
  for (const [name, values] of Object.entries(patch)) {
    address.searchParams.delete(name);
    for (const value of values) address.searchParams.append(name, value);
  }
  return address.href;
}

/**
 * Whether the address at hand says what `patch` asks for; what it leaves out is the default, as
 * `site.meant(name, values)` has it.
 *
 * @param {Parts} patch
 * @param {Site & { meant: (name: string, values: string[]) => string[] }} site
 */
export function standsIn({ page, ...patch }, { root, first, meant }) {
  const { pathname, searchParams } = new URL(location.href);
  if (page && pathname !== new URL(`./${nameOf(page[0], first)}`, root).pathname) return false;
  return Object.entries(patch).every(([name, values]) =>
    alike(meant(name, values), meant(name, searchParams.getAll(name))),
  );
}
