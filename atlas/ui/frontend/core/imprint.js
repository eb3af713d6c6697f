// What stands over a page on paper alone: when it was printed, and the way back to it.

import { generate, toSvgPath } from "../vendor/lean-qr.js";
import { html, svg } from "./elements.js";
import { LANGUAGES } from "./page_links.js";
import { beforePaper } from "./paper.js";

/** Characters of an address as text; the code and the link hold it whole. */
const LONGEST = 150;
/** Bytes of an address that a code still holds in modules that a telephone can read. */
const MOST_CODED = 1200;
/** Millimetres a module takes, and the whole code at least. */
const MODULE = 0.38;
const SMALLEST = 20;

/** Date, address and code; filled as the page goes to paper. */
export function imprint() {
  const date = html("span", { class: "printed" });
  const link = html("a", { class: "address" });
  const code = svg("svg", { class: "code", "aria-hidden": "true" });
  const element = html("div", { class: "imprint" }, html("p", {}, date, link), code);
  let said = null;

  beforePaper(element, () => {
    if (!said) return;
    const { lang, t } = said;
    const day = new Intl.DateTimeFormat(LANGUAGES[lang].tag, { dateStyle: "long" }).format(new Date());
    date.textContent = t("header.printed", { date: day });
    const address = addressHere();
    const coded = new TextEncoder().encode(address).length <= MOST_CODED;
    link.href = address;
    link.textContent = coded ? shortened(readable(address)) : readable(address);
    code.toggleAttribute("hidden", !coded);
    if (coded) draw(code, generate(address));
  });

  return {
    element,
    update(lang, t) {
      said = { lang, t };
    },
  };
}

/** The address of the view as it is sent to others. */
function addressHere() {
  const here = new URL(location.href);
  here.hash = "";
  here.searchParams.delete("embed");
  return here.href;
}

/** An address with its Chinese as characters; one that is coded otherwise stays as it is. */
function readable(address) {
  try {
    return decodeURI(address);
  } catch (error) {
    if (error instanceof URIError) return address;
    throw error;
  }
}

/** The first parameters of a long address. */
function shortened(address) {
  if (address.length <= LONGEST) return address;
  const end = address.lastIndexOf("&", LONGEST);
  return `${address.slice(0, end > 0 ? end + 1 : LONGEST)}…`;
}

function draw(code, bits) {
  const side = Math.max(SMALLEST, bits.size * MODULE);
  code.setAttribute("viewBox", `0 0 ${bits.size} ${bits.size}`);
  code.style.width = `${side}mm`;
  code.style.height = `${side}mm`;
  code.replaceChildren(svg("path", { d: toSvgPath(bits) }));
}
