// A chart by Plotly, fetched and drawn when it comes into sight, and kept alive after that.
//
// Streamlit's own chart is made anew for every new figure, in sight or not: 60 ms of every click on
// a filter. This view lives outside a shadow tree, since Plotly writes its styles into the head.

import { html } from "../core/elements.js";
import { json, once } from "../core/fetching.js";
import { beforePaper, fetchedForPaper } from "../core/paper.js";
import { langTag } from "../core/parts.js";
import { catalogue } from "../core/store.js";
import { translator } from "../core/words.js";

/** @import { Views } from "../contract" */

const NEAR = "240px";
const STAYS_MS = 200;
const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, responsive: true };

export async function mount(root, host) {
  const names = await catalogue(host.assets);
  const sheet = html("style", {}, STYLE);
  const plot = html("div", { class: "plot" });
  const trouble = html("p", { class: "trouble", role: "alert", hidden: true });
  const frame = html("div", { class: "chart waiting", role: "img" }, plot);
  const undrawn = html("p", { class: "undrawn" });
  root.append(sheet, frame, undrawn, trouble);

  let data = null;
  let paper = "light";
  let inSight = false;
  let drawn = "";

  // While the page is put together it may pass through the window: it is fetched where it stays.
  let staying = 0;
  const observer = new IntersectionObserver(
    ([{ isIntersecting }]) => {
      clearTimeout(staying);
      staying = setTimeout(() => {
        inSight = isIntersecting;
        draw();
      }, STAYS_MS);
    },
    { rootMargin: NEAR },
  );
  observer.observe(frame);

  // Printing asks for the chart on white; who prints by the browser's own key gets it as it is drawn.
  const before = fetchedForPaper(() => {
    const own = paper;
    inSight = true;
    paper = "light";
    window.addEventListener(
      "afterprint",
      () => {
        paper = own;
        draw();
      },
      { once: true },
    );
    return draw();
  });

  // Plotly draws in pixels of the screen: on paper that drawing is as wide as the sheet.
  beforePaper(frame, () => {
    for (const drawing of plot.querySelectorAll(".main-svg")) {
      const [width, height] = ["width", "height"].map((side) => drawing.getAttribute(side));
      drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
      frame.style.setProperty("--ratio", `${width} / ${height}`);
    }
  });

  const addressOf = () => new URL(`../../${data.address}&paper=${paper}`, host.assets).href;

  async function draw() {
    if (!inSight || !data) return;
    const address = addressOf();
    if (address === drawn) return;
    frame.ariaBusy = "true";
    try {
      const [plotly, figure] = await Promise.all([library(host.assets), json(address)]);
      // A newer figure may have been asked for meanwhile.
      if (address !== addressOf()) return;
      await plotly.react(plot, figure.data, figure.layout, CONFIG);
      drawn = address;
      trouble.hidden = true;
      frame.classList.remove("waiting");
      frame.style.colorScheme = paper;
    } catch (error) {
      console.error(error);
      const t = translator(names, data.lang);
      const again = html("button", { type: "button", onclick: draw }, t("map.retry"));
      trouble.replaceChildren(t("map.load_failed"), " ", again);
      trouble.hidden = false;
    } finally {
      frame.ariaBusy = null;
    }
  }

  return {
    update(/** @type {Views["chart"]} */ next) {
      data = next;
      frame.lang = langTag(data.lang);
      frame.setAttribute("aria-label", data.label);
      undrawn.textContent = translator(names, data.lang)("coverage.undrawn");
      return draw();
    },
    /** The reader's paper, "light" or "dark": colours of a figure do not follow it by themselves. */
    follow(scheme) {
      paper = scheme;
      return draw();
    },
    destroy() {
      observer.disconnect();
      clearTimeout(staying);
      before();
      /** @type {any} */ (window).Plotly?.purge(plot);
    },
  };
}

/** Plotly as the installed package brings it; it is no module, but leaves its name in the window. */
const library = (assets) =>
  once(
    "script",
    `${assets}plotly.min.js`,
    (src) =>
      new Promise((done, fail) => {
        const script = html("script", {
          src,
          onload: () => done(/** @type {any} */ (window).Plotly),
          onerror: () => fail(new Error(`${src} could not be loaded`)),
        });
        document.head.append(script);
      }),
  );

const STYLE = `
.view-chart .chart { height: var(--height); }
.view-chart .chart.waiting { border-radius: 6px; background: light-dark(#f3f5f7, #161e26); }
.view-chart .trouble { padding: 8px 0; font-size: 14px; }
.view-chart .undrawn { display: none; }
@media print {
  .view-chart { break-inside: avoid; }
  .view-chart .chart.waiting, .view-chart .trouble { display: none; }
  .view-chart .chart:not(.waiting) { height: auto; aspect-ratio: var(--ratio); background: light-dark(#ffffff, #0f151b); }
  .view-chart :is(.plot, .js-plotly-plot, .plot-container, .svg-container) { width: 100% !important; height: 100% !important; }
  .view-chart .main-svg { width: 100% !important; height: 100% !important; }
  .view-chart .chart.waiting + .undrawn { display: block; font-size: 13px; }
}
`;
