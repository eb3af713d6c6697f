// What a query comes to in a document, by the rules of atlas/analysis/reach.py: a page foresees what
// the server will say, a file opened without a server has to answer by itself. A test holds the two
// equal.

import { CLOSEST, WITH_PREFECTURE } from "../core/closeness.js";
import { isJoint, isWide } from "../core/query.js";
import { inForce } from "../core/readings.js";

/** What of a link holds a place: the unit reached, those above it, the one named. */
const PLACED = /** @type {const} */ (["county", "prefecture", "province", "place"]);


/** @import { Asked, Engine, Link, Measure, Names, Plan, Row } from "../core/types" */

/**
 * `ask(query)` gives `{ rows, province, counts, facets }`: measures that reach single places and
 * those for the whole province, each as `[measure, [reason, …]]` in the plan's order; `counts` of
 * the units of the query's level, by how closely they are meant; and the number of measures behind every choice of a facet.
 *
 * @param {{ names: Names, plan: Plan }} held
 * @returns {Engine}
 */
export function answers({ names, plan }) {
  const { values: valuesOf, defaultOf } = names.query;
  const parentOf = new Map(names.places.map(({ adcode, parent }) => [adcode, parent]));
  const province = names.places.find(({ level }) => level === "province")?.adcode ?? "";
  /** @type {Map<string, string[]>} */
  const childrenOf = new Map();
  for (const { adcode, parent, level } of names.places) {
    if (level !== "county") continue;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), adcode]);
  }
  // One link a reason and county-level unit it comes to, as the server's table has it.
  /** @type {Link[]} */
  const links = plan.reasons.flatMap((reason, index) => {
    const measure = plan.measures[reason.measure];
    const { precision } = reason;
    const common = { index, reason, measure, province };
    if (isWide(reason.relation)) {
      const meant = { county: precision, prefecture: precision };
      return reason.places.map((place) => ({ ...common, county: "", prefecture: "", place, meant }));
    }
    return reason.places.flatMap((place) =>
      (childrenOf.get(place) ?? [place]).map((county) => ({
        ...common,
        county,
        prefecture: parentOf.get(county) ?? "",
        place,
        // A list that holds a prefecture does not hold its counties.
        meant: { county: county === place ? precision : WITH_PREFECTURE, prefecture: precision },
      })),
    );
  });

  const units = {
    county: names.counties.map(({ adcode }) => adcode),
    prefecture: names.prefectures.map(({ adcode }) => adcode),
  };

  // Made for the first search, measure by measure: a long document has tens of thousands.
  /** @type {Map<Measure, { zones: Set<string>, partners: Set<string> }> | undefined} */
  let beside;
  /** @type {Map<Measure, string>} */
  const texts = new Map();

  /** What a search looks through: both statements, the names of what they reach, and of the cities that carry them. */
  function searched(/** @type {Measure} */ measure) {
    const before = texts.get(measure);
    if (before !== undefined) return before;
    beside ??= besideByMeasure();
    const { zones: ids = [], partners = [] } = beside.get(measure) ?? {};
    const zones = [...ids].map((zone) => names.zone.get(zone));
    const strategies = measure.strategies.map((id) => names.strategy.get(id));
    const said = [...zones, ...strategies].flatMap((one) => (one ? [one.zh, one.en] : []));
    const text = [measure.zh, measure.en, measure.section, ...said, ...partners].join("\n").toLowerCase();
    texts.set(measure, text);
    return text;
  }

  /** Zones that a measure reaches, and names of the cities that carry it. */
  function besideByMeasure() {
    /** @type {Map<Measure, { zones: Set<string>, partners: Set<string> }>} */
    const found = new Map();
    for (const { measure: index, zone, partner } of plan.reasons) {
      if (!zone && !partner) continue;
      const measure = plan.measures[index];
      const of = found.get(measure) ?? { zones: new Set(), partners: new Set() };
      if (zone) of.zones.add(zone);
      for (const name of partner ?? []) of.partners.add(name);
      found.set(measure, of);
    }
    return found;
  }

  /**
   * @param {Asked} query
   * @param {string[]} ignore
   */
  function mask(query, ignore) {
    const asked = (/** @type {string} */ name) => query[name].length > 0 && !ignore.includes(name);
    const terms = termsOf(query);
    const holds = inForce(query.reading);
    /** @type {(false | ((link: Link) => boolean))[]} */
    const tests = [
      ({ reason }) => holds(reason),
      asked("theme") && (({ measure }) => query.theme.includes(measure.theme)),
      asked("relation") && (({ reason }) => query.relation.includes(reason.relation)),
      asked("basis") && (({ reason }) => query.basis.includes(reason.basis)),
      asked("precision") && (({ meant }) => query.precision.includes(meant[levelOf(query)])),
      asked("strategy") && serving(query),
      query.inherited.includes("without") &&
        !ignore.includes("inherited") &&
        (({ reason }) => !reason.inherited),
      asked("place") &&
        ((link) => PLACED.some((level) => query.place.includes(link[level]))),
      asked("q") &&
        (({ measure }) =>
          terms.length > 0 && terms.every((/** @type {string} */ term) => searched(measure).includes(term))),
    ];
    return (/** @type {Link} */ link) => tests.every((test) => !test || test(link));
  }

  /**
   * @param {Asked} query
   * @param {string[]} ignore parts of it that are not heeded
   */
  function listed(query, ignore = []) {
    const wide = (/** @type {Link} */ { reason }) => isWide(reason.relation);
    const keep = mask(query, ignore);
    const local = links.filter((link) => !wide(link) && keep(link));
    const usual = defaultOf("relation").every((one) => query.relation.includes(one));
    const wanted = ignore.includes("relation") || usual || query.relation.some(isWide);
    const all = mask(query, [...ignore, "place", "relation"]);
    return { local, wide: wanted ? links.filter((link) => wide(link) && all(link)) : [] };
  }

  function counted(/** @type {Asked} */ query) {
    const level = levelOf(query);
    const [count] = query.count;
    /** @type {Map<string, Map<string | number, number>>} */
    const found = new Map(units[level].map((code) => [code, new Map()]));
    /** @type {Record<string, (link: Link) => (string | number)[]>} */
    const things = {
      strategies: ({ measure }) => countedStrategies(measure.strategies, query.strategy),
      sentences: ({ measure }) => [measure.sentence],
      measures: ({ reason }) => [reason.measure],
      zones: ({ reason }) => (reason.zone ? [reason.zone] : []),
    };
    for (const link of listed(query, ["place"]).local) {
      const here = found.get(link[level]);
      if (!here) continue;
      const way = CLOSEST.indexOf(link.meant[level]);
      for (const thing of things[count](link)) here.set(thing, Math.min(way, here.get(thing) ?? way));
    }
    // Each thing is counted once, by the closest way in which it means the unit.
    const by = (/** @type {number} */ way) =>
      units[level].map((code) => [...(found.get(code)?.values() ?? [])].filter((one) => one === way).length);
    return { values: by(0), sites: by(1), through: by(2) };
  }

  /** @type {Record<string, (link: Link, query: Asked) => string[]>} */
  const choices = {
    strategy: ({ measure }) => measure.strategies,
    theme: ({ measure }) => [measure.theme],
    relation: ({ reason }) => [reason.relation],
    precision: ({ meant }, query) => [meant[levelOf(query)]],
    basis: ({ reason }) => [reason.basis],
  };

  /** Measures the list would show for every choice, were it chosen alone; zeros kept. */
  function facets(/** @type {Asked} */ query) {
    return Object.fromEntries(
      Object.entries(choices).map(([name, chosenBy]) => {
        const { local, wide } = listed(query, [name]);
        const measures = new Map(valuesOf(name).map((value) => [value, new Set()]));
        for (const link of [...local, ...wide]) {
          for (const value of chosenBy(link, query)) measures.get(value)?.add(link.reason.measure);
        }
        return [name, Object.fromEntries([...measures].map(([value, set]) => [value, set.size]))];
      }),
    );
  }

  return {
    units,
    counted,
    facets,
    ask(query) {
      const { local, wide } = listed(query);
      const reaching = new Set(local.map(({ reason }) => reason.measure));
      return {
        rows: reasonsOf([...local, ...wide.filter(({ reason }) => reaching.has(reason.measure))]),
        province: reasonsOf(wide.filter(({ reason }) => !reaching.has(reason.measure))),
        local,
        onMap: listed(query, ["place"]).local,
      };
    },
  };
}

