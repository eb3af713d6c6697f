// What the reader has just asked for is shown at once and kept until Python has answered, so
// that an answer to an earlier click never takes back a later one.

const ANSWER_WITHIN_MS = 3000;

/** Values that stand for a parameter that the address leaves out. */
const DEFAULTS = {
  relation: ["explicit", "zone", "class"],
  level: ["county"],
  count: ["strategies"],
  inherited: ["with"],
};

/** The list in force for one parameter of a query sent by Python. */
const inForce = (query, name) => query[name] ?? DEFAULTS[name] ?? [];

/** Whether what is in force is what an empty address means. */
export const byDefault = (values, name) => alike(values, DEFAULTS[name] ?? []);

const alike = (a, b) => a.length === b.length && a.every((value) => b.includes(value));

/**
 * `ask(patch)` sends a patch; `value(query, name)` is what to show meanwhile; `settle(query)`
 * forgets what has been answered. Several asks under way are sent together, because the server
 * may join reruns and keep only the last patch. `onExpire` runs when no matching answer came.
 */
export function intents(change, onExpire) {
  const open = new Map();
  let timer = 0;
  return {
    ask(patch) {
      for (const [name, values] of Object.entries(patch)) open.set(name, values);
      change(Object.fromEntries(open));
      clearTimeout(timer);
      timer = setTimeout(() => {
        open.clear();
        onExpire();
      }, ANSWER_WITHIN_MS);
    },
    value: (query, name) =>
      (open.has(name) && (open.get(name).length ? open.get(name) : DEFAULTS[name] ?? [])) ||
      inForce(query, name),
    settle(query) {
      for (const [name, values] of open) {
        if (alike(values.length ? values : DEFAULTS[name] ?? [], inForce(query, name))) open.delete(name);
      }
      if (!open.size) clearTimeout(timer);
    },
    destroy: () => clearTimeout(timer),
  };
}
