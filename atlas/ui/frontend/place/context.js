// What every part of a place's page asks for: names in the reader's language, links, the plan.

import { html } from "../core/elements.js";
import { followed } from "../core/page_links.js";
import { characters } from "../core/highlight.js";
import { filledHref, langTag, nameOf } from "../core/parts.js";
import { translator } from "../core/words.js";

/** `names` is the catalogue, `plan` the document or undefined where no place is chosen. */
export function placeContext({ names, plan, data, change }) {
  const { lang, hrefs } = data;
  const here = names.place.get(data.place);
  const t = translator(names, lang);
  const name = (thing) => nameOf(thing, lang);
  const link = (address, patch, attributes, ...children) =>
    html(
      "a",
      {
        href: address,
        target: "_self",
        ...attributes,
        onclick: (event) => followed(event, () => change(patch)),
      },
      ...children,
    );

  return {
    lang,
    tag: langTag(lang),
    t,
    names,
    plan,
    text: plan && characters(plan.text),
    data,
    here,
    change,
    name,
    parent: here && names.place.get(here.parent),
    /** Codes under which a list may hold this place: its own, its prefecture's, its counties'. */
    codes: here ? codesOf(here, names) : new Set(),
    placeLink: (place, attributes = {}, ...children) =>
      link(
        filledHref(hrefs.place, { code: place.adcode }),
        { place: [place.adcode] },
        attributes,
        ...(children.length ? children : [name(place)]),
      ),
    mapLink: (place, attributes, ...children) =>
      link(filledHref(hrefs.map, { code: place.adcode }), { page: ["map"], place: [place.adcode] }, attributes, ...children),
    measureLink: (measure, attributes, ...children) =>
      link(
        filledHref(hrefs.measure, { id: measure.id }),
        { page: ["measures"], measure: [measure.id] },
        attributes,
        ...children,
      ),
    /** The directory has the address of a place's page without the place. */
    directoryLink: (...children) => link(without(hrefs.place, "place"), { place: [] }, {}, ...children),
  };
}

function codesOf(here, { places }) {
  if (here.level === "province") return new Set(places.map(({ adcode }) => adcode));
  const children = places.filter(({ parent }) => parent === here.adcode);
  const above = here.level === "county" ? [here.parent] : [];
  return new Set([here.adcode, ...above, ...children.map(({ adcode }) => adcode)]);
}

function without(address, name) {
  const [path, query = ""] = address.split("?");
  const params = new URLSearchParams(query);
  params.delete(name);
  return [...params].length ? `${path}?${params}` : path;
}
