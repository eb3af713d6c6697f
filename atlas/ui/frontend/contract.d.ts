// What Python and the browser say to each other. Written by `make contract` from atlas/contract/:
// change it there. A module names its types by `@import {MapMessage} from "../contract"`.

export type Adcode = string;

export type ZoneId = string;

export type StrategyId = string;

export type MeasureId = string;

export type Lang = "zh" | "en";

export type Level = "province" | "prefecture" | "county";

export type MentionKind = "region" | "zone" | "class" | "province" | "external";

export type FieldKind = "target" | "year" | "body" | "deadline" | "money";

export type Relation = "explicit" | "zone" | "class" | "pair" | "province";

export type Precision = "unit" | "prefecture" | "site" | "province";

export type Basis = "named" | "official_list" | "known_official" | "equated" | "inferred";

export type Extent = "area" | "site";

/**
 * adcode, name_zh, name_en, pinyin, initials, level, parent, whether it has a polygon, x and y of
 * its label in units of `map.topo.json`, and the kind of unit that it is ranked among.
 */
export type PlaceRow =
  | [Adcode, string, string, string, string, Level, Adcode | null, boolean, number | null, number | null, string];

/** A text with its `{places}`. */
export type Wording = string | Plural;

/** A member of a zone: adcode, how sure the list is, and the id of its source. */
export type MemberRow = [Adcode, Basis, string];

/** A text that depends on a number, by the rules of plurals. */
export interface Plural {
  one: string;
  other: string;
}

/** A strategy with its names, sign and hue. */
export interface Strategy {
  id: string;
  zh: string;
  en: string;
  symbol: Both;
  colour: string;
  definition_zh: string;
  definition_en: string;
}

/** A section of the plan. */
export interface Theme {
  id: string;
  zh: string;
  en: string;
}

/**
 * An extent that a zone is given; `value` is what an address calls it.
 *
 * The default has no members of its own here: they are the zone's. `read_as` is the zone whose
 * list it is, where the basis is `equated`.
 */
export interface ZoneReading {
  value: string;
  zh: string;
  en: string;
  basis: Basis;
  source: string;
  year: string;
  default: boolean;
  read_as: string;
  members: MemberRow[];
}

/** A named area or class with its members on the default of its readings. */
export interface Zone {
  id: string;
  zh: string;
  en: string;
  kind: "zone" | "class";
  extent: Extent;
  definition_zh: string;
  definition_en: string;
  members: MemberRow[];
  readings: ZoneReading[];
}

/** What the browser knows of a parameter; `values` are those no other part lists. */
export interface QueryParameter {
  name: string;
  default: string[];
  narrows: boolean;
  foreseen: boolean;
  many: boolean;
  values: string[];
}

/**
 * Pages in the order of the line at the top, and the parameters in that of an address.
 *
 * Names of pictures that are saved begin with `file_stem`.
 */
export interface Site {
  pages: string[];
  query: QueryParameter[];
  file_stem: string;
}

/**
 * What every page knows.
 *
 * `ramps` are by strategy, the empty key for several, and by number of classes. The file that
 * works offline holds the `words` of its own language alone.
 */
export interface CatalogueAsset {
  places: PlaceRow[];
  strategies: Strategy[];
  themes: Theme[];
  zones: Zone[];
  sources: Record<string, Source>;
  ramps: Record<string, Ramp[]>;
  words: Partial<Record<Lang, Record<string, Wording>>>;
  site: Site;
}

export type MapLevel = "county" | "prefecture";

export type Count = "strategies" | "sentences" | "measures" | "zones";

export type Inherited = "with" | "without";

export type Strength = "strong" | "weak" | "";

export type HowRead =
  | "list" | "transcription" | "excerpt" | "count" | "named" | "derived" | "unread" | "";

export type Confidence = "high" | "medium" | "low" | "";

/** Parameters of a query by name; those left out have their default. */
export type Params = Record<string, string[]>;

/** Parameters of the Query to change; those left out stay, an empty list clears. */
export type Patch = Record<string, string[]>;

/** A measure by its place in the document's `measures`, and the `reasons` it is listed for. */
export type MeasureRow = [number, number[]];

/** Start and end in characters of Unicode, the end left out. */
export type Span = [number, number];

/** x and y in units of a drawing. */
export type Point = [number, number];

/** A text in both languages. */
export interface Both {
  zh: string;
  en: string;
}

/** Colours from the lowest class to the highest, on light and on dark paper. */
export interface Ramp {
  light: string[];
  dark: string[];
}

/** Patterns of addresses: `{code}` and `{id}` are filled in by the browser. */
export interface Hrefs {
  place: string;
  map: string;
  measure: string;
}

/**
 * dict() -> new empty dictionary dict(mapping) -> new dictionary initialized from a mapping
 * object's (key, value) pairs dict(iterable) -> new dictionary initialized as if via: d = {} for
 * k, v in iterable: d[k] = v dict(**kwargs) -> new dictionary initialized with the name=value
 * pairs in the keyword argument list. For example: dict(one=1, two=2)
 */
export interface LegendEntry {
  label: string;
  n: number;
  class: number;
}

/** Why nothing is left to show, and the next click. */
export interface EmptyState {
  title: string;
  text: string;
  action_label: string;
  patch: Patch;
}

/** What a saved picture says of itself. */
export interface ImageText {
  title: string;
  subtitle: string;
  footer?: string;
  file?: string;
}

/** Where a fact comes from. */
export interface Source {
  title: string;
  publisher: string;
  year: string;
  url: string;
}

/** A text that leads somewhere. */
export interface Link {
  text: string;
  href: string;
}

/** A strategy, and the page it leads to. */
export interface StrategyLink {
  strategy: string;
  href: string;
}

/** One way to have it, and the patch that asks for it. */
export interface Choice {
  id: string;
  patch: Patch;
}

