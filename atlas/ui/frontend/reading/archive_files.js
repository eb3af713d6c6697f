// The files of an archive (.zip), so that each is brought as if it had been chosen by itself.
//
// The archive is unpacked here, within bounds: what comes out goes the way of any other file.

/** Files of an archive that are brought; a browser's shelf holds as many. */
export const MOST_FILES = 12;
/** Bytes they unpack to, all together. */
export const MOST_BYTES = 60 << 20;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const UTF8 = 1 << 11;
const LOCKED = 1;
// What programs put beside the files, and folders.
const BESIDE = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$|~\$)|\/$/i;
const OFFICE = /^(?:\[Content_Types\]\.xml|mimetype|OFD\.xml)$/;

/** Why an archive is not unpacked: `key` of a sentence of `atlas/words/read.json`. */
export class ArchiveRefused extends Error {
  constructor(key, n = 0) {
    super(key);
    this.key = key;
    this.n = n;
  }
}

/**
 * The files an archive holds; the file itself where it is no archive of files.
 *
 * An archive inside one is handed on as it is. Throws `ArchiveRefused`.
 */
export async function filesOf(file) {
  if (!/\.zip$/i.test(file.name)) return [file];
  if (file.size > MOST_BYTES) throw new ArchiveRefused("archive_big");
  const bytes = await file.arrayBuffer();
  const entries = listed(new DataView(bytes));
  if (entries.some(({ name }) => OFFICE.test(name))) return [file];
  const kept = entries.filter(({ name }) => !BESIDE.test(name));
  if (!kept.length) throw new ArchiveRefused("archive_empty");
  if (kept.length > MOST_FILES) throw new ArchiveRefused("archive_many", kept.length);
  if (kept.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) throw new ArchiveRefused("archive_big");
  if (kept.some(({ flags }) => flags & LOCKED)) throw new ArchiveRefused("archive_locked");
  const found = [];
  for (const entry of kept) {
    const parts = await unpacked(bytes, entry);
    found.push(new File(parts, entry.name.split("/").pop(), { lastModified: file.lastModified }));
  }
  return found;
}

/** Entries of the archive's own list, which stands at its end. */
function listed(view) {
  let at = view.byteLength - END_LENGTH;
  const first = Math.max(0, at - LONGEST_COMMENT);
  while (at >= first && view.getUint32(at, true) !== END) at -= 1;
  if (at < first) throw new ArchiveRefused("archive_damaged");
  const entries = [];
  const count = view.getUint16(at + 10, true);
  let next = view.getUint32(at + 16, true);
  for (let i = 0; i < count; i += 1) {
    if (next + 46 > view.byteLength || view.getUint32(next, true) !== ENTRY) throw new ArchiveRefused("archive_damaged");
    const flags = view.getUint16(next + 8, true);
    const length = view.getUint16(next + 28, true);
    if (next + 46 + length > view.byteLength) throw new ArchiveRefused("archive_damaged");
    entries.push({
      flags,
      method: view.getUint16(next + 10, true),
      packed: view.getUint32(next + 20, true),
      size: view.getUint32(next + 24, true),
      start: view.getUint32(next + 42, true),
      name: named(new Uint8Array(view.buffer, next + 46, length), flags),
    });
    next += 46 + length + view.getUint16(next + 30, true) + view.getUint16(next + 32, true);
  }
  return entries;
}

/** A name as it was written: Chinese Windows writes GBK and does not say so. */
function named(bytes, flags) {
  if (!(flags & UTF8)) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return new TextDecoder("gb18030").decode(bytes);
    }
  }
  return new TextDecoder("utf-8").decode(bytes);
}

/** The bytes of an entry; never more than the list says. */
async function unpacked(bytes, { start, packed, size, method }) {
  const view = new DataView(bytes);
  if (start + 30 > bytes.byteLength) throw new ArchiveRefused("archive_damaged");
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (from + packed > bytes.byteLength || (method !== 0 && method !== 8)) throw new ArchiveRefused("archive_damaged");
  const stored = bytes.slice(from, from + packed);
  if (method === 0) return [stored];
  const parts = [];
  let length = 0;
  try {
    const reader = new Blob([stored]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > size) throw new ArchiveRefused("archive_damaged");
      parts.push(part.value);
    }
  } catch (error) {
    // Whatever the decompressor throws is its own word for bytes that are none it could unpack.
    throw error instanceof ArchiveRefused ? error : new ArchiveRefused("archive_damaged");
  }
  if (length !== size) throw new ArchiveRefused("archive_damaged");
  return parts;
}