/** Whether a measure serves one of the strategies chosen or, where asked, every one. */
function serving(/** @type {Asked} */ query) {
  const { strategy: chosen } = query;
  if (isJoint(query)) return (/** @type {Link} */ { measure }) => chosen.every((one) => measure.strategies.includes(one));
  return (/** @type {Link} */ { measure }) => measure.strategies.some((one) => chosen.includes(one));
}

/** What a measure counts for where strategies are counted: its primary one, or the chosen ones it serves. */
const countedStrategies = (/** @type {readonly string[]} */ served, /** @type {readonly string[]} */ chosen) =>
  chosen.length ? chosen.filter((one) => served.includes(one)) : [served[0] ?? ""];

export const levelOf = (/** @type {Asked} */ { level }) => /** @type {"county" | "prefecture"} */ (level[0]);

/** Words of the search, in lower case; every one must be found. The server's, where it cut them. */
export const termsOf = (/** @type {Asked} */ { q, terms }) =>
  terms ?? (q[0] ?? "").toLowerCase().split(/\s+/).filter(Boolean);

function reasonsOf(/** @type {Link[]} */ links) {
  /** @type {Map<number, Set<number>>} */
  const found = new Map();
  for (const { index, reason } of links) {
    found.set(reason.measure, (found.get(reason.measure) ?? new Set()).add(index));
  }
  const byNumber = (/** @type {number} */ a, /** @type {number} */ b) => a - b;
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([measure, reasons]) => /** @type {Row} */ ([measure, [...reasons].sort(byNumber)]));
}
