// A long list drawn in portions: the first at once, the next when its end comes into sight.
//
// A reader's document may have sixty thousand measures. Drawn at once they would hold the page for a
// minute; nobody looks at more than some hundred.

import { html } from "./elements.js";
import { beforePaper } from "./paper.js";

/** Items of a portion; the built-in plan is one. */
export const PORTION = 300;

/** Distance from its end at which a list goes on, in pixels. */
const AHEAD = 800;

/**
 * Where a list ends so far: `element` stands after what is drawn, `more(false)` is called when it
 * comes into sight, and `more(true)` for all that is left before the page is printed. `scroller` is
 * what scrolls the list, where that is not the page.
 */
export function listEnd(more, scroller = null) {
  const element = html("span", { class: "list-end", "aria-hidden": "true" });
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      more(false);
      // Only a change is told: an end that is still in sight is looked at anew.
      watch.unobserve(element);
      watch.observe(element);
    },
    // The page scrolls in a part of Streamlit's, whose edge only the second margin passes.
    { root: scroller, rootMargin: `${AHEAD}px`, scrollMargin: `${AHEAD}px` },
  );
  watch.observe(element);
  beforePaper(element, () => element.hidden || more(true));
  return element;
}

/** How many items to draw so that the one at `index` is among them. */
export const upTo = (index, drawn) => Math.max(drawn, Math.ceil((index + 1) / PORTION) * PORTION);
