// The server's side of a review: changes sent one after the other, each on what was seen last.

/** @import { ChangeAsked, ChangeTold } from "../contract" */

const NAME = "atlas.reviewer";

/** Name that a reader gave for what they say; empty where none is kept. */
export function reviewerName() {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch (error) {
    if (error instanceof DOMException) return "";
    throw error;
  }
}

/** Keep the name in this browser, where it may keep anything. */
export function keepReviewerName(/** @type {string} */ name) {
  try {
    localStorage.setItem(NAME, name);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/**
 * Changes of one document. `told.kept(change, answer)` hears of each that the server has,
 * `told.refused(detail, answer)` of one it has not: `detail` in both languages, null where nobody
 * answered, and `answer.since` what others said before.
 */
export function reviewService({ assets, id, key }, told) {
  const service = new URL(`../../api/v1/documents/${id}`, new URL(assets, location.href)).href;
  let seen = 0;
  let before = Promise.resolve();
  let waiting = 0;

  async function post(path, body) {
    try {
      return await fetch(`${service}/${path}`, { method: "POST", headers: { "X-Key": key() ?? "", "Content-Type": "application/json" }, body });
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  }

  async function answered(response) {
    if (!response) return { detail: null };
    return (response.headers.get("Content-Type") ?? "").includes("json") ? await response.json() : { detail: null };
  }

  async function sendOne(/** @type {ChangeAsked} */ change) {
    const response = await post("changes", JSON.stringify({ base: seen, change }));
    const said = await answered(response);
    waiting -= 1;
    if (response?.ok) {
      seen = said.seq;
      told.kept(change, said);
    } else {
      told.refused(said.detail ?? null, { ...said, change });
    }
  }

  return {
    /** Files of the review, for whoever may read the document. */
    file: `${service}/review.json`,
    labels: `${service}/labels.jsonl`,
    /** Number of the last change that this reader has seen. */
    get seen() {
      return seen;
    },
    /** Whether nothing is on its way. */
    get idle() {
      return !waiting;
    },
    /** Build on this change from now on. */
    see(/** @type {number} */ seq) {
      if (!waiting) seen = seq;
    },
    send(/** @type {ChangeAsked} */ change) {
      waiting += 1;
      before = before.then(() => sendOne(change));
    },
    /** Bring a review's file; `{ added, known }`, or `{ detail }` where it was not taken. */
    async bring(/** @type {File} */ file) {
      return answered(await post("review", await file.arrayBuffer()));
    },
  };
}
