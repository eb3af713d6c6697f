// The units that are left out: how many, in sight whatever the filter, and which, with the next click.

import { html } from "../core/elements.js";
import { filledHref, nameOf } from "../core/parts.js";
import { byPrefecture } from "../core/place_groups.js";

/** Numbers over the matrix, each leading down to its list. */
export function leftOutSummary({ t }) {
  const list = html("ul");
  const element = html("nav", { class: "summary-strip", "aria-label": t("coverage.left") }, list);
  return {
    element,
    update(blocks) {
      list.replaceChildren(
        ...blocks.map(({ id, n, title }) =>
          html(
            "li",
            {},
            html("button", { type: "button", onclick: () => reveal(element, id) }, html("strong", {}, `${n}`), html("span", {}, title)),
          ),
        ),
      );
    },
  };
}

function reveal(element, id) {
  const block = element.parentNode.querySelector(`[data-block="${id}"]`);
  block.scrollIntoView({ block: "start", behavior: "auto" });
  block.querySelector("h3").focus({ preventScroll: true });
}

/** The lists themselves, prefecture by prefecture. */
export function leftOut(context) {
  const { t } = context;
  const blocks = html("div", { class: "blocks" });
  const element = html("section", { class: "left-out" }, html("h2", {}, t("coverage.left")), html("p", { class: "aside" }, t("coverage.left_about")), blocks);
  let drawn = "";
  return {
    element,
    update(data) {
      const key = JSON.stringify([data.left_out, data.hrefs.place]);
      if (key === drawn) return;
      drawn = key;
      blocks.replaceChildren(...data.left_out.map((one) => block(context, data, one)));
    },
  };
}

function block(context, data, { id, n, title, text, units, next }) {
  return html(
    "section",
    { "data-block": id, class: n ? "some" : "none" },
    html("h3", { tabindex: -1 }, title, " ", html("span", { class: "count" }, `${n}`)),
    html("p", {}, text, next ? [" ", html("a", { href: next.href, target: "_self", class: "next" }, next.label)] : null),
    units.length ? prefectures(context, data, units) : null,
  );
}

function prefectures({ names, t, lang }, data, units) {
  const link = (place) =>
    html("a", { href: filledHref(data.hrefs.place, { code: place.adcode }), target: "_self" }, nameOf(place, lang));
  return html(
    "dl",
    {},
    byPrefecture(units, names).map(({ prefecture, counties }) => {
      const drawn = names.counties.filter(({ parent }) => parent === prefecture.adcode).length;
      const whole = counties.length === drawn ? t("coverage.left_whole", { n: drawn }) : t("coverage.left_part", { n: counties.length, all: drawn });
      return [
        html("dt", {}, link(prefecture), html("span", { class: "of" }, whole)),
        html("dd", {}, counties.flatMap((county, i) => (i ? [t("place.between"), link(county)] : [link(county)]))),
      ];
    }),
  );
}
