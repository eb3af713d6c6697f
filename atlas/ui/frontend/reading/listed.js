// Documents that their keepers have listed for everybody on this server: fetched page by page, when asked.

import { el, write } from "../core/parts.js";

/** @import { ListedPage } from "../contract" */

/** The list, closed at first; `open(id)` hears which document to show. */
export function listedDocuments({ lang, t }, service, open) {
  const rows = el("ul", {});
  const said = el("p", { role: "status" });
  const more = el("button", { type: "button", class: "quiet", hidden: true, on: { click: () => fetchPage() } }, t("read.listed_more"));
  const element = el("details", { class: "listed", on: { toggle: () => element.open && !begun && fetchPage() } }, el("summary", {}, t("read.listed")), rows, said, more);
  let begun = false;
  let next = "";

  async function fetchPage() {
    begun = true;
    more.hidden = true;
    write(said, t("read.listed_fetching"));
    const page = await asked(next);
    if (!page) {
      // The same page is asked for again.
      write(said, t("read.listed_failed"));
      more.hidden = false;
      return;
    }
    rows.append(...page.documents.map(row));
    next = page.next;
    more.hidden = !next;
    write(said, rows.childElementCount ? "" : t("read.listed_none"));
  }

  /** @returns {Promise<ListedPage | null>} */
  async function asked(after) {
    try {
      const answer = await fetch(`${service}.json?after=${encodeURIComponent(after)}`);
      return answer.ok ? await answer.json() : null;
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  }

  function row({ id, title, source, dated, place, licence, kept }) {
    const about = [source, dated, place[lang], licence, t("read.listed_kept", { date: kept })].filter(Boolean);
    return el("li", {}, el("button", { type: "button", class: "document", on: { click: () => open(id) } }, title), " ", el("span", {}, about.join(" · ")));
  }

  return element;
}
