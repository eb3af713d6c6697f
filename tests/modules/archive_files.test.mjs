import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { ArchiveRefused, filesOf, MOST_BYTES, MOST_FILES } from "../../atlas/ui/frontend/reading/archive_files.js";

/** An archive of `[name, words, changes]`; a name may be bytes of another encoding. */
function zip(files, { method = 8 } = {}) {
  const parts = [];
  const list = [];
  let at = 0;
  for (const [name, words, { flags = 0, size } = {}] of files) {
    const called = Buffer.from(name);
    const plain = Buffer.from(words);
    const stored = method === 8 ? deflateRawSync(plain) : plain;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(called.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(stored.length, 20);
    entry.writeUInt32LE(size ?? plain.length, 24);
    entry.writeUInt16LE(called.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(head, called, stored);
    list.push(entry, called);
    at += head.length + called.length + stored.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...list, end]);
}

const archive = (bytes, name = "plans.zip") => new File([bytes], name);
const told = async (file) => Promise.all((await filesOf(file)).map(async (one) => [one.name, await one.text()]));

test("each document of an archive is a file of its own", async () => {
  const files = [["plans/one.txt", "扩建货场。"], ["two.md", "改造管网。"]];
  for (const method of [0, 8]) {
    assert.deepEqual(await told(archive(zip(files, { method }))), [["one.txt", "扩建货场。"], ["two.md", "改造管网。"]]);
  }
});

test("names in the encoding of Chinese Windows are read", async () => {
  const gbk = Buffer.from([0xb9, 0xe6, 0xbb, 0xae, 0x2e, 0x74, 0x78, 0x74]);
  assert.deepEqual(await told(archive(zip([[gbk, "a"]]))), [["规划.txt", "a"]]);
});

test("what programs put beside the files is left", async () => {
  const beside = ["plans/", "__MACOSX/._one.txt", ".DS_Store", "~$two.docx", "plans/Thumbs.db"].map((name) => [name, "x"]);
  assert.deepEqual(await told(archive(zip([...beside, ["one.txt", "a"], ["inner.zip", "b"]]))), [["one.txt", "a"], ["inner.zip", "b"]]);
});

test("other files, and office documents called archives, are handed on as they are", async () => {
  const plain = new File(["a"], "one.txt");
  assert.deepEqual(await filesOf(plain), [plain]);
  const office = archive(zip([["[Content_Types].xml", "<a/>"], ["word/document.xml", "<b/>"]]));
  assert.deepEqual(await filesOf(office), [office]);
});

const many = Array.from({ length: MOST_FILES + 1 }, (_, i) => [`${i}.txt`, "a"]);
const good = zip([["one.txt", "扩建货场。".repeat(40)]]);
for (const [what, bytes, key, n = 0] of [
  ["nothing in it", zip([["plans/", ""]]), "archive_empty"],
  ["too many files", zip(many), "archive_many", MOST_FILES + 1],
  ["more than it may unpack to", zip([["one.txt", "a", { size: MOST_BYTES + 1 }]]), "archive_big"],
  ["a password", zip([["one.txt", "a", { flags: 1 }]]), "archive_locked"],
  ["more in it than its list says", zip([["one.txt", "aaaa", { size: 2 }]]), "archive_damaged"],
  ["less in it than its list says", zip([["one.txt", "a", { size: 2 }]]), "archive_damaged"],
  ["its end missing", good.subarray(0, good.length - 30), "archive_damaged"],
  ["its list not where it says", Buffer.concat([Buffer.from("x"), good]), "archive_damaged"],
  ["packed bytes that are none", Buffer.from(good).fill(0xff, 37, 50), "archive_damaged"],
]) {
  test(`an archive is refused with its reason: ${what}`, async () => {
    await assert.rejects(filesOf(archive(bytes)), (error) => error instanceof ArchiveRefused && error.key === key && error.n === n);
  });
}
