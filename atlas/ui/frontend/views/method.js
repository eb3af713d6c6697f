// Data and method: one long page to look things up in, with its contents beside it.

import { el, langTag, wear } from "../core/parts.js";
import { arrival } from "../core/anchor.js";
import { characters } from "../core/highlight.js";
import { followLinks } from "../core/follow.js";
import { json } from "../core/fetching.js";
import { smallMaps } from "../map/small_map.js";
import { accuracySection } from "../method/accuracy.js";
import { linksSection } from "../method/links.js";
import { sourcesSection } from "../method/sources.js";
import { dictionarySection, downloadsSection } from "../method/tables.js";
import { boundariesSection, citeSection, issuesSection, licenceSection } from "../method/terms.js";
import { zonesSection } from "../method/zones.js";
import { catalogue, document as planDocument } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

/** Sections in order; a section's name is its anchor and the key of its heading. */
const SECTIONS = {
  links: linksSection,
  accuracy: accuracySection,
  zones: zonesSection,
  sources: sourcesSection,
  issues: issuesSection,
  dictionary: dictionarySection,
  downloads: downloadsSection,
  cite: citeSection,
  boundaries: boundariesSection,
  licence: licenceSection,
};

export async function mount(root, host) {
  const [names, facts, maps] = await Promise.all([
    catalogue(host.assets),
    json(`${host.assets}method.json`),
    smallMaps(host.assets),
    wear(root, host.assets, "core/controls.css", "evidence/reasons.css"),
  ]);
  const page = root.appendChild(el("div"));
  let shown = "";
  let seen;
  const goTo = (anchor) => reveal(page, anchor);
  const hashChanged = () => goTo(decodeURIComponent(location.hash.slice(1)));

  page.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const anchor = link.getAttribute("href");
    // The state is the server's own, and what it goes Back by.
    history.replaceState(history.state, "", location.pathname + location.search + anchor);
    goTo(anchor.slice(1));
  });
  followLinks(root, host);
  addEventListener("hashchange", hashChanged);

  return {
    async update(/** @type {Views["method"]} */ data) {
      const key = JSON.stringify(data);
      if (key === shown) return;
      const plan = await planDocument(host.assets, data.doc);
      const { lang } = data;
      const context = { names, facts, maps, plan, data, lang, t: translator(names, lang), text: characters(plan.text) };
      seen?.disconnect();
      page.lang = langTag(lang);
      page.replaceChildren(...pageOf(context));
      seen = watchContents(page);
      const anchor = arrival();
      const first = !shown;
      shown = key;
      // The view is put into the page only after its first update.
      if (first && anchor) requestAnimationFrame(() => requestAnimationFrame(() => goTo(anchor)));
    },
    destroy() {
      seen?.disconnect();
      removeEventListener("hashchange", hashChanged);
      root.replaceChildren();
    },
  };
}

function pageOf(context) {
  const { t, data } = context;
  const sections = Object.entries(SECTIONS).map(([name, make]) =>
    el(
      "section",
      { id: name, "aria-labelledby": `${name}-title` },
      el(
        "h2",
        { id: `${name}-title`, tabindex: "-1" },
        t(`method.${name}`),
        el("a", { class: "anchor", href: `#${name}`, "aria-label": t("method.anchor") }, "#"),
      ),
      make(context),
    ),
  );
  const contents = el(
    "nav",
    { class: "contents", "aria-label": t("method.contents") },
    el("p", {}, t("method.contents")),
    el("ol", {}, Object.keys(SECTIONS).map((name) => el("li", {}, el("a", { href: `#${name}` }, t(`method.${name}`))))),
  );
  return [
    contents,
    el("div", { class: "sections" }, data.filtered && el("p", { class: "aside unfiltered" }, t("method.unfiltered")), sections),
  ];
}

/** Bring what an anchor names into sight, opened, with the focus on it. */
function reveal(page, anchor) {
  const target = anchor && page.querySelector(`#${CSS.escape(anchor)}`);
  if (!target) return;
  for (let one = target; one && one !== page; one = one.parentElement) {
    if (one.localName === "details") one.open = true;
    one.hidden = false;
  }
  target.scrollIntoView({ block: "start" });
  const focus = target.querySelector("summary, h2") ?? target;
  if (focus === target) target.tabIndex = -1;
  focus.focus({ preventScroll: true });
}

/** Mark in the contents which section is being read. */
function watchContents(page) {
  const links = new Map(
    [...page.querySelectorAll(".contents a")].map((link) => [link.getAttribute("href").slice(1), link]),
  );
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        for (const [name, link] of links) {
          if (name === target.id) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      }
    },
    // A section counts as read while it crosses the upper part of the window.
    { rootMargin: "-15% 0px -75% 0px" },
  );
  for (const section of page.querySelectorAll(".sections > section")) observer.observe(section);
  return observer;
}
