// The plan at a glance: one little map a strategy, each the door to its own map.

import { arrange, el, langTag, nameOf, symbol, wear } from "../core/parts.js";
import { followLinks } from "../core/follow.js";
import { gradedClasses, smallMaps } from "../map/small_map.js";
import { catalogue } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

const SWATCHES = [0, 1 / 3, 2 / 3, 1];

export async function mount(root, host) {
  const [names, maps] = await Promise.all([
    catalogue(host.assets),
    smallMaps(host.assets),
    wear(root, host.assets, "core/controls.css"),
  ]);
  let page;
  followLinks(root, host);
  return {
    update(/** @type {Views["overview"]} */ data) {
      if (page?.lang !== data.lang) {
        page?.element.remove();
        page = overview(names, maps, data.lang);
        root.append(page.element);
      }
      page.update(data);
    },
    destroy: () => page?.element.remove(),
  };
}

function overview(names, maps, lang) {
  const t = translator(names, lang);
  const drawn = new Map();
  const tiles = el("ul", { class: "tiles" });
  const notes = el("div", { class: "reading" });
  const broad = el("ul", { class: "wide" });
  const links = el("ul", { class: "questions" });
  const parts = [
    el("section", { class: "local", "aria-label": t("overview.local") }, tiles, notes),
    el("section", {}, el("h2", {}, t("overview.wide")), broad),
    el("section", {}, el("h2", {}, t("overview.questions")), links),
  ];

  /** A tile is drawn anew only where its own content changed. */
  const kept = (tile, make) => {
    const key = JSON.stringify(tile);
    if (!drawn.has(key)) drawn.set(key, make());
    return drawn.get(key);
  };

  return {
    lang,
    element: el("div", { lang: langTag(lang) }, parts),
    update(/** @type {Views["overview"]} */ { tiles: local, wide, questions, footer, rests }) {
      tiles.style.setProperty("--columns", `${columnsFor(local.length)}`);
      arrange(tiles, local.map((tile) => kept(tile, () => localTile(names, maps, t, lang, tile))));
      arrange(broad, wide.map((tile) => kept(tile, () => wideTile(names, maps, t, lang, tile))));
      arrange(links, questions.map((one) => kept(one, () => question(one))));
      notes.replaceChildren(...reading(t, footer, rests, local));
      [local, wide, questions].forEach(({ length }, i) => (parts[i].hidden = !length));
    },
  };
}

const question = ({ text, href }) => el("li", {}, el("a", { href, target: "_self" }, text));

/** Five or six in a row on a wide screen, whichever leaves fewer gaps in the last row. */
const columnsFor = (tiles) => {
  const gaps = (columns) => (columns - (tiles % columns)) % columns;
  return gaps(6) <= gaps(5) ? 6 : 5;
};

function localTile({ strategy, counties }, maps, t, lang, tile) {
  const one = strategy.get(tile.strategy);
  return el(
    "li",
    {},
    el(
      "a",
      { class: "tile", href: tile.href, target: "_self", vars: { hue: one.colour } },
      maps.draw(gradedClasses(tile.reached, counties)),
      el("span", { class: "title" }, symbol(one, lang), el("strong", {}, nameOf(one, lang))),
      el(
        "span",
        { class: "figures" },
        el("span", { class: "line" }, t("overview.measures", { n: tile.measures })),
        tile.wide > 0 && el("span", { class: "line wider" }, t("overview.wide_too", { n: tile.wide })),
        el("span", { class: "line" }, t("overview.counties", { n: tile.counties })),
        ["with_prefecture", "by_site"]
          .filter((key) => tile[key])
          .map((key) => el("span", { class: "line wider" }, t(`overview.${key}`, { n: tile[key] }))),
      ),
    ),
  );
}

function wideTile({ strategy, counties }, maps, t, lang, tile) {
  const one = strategy.get(tile.strategy);
  return el(
    "li",
    {},
    el(
      "a",
      { class: "tile", href: tile.href, target: "_self", vars: { hue: one.colour } },
      maps.draw(tile.everywhere ? [{ name: "everywhere", codes: counties.map(({ adcode }) => adcode) }] : []),
      el("span", { class: "title" }, symbol(one, lang), el("strong", {}, nameOf(one, lang))),
      el("span", { class: "figures" }, t("overview.wide_measures", { n: tile.measures })),
    ),
  );
}

/** How to read the shades, what is left over, and where the lines come from. */
function reading(t, footer, rests, tiles) {
  const swatches = SWATCHES.map((place) => el("i", { class: "shade", vars: { place } }));
  const wider = [["through", "p"], ["site", "s"], ["everywhere", "w"]]
    .filter(([, sign]) => tiles.some(({ reached }) => reached.includes(sign)))
    .map(([name]) => el("span", { class: "entry" }, el("i", { class: name }), t(`overview.${name}`)));
  return [
    el("p", { class: "legend" }, t("overview.fewer"), el("span", { class: "swatches" }, swatches), t("overview.more"), wider),
    rests && el("p", { class: "rests" }, rests),
    footer && el("p", { class: "credit" }, footer),
  ].filter(Boolean);
}
