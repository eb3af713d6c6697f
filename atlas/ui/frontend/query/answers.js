// What a query comes to in a document, by the rules of atlas/analysis/reach.py: a page foresees what
// the server will say, a file opened without a server has to answer by itself. A test holds the two
// equal.

const RELATIONS = ["explicit", "zone", "class", "province"];
const BASES = ["named", "official_list", "known_official", "inferred"];
/** What of a link holds a place: the unit reached, those above it, the one named. */
const PLACED = ["county", "prefecture", "province", "place"];

/** What an address without parameters means. */
export const DEFAULTS = {
  theme: [],
  strategy: [],
  relation: ["explicit", "zone", "class"],
  basis: [],
  place: [],
  level: ["county"],
  count: ["strategies"],
  inherited: ["with"],
  q: [],
  measure: [],
};

/** Parameters that narrow what is shown; level and count say how it is shown. */
export const NARROWING = ["theme", "strategy", "relation", "basis", "place", "inherited", "q", "measure"];

export const alike = (a, b) => a.length === b.length && a.every((value) => b.includes(value));

/** A patch as it changes a query: a part that it empties goes back to its default. */
export const withDefaults = (patch) =>
  Object.fromEntries(
    Object.entries(patch)
      .filter(([name]) => name in DEFAULTS)
      .map(([name, values]) => [name, values.length ? values : DEFAULTS[name]]),
  );

/** Whether a part of the query is as an empty address has it. */
export const byDefault = (query, name) => alike(query[name], DEFAULTS[name]);

/** The query with the values of each part in the catalogue's order, however they were chosen. */
export function inOrder(query, { strategies, themes, places }) {
  const orders = {
    strategy: strategies.map(({ id }) => id),
    theme: themes.map(({ id }) => id),
    relation: RELATIONS,
    basis: BASES,
    place: places.map(({ adcode }) => adcode),
  };
  const sorted = Object.entries(orders).map(([name, order]) => [
    name,
    order.filter((value) => query[name].includes(value)),
  ]);
  return { ...query, ...Object.fromEntries(sorted) };
}

/**
 * `ask(query)` gives `{ rows, province, counts, facets }`: measures that reach single places and
 * those for the whole province, each as `[measure, [reason, …]]` in the plan's order; `counts` of
 * the units of the query's level; and the number of measures behind every choice of a facet.
 */