/** Units of one class of a comparison's map: of the first, of the second, of both. */
export interface Classed {
  id: "a" | "b" | "both";
  codes: Adcode[];
}

/** Reasons by which a measure reaches a place, and how many of its units out of how many. */
export type ComparedCell = [number[], number, number];

/** A measure and its cell for each place, None where it does not reach. */
export type ComparedRow = [number, (ComparedCell | null)[]];

/** How sure a place's membership is, and how many of its units are listed out of how many. */
export type MembershipCell = [Basis, number, number];

/** A zone, whether a measure of the comparison goes through it, and a cell for each place. */
export type ZoneRow = [string, boolean, (MembershipCell | null)[]];

/** An id, and a number for the first and for the second. */
export type CountedPair = [string, number, number];

/** Words of a measure, and whether its partner has them as well. */
export type WordedPart = [boolean, string];

/** What every kind of comparison needs; `again` starts another, `most` places fit. */
export interface CompareMessageBase {
  lang: Lang;
  doc: string;
  reading: string[];
  hrefs: Hrefs;
  again: string;
  most: number;
}

/** A pair worth comparing, and why. */
export interface ComparisonExample {
  text: string;
  href: string;
  why: string;
}

/**
 * Pickers and example pairs, for who has not yet said what to compare.
 *
 * `readings` lead to the zones of which sources give several lists.
 */
export interface CompareChooseMessage {
  lang: Lang;
  doc: string;
  reading: string[];
  hrefs: Hrefs;
  again: string;
  most: number;
  mode: "choose";
  places: Adcode[];
  beside: Link[];
  place_examples: ComparisonExample[];
  strategies: string[];
  strategy_examples: ComparisonExample[];
  documents: Link[];
  readings: Link[];
}

/** A place with its number of measures; `without` compares the others alone. */
export interface ComparedPlace {
  code: Adcode;
  title: string;
  n: number;
  counties: Adcode[];
  without: string;
  page: string;
}

/** Measures shared by all, by some, or of one `place` only. */
export interface ComparedGroup {
  id: "shared" | "some" | "only";
  place: Adcode | null;
  title: string;
  rows: ComparedRow[];
}

/** A figure in words, or empty; `refused` is the number of the note that says why. */
export interface ComparedFigure {
  value: string;
  refused: number | null;
}

/** One indicator over the places; `note` is the number of its footnote. */
export interface ComparedFigureRow {
  label: string;
  unit: string;
  year: string;
  weak: boolean;
  note: number | null;
  cells: ComparedFigure[];
}

/** A source of figures as it is cited. */
export interface FigureSource {
  text: string;
  url: string;
}

/** Figures side by side; notes are numbered from one. */
export interface ComparedFigures {
  rows: ComparedFigureRow[];
  notes: string[];
  weak: boolean;
  sources: FigureSource[];
}

/** Places with their measures in groups, their zones and figures. */
export interface ComparePlacesMessage {
  lang: Lang;
  doc: string;
  reading: string[];
  hrefs: Hrefs;
  again: string;
  most: number;
  mode: "places";
  places: ComparedPlace[];
  note: string | null;
  wide: number;
  groups: ComparedGroup[];
  zones: ZoneRow[];
  figures: ComparedFigures;
}

/** One of two strategies: its measures, those that reach every county, and its counties. */
export interface ComparedStrategy {
  id: string;
  measures: number;
  counties: number;
  wide: number;
  href: string;
}

/**
 * Two strategies: where only one lands, where both do, and what serves both.
 *
 * `cell` is a pattern with `{code}`; `own` are the measures of each that do not serve both.
 */
export interface CompareStrategiesMessage {
  lang: Lang;
  doc: string;
  reading: string[];
  hrefs: Hrefs;
  again: string;
  most: number;
  mode: "strategies";
  strategies: ComparedStrategy[];
  classes: Classed[];
  neither: number;
  serving: number[];
  own: number[][];
  zones: CountedPair[];
  cell: string;
  footer: string;
}

/** One of two; `measure` is a pattern with `{id}`, `own` what has no partner in the other. */
export interface ComparedDocument {
  id: string;
  title: string;
  measures: number;
  counties: number;
  named: string;
  own: number[];
  measure: string;
}

/**
 * Two measures that mean the same, `at` their places in their texts.
 *
 * `parts` are both wordings in the order of the documents; `added` are words of what the document
 * that takes up says beyond the base, `left_out` of what only the base says; `why` they are one.
 */
export interface MeasurePair {
  at: [number, number];
  state: "sharpened" | "taken_up";
  parts: WordedPart[][];
  added: string[];
  left_out: string[];
  why: string;
}

/**
 * Per strategy and prefecture how many pairs, and how many measures of either alone.
 *
 * An empty place stands for what reaches no single unit; `cell` is a pattern with `{strategy}` and
 * `{place}`.
 */
export interface PairMatrix {
  places: Adcode[];
  rows: [string, [number, number, number][]][];
  cell: string;
}

/**
 * Two documents: pairs, what only one says, and where each one reaches.
 *
 * `base` is which of the two is taken up. `reachable` tells how much of it reaches the unit that
 * the other is about, `within_reach` are these measures; `accuracy` tells how often pairs are
 * right, and `method` is where that is shown. `by_meaning` is false where only equal wordings were
 * paired.
 */
export interface CompareDocumentsMessage {
  lang: Lang;
  doc: string;
  reading: string[];
  hrefs: Hrefs;
  again: string;
  most: number;
  mode: "documents";
  documents: ComparedDocument[];
  base: number;
  pairs: MeasurePair[];
  by_meaning: boolean;
  accuracy: string;
  reachable: string;
  within_reach: number[];
  strategies: CountedPair[];
  matrix: PairMatrix;
  classes: Classed[];
  neither: number;
  method: string;
  footer: string;
}

