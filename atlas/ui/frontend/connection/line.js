// The line to the server: what the reader asks for is kept until it has been answered, and asked
// again of whoever answers next.
//
// Streamlit's client drops what is asked while its socket is down, and a server that has never heard
// of the reader may not know what a click belongs to. Every patch says what is wanted, not what to
// change, so asking twice does nothing twice; and every view stands in the address, so that where
// asking does not help, the address does it.
//
// How the client fares is heard from the messages that it sends to a page which holds it in a
// frame (`stCommVersion` 1). A page without such a frame is sent them itself.

import { ASSETS } from "../assets.js";
import { connectionBar } from "./bar.js";
import { addressUnder, standsIn } from "../query/patched_address.js";
import { catalogue } from "../core/store.js";

const SAID_AFTER_MS = 1000;
const SILENT_AFTER_MS = 3000;
const BY_ADDRESS_AFTER_MS = 8000;
const PROBE_WITHIN_MS = 4000;
const SETTLED_AFTER_MS = 300;
const GIVEN_UP_AFTER_MS = 60_000;
const BACK_FOR_MS = 4000;
const NO_PAGE_FOR_MS = 12_000;
const BY_ITSELF_AFTER_MS = 60_000;
const LOADED_AGAIN = "atlas.loaded_again";
const LOST = ["lost", "lost_asked", "stopped"];
const PASSING = ["working", "silent"];
/** Told to all when a newer version of this module, which a newer server names, takes over. */
const TAKEN_OVER = "atlas-connection";
/** Where the pages lie, the name of the one that lies at the root, and what an address leaves out. */
const site = { root: new URL("../../", ASSETS).href, first: "", meant: (_, values) => values };

const bar = connectionBar();
const takers = new Set();
/** What has been asked and not yet answered: `{ patch, send }`, several patches as one. */
let asked = null;
let up = true;
let running = false;
/** The socket is a new one, and nothing asked over it has been answered yet. */
let revived = false;
/** The reader went to another entry of the history, and the page has not followed. */
let moving = false;
let timers = [];
let listening = false;

/** Begin to listen, once there is a view that can ask for something. */
export function listen() {
  if (listening) return;
  listening = true;
  window.dispatchEvent(new Event(TAKEN_OVER));
  window.addEventListener(TAKEN_OVER, retire, { once: true });
  window.addEventListener("message", hearClient);
  window.addEventListener("popstate", leftFor);
  bar.begin();
  // What every view waits for: it is not fetched for this.
  catalogue(ASSETS).then(({ site: { pages }, query }) =>
    Object.assign(site, { first: pages[0], meant: query.meant }),
  );
}

function retire() {
  window.removeEventListener("message", hearClient);
  window.removeEventListener("popstate", leftFor);
  wait([]);
  bar.leave();
}

/** Wear the page's theme. */
export const { dress } = bar;

/** Ask for a patch by `send(patch)`, now or once somebody is there to hear it. */
export function deliver(patch, send) {
  asked = { patch: { ...asked?.patch, ...patch }, send };
  if (up) over(patch);
  // A client that has given up tries nothing: its button does what is asked.
  else if (bar.saying !== "stopped") bar.say("lost_asked");
}

/** Address of what the reader sees or has just asked for: the page's own follows the server. */
export const address = () => (asked ? addressUnder(asked.patch, site) : location.href);

/** Whether the page that a patch asks for is the one at hand. */
export const isHere = ({ page }) => standsIn({ page }, site);

/** Call `take` when what was asked has not been done in time: what it foresaw is to be taken back. */
export function whenOverdue(take) {
  takers.add(take);
  return () => takers.delete(take);
}

/** The server has answered something: it is there. */
export function heard() {
  if (!up || running || !timers.length) return;
  wait([]);
  if (bar.saying === "silent") bar.clear();
  settleSoon();
}

function over(patch) {
  asked.send(patch);
  if (running) return;
  wait([
    [SILENT_AFTER_MS, silent],
    [BY_ADDRESS_AFTER_MS, byAddress],
  ]);
}

/** Do the given tasks later, and none of those before. */
function wait(tasks) {
  timers.forEach(clearTimeout);
  timers = tasks.map(([after, task]) => setTimeout(task, after));
}

const overdue = () => takers.forEach((take) => take());

