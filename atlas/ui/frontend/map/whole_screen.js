// A part of the page over all of the screen, as for a projector, with the page's finding above it.

import { html } from "../core/elements.js";
import { write } from "../core/parts.js";

/** `part` with `finding()` as its heading while it fills the screen; no `toggle` where none may. */
export function wholeScreen(/** @type {HTMLElement} */ part, /** @type {() => string} */ finding) {
  const title = html("p", { class: "whole-title" });
  part.prepend(title);
  const fills = () => part.matches(":fullscreen");
  const update = () => {
    if (fills()) write(title, finding());
  };
  part.addEventListener("fullscreenchange", update);
  return {
    toggle: document.fullscreenEnabled ? () => (fills() ? document.exitFullscreen() : part.requestFullscreen()) : null,
    update,
  };
}
