// A place's page: what reaches it and why, where it lies, what it belongs to, a few figures.
// Without a place it is the directory of all of them.

import { html } from "../core/elements.js";
import { followLinks } from "../core/follow.js";
import { wear } from "../core/parts.js";
import { placeContext } from "../place/context.js";
import { directory } from "../place/directory.js";
import { figuresSection } from "../place/figures.js";
import { locator } from "../place/locator.js";
import { reachSection } from "../place/reach.js";
import { unitsSection, zonesSection } from "../place/surroundings.js";
import { namesUnder } from "../core/readings.js";
import { catalogue, document as fetchDocument, geometry } from "../core/store.js";

/** @import { Views } from "../contract" */

export function mount(root, host) {
  const page = root.appendChild(html("div"));
  const shared = wear(root, host.assets, "core/controls.css");
  followLinks(root, host);
  let asked = 0;
  // A move made here goes on at the head of the next page; other reruns leave the reader alone.
  let moving = false;
  const change = (patch) => {
    moving = "place" in patch && !("page" in patch);
    host.change(patch);
  };
  return {
    async update(/** @type {Views["place"]} */ data) {
      const turn = ++asked;
      const [names, plan, drawing] = await Promise.all([
        catalogue(host.assets),
        "chooser" in data ? undefined : fetchDocument(host.assets, data.doc),
        "chooser" in data ? undefined : geometry(host.assets),
        shared,
      ]);
      // A slower answer to an earlier payload must not cover a later one.
      if (turn !== asked) return;
      const context = placeContext({ names: namesUnder(names, data.reading), plan, data, change });
      const { element, start } = "chooser" in data ? chooserPage(context) : placePage(context, drawing);
      page.replaceChildren(element);
      if (moving) {
        moving = false;
        page.scrollIntoView({ block: "start" });
        start.focus({ preventScroll: true });
      }
    },
    destroy: () => root.replaceChildren(),
  };
}

function chooserPage(context) {
  const { element, field } = directory(context);
  element.lang = context.tag;
  return { element, start: field };
}

function placePage(context, drawing) {
  const { data, tag } = context;
  const where = locator(context, drawing);
  const reach = reachSection(context);
  const element = html(
    "div",
    { class: "place", lang: tag },
    trail(context),
    html(
      "div",
      { class: "columns" },
      reach,
      html(
        "div",
        { class: "beside" },
        where.element,
        zonesSection(context),
        figuresSection(context),
        unitsSection(context, "children", data.children, where.hint),
        unitsSection(context, "neighbours", data.neighbours, where.hint),
      ),
    ),
  );
  return { element, start: reach.querySelector("h2") };
}

/** The way back up, and across to the map. */
function trail({ t, here, parent, name, placeLink, mapLink, directoryLink }) {
  return html(
    "nav",
    { class: "trail", "aria-label": t("place.trail") },
    html(
      "ol",
      {},
      html("li", {}, directoryLink(t("place.all_places"))),
      here.level === "county" ? html("li", {}, placeLink(parent)) : null,
      html("li", { "aria-current": "page" }, name(here)),
    ),
    here.polygon ? mapLink(here, { class: "on-map" }, t("place.on_map")) : null,
  );
}
