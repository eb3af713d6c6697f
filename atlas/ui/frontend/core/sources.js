// Of several documents that are answered as one, which one a measure is of.

/** @import { DocumentAsset, Lang, Measure } from "../contract" */

/**
 * Title of a measure's own document; empty where one document is read alone.
 *
 * @param {{ plan: Pick<DocumentAsset, "documents">, lang: Lang }} context
 * @param {Pick<Measure, "document">} measure
 */
export const sourceTitle = ({ plan: { documents }, lang }, { document }) =>
  documents.length > 1 ? documents[document].title[lang] : "";
