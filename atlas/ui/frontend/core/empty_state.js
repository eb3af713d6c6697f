// Why nothing is shown and the next click; the patch undoes what left nothing.

import { el } from "./parts.js";

/** Heading, reason and button of what Python's `empty_state` gives. */
export function emptyState({ title, text, patch, action_label: action }, change) {
  return [
    el("h2", {}, title),
    el("p", {}, text),
    patch && el("button", { type: "button", class: "quiet", on: { click: () => change(patch) } }, action),
  ].filter(Boolean);
}
