// The browser's answers without a browser: one question a line, one answer a line.
//
// Started with the addresses of the modules by name. A line `{ give }` hands over a catalogue and a
// document, `{ open }` what a file holds of one, `{ ask }` asks a query of either.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const modules = JSON.parse(process.argv[2]);
const from = (name) => import(pathToFileURL(modules[name]));
const { once } = await from("core/fetching.js");
const { catalogue } = await from("core/store.js");
const { translator } = await from("core/words.js");
const { answers } = await from("query/answers.js");
const { clausesOf, headingOf, mapAnswer, sentenceOf } = await from("map/answer.js");
const { classified } = await from("map/classes.js");

const given = new Map();

async function give({ name, catalogue: raw, plan }) {
  once("json", `given:/${name}/catalogue.json`, async () => raw);
  const names = await catalogue(`given:/${name}/`);
  given.set(name, { doc: plan.id, names, plan, engine: answers({ names, plan }) });
  return true;
}

/** A file of the document given as `of`, which its own texts and names are left out of. */
function open({ of, document, names: part, unfiltered }) {
  const { names: whole, plan: { measures } } = given.get(of);
  const names = { ...whole, ...part, zone: new Map(part.zones.map((zone) => [zone.id, zone])) };
  const plan = {
    ...document,
    measures: document.measures.map(({ reasons }, i) => ({ ...measures[i], reasons })),
  };
  const kept = { doc: plan.id, names, plan, engine: answers({ names, plan }), held: unfiltered };
  given.set("file", kept);
  return true;
}

function ask({ of, lang, query: asked, terms }) {
  const kept = given.get(of);
  const t = translator(kept.names, lang);
  const context = { ...kept, t, lang };
  const query = { ...kept.names.query.whole(asked), terms };
  const answer = mapAnswer(context, query);
  return {
    ...classified(answer, kept.names, t),
    heading: headingOf(context, query, answer),
    sentence: sentenceOf(context, query),
    chips: clausesOf(context, query),
    facets: kept.engine.facets(query),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const said = JSON.parse(line);
  const told = said.give ? await give(said.give) : said.open ? open(said.open) : ask(said.ask);
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
