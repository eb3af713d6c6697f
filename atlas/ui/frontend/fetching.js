// Everything the browser fetches comes from our own server, once per address.

const kept = new Map();

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

/** Response of our own server, or an error that names the address and the status. */
export async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response;
}

export const json = (url) => once("json", url, async (u) => (await fetched(u)).json());

/** Constructable stylesheet, shared by every component that adopts it. */
export const sheet = (url) =>
  once("sheet", url, async (u) => new CSSStyleSheet().replace(await (await fetched(u)).text()));

/** Module of a view; `retry` makes a new address, since some browsers keep a failed import. */
export const viewModule = (base, view, retry = "") => import(`${base}views/${view}.js${retry}`);
