// A source as it is cited everywhere: its own title, in its own language, linked where it has an
// address.

import { html } from "./elements.js";

/** Title, publisher and year of a source of the catalogue; `t` gives the language's comma. */
export const citation = ({ title, publisher, year, url }, t) =>
  html(
    "cite",
    { lang: "zh-CN" },
    external(title, url),
    [publisher, year].filter(Boolean).map((part) => `${t("map.comma")}${part}`).join(""),
  );

/** A link to another site, followed only by the reader; an address of another kind is no link. */
export function external(title, url, attributes = {}) {
  if (!/^https?:\/\//.test(url ?? "")) return html("span", attributes, title);
  return html("a", { ...attributes, href: url, rel: "noopener noreferrer", target: "_blank" }, title);
}
