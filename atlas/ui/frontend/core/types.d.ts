// What the modules that count hand each other: the catalogue as store.js keeps it, a document, and
// what is asked of it.

import type {
  Adcode,
  CatalogueAsset,
  DocumentAsset,
  Lang,
  Measure,
  MeasureRow,
  Params,
  Reason,
  Strategy,
  Theme,
  Zone,
} from "../contract";

export type { Lang, Measure, Reason, Zone };
/** A query or a patch of one: lists by the name of their parameter. */
export type Parts = Params;
/** A query whose search the server may have cut into `terms`. */
export type Asked = Parts & { terms?: any };
/** `t(key, values)`: a text in the reader's language. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

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

/** The catalogue with its places as objects, and lookups by id. */
export interface Names extends Omit<CatalogueAsset, "places"> {
  places: Place[];
  counties: Place[];
  prefectures: Place[];
  place: Map<Adcode, Place>;
  strategy: Map<string, Strategy>;
  theme: Map<string, Theme>;
  zone: Map<string, Zone>;
  query: QueryOf;
}

/** What is counted of a document. */
export type Plan = Pick<DocumentAsset, "measures" | "reasons" | "pairings" | "documents">;

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
export type Row = MeasureRow;

export interface Engine {
  units: { county: string[]; prefecture: string[] };
  counted(query: Asked): { values: number[]; sites: number[]; through: number[] };
  facets(query: Asked): Record<string, Record<string, number>>;
  ask(query: Asked): { rows: Row[]; province: Row[]; local: Link[]; onMap: Link[] };
}
