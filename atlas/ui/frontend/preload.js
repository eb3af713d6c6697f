// Runs while Streamlit's own page starts: the data that the page's head names is fetched, and what
// takes time to make of it is made in the pauses in which that page waits for its server.

import { ASSETS } from "./assets.js";
import { listen } from "./connection/line.js";
import { json } from "./core/fetching.js";
import { catalogue, document as fetchDocument, geometry } from "./core/store.js";

export function start() {
  listen();
  readersDocument();
  const named = [...document.querySelectorAll('link[rel="preload"][as="fetch"]')]
    .map((link) => /** @type {HTMLLinkElement} */ (link).href)
    .filter((href) => href.startsWith(ASSETS));
  const pause = window.requestIdleCallback ?? setTimeout;
  for (const href of named) {
    pause(() => {
      if (href.endsWith("/catalogue.json")) catalogue(ASSETS);
      else if (href.endsWith("/map.topo.json")) geometry(ASSETS);
      else json(href);
    });
  }
}

// The head does not name a reader's document, since browsers differ in whether they use early what
// no cache may keep. Its server has the more to do for it the longer it is, so it is asked at once.
function readersDocument() {
  // Several are asked for as one, as the server calls them.
  const id = new URLSearchParams(location.search).getAll("doc").join(".");
  // One that cannot be opened is said by the page itself.
  if (/^[ds]-|\./.test(id)) fetchDocument(ASSETS, id).catch(() => {});
}
