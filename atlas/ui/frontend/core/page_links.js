// Links that the server follows without a new page, and that stay links for everything else.

export const LANGUAGES = {
  zh: { name: "中文", tag: "zh-CN" },
  en: { name: "English", tag: "en" },
};

/** Call `go` for a plain click; a click for a new tab or window is left to the browser. */
export function followed(event, go) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go();
}

/** A page's address in another language, the rest of its query kept. */
export function addressIn(href, lang) {
  const [path, query = ""] = href.split("?");
  const params = new URLSearchParams(query);
  params.set("lang", lang);
  return `${path}?${params}`;
}