/** An open line over which nothing comes back. */
function silent() {
  if (!asked || standsIn(asked.patch, site)) return;
  bar.say("silent");
  overdue();
}

/** Go to what was asked for by its address, as soon as somebody answers there. */
async function byAddress() {
  if (!up || !asked || standsIn(asked.patch, site)) return;
  if (await answers()) {
    if (up && asked) go();
  } else if (up && asked) {
    bar.say("lost_asked");
    wait([[SILENT_AFTER_MS, byAddress]]);
  }
}

async function answers() {
  try {
    const health = await fetch(`${site.root}healthz`, {
      cache: "no-store",
      signal: AbortSignal.timeout(PROBE_WITHIN_MS),
    });
    return health.ok;
  } catch (error) {
    // Nobody at the address, or nobody who answers in time.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError")) return false;
    throw error;
  }
}

function go() {
  const address = addressUnder(asked?.patch ?? {}, site);
  asked = null;
  if (address === location.href) location.reload();
  else location.assign(address);
}

/** What the address says already is drawn, or the client asks for its page by itself. */
function forgetDone() {
  if (asked && standsIn(asked.patch, site)) asked = null;
}

function disconnected({ attemptingToReconnect }) {
  up = false;
  running = false;
  forgetDone();
  if (!attemptingToReconnect) {
    stopped();
    return;
  }
  if (asked) bar.say("lost_asked");
  wait([
    [SAID_AFTER_MS, () => bar.say(asked ? "lost_asked" : "lost")],
    [SILENT_AFTER_MS, () => asked && overdue()],
  ]);
}

const again = async () => (await answers()) && go();

/** The client has given up, as after a message it could not read: loading the page again helps. */
async function stopped() {
  wait([]);
  bar.say("stopped", { label: "reload", act: again });
  // Of itself once: a page that gives up as soon as it is loaded would be loaded for ever.
  if (Date.now() - lastTime() < BY_ITSELF_AFTER_MS) return;
  sessionStorage.setItem(LOADED_AGAIN, `${Date.now()}`);
  await again();
}

function lastTime() {
  try {
    return Number(sessionStorage.getItem(LOADED_AGAIN));
  } catch (error) {
    // Where nothing may be remembered, the reader decides.
    if (error instanceof DOMException) return Date.now();
    throw error;
  }
}

function connected() {
  if (up) return;
  up = true;
  revived = true;
  wait([]);
  forgetDone();
  if (moving) go();
  else if (asked) over(asked.patch);
  else if (LOST.includes(bar.saying)) bar.say("back", { lasting: BACK_FOR_MS });
}

function runStateIs(state) {
  running = state === "running";
  if (!up) return;
  if (!running) {
    settleSoon();
    return;
  }
  wait([
    [SILENT_AFTER_MS, () => bar.say("working")],
    [GIVEN_UP_AFTER_MS, () => bar.say("stopped", { label: "reload", act: again })],
  ]);
  if (bar.saying === "silent") bar.clear();
}

/** A run that makes place for the next looks finished in between. */
function settleSoon() {
  wait([[SETTLED_AFTER_MS, settle]]);
}

function settle() {
  if (!up || running) return;
  moving = false;
  // A replica of another version does not know our components: it heard us and did nothing.
  if (asked && revived && !standsIn(asked.patch, site)) return go();
  if (PASSING.includes(bar.saying)) bar.clear();
  else if (LOST.includes(bar.saying)) bar.say(asked ? "back_asked" : "back", { lasting: BACK_FOR_MS });
  if (asked) revived = false;
  asked = null;
}

function hearClient({ source, data }) {
  if (source !== window || data?.stCommVersion !== 1) return;
  if (data.type === "WEBSOCKET_DISCONNECTED") disconnected(data);
  else if (data.type === "WEBSOCKET_CONNECTED") connected();
  else if (data.type === "SCRIPT_RUN_STATE_CHANGED") runStateIs(data.scriptRunState);
  else if (data.type === "CLIENT_ERROR_DIALOG" && data.error === "Page not found") bar.say("no_page", { lasting: NO_PAGE_FOR_MS });
}

// The browser has changed the address; the client asks for its page, or does not where nobody answers.
function leftFor() {
  asked = null;
  moving = true;
  if (!up && bar.saying !== "stopped") bar.say("lost_asked");
}