/** A measure that speaks of a tie, how, in which words, and whether it borrows them. */
export type SpeakingMeasure = [number, "partner" | "zone" | "region", string, boolean];

/** A tie by its place in the asset's `ties`, what speaks of it, and measures left out. */
export type TieRow = [number, SpeakingMeasure[], number];

/** A tie from a place of ours to a partner; `at` is in units of `china.topo.json`. */
export interface Tie {
  home: Adcode;
  zh: string;
  en: string;
  region: Both;
  kind: string;
  zone: string;
  basis: Basis;
  source: string;
  note: Both;
  at: Point;
}

/** How a kind is drawn: hues on light and dark paper, dash and width in pixels, symbol. */
export interface TieLook {
  light: string;
  dark: string;
  dash: string;
  width: number;
  symbol: string;
}

/** `/assets/<version>/cooperation.json`. */
export interface CooperationAsset {
  ties: Tie[];
  homes: Record<Adcode, Point>;
  kinds: Record<string, TieLook>;
  sources: Record<string, Source>;
}

/** `partners` is a pattern with `{code}`. */
export interface CooperationHrefs {
  place: string;
  map: string;
  measure: string;
  partners: string;
}

/** Ties of the chosen places, and those of all; `counts` say what each kind alone would show. */
export interface CooperationMessage {
  lang: Lang;
  doc: string;
  own: TieRow[];
  common: TieRow[];
  counts: Record<string, number>;
  kinds: string[];
  places: Adcode[];
  hrefs: CooperationHrefs;
  image: ImageText;
  footer: string;
  empty: EmptyState | null;
}

/**
 * adcode, figure in words, figure, its share, measures, their share, the place by the figure, the
 * place by measures, units tied by measures, the gap, where units that tie share their mean place,
 * and the units of its kind, among which both places are; shares are per cent in words, empty for
 * a figure that does not add up.
 */
export type WeightRow =
  | [Adcode, string, number, string, number, string, number, number, number, number, number];

/** `cell` is a pattern with `{code}` and `{strategy}`. */
export interface CoverageHrefs {
  place: string;
  map: string;
  measure: string;
  cell: string;
}

/** A strategy whose measures reach the whole province, and so no cell. */
export interface Apart {
  strategy: string;
  href: string;
  n: number;
}

/** A next click. */
export interface NextStep {
  label: string;
  href: string;
}

/** Units that are left out in one sense, what it means, and the next click. */
export interface LeftOutBlock {
  id: "unnamed" | "wider" | "unreached" | "unsure" | "filtered";
  n: number;
  title: string;
  text: string;
  units: Adcode[];
  next: NextStep | null;
}

/**
 * Rows, columns and cells; numbers stand in the order of `units`.
 *
 * `values` are rows of cells, empty where measures are counted: there `relations` say how each
 * reaches, as places in the list of relations, and -1 for not at all. `wider` are rows of columns
 * whose cells are empty and yet reached with the prefecture or by a site, `unsure` rows of columns
 * whose cells rest on inferred lists alone. `shades` are a shade per value, -1 for a zero.
 */
export interface CoverageMessage {
  lang: Lang;
  doc: string;
  level: MapLevel;
  count: Count;
  counts: Choice[];
  levels: Choice[];
  units: Adcode[];
  columns: (string | number)[];
  values: number[][];
  wider: number[][];
  unsure: number[][];
  relations: number[][];
  totals: number[];
  reached: number[];
  shades: number[];
  ramp: Ramp;
  ink: Ramp;
  wide: number[];
  apart: Apart[];
  rows: MeasureRow[];
  hrefs: CoverageHrefs;
  left_out: LeftOutBlock[];
  empty: EmptyState | null;
}

/** A unit that a finding names, with its figures in words. */
export interface Named {
  name: string;
  href: string;
  text: string;
  steady: boolean;
}

/** Who would be named if links were counted otherwise. */
export interface OtherReading {
  id: "sure" | "own";
  label: string;
  names: string;
}

/** A figure that coverage can be set against. */
export interface FigureChoice {
  id: string;
  patch: Patch;
  label: string;
}

/** The finding of coverage against a figure, its controls and other readings. */
export interface WeightMessage {
  lang: Lang;
  title: string;
  hedge: string;
  note: string | null;
  chart: string;
  named: Named[];
  readings: OtherReading[];
  figures: FigureChoice[];
  figure: string;
  lists: Choice[];
  list: "with" | "without";
  carried: Choice[];
  carry: Inherited;
}

/** Units that a figure leaves out, and why. */
export interface WeightLeftOut {
  title: string;
  text: string;
}

/** A source of the figure. */
export interface WeightSource {
  text: string;
  url: string;
  strength: Strength;
}

/** Caveats, and every unit with its places and shares. */
export interface WeightTableMessage {
  lang: Lang;
  figure: string;
  additive: boolean;
  weak: boolean;
  caveats: string[];
  left_out: WeightLeftOut[];
  sources: WeightSource[];
  href: string;
  chosen: Adcode[];
  less: Adcode[];
  steady: Adcode[];
  rows: WeightRow[];
}

/** Where a chart's figure is fetched, and what is read out in its place. */
export interface ChartMessage {
  lang: Lang;
  address: string;
  label: string;
}

/** One line of what `POST /api/v1/documents` answers. */
export type DeskLine = WaitingLine | StageLine | KeptLine | ProblemLine;

export type WorkerLine = StageLine | FoundLine | ProblemLine;

/** How many documents stand before this one. */
export interface WaitingLine {
  stage: "waiting";
  before: number;
}

/** What is done with the document; `part` is from 0 to 1, where it is known. */
export interface StageLine {
  stage: "reading" | "linking";
  part?: number;
}

/**
 * The last line of a document that is kept: its id and the key that removes it.
 *
 * A document that was kept before is told without `measures` and `start`.
 */
