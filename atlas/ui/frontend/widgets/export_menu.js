// Files of what is shown, and the code that puts the view into another page.

import { copied } from "./copy_link.js";
import { print } from "../core/paper.js";
import { el, write } from "../core/parts.js";

/**
 * A disclosure with a link a file; `update` takes `{ kinds, page, frames }`. Addresses are made from the
 * page's own when the menu opens, so that a change of filter sends nothing for it.
 */
export function exportMenu(t) {
  const list = el("ul", {});
  const said = el("p", { class: "embedded", role: "status" });
  const code = el("textarea", { class: "embed-code", readonly: true, rows: "3", hidden: true, "aria-label": t("filters.embed_code") });
  const embed = el("button", { type: "button", class: "quiet", on: { click: copyCode } }, t("filters.embed"));
  const paper = el("button", { type: "button", class: "print", on: { click: toPaper } }, labelled(t("filters.print"), t("filters.print_hint")));
  const panel = el("div", { class: "panel" }, list, paper, embed, code, said);
  const summary = el("summary", { class: "quiet" }, t("filters.export"));
  const element = el("details", { class: "export-menu", on: { toggle: show, keydown, focusout } }, summary, panel);
  let offered = { kinds: [], page: "" };
  let snippet = "";

  function toPaper() {
    element.open = false;
    return print();
  }

  async function copyCode() {
    // The server says whose pages may hold this one; without a word, anybody's.
    const { frames } = offered;
    if (frames === "") {
      write(said, t("filters.embed_refused"));
      return;
    }
    const done = await copied(snippet);
    code.value = snippet;
    code.hidden = done;
    if (!done) code.select();
    const copiedWords = frames ? t("filters.embed_only", { hosts: frames }) : t("filters.embed_copied");
    write(said, done ? copiedWords : t("filters.copy_by_hand"));
  }

  function keydown(event) {
    if (event.key !== "Escape" || !element.open) return;
    element.open = false;
    summary.focus();
    event.stopPropagation();
  }

  function focusout(event) {
    if (event.relatedTarget && !element.contains(event.relatedTarget)) element.open = false;
  }

  function show() {
    if (!element.open) return;
    const here = new URL(location.href);
    here.hash = "";
    here.searchParams.set("embed", "true");
    snippet = `<iframe src="${here.href.replaceAll('"', "%22")}" width="100%" height="860" style="border:0" loading="lazy"></iframe>`;
    code.hidden = true;
    write(said, "");
    // An opened measure is one among others on the screen, so it does not narrow a file.
    for (const name of ["embed", "measure"]) here.searchParams.delete(name);
    here.searchParams.set("page", offered.page);
    list.replaceChildren(...offered.kinds.map((kind) => item(kind, `export.${kind}?${here.searchParams}`)));
  }

  const item = (kind, href) =>
    el(
      "li",
      {},
      el(
        "a",
        { href, download: true, target: "_self" },
        labelled(t(`export.offer_${kind}`), t(`export.hint_${kind}`)),
      ),
    );

  return {
    element,
    update(next = { kinds: [], page: "" }) {
      offered = next;
      element.hidden = !offered.kinds.length;
      show();
    },
  };
}

const labelled = (label, hint) => [el("span", { class: "label" }, label), el("span", { class: "hint" }, hint)];
