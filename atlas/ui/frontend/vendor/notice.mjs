// Puts the notices of LICENSE-<name>.txt at the head of <name>.js as one comment that packers keep:
// `node notice.mjs d3-zoom`. Each licence stands once, under the packages it covers.

import { readFileSync, writeFileSync } from "node:fs";

const [name] = process.argv.slice(2);
const here = (file) => new URL(file, import.meta.url);

const covered = new Map();
for (const block of readFileSync(here(`LICENSE-${name}.txt`), "utf8").trim().split(/\n{3,}/)) {
  const [title, first, ...rest] = block.split("\n\n");
  const holders = first.split("\n").filter((line) => line.startsWith("Copyright"));
  const other = first.split("\n").filter((line) => !line.startsWith("Copyright"));
  const licence = [other.join("\n"), ...rest].filter(Boolean).join("\n\n");
  if (!covered.has(licence)) covered.set(licence, []);
  covered.get(licence).push(`${title}: ${holders.join("; ")}`);
}
const notice = [...covered].map(([licence, packages]) => `${packages.join("\n")}\n\n${licence}`);
const code = readFileSync(here(`${name}.js`), "utf8").replace(/^\/\*![\s\S]*?\*\/\n/, "");
writeFileSync(here(`${name}.js`), `/*!\n${notice.join("\n\n")}\n*/\n${code}`);
