// Pan and zoom of a drawing fitted into a box: d3-zoom, without trapping the page's own scrolling.

import { select, zoom, zoomIdentity } from "../vendor/d3-zoom.js";

const MAX_SCALE = 14;
const ONE_GESTURE_MS = 220;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Make `element` pan and zoom a drawing of extent `box`; `changed({ k, x, y, scale })` is called
 * with the transform from units of the drawing to pixels, and `k` the zoom over the fitted view.
 */
export function panZoom(element, box, changed) {
  const target = select(element);
  let size = { width: 0, height: 0 };
  let fit = { scale: 1, x: 0, y: 0 };
  let now = zoomIdentity;

  const behaviour = zoom()
    .scaleExtent([1, MAX_SCALE])
    .clickDistance(5)
    .extent(() => [
      [0, 0],
      [size.width, size.height],
    ])
    .filter((event) => allowed(event))
    .on("zoom", ({ transform }) => {
      now = transform;
      element.classList.toggle("zoomed", now.k > 1);
      tell();
    });
  target.call(behaviour).on("dblclick.zoom", null);

  // A wheel gesture that began on the page, or that can only zoom out of the whole, scrolls it.
  let lastWheel = 0;
  let pageOwns = false;
  const watchWheel = (event) => {
    const goesOn = event.timeStamp - lastWheel < ONE_GESTURE_MS;
    lastWheel = event.timeStamp;
    if (goesOn && pageOwns) return;
    const outside = !event.composedPath().includes(element);
    pageOwns = outside || (!goesOn && now.k === 1 && event.deltaY > 0);
  };
  addEventListener("wheel", watchWheel, { capture: true, passive: true });

  function allowed(event) {
    if (event.type === "wheel")
      return event.ctrlKey || !(pageOwns || (now.k === 1 && event.deltaY > 0));
    // One finger on the whole drawing scrolls the page; two fingers zoom.
    if (event.type === "touchstart") return event.touches.length > 1 || now.k > 1;
    return !event.button && !event.ctrlKey && !event.shiftKey && !event.metaKey;
  }

  function tell() {
    const scale = fit.scale * now.k;
    changed({ k: now.k, scale, x: now.x + fit.x * now.k, y: now.y + fit.y * now.k });
  }

  function resize(width, height) {
    const middle = centre();
    size = { width, height };
    const [x0, y0, x1, y1] = box;
    const scale = Math.min(width / (x1 - x0), height / (y1 - y0));
    fit = {
      scale,
      x: (width - (x0 + x1) * scale) / 2,
      y: (height - (y0 + y1) * scale) / 2,
    };
    behaviour.translateExtent([
      [0, 0],
      [width, height],
    ]);
    if (now.k > 1 && middle) moveTo(middle, now.k);
    else tell();
  }

  /** Point of the drawing in the middle of the screen. */
  const centre = () =>
    size.width && /** @type {[number, number]} */ ([
      ((size.width / 2 - now.x) / now.k - fit.x) / fit.scale,
      ((size.height / 2 - now.y) / now.k - fit.y) / fit.scale,
    ]);

  function moveTo([x, y], k, smoothly = false) {
    const onScreen = [x * fit.scale + fit.x, y * fit.scale + fit.y];
    const to = zoomIdentity
      .translate(size.width / 2 - onScreen[0] * k, size.height / 2 - onScreen[1] * k)
      .scale(k);
    behaviour.transform(moving(smoothly), to);
  }

  const moving = (smoothly) =>
    // d3-transition, packed with d3-zoom, gives selections their `transition`.
    smoothly && !calm.matches ? /** @type {any} */ (target).transition().duration(220) : target;

  return {
    resize,
    zoomBy: (factor, at) => behaviour.scaleBy(moving(true), factor, at),
    reset: () => behaviour.transform(moving(true), zoomIdentity),
    /** Pan, without zooming, until a box of the drawing is in sight. */
    reveal([x0, y0, x1, y1]) {
      const k = fit.scale * now.k;
      const [left, top] = [now.x + fit.x * now.k + x0 * k, now.y + fit.y * now.k + y0 * k];
      const [right, bottom] = [left + (x1 - x0) * k, top + (y1 - y0) * k];
      if (left < 0 || top < 0 || right > size.width || bottom > size.height) {
        if (now.k > 1) moveTo([(x0 + x1) / 2, (y0 + y1) / 2], now.k);
      }
    },
    get zoom() {
      return now.k;
    },
    destroy() {
      removeEventListener("wheel", watchWheel, { capture: true });
      target.on(".zoom", null);
    },
  };
}
