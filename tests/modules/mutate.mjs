// Small faults put into the modules one at a time, each of which a test must notice:
// `npm run mutations` in atlas/ui. Nothing of the checkout is changed.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MUTATIONS = [
  ["query/answers.js", "measure.strategies.some(", "measure.strategies.every("],
  ["query/answers.js", "(childrenOf.get(place) ?? [place])", "[place]"],
  ["query/answers.js", 'listed(query, ["place"]).local) {', "listed(query).local) {"],
  ["query/answers.js", "terms.every((", "terms.some(("],
  ["query/answers.js", '[...ignore, "place", "relation"]', '[...ignore, "place"]'],
  ["query/answers.js", "measure.strategies[0] ??", "measure.strategies[1] ??"],
  ["query/answers.js", "!reaching.has(reason.measure)", "reaching.has(reason.measure)"],
  ["query/answers.js", ".toLowerCase();", ";"],
  ["query/patched_address.js", "address.searchParams.delete(name);", ""],
  ["query/patched_address.js", 'address.hash = "";', ""],
  ["query/patched_address.js", "page === first", "page !== first"],
  ["query/intents.js", "if (!open.size) clearTimeout(timer);", ""],
  ["query/intents.js", "return !open.size;", "return true;"],
  ["query/intents.js", "clearTimeout(timer);\n    timer = setTimeout", "timer = setTimeout"],
  ["query/intents.js", "SAID_OTHERWISE_MS = 1500", "SAID_OTHERWISE_MS = 1400"],
  ["core/query.js", "given.length ? given", "given.length > 1 ? given"],
  ["core/query.js", "a.length === b.length && ", ""],
  ["core/query.js", "order.filter((one) => here.includes(one))", "here"],
  ["core/follow.js", "params.getAll(name)", "[params.get(name)].filter(Boolean)"],
  ["core/words.js", "values.n === 1", "values.n <= 1"],
  ["core/words.js", "items.length < 2", "items.length < 3"],
  ["core/place_groups.js", "wanted.has(one.prefecture.adcode) ||", ""],
  ["map/reach.js", "measures.length === value", "measures.length >= value"],
  ["map/reach.js", "([, a], [, b]) => b - a", "([, a], [, b]) => a - b"],
  ["map/classes.js", "value <= high", "value < high"],
  ["map/classes.js", "low === high", "low !== high"],
  ["map/natural_breaks.js", "(s * s) / (", "s / ("],
  ["map/natural_breaks.js", "for (let from = c - 1;", "for (let from = c;"],
  ["map/labels.js", "x - wide / 2 - 3,", "x - wide / 2,"],
  ["map/labels.js", "box[3] > height", "box[3] > height + 9"],
  ["map/labels.js", "(kind === \"county\") return k >= 1.6", "(kind === \"county\") return k > 1.6"],
  ["map/answer.js", "place.length <= MOST_NAMED", "place.length < MOST_NAMED"],
  ["map/answer.js", "query.strategy.length === 1 ?", "query.strategy.length ?"],
  ["map/answer.js", "counts.length - counties", "counts.length"],
  ["map/selection.js", "has && codes.length === 1 ?", "has ?"],
  ["map/selection.js", "said = next;", ""],
  ["widgets/place_search.js", "a.score - b.score ||", ""],
  ["widgets/place_search.js", "typed.length > 1 && names.some", "names.some"],
  ["indicators/numbers.js", "if (!/[1-9]/.test(text)) return text;", ""],
];

const root = fileURLToPath(new URL("../../", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "mutations-"));
for (const path of ["atlas/ui/package.json", "atlas/ui/frontend", "tests/modules"]) {
  cpSync(join(root, path), join(copy, path), { recursive: true });
}
const passes = () =>
  spawnSync("sh", ["-c", "node --test tests/modules/*.test.mjs"], { cwd: copy }).status === 0;

const missed = [];
if (!passes()) throw new Error("the tests fail without a mutation");
for (const [path, from, to] of MUTATIONS) {
  const file = join(copy, "atlas/ui/frontend", path);
  const text = readFileSync(file, "utf8");
  if (text.split(from).length !== 2) throw new Error(`${path} has no one place for ${from}`);
  writeFileSync(file, text.replace(from, () => to));
  const caught = !passes();
  if (!caught) missed.push(path);
  process.stdout.write(`${caught ? "caught" : "MISSED"}  ${path}: ${from.trim()} -> ${to || "nothing"}\n`);
  writeFileSync(file, text);
}
rmSync(copy, { recursive: true });
process.stdout.write(`${MUTATIONS.length - missed.length} of ${MUTATIONS.length} caught\n`);
process.exitCode = missed.length ? 1 : 0;
