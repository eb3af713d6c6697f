// The answer to what the reader has just asked for, shown before the server has given it.
//
// The document is here, so it can be counted as the server counts it (answers.js). The server has
// the last word all the same: its answer is shown as it comes, except that an answer to an earlier
// question does not take back a later one.

import { DEFAULTS, alike, answers, inOrder, withDefaults } from "../query/answers.js";
import { mapAnswer } from "./answer.js";

const ANSWER_WITHIN_MS = 3000;
const hearers = new Set();

/** Tell whoever foresees what the reader asks for; true where an answer was foreseen. */
export const asked = (patch) => [...hearers].map((hear) => hear(patch)).some(Boolean);

/** Foresight of the map view; `show(payload)` draws an answer, foreseen or overdue. */
export function mapForesight({ names, plan, t, lang, show }) {
  let engine = null;
  let said = null;
  let open = {};
  let timer = 0;
  const begin = () => (engine ??= answers({ names, plan }));

  function hear(patch) {
    // Language, page and document are the server's to change, and it cuts a search into its words.
    const { q = [], ...others } = patch;
    const known = Object.keys(others).every((name) => name in DEFAULTS);
    if (!said?.query || !known || q.length) return false;
    open = { ...open, ...withDefaults(patch) };
    const whole = { ...DEFAULTS, ...said.query, ...open };
    const query = { ...inOrder(whole, names), terms: whole.q.length ? said.terms : [] };
    show(mapAnswer({ doc: said.doc, names, plan, engine: begin(), t, lang }, query));
    clearTimeout(timer);
    timer = setTimeout(() => {
      open = {};
      show(said);
    }, ANSWER_WITHIN_MS);
    return true;
  }
  hearers.add(hear);

  return {
    /** Take the server's word; false where it is an answer to an earlier question than the last. */
    settle(payload) {
      said = payload;
      const query = { ...DEFAULTS, ...payload.query };
      const settled = Object.keys(open).every((name) => alike(open[name], query[name]));
      if (!settled) return false;
      open = {};
      clearTimeout(timer);
      return true;
    },
    /** Make ready what the first question would wait for. */
    prepare: () => (window.requestIdleCallback ?? setTimeout)(begin),
    destroy() {
      hearers.delete(hear);
      clearTimeout(timer);
    },
  };
}
