// Copying an address, with a way out where the browser does not let a page write the clipboard.

import { el, write } from "../core/parts.js";

const SAID_FOR_MS = 2400;


/** Put `text` on the clipboard; false where the browser refuses. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    // No clipboard outside https, or no permission: the caller shows the address to copy by hand.
    if (error instanceof TypeError || error instanceof DOMException) return false;
    throw error;
  }
}

/** A button that copies the address last given to `update`, says so, and otherwise shows the
 *  address selected in a field; `address()` is the link where `update` gives none. */
export function copyLink(t, address = () => location.href) {
  let href;
  /** The address last given, which may be relative to the page; else that of what is shown. */
  const absolute = () => new URL(href ?? address(), location.href).href;
  let timer = 0;
  const said = el("span", { class: "said", role: "status" });
  const field = el("input", {
    class: "by-hand",
    readonly: true,
    hidden: true,
    "aria-label": t("filters.copy_by_hand"),
  });
  const button = el("button", { type: "button", class: "quiet", on: { click: copy } }, t("filters.copy_link"));
  const element = el("span", { class: "copy-link" }, button, said, field);

  async function copy() {
    const link = absolute();
    const done = await copied(link);
    field.hidden = done;
    if (!done) {
      field.value = link;
      field.focus();
      field.select();
    }
    write(said, t(done ? "filters.copied" : "filters.copy_by_hand"));
    clearTimeout(timer);
    if (done) timer = setTimeout(() => write(said, ""), SAID_FOR_MS);
  }

  return {
    element,
    update(next) {
      href = next;
      if (!field.hidden && field.value !== absolute()) {
        field.hidden = true;
        write(said, "");
      }
    },
    destroy: () => clearTimeout(timer),
  };
}
