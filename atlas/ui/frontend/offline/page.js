// A file that works without a server: the map, its list and the filters as on the site, fed from
// the data the file holds. Everything the shared modules would fetch is handed to them here.

import { once } from "../core/fetching.js";
import { el, wear } from "../core/parts.js";
import { catalogue } from "../core/store.js";
import { translator } from "../core/words.js";
import { mount as mountBar } from "../views/filter_bar.js";
import { mount as mountFilters } from "../views/filters.js";
import { mount as mountMap } from "../views/map.js";
import { alike } from "../core/query.js";
import { answers } from "../query/answers.js";
import { clausesOf, headingOf, mapAnswer, sentenceOf } from "../map/answer.js";
import { measureClause } from "../map/one_measure.js";

/** Where the shared modules believe their files to be; nothing is ever asked of it. */
const BASE = "inline:/";
const WIDE = matchMedia("(min-width: 900px)");

async function start() {
  const file = JSON.parse(document.getElementById("data").textContent);
  const hand = (kind, path, value) => once(kind, BASE + path, async () => value);
  hand("json", "catalogue.json", file.catalogue);
  hand("json", "map.topo.json", file.topology);
  hand("json", `documents/${file.document.id}.json`, file.document);
  for (const [name, text] of Object.entries(file.styles)) hand("style", name, text);

  const { lang, document: plan } = file;
  const names = await catalogue(BASE);
  const t = translator(names, lang);
  const engine = answers({ names, plan });
  const { id: doc } = plan;
  const context = { doc, names, plan, engine, t, lang, held: file.unfiltered };
  let query = names.query.whole(file.query);
  let answer;

  const heading = document.getElementById("finding");
  const panel = /** @type {HTMLDetailsElement} */ (document.getElementById("panel"));
  panel.open = WIDE.matches;
  WIDE.addEventListener("change", () => (panel.open = WIDE.matches));

  const host = {
    assets: BASE,
    change: (patch) => {
      query = names.query.whole({ ...query, ...patch });
      show();
    },
    chosen: () => heading.scrollIntoView({ block: "start" }),
  };

  const bar = await staged("filter_bar", mountBar, host);
  const filters = await staged("filters", mountFilters, host);
  const map = await staged("map", mountMap, host);

  /** The query as it is answered: the server has cut the search that the file was made for. */
  const asked = () => (alike(query.q, file.query.q ?? []) ? { ...query, terms: file.terms } : query);

  function show() {
    answer = mapAnswer(context, asked());
    heading.textContent = headingOf(context, query, answer);
    document.title = `${heading.textContent} · ${t("pages.brand")}`;
    const filter = {
      lang,
      sentence: sentenceOf(context, query),
      chips: [...clausesOf(context, query), ...measureClause(context, query)].map(([name, label]) => ({ label, patch: { [name]: [] } })),
    };
    // Where no site is known, the page's own address is the one to copy.
    bar.update({ ...filter, share: file.base ? addressOf(file, names, query) : undefined });
    filters.update({
      ...filter,
      query,
      counts: engine.facets(asked()),
      notes: [],
      level: true,
      count_choices: true,
    });
    map.update(answer);
  }
  show();
  document.documentElement.dataset.ready = "";
}

/** Where the site shows the same answer. */
function addressOf({ base, lang, document: { id } }, { query: { names, byDefault } }, query) {
  const params = new URLSearchParams();
  const parts = { ...query, lang: [lang], doc: [id] };
  for (const name of names.filter((one) => parts[one] && !byDefault(one, parts[one]))) {
    for (const value of parts[name]) params.append(name, value);
  }
  return `${base.replace(/\/$/, "")}/map?${params}`;
}

/** A view in a shadow tree of its own, as on the site, so that styles keep to themselves. */
async function staged(name, mount, host) {
  const root = document.getElementById(name).attachShadow({ mode: "open" });
  await wear(root, BASE, "core/tokens.css", `views/${name}.css`);
  const stage = el("div", { class: `view view-${name}` });
  root.append(stage);
  return mount(stage, host);
}

start();
