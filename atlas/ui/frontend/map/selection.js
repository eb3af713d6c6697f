// The reader's selection: shown at once, sent to the server, and settled by its answer.

const PATIENCE_MS = 1500;

const same = (a, b) => a.length === b.length && a.every((code) => b.includes(code));

/** Selection of adcodes; `show(codes)` paints it, `send(codes)` asks the server. */
export function createSelection({ show, send }) {
  let codes = [];
  let awaited = null;
  let timer = 0;

  const put = (next) => {
    codes = next;
    show(codes);
  };
  const choose = (next) => {
    awaited = next;
    put(next);
    send(next);
  };

  return {
    get codes() {
      return codes;
    },
    /** Alone, a unit replaces the selection, or clears it when it was all of it. */
    toggle(code, together) {
      const has = codes.includes(code);
      if (together) choose(has ? codes.filter((other) => other !== code) : [...codes, code]);
      else choose(has && codes.length === 1 ? [] : [code]);
    },
    clear() {
      if (codes.length) choose([]);
    },
    /**
     * The server's word. An answer to an earlier click must not undo a later one: while another
     * answer is awaited it is kept back, for a while. True when the selection was painted anew.
     */
    adopt(next) {
      clearTimeout(timer);
      if (awaited && !same(awaited, next)) {
        timer = setTimeout(() => {
          awaited = null;
          if (!same(codes, next)) put(next);
        }, PATIENCE_MS);
        return false;
      }
      awaited = null;
      if (same(codes, next)) return false;
      put(next);
      return true;
    },
  };
}