export interface KeptLine {
  id: string;
  key: string;
  encoding: string;
  measures?: number;
  start?: string;
}

/** The last line of a document that is not kept: why, and what to do. */
export interface ProblemLine {
  problem: Both;
}

/**
 * What a document comes to.
 *
 * `headings` are ranges of the text with their ranks, `issues` what of the file is not in it, as
 * JSON.
 */
export interface FoundText {
  title: string;
  encoding: string;
  sha256: string;
  text: string;
  headings: [number, number, number][];
  issues: string;
  measures: number;
  start: string;
}

/** What the worker says last of a document that it has read; it never leaves the server. */
export interface FoundLine {
  found: FoundText;
}

/** Problem details (RFC 9457) of a request that is not taken, in both languages. */
export interface DeskProblem {
  type: "about:blank";
  status: number;
  title: string;
  detail: Both;
}

/** A change that was kept, and its number, on which the next one builds. */
export interface KeptChange {
  id: string;
  seq: number;
}

/** What of a review's file was new to the document, and what was there before. */
export interface BroughtReview {
  added: number;
  known: number;
}

/** Problem details of a change that others came before: `since` is what, `head` its number. */
export interface ChangeConflict {
  type: "about:blank";
  status: number;
  title: string;
  detail: Both;
  head: number;
  since: ChangeTold[];
}

/** Problem details (RFC 9457) of the API, in the reader's language; it may have more members. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
}

/**
 * What the keeper of a document says of it, as `atlas.store.Details` has it.
 *
 * `revision` is the one that the keeper has seen.
 */
export interface DetailsAsked {
  title: string;
  source: string;
  dated: string;
  place: string;
  licence: string;
  listed: boolean;
  revision: number;
}

/**
 * What whoever holds a document's key may know of it.
 *
 * `measures` is null where it cannot be opened; `changes` are those made to its reading, `shelves`
 * how many hold it. `hours` is how long it can still be brought back, where it was removed;
 * `undo_hours` how long it could be, if it were removed now, and `listing` whether whoever asks
 * may have it listed.
 */
export interface AboutDocument {
  id: string;
  details: DetailsAsked;
  measures: number | null;
  changes: number;
  shelves: number;
  draft: boolean;
  hours: number | null;
  undo_hours: number;
  listing: boolean;
}

/** A document that its keeper has listed; `kept` is a date, `place` a name or empty. */
export interface ListedDocument {
  id: string;
  title: string;
  source: string;
  dated: string;
  place: Both;
  licence: string;
  kept: string;
}

/** A page of the list, the newest first; `next` is where the next one begins, else empty. */
export interface ListedPage {
  documents: ListedDocument[];
  next: string;
}

/**
 * A prefecture, its partner's names in Chinese and English, how sure that is, and the source that
 * says so.
 */
export type PairRow = [Adcode, string, string, Basis, string];

/** Words of the text on a measure's carrying out; `value` and `unit` as `atlas.model.Field`. */
export interface Field {
  kind: FieldKind;
  start: number;
  words: string;
  value: string | number | number | null;
  unit: string;
}

/**
 * A measure; `source` is the paragraph and the sentence it restates, where it restates one.
 *
 * `sentence` is the place of its own sentence among those of the document that hold a measure.
 * `tags` are strategies with the terms that speak for them, `reasons` places in the document's.
 * `comments` are what reviewers noted, `was` the words of the engine's measures that it was made
 * of, where they are others.
 */
export interface Measure {
  id: string;
  zh: string;
  en: string;
  theme: string;
  section: string;
  start: number;
  end: number;
  sentence: number;
  source: Span | null;
  strategies: string[];
  tags: [string, string[]][];
  fields: Field[];
  reasons: number[];
  state: MeasureState;
  comments: string[];
  was: string[];
}

/**
 * A range of the text that names something, and the ids it stands for.
 *
 * `caution` says which other readings of the words it was preferred over, and why.
 */
export interface Mention {
  start: number;
  end: number;
  surface: string;
  kind: MentionKind;
  targets: string[];
  basis: Basis;
  rule: string;
  caution?: Both;
}

/**
 * The links of one measure that stand on the same mention, zone and basis.
 *
 * `places` are the units as named or listed, `counties` the county-level units with a polygon that
 * they come to. `precision` is that of `places`: a county that is none of them is reached through
 * its prefecture. `reading` is that of the zone it stands on, as an address has it, empty for the
 * default: reasons on every reading are held, and the query says which hold. `partner` is the city
 * outside that the one place is paired with, in Chinese and in English.
 */
export interface Reason {
  measure: number;
  relation: Relation;
  precision: Precision;
  zone: string | null;
  basis: Basis;
  mention: Span | null;
  surface: string;
  inherited: boolean;
  rule: string;
  places: Adcode[];
  counties: Adcode[];
  reading: string;
  partner: [string, string] | null;
}

/** What could not be read or linked, said to the reader. */
export interface DocumentIssue {
  type: string;
  value: string;
  message: Both;
  start: number | null;
}

/** Measures that speak of a pairing of provinces, and the pairs of cities that carry it. */
export interface Pairing {
  measures: number[];
  pairs: PairRow[];
}

/**
 * One document; offsets count its `text` in characters of Unicode.
 *
 * `statements` are where it only tells of something: background, which is never counted.
 * `rejected` are what reviewers found to be no measures, `review` how far they have come; None for
 * what is nobody's to review.
 */
export interface DocumentAsset {
  id: string;
  title: Both;
  text: string;
  measures: Measure[];
  statements: Span[];
  mentions: Mention[];
  reasons: Reason[];
  issues: DocumentIssue[];
  rejected: Rejected[];
  review: ReviewTold | null;
  pairings: Pairing[];
}

