// The reader's selection: shown at once, sent to the server, and settled by its answer.

import { alike } from "../core/query.js";
import { pending } from "../query/intents.js";

/**
 * Selection of adcodes; `show(codes)` paints it, `send(codes)` asks the server.
 *
 * @param {{ show: (codes: string[]) => void, send: (codes: string[]) => void }} told
 */
export function createSelection({ show, send }) {
  /** @type {string[]} */
  let codes = [];
  /** @type {string[]} */
  let said = [];
  const asked = pending({
    patient: true,
    expire: () => {
      if (!alike(codes, said)) put(said);
    },
  });

  function put(/** @type {string[]} */ next) {
    codes = next;
    show(codes);
  }
  function choose(/** @type {string[]} */ next) {
    asked.ask({ codes: next });
    put(next);
    send(next);
  }

  return {
    get codes() {
      return codes;
    },
    /** Alone, a unit replaces the selection, or clears it when it was all of it. */
    toggle(/** @type {string} */ code, /** @type {boolean} */ together) {
      const has = codes.includes(code);
      if (together) choose(has ? codes.filter((other) => other !== code) : [...codes, code]);
      else choose(has && codes.length === 1 ? [] : [code]);
    },
    /** This unit and no other, also where it was chosen before. */
    only(/** @type {string} */ code) {
      if (codes.length !== 1 || codes[0] !== code) choose([code]);
    },
    clear() {
      if (codes.length) choose([]);
    },
    /**
     * The server's word, which is kept back for a while where another answer is awaited. True when
     * the selection was painted anew.
     */
    adopt(/** @type {string[]} */ next) {
      said = next;
      if (!asked.settle({ codes: next }) || alike(codes, next)) return false;
      put(next);
      return true;
    },
  };
}
