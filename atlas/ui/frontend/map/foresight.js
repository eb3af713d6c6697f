// The answer to what the reader has just asked for, shown before the server has given it.
//
// The document is here, so it can be counted as the server counts it (answers.js). The server has
// the last word all the same: its answer is shown as it comes, except that an answer to an earlier
// question does not take back a later one.

import { answers } from "../query/answers.js";
import { pending } from "../query/intents.js";
import { mapAnswer } from "./answer.js";

/** @import { Engine, Lang, Names, Parts, Plan, Say } from "../core/types" */

/** @type {Set<(patch: Parts) => boolean>} */
const hearers = new Set();

/** Tell whoever foresees what the reader asks for; true where an answer was foreseen. */
export const asked = (/** @type {Parts} */ patch) => [...hearers].map((hear) => hear(patch)).some(Boolean);

/**
 * Foresight of the map view; `show(payload)` draws an answer, foreseen or overdue.
 *
 * @param {{ names: Names, plan: Plan, t: Say, lang: Lang, show: (payload: any) => void }} context
 */
export function mapForesight({ names, plan, t, lang, show }) {
  /** @type {Engine | null} */
  let engine = null;
  /** @type {any} */
  let said = null;
  const { isForeseen, meant, whole } = names.query;
  const waiting = pending({ meant, expire: () => show(said) });
  const begin = () => (engine ??= answers({ names, plan }));

  const answerTo = (/** @type {any} */ { doc }, /** @type {any} */ query) =>
    mapAnswer({ doc, names, plan, engine: begin(), t, lang }, query);

  function hear(/** @type {Parts} */ patch) {
    // Language, page and document are the server's to change, and it cuts a search into its words.
    const { q = [], ...others } = patch;
    if (!said?.query || !Object.keys(others).every(isForeseen) || q.length) return false;
    const query = whole({ ...said.query, ...waiting.ask(patch) });
    const terms = query.q.length ? said.terms : [];
    show(answerTo(said, { ...query, terms }));
    return true;
  }
  hearers.add(hear);

  return {
    /** Take the server's word; false where it is an answer to an earlier question than the last. */
    settle(/** @type {any} */ payload) {
      said = payload;
      return waiting.settle(payload.query ?? {});
    },
    /** The words over a picture of what the server has sent; an answer foreseen has its own. */
    image: (/** @type {any} */ payload) =>
      payload.image ?? answerTo(payload, { ...whole(payload.query ?? {}), terms: payload.terms }).image,
    /** Make ready what the first question would wait for. */
    prepare: () => (window.requestIdleCallback ?? setTimeout)(begin),
    destroy() {
      hearers.delete(hear);
      waiting.destroy();
    },
  };
}