/**
 * A document that goes in so many minutes, unless whoever brought it keeps it.
 *
 * `keeping` says whether that may be done here: by this reader, once they have signed in, or not.
 */
export interface Draft {
  id: string;
  minutes: number;
  keeping: "yes" | "sign-in" | "no";
}

/** Where people may sign in: what the reader is called who has, empty for one who has not. */
export interface Account {
  signed_in: boolean;
  name: string;
}

/**
 * A reader's document that the address names, which whoever has its key may edit.
 *
 * It `stands`, or it was removed and may be brought back.
 */
export interface Keeper {
  id: string;
  stands: boolean;
}

/**
 * Navigation, the finding and its scope; `address` is a pattern with `{page}`.
 *
 * `origin` says where the document's own text comes from; its `href` is empty where no copy of the
 * original is known. `account` is null where the host asks nobody who they are.
 */
export interface HeaderMessage {
  lang: Lang;
  address: string;
  pages: string[];
  page: string;
  title: string;
  subtitle: string;
  origin: Link;
  note: string | null;
  draft: Draft | null;
  keeper: Keeper | null;
  account: Account | null;
}

/** The shared filters; `counts` stand in the order in which the catalogue has the choices. */
export interface FiltersMessage {
  lang: Lang;
  query: Params;
  counts: Record<string, number[]>;
  notes: string[];
  level: boolean;
  count_choices: boolean;
}

/** A part of the filter in words, and the patch that takes it out. */
export interface Chip {
  label: string;
  patch: Patch;
}

/** Files to take from a page; `frames` names who may embed it, where not anybody may. */
export interface Exports {
  kinds: string[];
  page: string;
  frames?: string;
}

/**
 * The filter in force as a sentence and as chips.
 *
 * `left_aside` says what a basis leaves out, `by_place` offers the places that a search names.
 */
export interface FilterBarMessage {
  lang: Lang;
  sentence: string;
  chips: Chip[];
  left_aside: Chip | null;
  by_place: Link[];
  exports: Exports;
}

/** A value, and the places of its source and its note in `sources` and `notes`. */
export type FigureCell = [number, number, number | null];

export type UnitStatus = "known" | "missing" | "incomparable" | "outside";

/**
 * A unit, whether its figure is known, the figures of each year asked, the figure or change that
 * is shown, and the place in `rules` of what forbids the comparison.
 */
export type IndicatorRow =
  | [Adcode, UnitStatus, (FigureCell | null)[], number | null, number | null];

/** A unit, and a figure without a year. */
export type UndatedRow = [Adcode, number, number, number | null];

/** A year, and a figure. */
export type DatedFigure = [number, number, number, number | null];

/** An indicator, and how many `units` of each level have it in its best year. */
export interface Indicator {
  id: string;
  group: string;
  zh: string;
  en: string;
  units: Record<string, number>;
}

/** `/assets/<version>/indicators.json`. */
export interface IndicatorsAsset {
  indicators: Indicator[];
}

/** A source of figures, and how strong it is. */
export interface IndicatorSource {
  title: string;
  publisher: string;
  year: string;
  url: string;
  strength: Strength;
}

/** Why figures must not be compared; `everywhere` or in one unit. */
export interface Rule {
  reason: string;
  source: string;
  url: string;
  everywhere: boolean;
}

/** A year, and how many units have it. */
export interface YearChoice {
  year: number;
  n: number;
  current: boolean;
  href: string;
}

/** Two years: how many units can be compared, and why none can where none can. */
export interface PairChoice {
  years: [number, number];
  n: number;
  refused: string;
  current: boolean;
  href: string;
}

/** A level, and how many units have a figure. */
export interface LevelChoice {
  level: MapLevel;
  n: number;
  current: boolean;
  href: string;
}

/** What else a reader can ask of the indicator. */
export interface IndicatorChoices {
  years: YearChoice[];
  pairs: PairChoice[];
  levels: LevelChoice[];
}

/** Where the level has nothing: what another has, and the way there. */
export interface OtherLevel {
  text: string;
  years: number[];
  figures: DatedFigure[];
  href: string | null;
}

/** `indicator` is a pattern with `{id}`. */
export interface IndicatorHrefs {
  place: string;
  map: string;
  measure: string;
  indicator: string;
}

/**
 * An indicator for a year or between two.
 *
 * `classes` follow the order of the level's units on the map; below zero they say why there is no
 * figure, as the legend names them.
 */
export interface IndicatorsMessage {
  lang: Lang;
  indicator: string;
  level: MapLevel;
  years: number[];
  name: string;
  unit: string;
  figure_unit: string;
  change: "percent" | "difference";
  digits: number;
  figure_digits: number;
  classes: number[];
  legend: LegendEntry[];
  legend_title: string;
  total: number;
  ramp: Ramp;
  selected: Adcode[];
  rows: IndicatorRow[];
  province: IndicatorRow | null;
  undated: UndatedRow[];
  others: OtherLevel[];
  notes: string[];
  sources: IndicatorSource[];
  rules: Rule[];
  caveat: string;
  choices: IndicatorChoices;
  hrefs: IndicatorHrefs;
  image: ImageText;
  footer: string;
}

/** The lowest and the highest value of a class. */
export type Bounds = [number, number];

/**
 * Values per unit, in the order of the level's units on the map, and the list beside it.
 *
 * `values` count what means the unit itself; `sites` and `through` what means a site in it and
 * what comes with its prefecture, and nothing closer: empty where that is nothing anywhere. `wide`
 * are the measures that address the whole province. `chosen` are the strategies that are counted
 * alone, none where something else is counted. `bounds` are the lowest and the highest value of
 * each class, `hue` the one strategy whose ramp is worn, or empty; classes, legend and colours are
 * made of them by the browser.
 */
