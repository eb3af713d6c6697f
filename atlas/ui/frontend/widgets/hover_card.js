// A small card that follows the pointer, or stands by the focused unit, and stays inside its frame.

import { html } from "../core/elements.js";

const GAP = 14;

/** Card inside `frame` (a positioned element); `show` takes lines of nodes and a point in it. */
export function createHoverCard(frame) {
  const card = html("div", { class: "hover-card", role: "presentation", hidden: true });
  frame.append(card);
  let shown = null;
  return {
    show(key, lines, /** @type {number[]} */ [x, y]) {
      if (key !== shown) {
        card.replaceChildren(...lines().map((line) => html("div", {}, line)));
        shown = key;
      }
      card.hidden = false;
      const { clientWidth: width, clientHeight: height } = frame;
      const [wide, high] = [card.offsetWidth, card.offsetHeight];
      const left = x + GAP + wide > width ? x - GAP - wide : x + GAP;
      const top = y + GAP + high > height ? y - GAP - high : y + GAP;
      const within = (value, room) => Math.max(4, Math.min(value, room - 4));
      card.style.transform = `translate(${within(left, width - wide)}px, ${within(top, height - high)}px)`;
    },
    hide() {
      card.hidden = true;
      shown = null;
    },
    /** The next `show` builds its lines anew, since the values have changed. */
    expire() {
      shown = null;
    },
  };
}
