// What the modules that count hand each other: the catalogue as store.js keeps it, a document, and
// what is asked of it.

export type Lang = "zh" | "en";
/** A query or a patch of one: lists by the name of their parameter. */
export type Parts = Record<string, string[]>;
/** A query whose search the server may have cut into `terms`. */
export type Asked = Parts & { terms?: any };
/** `t(key, values)`: a text in the reader's language. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

export interface Named {
  id: string;
  zh: string;
  en: string;
}

export interface Place {
  adcode: string;
  zh: string;
  en: string;
  pinyin: string;
  initials: string;
  level: string;
  parent: string;
  polygon: boolean;
  x: number | null;
  y: number | null;
}

export type QueryOf = ReturnType<typeof import("./query.js").queryOf>;

export interface Names {
  places: Place[];
  counties: Place[];
  prefectures: Place[];
  strategies: Named[];
  themes: Named[];
  zones: Named[];
  place: Map<string, Place>;
  strategy: Map<string, Named>;
  theme: Map<string, Named>;
  zone: Map<string, Named>;
  ramps: Record<string, Record<number, string[]>>;
  query: QueryOf;
}

export interface Measure {
  id: string;
  zh: string;
  en: string;
  section: string;
  theme: string;
  strategies: string[];
}

export interface Reason {
  measure: number;
  relation: string;
  precision: string;
  zone: string | null;
  basis: string;
  inherited: boolean;
  counties: string[];
  places: string[];
}

export interface Plan {
  measures: Measure[];
  reasons: Reason[];
}

/** One reason and one county-level unit it comes to; no units where it is for the whole province. */
export interface Link {
  index: number;
  reason: Reason;
  measure: Measure;
  province: string;
  county: string;
  prefecture: string;
  place: string;
  /** At which level the unit of either level is meant. */
  meant: { county: string; prefecture: string };
}

/** A measure with the reasons that lead it somewhere. */
export type Row = [measure: number, reasons: number[]];

export interface Engine {
  units: { county: string[]; prefecture: string[] };
  counted(query: Asked): { values: number[]; sites: number[]; through: number[] };
  facets(query: Asked): Record<string, Record<string, number>>;
  ask(query: Asked): { rows: Row[]; province: Row[]; onMap: Link[] };
}
