// Coverage against a figure: who is reached less than they weigh, and how firmly that stands.

import { html } from "../core/elements.js";
import { followLinks } from "../core/follow.js";
import { langTag, wear, write } from "../core/parts.js";
import { segmented } from "../widgets/segmented.js";
import { catalogue } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

export async function mount(root, host) {
  const [names] = await Promise.all([catalogue(host.assets), wear(root, host.assets, "core/controls.css")]);
  let page;
  followLinks(root, host);
  return {
    update(/** @type {Views["weight"]} */ data) {
      if (page?.lang !== data.lang) {
        page?.element.remove();
        page = weightFinding(translator(names, data.lang), data.lang, ({ patch }) => host.change(patch));
        root.append(page.element);
      }
      page.update(data);
    },
    destroy: () => page?.element.remove(),
  };
}

function weightFinding(t, lang, ask) {
  const title = html("h2");
  const hedge = html("p", { class: "hedge" });
  const note = html("p", { class: "note", role: "status" });
  const named = html("ol", { class: "named" });
  const readings = html("dl", { class: "readings" });
  const figures = segmented(t("coverage.weight_figure"), () => "", ask);
  const lists = segmented(t("coverage.lists"), (id) => t(`coverage.lists_${id}`), ask);
  const carried = segmented(t("coverage.carried"), (id) => t(`coverage.carried_${id}`), ask);
  const element = html(
    "section",
    { class: "weight", lang: langTag(lang) },
    html("p", { class: "kicker" }, t("coverage.weight")),
    title,
    html("div", { class: "controls" }, figures.element, lists.element, carried.element),
    note,
    named,
    hedge,
    html("p", { class: "about" }, t("coverage.weight_about")),
    readings,
  );

  return {
    lang,
    element,
    update(/** @type {Views["weight"]} */ data) {
      write(title, data.title);
      write(hedge, data.hedge);
      write(note, data.note ?? "");
      note.hidden = !data.note;
      figures.update(data.figures, data.figure);
      lists.update(data.lists, data.list);
      carried.update(data.carried, data.carry);
      named.replaceChildren(
        ...data.named.map(({ name, href, text, steady }) =>
          html(
            "li",
            {},
            html("a", { href, target: "_self" }, name),
            html("span", { class: "text" }, text),
            steady ? html("span", { class: "steady" }, t("coverage.steady")) : null,
          ),
        ),
      );
      hedge.hidden = named.hidden = !data.named.length;
      readings.replaceChildren(
        html("dt", { class: "head" }, t("coverage.readings")),
        ...data.readings.flatMap(({ label, names }) => [html("dt", {}, label), html("dd", {}, names)]),
      );
    },
  };
}
