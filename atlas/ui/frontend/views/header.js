// The line over every page: brand, pages, language; then what the page found, as its heading.

import { whenOverdue } from "../connection/line.js";
import { html } from "../core/elements.js";
import { imprint } from "../core/imprint.js";
import { draftBar } from "../reading/draft_bar.js";
import { keeperBar } from "../reading/keeper_bar.js";
import { accountCorner, comeBack } from "../widgets/account.js";
import { headerMark } from "../widgets/header_mark.js";
import { addressIn, followed, LANGUAGES } from "../core/page_links.js";
import { afterPaint, wear, write } from "../core/parts.js";
import { catalogue } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

export async function mount(root, host) {
  const sheets = ["reading/keeper.css", "widgets/account.css", "core/imprint.css"];
  const [names] = await Promise.all([catalogue(host.assets), wear(root, host.assets, ...sheets)]);
  comeBack(host.assets);
  const keeper = keeperBar(host, names.places);
  const unkept = draftBar(host, { kept: keeper.kept });
  const account = accountCorner(host);
  const frame = header(host.change, unkept, keeper, account);
  root.append(...frame.elements);
  return {
    update: (/** @type {Views["header"]} */ data) => frame.update(data, translator(names, data.lang)),
    destroy() {
      frame.destroy();
      unkept.destroy();
      frame.elements.forEach((element) => element.remove());
    },
  };
}

function header(change, draft, keeper, account) {
  const brandName = html("span", {});
  const brand = html("a", { class: "brand", target: "_self" }, headerMark(), brandName);
  const list = html("ul", { class: "pages" });
  const languages = html("ul", { class: "languages" });
  const pages = html("nav", { class: "ways" }, list);
  const paper = imprint();
  const bar = html("div", { class: "bar" }, brand, pages, languages, account.element, paper.element);
  const title = html("h1", {});
  const subtitle = html("p", { class: "subtitle" });
  const origin = html("p", { class: "origin" });
  const note = html("p", { class: "note", role: "status", hidden: true });
  const finding = html("div", { class: "finding" }, note, title, subtitle, origin, draft.element, keeper.element);

  // Links are kept from page to page, so that focus stays where the reader put it.
  const links = new Map();
  const kept = (key, onfollow) => {
    if (!links.has(key)) links.set(key, html("a", { target: "_self", onclick: onfollow }));
    return links.get(key);
  };

  const pageLink = (id, current, label) => {
    const link = kept(`page ${id}`, (event) =>
      followed(event, () => {
        markCurrent(id);
        change({ page: [id] });
      }),
    );
    link.dataset.page = id;
    link.href = hrefOf(id);
    write(link, label);
    if (current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
    return link;
  };

  // The line moves at once; the answer sets it again.
  function markCurrent(id) {
    for (const link of list.querySelectorAll("a")) {
      if (link.dataset.page === id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    showCurrent();
  }

  function showOrigin({ text, href }, t) {
    if (origin.dataset.said === `${text} ${href}`) return;
    origin.dataset.said = `${text} ${href}`;
    const copy = { href, target: "_blank", rel: "noopener noreferrer" };
    origin.replaceChildren(text, ...(href ? [" · ", html("a", copy, t("header.stored_copy"))] : []));
  }

  function showCurrent() {
    const current = list.querySelector("[aria-current]");
    if (!current || pages.scrollWidth <= pages.clientWidth) return;
    const { left, right } = pages.getBoundingClientRect();
    const here = current.getBoundingClientRect();
    // Only this line scrolls: scrollIntoView would move the page as well.
    pages.scrollLeft += (here.left + here.right - left - right) / 2;
  }

  const languageLink = ([code, name], lang, here) => {
    const link = kept(`language ${code}`, (event) => followed(event, () => change({ lang: [code] })));
    link.href = addressIn(here, code);
    link.lang = LANGUAGES[code].tag;
    link.hreflang = LANGUAGES[code].tag;
    write(link, name);
    if (code === lang) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    return link;
  };

  let first = "";
  let address = "";
  let lined = "";
  let here = "";
  // The landing page lies at the root.
  const hrefOf = (id) => address.replace("{page}", id === first ? "./" : id);
  brand.addEventListener("click", (event) => followed(event, () => change({ page: [first] })));

  // On a phone the line of pages stays in reach once the header has gone out of sight.
  const passing = new IntersectionObserver(([{ isIntersecting }]) => {
    pages.classList.toggle("stuck", !isIntersecting);
    showCurrent();
  });
  passing.observe(bar);

  // A page that was asked for and does not come is not the page at hand.
  const forget = whenOverdue(() => markCurrent(here));

  return {
    destroy() {
      forget();
      passing.disconnect();
    },
    elements: [bar, finding],
    update(data, t) {
      const { tag } = LANGUAGES[data.lang];
      // The page says its language to screen readers; the server could only say that of its start.
      // Written where it differs only, as all styles of the page hang on it.
      for (const element of [document.documentElement, bar, finding]) {
        if (element.lang !== tag) element.lang = tag;
      }
      [first] = data.pages;
      address = data.address;
      brand.href = hrefOf(first);
      write(brandName, t("pages.brand"));
      paper.update(data.lang, t);
      pages.setAttribute("aria-label", t("header.pages"));
      languages.setAttribute("aria-label", t("header.language"));
      fill(list, data.pages.map((id) => pageLink(id, id === data.page, t(`pages.${id}`))));
      here = data.page;
      const hrefHere = hrefOf(here);
      fill(
        languages,
        Object.entries(LANGUAGES).map(([code, { name }]) => languageLink([code, name], data.lang, hrefHere)),
      );
      write(title, unparted(data.title));
      write(subtitle, data.subtitle);
      showOrigin(data.origin, t);
      write(note, data.note ?? "");
      note.hidden = !data.note;
      draft.update(data.draft, t, data.lang);
      keeper.update(data.keeper, t, data.lang);
      account.update(data.account, t);
      const shown = `${data.page} ${data.lang}`;
      if (shown !== lined) afterPaint(showCurrent);
      lined = shown;
    },
  };
}

/** A heading whose numbers are never parted from the Chinese word that counts with them. */
const unparted = (heading) => heading.replace(/(\d) (?=[\u4e00-\u9fff])/g, "$1\u00a0");

/** Make the items of `list` hold `links`, without touching those already in their place. */
function fill(list, links) {
  const held = [...list.children].map((item) => item.firstElementChild);
  if (held.length === links.length && held.every((link, i) => link === links[i])) return;
  list.replaceChildren(...links.map((link) => html("li", {}, link)));
}