export interface MapMessage {
  lang: Lang;
  doc: string;
  query: Params;
  level: MapLevel;
  count: Count;
  chosen: string[];
  values: number[];
  sites: number[];
  through: number[];
  wide: number;
  bounds: Bounds[];
  hue: string;
  selected: Adcode[];
  reading: string[];
  outlines: string[];
  active: string | null;
  rows: MeasureRow[];
  province: number[];
  terms: string[];
  list_title: string;
  empty: EmptyState | null;
}

/**
 * A class per unit, with the legend whose counts add up to `total`.
 *
 * -1 is nothing, -5 a unit that comes with its prefecture alone, -6 one that is meant by a site in
 * it alone, -7 one that only the `wide` measures for the whole province reach; `tone` is the one
 * colour that -5 and -6 are drawn in.
 */
export interface DrawnClasses {
  level: MapLevel;
  values: number[];
  sites: number[];
  through: number[];
  wide: number;
  classes: number[];
  legend: LegendEntry[];
  legend_title: string;
  total: number;
  ramp: Ramp;
  tone: Ramp;
}

/**
 * The whole map, as the server draws it in files, with the words over and under it.
 *
 * A page has those words in its heading and its filter already, and makes them for a picture that
 * a reader saves.
 */
export interface MapPayload {
  lang: Lang;
  doc: string;
  query: Params;
  level: MapLevel;
  count: Count;
  chosen: string[];
  values: number[];
  sites: number[];
  through: number[];
  wide: number;
  bounds: Bounds[];
  hue: string;
  selected: Adcode[];
  reading: string[];
  outlines: string[];
  active: string | null;
  rows: MeasureRow[];
  province: number[];
  terms: string[];
  list_title: string;
  empty: EmptyState | null;
  classes: number[];
  legend: LegendEntry[];
  legend_title: string;
  total: number;
  ramp: Ramp;
  tone: Ramp;
  image: ImageText;
}

/**
 * A small map, with how many counties are meant themselves and how many in a wider way.
 *
 * `measures` reach single places, `wide` the whole province beside them.
 *
 * `reached` is a character per county: 0 for nothing, else class and one; `p` for a county that
 * comes with its prefecture alone, `s` for one that is meant by a site in it alone, `w` for one
 * that only measures for the whole province reach.
 */
export interface Tile {
  strategy: string;
  href: string;
  measures: number;
  wide: number;
  counties: number;
  with_prefecture: number;
  by_site: number;
  reached: string;
}

/** A strategy whose measures reach the whole province alike, or no county. */
export interface WideStrategy {
  strategy: string;
  href: string;
  measures: number;
  everywhere: boolean;
}

/** Small maps, strategies without one, questions; `rests` says how counties are meant. */
export interface OverviewMessage {
  lang: Lang;
  doc: string;
  rests: string;
  tiles: Tile[];
  wide: WideStrategy[];
  questions: Link[];
  footer: string;
}

/** A section: its heading, empty before the first, start and end, and its number of measures. */
export type OutlineRow = [string, number, number, number];

/** Measures in the plan's order. */
export interface MeasuresMessage {
  lang: Lang;
  doc: string;
  rows: MeasureRow[];
  terms: string[];
  active: string | null;
  reading: string[];
  hrefs: Hrefs;
  empty: EmptyState | null;
}

/**
 * What the host does with readers' documents: whose are kept, where, and how long.
 *
 * `saving` is what the host has chosen, `kept` whether on a disk, `minutes` how long one stays
 * that its reader has not kept; `listing` whether there is a list of those that their keepers have
 * listed.
 */
export interface DeskTerms {
  saving: "off" | "session" | "signed-in" | "anyone";
  kept: boolean;
  days: number;
  minutes: number;
  listing: boolean;
}

/**
 * What stands beside a text; the text itself is the document's asset.
 *
 * `taking_up` leads from a reader's document to what of the built-in one it takes up.
 */
export interface ReadMessage {
  lang: Lang;
  doc: string;
  reading: string[];
  built_in: boolean;
  built_in_href: string;
  taking_up: Link | null;
  title: string;
  desk: DeskTerms;
  encoding: string;
  outline: OutlineRow[];
  rows: MeasureRow[];
  map: DrawnClasses;
  selected: Adcode[];
  active: string | null;
  hrefs: Hrefs;
  footer: string;
}

/** adcode, how sure the list is, the id of its source, and a note. */
export type ZoneMember = [Adcode, Basis, string, Both | null];

/** A share with the ends of its 95 % interval. */
export type Share = [number, number, number];

/** A rule: how many measures and counties come by it; `example` is one of the reasons. */
export interface Way {
  name: string;
  measures: number;
  counties: number;
  example: number | null;
}

/** A relation, with the address of its measures. */
export interface RelationWay {
  name: string;
  measures: number;
  counties: number;
  example: number | null;
  href: string;
}

/** What could not be read or linked. */
export interface ReadingIssue {
  type: string;
  value: string;
  message: string;
  start: number | null;
}

/** A reviewed correction of the built-in plan, in the reader's language. */
export interface Correction {
  measure: string;
  action: string;
  value: string;
  reason: string;
  reviewer: string;
  date: string;
}

/**
 * Relations, rules and issues of the open document; `zones` count measures by zone.
 *
 * `readings` are those chosen, `map` is the address of the map without any.
 */
export interface MethodMessage {
  lang: Lang;
  doc: string;
  filtered: boolean;
  hrefs: Hrefs;
  title: string;
  relations: RelationWay[];
  rules: Way[];
  zones: Record<string, number>;
  readings: string[];
  map: string;
  issues: ReadingIssue[];
  corrections: Correction[];
}

/** What the data package says of itself; `name` is what programs call it. */
export interface PackageTold {
  name: string;
  title: Both;
  description: Both;
  version: string;
}

/** A licence of the data. */
export interface Licence {
  name: string;
  url: string;
  title: Both;
}

