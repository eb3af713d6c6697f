// Keeps one view alive in one component across reruns, with its styles and its theme.
//
// Streamlit calls the component's default export again for every new payload, and runs the
// cleanup of a call that a newer one overtook; so a cleanup may end the view only when its call
// is the latest.

import { address, sheet, viewModule } from "./fetching.js";

const SKELETON_AFTER_MS = 300;
const sessions = new WeakMap();

/** Hand the latest payload of `box` to its view, mounting the view first where needed. */
export async function receive(box) {
  const { data } = box.latest;
  const name = `${address(data.assets)}|${data.view}`;
  let session = sessions.get(box);
  if (session && session.name !== name) {
    session.end();
    session = undefined;
  }
  if (!session) {
    session = new Session(box, name);
    sessions.set(box, session);
  }
  const turn = ++session.turn;
  try {
    await session.receive();
  } catch (error) {
    // The bootstrap says so and offers another try, which must begin afresh.
    sessions.delete(box);
    session.end();
    throw error;
  }
  return () => {
    if (turn === session.turn) {
      sessions.delete(box);
      session.end();
      box.remove();
    }
  };
}

class Session {
  constructor(box, name) {
    this.box = box;
    this.name = name;
    this.turn = 0;
    this.over = false;
  }

  async receive() {
    followTheme(this.box);
    this.mounting ??= this.mount();
    await this.mounting;
    const { data } = this.box.latest;
    // A switch of theme calls again with the very same payload.
    if (this.over || data === this.shown) return;
    this.shown = data;
    await this.view.update(data);
  }

  async mount() {
    const { box } = this;
    const { view, assets } = box.latest.data;
    const base = address(assets);
    const waiting = setTimeout(() => showSkeleton(box), SKELETON_AFTER_MS);
    try {
      const retry = box.tries ? `?${box.tries}` : "";
      const [module, ...sheets] = await Promise.all([
        viewModule(base, view, retry),
        sheet(base + "tokens.css"),
        sheet(`${base}views/${view}.css`),
      ]);
      adopt(box.getRootNode(), sheets);
      const host = {
        assets: base,
        change: (patch) => box.latest.setTriggerValue("change", patch),
      };
      const stage = document.createElement("div");
      stage.className = `view view-${view}`;
      const mounted = await module.mount(stage, host);
      await mounted.update(box.latest.data);
      this.shown = box.latest.data;
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
function followTheme(box) {
  const element = box.getRootNode().host ?? box;
  const background = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  if (!background) return;
  element.style.colorScheme = lightness(background) < 0.5 ? "dark" : "light";
}

const probe = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

function lightness(colour) {
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}
