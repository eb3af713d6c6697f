// A patch of the query as an address, and whether the address at hand already says it.

import { DEFAULTS, alike } from "./answers.js";

const MEANT = { ...DEFAULTS, lang: ["zh"] };

/** Name of the page that an address leads to, which for the first one is nothing. */
const nameOf = (page, first) => (page === first ? "" : page);

/** Address of the page and query that `patch` asks for; `site` is where pages lie, and the first. */
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

/** Whether the address at hand says what `patch` asks for; what it leaves out is the default. */
export function standsIn({ page, ...patch }, { root, first }) {
  const { pathname, searchParams } = new URL(location.href);
  if (page && pathname !== new URL(`./${nameOf(page[0], first)}`, root).pathname) return false;
  const inForce = (values, name) => (values.length ? values : MEANT[name] ?? []);
  return Object.entries(patch).every(([name, values]) =>
    alike(inForce(values, name), inForce(searchParams.getAll(name), name)),
  );
}
