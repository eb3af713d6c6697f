// What the reader has asked for and the server has not yet answered: it is shown at once and kept
// until the answer comes, so that an answer to an earlier click never takes back a later one.

import { alike } from "../core/query.js";

const ANSWER_WITHIN_MS = 3000;
/** A selection is the reader's own: it gives way only to a server that keeps saying otherwise. */
const SAID_OTHERWISE_MS = 1500;

/**
 * Parts of a query that wait for their answer, `meant(name, values)` being what an empty one
 * stands for. `expire` is called, and all are forgotten, when no answer has come in time: counted
 * from the last question or, where `patient`, from the first answer that says something else.
 *
 * @param {{
 *   meant?: (name: string, values: string[]) => string[],
 *   expire: () => void,
 *   patient?: boolean,
 * }} how
 */
export function pending({ meant = (_, values) => values, expire, patient = false }) {
  /** @type {Map<string, string[]>} */
  const open = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const inForce = (/** @type {Record<string, string[]>} */ query, /** @type {string} */ name) =>
    meant(name, query[name] ?? []);

  function waitFor(/** @type {number} */ ms) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      open.clear();
      expire();
    }, ms);
  }

  return {
    /** Note a patch; the answer is all that waits, as the server may join reruns and keep the last. */
    ask(/** @type {Record<string, string[]>} */ patch) {
      for (const [name, values] of Object.entries(patch)) open.set(name, values);
      if (!patient) waitFor(ANSWER_WITHIN_MS);
      return this.open;
    },
    /** What waits, as a patch. */
    get open() {
      return Object.fromEntries(open);
    },
    /** What to show of a part: as it was asked for, else as the server said. */
    value(/** @type {Record<string, string[]>} */ query, /** @type {string} */ name) {
      const asked = open.get(name);
      return asked ? meant(name, asked) : inForce(query, name);
    },
    /** Forget what the server's word answers; true where nothing is left to wait for. */
    settle(/** @type {Record<string, string[]>} */ query) {
      for (const [name, values] of open) {
        if (alike(meant(name, values), inForce(query, name))) open.delete(name);
      }
      if (!open.size) clearTimeout(timer);
      else if (patient) waitFor(SAID_OTHERWISE_MS);
      return !open.size;
    },
    destroy: () => clearTimeout(timer),
  };
}
