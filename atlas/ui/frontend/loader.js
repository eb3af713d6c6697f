// Keeps one view alive in one component across reruns, with its styles and its theme.
//
// Streamlit calls the component's default export again for every new payload, and runs the
// cleanup of a call that a newer one overtook; so a cleanup may end the view only when its call
// is the latest. Which that is bootstrap.js notes: the calls that wait for this module while it is
// fetched are let on in any order.

import { ASSETS } from "./assets.js";
import { address, deliver, dress, heard, isHere, listen } from "./connection/line.js";
import { sheet, viewModule } from "./core/fetching.js";
import { asked } from "./map/foresight.js";
import { inOneStep } from "./core/one_step.js";
import { afterPaint } from "./core/parts.js";

const SKELETON_AFTER_MS = 300;
const WORDS = "__WORDS__";
const utf8 = new TextDecoder();

/** Hand the latest payload in `root` to its view, mounting the view first where needed; `call` asks. */
export async function receive(root, call) {
  const box = boxIn(root);
  const name = `${ASSETS}|${box.latest.data.view}`;
  if (box.session && box.session.name !== name) {
    box.session.end();
    delete box.session;
  }
  box.session ??= new Session(box, name);
  const { session } = box;
  listen();
  try {
    await session.receive();
  } catch (error) {
    console.error(error);
    session.end();
    // Another version's loader may have taken the box over meanwhile.
    if (box.session === session) {
      delete box.session;
      offerRetry(box);
    }
  }
  return () => {
    if (root.latest === call) {
      box.session?.end();
      box.remove();
    }
  };
}

// The element a view lives in, with what its component was called with last. The payload comes as
// the bytes of a JSON text: Streamlit would write every Chinese character as six.
function boxIn(root) {
  const box = root.querySelector(".atlas") ?? document.createElement("div");
  const { data: bytes, setTriggerValue } = root.latest;
  // A switch of theme calls again with the very same bytes; an answer that is merely alike is the
  // server's word all the same.
  const same = box.latest?.bytes === bytes;
  if (!same) heard();
  const data = same ? box.latest.data : JSON.parse(utf8.decode(bytes));
  box.latest = { bytes, data, setTriggerValue };
  if (!box.parentNode) {
    box.className = "atlas";
    box.style.minHeight = data.height ?? "240px";
    root.append(box);
  }
  box.style.setProperty("--height", data.height ?? "");
  return box;
}

function offerRetry(box) {
  const [text, again] = WORDS[box.latest.data.lang];
  box.innerHTML = `<p role=alert>${text} <button>${again}</button>`;
  const root = box.parentNode;
  box.querySelector("button").onclick = () => {
    box.tries = (box.tries ?? 0) + 1;
    box.replaceChildren();
    receive(root, root.latest);
  };
}

class Session {
  constructor(box, name) {
    this.box = box;
    this.name = name;
    this.over = false;
    /** @type {Promise<void> | undefined} */
    this.mounting = undefined;
  }

  async receive() {
    if (!this.mounting) beginInTheme(this.box);
    afterPaint(() => {
      followTheme(this.box);
      this.view?.follow?.(scheme);
    });
    this.mounting ??= this.mount();
    await this.mounting;
    const { data } = this.box.latest;
    if (this.over || data === this.shown) return;
    this.shown = data;
    await this.view.update(data);
  }

  async mount() {
    const { box } = this;
    const { view } = box.latest.data;
    const waiting = setTimeout(() => showSkeleton(box), SKELETON_AFTER_MS);
    try {
      const retry = box.tries ? `?${box.tries}` : "";
      const apart = box.getRootNode() !== document;
      const [module, ...sheets] = await Promise.all([
        viewModule(ASSETS, view, retry),
        // A view in the page itself would dress Streamlit's elements as well.
        ...(apart ? [sheet(`${ASSETS}core/tokens.css`), sheet(`${ASSETS}views/${view}.css`)] : []),
      ]);
      adopt(box.getRootNode(), sheets);
      const host = {
        assets: ASSETS,
        address,
        // What is no part of the query, and so of no address: asked once.
        ask: (patch) => box.latest.setTriggerValue("change", patch),
        change(patch) {
          const ask = (wanted) => {
            // A link to the page at hand changes its parameters alone, which are then a step.
            if (wanted.page && !isHere(wanted)) inOneStep();
            box.latest.setTriggerValue("change", wanted);
          };
          const foreseen = asked(patch);
          // What is foreseen is painted before Streamlit is set to work: it would hold up the frame.
          deliver(patch, (wanted) => (foreseen ? afterPaint(() => ask(wanted)) : ask(wanted)));
        },
      };
      const stage = document.createElement("div");
      stage.className = `view view-${view}`;
      const mounted = await module.mount(stage, host);
      mounted.follow?.(scheme);
      // A newer payload may come while this one is drawn; it is then drawn next.
      this.shown = box.latest.data;
      await mounted.update(this.shown);
      this.view = mounted;
      if (this.over) mounted.destroy();
      else box.replaceChildren(stage);
      box.style.minHeight = "";
    } finally {
      clearTimeout(waiting);
    }
  }

  end() {
    this.over = true;
    this.view?.destroy();
  }
}

function adopt(root, sheets) {
  const missing = sheets.filter((one) => !root.adoptedStyleSheets.includes(one));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...missing];
}

function showSkeleton(box) {
  const bone = document.createElement("div");
  bone.setAttribute("aria-busy", "true");
  bone.style.cssText =
    "height:100%;min-height:inherit;border-radius:6px;" + "background:light-dark(#f3f5f7,#161e26)";
  box.replaceChildren(bone);
}

// Streamlit 1.67 states its theme as custom properties above the component and calls the
// component again when the reader switches; the background's lightness tells light from dark.
// Asked in the midst of a change, it would make the browser work out every style at once: that is
// done for the first view alone, the others begin with what it found.
let scheme = "";

function beginInTheme(box) {
  if (scheme) (box.getRootNode().host ?? box).style.colorScheme = scheme;
  else followTheme(box);
}

function followTheme(box) {
  const element = box.getRootNode().host ?? box;
  const background = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  if (!background) return;
  scheme = lightness(background) < 0.5 ? "dark" : "light";
  element.style.colorScheme = scheme;
  dress(scheme);
}

const probe = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

function lightness(colour) {
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}