/**
 * A source with the rows of each table that cite it.
 *
 * `how_read` and `confidence` are said of sources of members of zones, and empty for others.
 */
export interface MethodSource {
  id: string;
  year: string;
  url: string;
  strength: Strength;
  how_read: HowRead;
  confidence: Confidence;
  cited: Record<string, number>;
  title: Both;
  publisher: Both;
  terms: Both;
  note: Both;
}

/** A column; `refers` names the table it points into, or is empty. */
export interface TableField {
  name: string;
  type: string;
  required: boolean;
  values: string[];
  refers: string;
  description: Both;
}

/** A table of `data/`. */
export interface MethodTable {
  name: string;
  file: string;
  rows: number;
  key: string[];
  title: Both;
  description: Both;
  fields: TableField[];
}

/** A layer of `geo/`, who made it and on what terms. */
export interface Layer {
  id: string;
  name: Both;
  files: string[];
  producer: Both;
  package: string;
  url: string;
  datum: string;
  review_number: string;
  terms: Both;
}

/** How well the engine did a task on sentences it had not seen. */
export interface AccuracyTold {
  task: string;
  cases: number;
  expected: number;
  found: number;
  right: number;
  demanded: number;
  precision: Share;
  recall: Share;
}

/** A sentence that the engine got wrong: what it missed, and what it made up. */
export interface Miss {
  task: string;
  text: string;
  missing: Both;
  extra: Both;
}

/** `/assets/<version>/method.json`: all that no document changes; `members` are by zone. */
export interface MethodAsset {
  package: PackageTold;
  licences: Licence[];
  members: Record<string, ZoneMember[]>;
  sources: MethodSource[];
  tables: MethodTable[];
  layers: Layer[];
  accuracy: AccuracyTold[];
  misses: Miss[];
}

/**
 * Counts per unit that hold the classes still while a reader filters.
 *
 * `chosen` are the strategies that are counted alone, where strategies are.
 */
export interface Unfiltered {
  relation: Relation[];
  chosen: StrategyId[];
  county: Partial<Record<Count, number[]>>;
  prefecture: Partial<Record<Count, number[]>>;
}

/**
 * The query that a file begins with, and what its answers come from.
 *
 * `terms` are what the search of that query was cut into.
 */
export interface Held {
  query: Params;
  terms: string[];
  document: DocumentAsset;
  unfiltered: Unfiltered;
}

/**
 * The data of the file; `topology` is `map.topo.json`, `styles` are sheets by their path.
 *
 * Names, zones and reasons are those that the file needs, the words those of its language.
 */
export interface OfflineData {
  query: Params;
  terms: string[];
  document: DocumentAsset;
  unfiltered: Unfiltered;
  lang: Lang;
  base: string;
  catalogue: CatalogueAsset;
  topology: Record<string, unknown>;
  styles: Record<string, string>;
}

/**
 * A zone's id, how sure the list is, and how many counties of a prefecture it lists, where it does
 * not list the prefecture itself.
 */
export type PlaceZone = [string, Basis, number | null];

/** What both forms of the page have. */
export interface PlaceMessageBase {
  lang: Lang;
  doc: string;
  reading: string[];
  hrefs: Hrefs;
}

/** No place is chosen yet. */
export interface PlaceChooserMessage {
  lang: Lang;
  doc: string;
  reading: string[];
  hrefs: Hrefs;
  chooser: true;
  prefectures: Adcode[];
}

/** Measures that mean the place in one way; of those that mean it itself, by one relation. */
export interface PlaceGroup {
  precision: Precision;
  relation: Relation;
  rows: MeasureRow[];
}

/** A figure in words; `source` is a key of `cited`, `compare` names larger units beside it. */
export interface PlaceFigure {
  label: string;
  value: string;
  unit: string;
  year: string;
  strength: Strength;
  caveat: string;
  source: string;
  compare: [string, string][];
  href: string;
}

/** A source as it is cited under figures. */
export interface Cited {
  title: string;
  url: string;
}

/** A place with what reaches it, its zones, surroundings and figures. */
export interface PlaceMessage {
  lang: Lang;
  doc: string;
  reading: string[];
  hrefs: Hrefs;
  place: Adcode;
  groups: PlaceGroup[];
  province: number[];
  zones: PlaceZone[];
  neighbours: Adcode[];
  children: Adcode[];
  figures: PlaceFigure[];
  cited: Record<string, Cited>;
  empty: EmptyState | null;
}

/**
 * `measure` says that what the engine took for a statement asks for something; `resolve` what a
 * name stands for in the whole document.
 */
export type ChangeKind =
  | "confirm" | "not_a_measure" | "measure" | "split" | "merge" | "strategies" | "add_place" | "remove_place" | "add_zone" | "remove_zone" | "resolve" | "comment" | "undo";

/** `proposed` is as the engine read it; `added` what it took for a statement, or not at all. */
export type MeasureState = "proposed" | "confirmed" | "changed" | "added" | "not_a_measure";

export type WhyUnfitting =
  | "passage" | "cut" | "neighbours" | "unknown" | "name" | "undone" | "too_long";

/** What a change says, by its kind; see `ChangeAsked`. */
export type ChangePayload = Record<string, string | number | string[] | PassageTold>;

/** Words of the text and where they stood, in characters of Unicode. */
export interface PassageTold {
  start: number;
  end: number;
  words: string;
}

/**
 * A change as its author sends it; what the payload holds goes by the kind.
 *
 * split: `at`, characters from the start of the passage; merge: `next`, the passage after it;
 * strategies: `strategies`, the primary one first; add_place, remove_place: `place`; add_zone,
 * remove_zone: `zone`; resolve: `surface` and `place`, empty where the name stands for no place;
 * comment: `text`; undo: `change`, the id of the one taken back. The others hold nothing.
 */