export function answers({ names, plan }) {
  const parentOf = new Map(names.places.map(({ adcode, parent }) => [adcode, parent]));
  const province = names.places.find(({ level }) => level === "province")?.adcode;
  const childrenOf = new Map();
  for (const { adcode, parent, level } of names.places) {
    if (level !== "county") continue;
    if (!childrenOf.has(parent)) childrenOf.set(parent, []);
    childrenOf.get(parent).push(adcode);
  }
  // One link a reason and county-level unit it comes to, as the server's table has it.
  const links = plan.reasons.flatMap((reason, index) => {
    const measure = plan.measures[reason.measure];
    const common = { index, reason, measure, province };
    if (reason.relation === "province")
      return reason.places.map((place) => ({ ...common, county: "", prefecture: "", place }));
    return reason.places.flatMap((place) =>
      (childrenOf.get(place) ?? [place]).map((county) => ({
        ...common,
        county,
        prefecture: parentOf.get(county),
        place,
      })),
    );
  });

  const units = {
    county: names.counties.map(({ adcode }) => adcode),
    prefecture: names.prefectures.map(({ adcode }) => adcode),
  };

  // Made for the first search, measure by measure: a long document has tens of thousands.
  let zonesOf;
  const texts = new Map();

  /** What a search looks through: both statements and the names of what they reach. */
  function searched(measure) {
    if (!texts.has(measure)) {
      zonesOf ??= zonesByMeasure();
      const zones = [...(zonesOf.get(measure) ?? [])].map((zone) => names.zone.get(zone));
      const strategies = measure.strategies.map((id) => names.strategy.get(id));
      const said = [...zones, ...strategies].flatMap(({ zh, en }) => [zh, en]);
      const words = [measure.zh, measure.en, measure.section, ...said];
      texts.set(measure, words.join("\n").toLowerCase());
    }
    return texts.get(measure);
  }

  function zonesByMeasure() {
    const found = new Map();
    for (const { measure: index, zone } of plan.reasons) {
      if (!zone) continue;
      const measure = plan.measures[index];
      if (!found.has(measure)) found.set(measure, new Set());
      found.get(measure).add(zone);
    }
    return found;
  }

  function mask(query, ignore) {
    const asked = (name) => query[name].length > 0 && !ignore.includes(name);
    const terms = termsOf(query);
    const tests = [
      asked("theme") && (({ measure }) => query.theme.includes(measure.theme)),
      asked("relation") && (({ reason }) => query.relation.includes(reason.relation)),
      asked("basis") && (({ reason }) => query.basis.includes(reason.basis)),
      asked("strategy") &&
        (({ measure }) => measure.strategies.some((one) => query.strategy.includes(one))),
      query.inherited.includes("without") &&
        !ignore.includes("inherited") &&
        (({ reason }) => !reason.inherited),
      asked("place") &&
        ((link) => PLACED.some((level) => query.place.includes(link[level]))),
      asked("q") &&
        (({ measure }) => terms.length > 0 && terms.every((term) => searched(measure).includes(term))),
    ].filter(Boolean);
    return (link) => tests.every((test) => test(link));
  }

  function listed(query, ignore = []) {
    const isWide = ({ reason }) => reason.relation === "province";
    const keep = mask(query, ignore);
    const local = links.filter((link) => !isWide(link) && keep(link));
    const wanted =
      ignore.includes("relation") || byDefault(query, "relation") || query.relation.includes("province");
    const all = mask(query, [...ignore, "place", "relation"]);
    return { local, wide: wanted ? links.filter((link) => isWide(link) && all(link)) : [] };
  }

  function counted(query) {
    const { level: [level], count: [count] } = query;
    const found = new Map(units[level].map((code) => [code, new Set()]));
    const key = {
      strategies: ({ measure }) => measure.strategies[0] ?? "",
      measures: ({ reason }) => reason.measure,
      zones: ({ reason }) => reason.zone,
    }[count];
    for (const link of listed(query, ["place"]).local) {
      const value = key(link);
      if (count !== "zones" || value) found.get(link[level])?.add(value);
    }
    return units[level].map((code) => found.get(code).size);
  }

  const choices = {
    strategy: [names.strategies.map(({ id }) => id), ({ measure }) => measure.strategies],
    theme: [names.themes.map(({ id }) => id), ({ measure }) => [measure.theme]],
    relation: [RELATIONS, ({ reason }) => [reason.relation]],
    basis: [BASES, ({ reason }) => [reason.basis]],
  };

  /** Measures the list would show for every choice, were it chosen alone; zeros kept. */
  function facets(query) {
    return Object.fromEntries(
      Object.entries(choices).map(([name, [values, valuesOf]]) => {
        const { local, wide } = listed(query, [name]);
        const measures = new Map(values.map((value) => [value, new Set()]));
        for (const link of [...local, ...wide]) {
          for (const value of valuesOf(link)) measures.get(value)?.add(link.reason.measure);
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
        onMap: listed(query, ["place"]).local,
      };
    },
  };
}

/** Words of the search, in lower case; every one must be found. The server's, where it cut them. */
export const termsOf = ({ q, terms }) =>
  terms ?? (q[0] ?? "").toLowerCase().split(/\s+/).filter(Boolean);

function reasonsOf(links) {
  const found = new Map();
  for (const { index, reason } of links) {
    if (!found.has(reason.measure)) found.set(reason.measure, new Set());
    found.get(reason.measure).add(index);
  }
  const byNumber = (a, b) => a - b;
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([measure, reasons]) => [measure, [...reasons].sort(byNumber)]);
}
