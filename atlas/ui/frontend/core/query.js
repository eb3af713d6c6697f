// What the browser knows of the query's parameters, all of it told by Python in the catalogue's
// `site.query`: a parameter, a value or a default that stands there stands nowhere else.

/** Whether two lists hold the same values, in whatever order. */
export const alike = (/** @type {string[]} */ a, /** @type {string[]} */ b) =>
  a.length === b.length && a.every((value) => b.includes(value));

/** What reaches the province as a whole, and so no single place of it. */
export const isWide = (/** @type {string} */ relation) => relation === "province";

/** What comes to the prefectures by pairs of cities, and is shown where it is asked for alone. */
export const isByPair = (/** @type {string} */ relation) => relation === "pair";

/** Whether measures must serve several strategies at once. */
export const isJoint = (/** @type {Record<string, string[]>} */ { combine, strategy }) =>
  combine.includes("all") && strategy.length > 1;

/**
 * The parameters as `site.query` has them; `listed` holds the values of those that are rows of the
 * catalogue, in its order.
 *
 * @param {{ name: string, default: string[], narrows: boolean, foreseen: boolean, many: boolean, values: string[] }[]} parameters
 * @param {Record<string, string[]>} [listed]
 */
export function queryOf(parameters, listed = {}) {
  const named = new Map(parameters.map((one) => [one.name, one]));
  const those = (/** @type {"narrows" | "foreseen"} */ are) =>
    parameters.filter((one) => one[are]).map(({ name }) => name);
  const foreseen = those("foreseen");
  const narrowing = those("narrows");

  const defaultOf = (/** @type {string} */ name) => named.get(name)?.default ?? [];
  const values = (/** @type {string} */ name) => listed[name] ?? named.get(name)?.values ?? [];
  /** A part that an address or a patch leaves empty stands for its default. */
  const meant = (/** @type {string} */ name, /** @type {string[]} */ given) =>
    given.length ? given : defaultOf(name);

  return {
    /** Every parameter, in the order an address has them. */
    names: [...named.keys()],
    narrowing,
    values,
    defaultOf,
    meant,
    /** Relations that lead to single places. */
    local: values("relation").filter((one) => !isWide(one)),
    /** The patch that takes back all that narrows; language, level and what is counted stay. */
    reset: Object.fromEntries(narrowing.map((name) => [name, /** @type {string[]} */ ([])])),

    isForeseen: (/** @type {string} */ name) => foreseen.includes(name),

    /** Whether values in force are what an empty address means. */
    byDefault: (/** @type {string} */ name, /** @type {string[]} */ given) =>
      alike(meant(name, given), defaultOf(name)),

    /**
     * The query with every part that can be foreseen, those left out by default; the values of
     * each in the catalogue's order, however they were chosen.
     *
     * @param {Record<string, string[]>} given
     */
    whole(given) {
      const parts = foreseen.map((name) => {
        const here = meant(name, given[name] ?? []);
        const order = named.get(name)?.many ? values(name) : [];
        return [name, order.length ? order.filter((one) => here.includes(one)) : here];
      });
      const whole = /** @type {Record<string, string[]>} */ ({ ...given, ...Object.fromEntries(parts) });
      // Of one strategy, or none, it says nothing.
      return whole.combine && !isJoint(whole) ? { ...whole, combine: defaultOf("combine") } : whole;
    },
  };
}