export interface ChangeAsked {
  kind: ChangeKind;
  target?: PassageTold | null;
  payload?: ChangePayload;
  who?: string | null;
  why?: string;
}

/** A change as it is kept: `seq` counts from 1 in its document, `at` is a time in UTC. */
export interface ChangeTold {
  id: string;
  seq: number;
  kind: ChangeKind;
  at: string;
  who: string | null;
  target: PassageTold | null;
  payload: ChangePayload;
  why: string;
}

/** Which text a review is of: its id where it was made, and hashes of its file and its text. */
export interface ReviewedDocument {
  id: string;
  title: string;
  sha256: string;
  text_sha256: string;
}

/** A review as one file. */
export interface ReviewFile {
  schema: "atlas-review";
  version: 1;
  document: ReviewedDocument;
  changes: ChangeTold[];
}

/** What the engine proposed as a measure and a reviewer found to be none. */
export interface Rejected {
  id: MeasureId;
  start: number;
  end: number;
  words: string;
  strategies: StrategyId[];
  comments: string[];
}

/** A change that fits nowhere in the text as it is read now, with the reason. */
export interface UnfittingChange {
  change: ChangeTold;
  why: WhyUnfitting;
}

/**
 * How far the review of a document has come.
 *
 * `seq` is the number of the last change, on which the next one builds; `last` is the last change
 * in force, which an undo takes back.
 */
export interface ReviewTold {
  seq: number;
  reviewed: number;
  of: number;
  last: ChangeTold | null;
  unfitting: UnfittingChange[];
}

/**
 * A strategy of the index; `reached` is a character per county, as on the overview.
 *
 * `counties` are meant themselves, `sure` of them by more than an inferred list; `unsure` are
 * measures that mean some county by an inferred list alone.
 */
export interface StrategyRow {
  strategy: string;
  href: string;
  measures: number;
  wide: number;
  counties: number;
  with_prefecture: number;
  by_site: number;
  sure: number;
  unsure: number;
  relations: Relation[];
  reached: string;
  map: string;
}

/** Strategies side by side, and where a filter narrowed them, the way back and to comparing. */
export interface StrategyIndex {
  rows: StrategyRow[];
  all: string | null;
  compare: string | null;
}

/** A zone that a strategy's measures go through, with its members by how sure they are. */
export interface StrategyZone {
  zone: string;
  measures: number;
  members: number;
  bases: [Basis, number][];
  href: string;
}

/** Another strategy that meets this one: in measures, and in counties. */
export interface StrategyBeside {
  strategy: string;
  href: string;
  measures: number;
  counties: number;
}

/** A word that marks a strategy, and how many of its measures say it. */
export interface Keyword {
  word: string;
  measures: number;
  href: string;
}

/** One strategy with its measures, map, zones and key words. */
export interface StrategyPage {
  strategy: string;
  rows: MeasureRow[];
  terms: string[];
  active: string | null;
  counties: Adcode[];
  with_prefecture: Adcode[];
  by_site: Adcode[];
  reached: string;
  legend: LegendEntry[];
  map: string;
  zones: StrategyZone[];
  beside: StrategyBeside[];
  keywords: Keyword[];
  all: string;
  previous: StrategyLink | null;
  next: StrategyLink | null;
}

/** What both forms of the page have. */
export interface StrategiesMessageBase {
  lang: Lang;
  doc: string;
  total: number;
  reading: string[];
  hrefs: Hrefs;
  footer: string;
  empty: EmptyState | null;
}

/** The index. */
export interface StrategyIndexMessage {
  lang: Lang;
  doc: string;
  total: number;
  reading: string[];
  hrefs: Hrefs;
  footer: string;
  empty: EmptyState | null;
  index: StrategyIndex;
}

/** The page of one. */
export interface StrategyPageMessage {
  lang: Lang;
  doc: string;
  total: number;
  reading: string[];
  hrefs: Hrefs;
  footer: string;
  empty: EmptyState | null;
  one: StrategyPage;
}

export type CompareMessage =
  | CompareChooseMessage
  | ComparePlacesMessage
  | CompareStrategiesMessage
  | CompareDocumentsMessage;

/** Whatever a view may be sent. */
export type Message =
  | HeaderMessage
  | FiltersMessage
  | FilterBarMessage
  | OverviewMessage
  | MapMessage
  | MeasuresMessage
  | PlaceMessage
  | PlaceChooserMessage
  | StrategyIndexMessage
  | StrategyPageMessage
  | CoverageMessage
  | WeightMessage
  | WeightTableMessage
  | ChartMessage
  | CompareMessage
  | CooperationMessage
  | IndicatorsMessage
  | ReadMessage
  | MethodMessage;

/** What each view of `frontend/views/` is sent. */
export interface Views {
  "header": HeaderMessage;
  "filters": FiltersMessage;
  "filter_bar": FilterBarMessage;
  "overview": OverviewMessage;
  "map": MapMessage;
  "measures": MeasuresMessage;
  "place": PlaceMessage | PlaceChooserMessage;
  "strategies": StrategyIndexMessage | StrategyPageMessage;
  "coverage": CoverageMessage;
  "weight": WeightMessage;
  "weight_table": WeightTableMessage;
  "chart": ChartMessage;
  "compare":
    | CompareChooseMessage
    | ComparePlacesMessage
    | CompareStrategiesMessage
    | CompareDocumentsMessage;
  "cooperation": CooperationMessage;
  "indicators": IndicatorsMessage;
  "read": ReadMessage;
  "method": MethodMessage;
}

/** What is fetched once, by its path. */
export interface Assets {
  "catalogue.json": CatalogueAsset;
  "cooperation.json": CooperationAsset;
  "indicators.json": IndicatorsAsset;
  "method.json": MethodAsset;
  "documents/{id}.json": DocumentAsset;
}
