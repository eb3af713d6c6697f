// Everything the browser fetches comes from our own server, once per address.

import { ASSETS } from "../assets.js";

const kept = new Map();
const hand = { views: {}, styles: {} };

/** Views, as functions that import them, and texts of styles that are here and need no fetching. */
export function atHand(views, styles) {
  Object.assign(hand.views, views);
  Object.assign(hand.styles, styles);
}

/** Result of `make(url)`, made once; a failure is not kept, so that a retry tries again. */
export function once(kind, url, make) {
  const key = `${kind} ${url}`;
  if (!kept.has(key)) {
    kept.set(
      key,
      make(url).catch((error) => {
        kept.delete(key);
        throw error;
      }),
    );
  }
  return kept.get(key);
}

/** An answer of our own server that is not what was asked for. */
export class Unanswered extends Error {
  constructor(url, status) {
    super(`${url}: HTTP ${status}`);
    this.status = status;
  }
}

/** Response of our own server, or `Unanswered`, which names the address and the status. */
export async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Unanswered(url, response.status);
  return response;
}

export const json = (url) => once("json", url, async (u) => (await fetched(u)).json());

/** Let go of an answer that nobody asks for any more. */
export const forgotten = (url) => kept.delete(`json ${url}`);

/** Text of a style sheet. */
export const styleText = (url) =>
  once("style", url, async (u) => hand.styles[u.slice(ASSETS.length)] ?? (await fetched(u)).text());

/** Constructable stylesheet, shared by every component that adopts it. */
export const sheet = (url) =>
  once("sheet", url, async (u) => new CSSStyleSheet().replace(await styleText(u)));

/** Module of a view; `retry` makes a new address, since some browsers keep a failed import. */
export async function viewModule(base, view, retry = "") {
  const path = `views/${view}.js`;
  return hand.views[path]?.() ?? import(base + path + retry);
}
