// What this browser remembers of documents it has brought: which, and the key that removes each.

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
export const shelf = () => read(SHELF);

/** Take a document off the shelf. */
export const forget = (id) => write(SHELF, shelf().filter((one) => one.id !== id));

/** Put a document on the shelf, and say that its upload is over. */
export function keep({ id, title, key }) {
  const known = shelf().find((one) => one.id === id);
  write(SHELF, [{ id, title, key: key ?? known?.key }, ...shelf().filter((one) => one.id !== id)]);
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
