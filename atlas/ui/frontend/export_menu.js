// Files of what is shown, and the code that puts the view into another page.

import { copied } from "./copy_link.js";
import { el, write } from "./parts.js";

/** A disclosure with a link a file; `update` takes `{ formats, address, embed }`,
 *  where `{format}` in `address` stands for each of the formats. */
export function exportMenu(t) {
  const list = el("ul", {});
  const said = el("p", { class: "embedded", role: "status" });
  const code = el("textarea", { class: "embed-code", readonly: true, rows: "3", hidden: true, "aria-label": t("filters.embed_code") });
  const embed = el("button", { type: "button", class: "quiet", on: { click: copyCode } }, t("filters.embed"));
  const panel = el("div", { class: "panel" }, list, embed, code, said);
  const summary = el("summary", { class: "quiet" }, t("filters.export"));
  const element = el("details", { class: "export-menu", on: { keydown, focusout } }, summary, panel);
  let shown = "";
  let snippet = "";

  async function copyCode() {
    const done = await copied(snippet);
    code.value = snippet;
    code.hidden = done;
    if (!done) code.select();
    write(said, t(done ? "filters.embed_copied" : "filters.copy_by_hand"));
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

  return {
    element,
    update({ formats = [], address = "", embed: page } = {}) {
      element.hidden = !formats.length;
      const key = JSON.stringify([formats, address, page]);
      if (key === shown) return;
      shown = key;
      list.replaceChildren(
        ...formats.map((format) =>
          el(
            "li",
            {},
            el(
              "a",
              { href: address.replace("{format}", format), download: true, target: "_self" },
              el("span", { class: "label" }, t(`export.offer_${format}`)),
              el("span", { class: "hint" }, t(`export.hint_${format}`)),
            ),
          ),
        ),
      );
      const source = new URL(page, location.href).href.replaceAll('"', "%22");
      snippet = `<iframe src="${source}" width="100%" height="860" style="border:0" loading="lazy"></iframe>`;
      code.hidden = true;
      write(said, "");
    },
    /** A click anywhere else closes it. */
    close: () => (element.open = false),
  };
}
