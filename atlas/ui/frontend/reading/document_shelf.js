// What this browser remembers of documents it has brought, or was given to edit: which, and the key
// of each. The key stands nowhere else in the browser: in no address, and in no store of the server's.

const SHELF = "atlas.documents";
const UNDER_WAY = "atlas.documents_under_way";
const MOST = 12;

function read(name) {
  try {
    const held = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(held) ? held : [];
  } catch (error) {
    // No storage is allowed here, or something else wrote it: nothing is remembered.
    if (error instanceof DOMException || error instanceof SyntaxError) return [];
    throw error;
  }
}

function write(name, held) {
  try {
    localStorage.setItem(name, JSON.stringify(held.slice(0, MOST)));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Documents this browser has kept: `[{ id, title, key }]`, the newest first. */
export const shelf = () => read(SHELF).filter((one) => !one.until);

/** Documents removed from here that may still be brought back: `[{ id, title, key, until }]`. */
export const removedShelf = () => read(SHELF).filter((one) => one.until > Date.now());

/** Key of a document, also of one removed from here; undefined where this browser has none. */
export const keyOf = (id) => read(SHELF).find((one) => one.id === id)?.key;

/** Take a document off the shelf. */
export const forget = (id) => write(SHELF, read(SHELF).filter((one) => one.id !== id));

/** Set a removed document aside, that can be brought back for so many hours. */
export const setAside = (id, hours) =>
  write(SHELF, read(SHELF).map((one) => (one.id === id ? { ...one, until: Date.now() + hours * 3_600_000 } : one)));

/** Put a document on the shelf, and say that its upload is over. */
export function keep({ id, title, key }) {
  const known = read(SHELF).find((one) => one.id === id);
  write(SHELF, [{ id, title: title || known?.title, key: key ?? known?.key }, ...read(SHELF).filter((one) => one.id !== id)]);
  write(UNDER_WAY, read(UNDER_WAY).filter((one) => one.key !== key));
}

/**
 * Key of an upload: made once for a file and an encoding, and written down before the file is sent,
 * so that a document whose answer is lost can be asked for again, and removed.
 */
export function keyFor(file, encoding = "") {
  const named = [file.name, file.size, file.lastModified, encoding].join("|");
  const others = read(UNDER_WAY);
  const known = others.find((one) => one.named === named);
  if (known) return known.key;
  const key = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  write(UNDER_WAY, [{ named, key }, ...others]);
  return key;
}
