// The national map: quiet land, our prefectures, arcs to the partners, and labels that find room.

import { svg } from "../core/elements.js";
import { placeLabels } from "../map/labels.js";
import { panZoom } from "../map/pan_zoom.js";
import { arc, hueOf, symbolPath } from "./tie_signs.js";

/** Pixels kept free around a symbol and around a dot; a label's own box begins 3 before its text. */
const ROOM = { symbol: 5, dot: 3 };
const LABEL_GAP = 9;
const INSET_MARGIN = 8;
/** From this zoom on partners have room for their own names. */
const NEAR = 2.2;

/**
 * Map on `geometry` with `ties` between `homes` (adcode → point) and partners. `told` is called
 * back: `point({ tie } | { home } | null, event)`, `open(tie)`, `choose(adcode)`, `zoomed(k)`;
 * `names` gives the words of a home and of a tie's partner.
 */
export function createChinaMap({ geometry, ties, homes, kinds, names, words, told }) {
  const line = (name, d) => svg("path", { class: `line ${name}`, d });
  const ground = () => [
    svg("path", { class: "country", d: geometry.land }),
    line("islets", geometry.islets),
    line("between-provinces", geometry.lines.province),
    line("around-country", geometry.lines.country),
    line("boundary", geometry.lines.boundary),
  ];
  const prefectures = new Map(
    [...geometry.prefectures].map(([code, { d }]) => [
      code,
      svg("path", { class: "prefecture", d, "data-home": code }),
    ]),
  );
  const middle = [(geometry.box[0] + geometry.box[2]) / 2, (geometry.box[1] + geometry.box[3]) / 2];
  const drawn = ties.map((tie, i) => drawTie(tie, i));
  const arcs = svg(
    "g",
    { class: "arcs" },
    drawn.map(({ path }) => path),
  );
  const scene = svg(
    "g",
    { class: "scene" },
    ground(),
    [...prefectures.values()],
    line("between-prefectures", geometry.lines.prefecture),
    arcs,
  );
  const dots = svg("g", { class: "dots" });
  const symbols = svg(
    "g",
    { class: "symbols" },
    drawn.map(({ symbol }) => symbol),
  );
  const labels = svg("g", { class: "labels", "aria-hidden": "true" });
  const inset = insetOf(geometry.inset, ground(), words.inset);
  const element = svg(
    "svg",
    { class: "map", role: "img", "aria-label": words.label },
    svg("desc", {}, words.description),
    scene,
    dots,
    symbols,
    labels,
    inset.element,
  );

  let transform = null;
  let size = { width: 0, height: 0 };
  let family = "sans-serif";
  let shown = { own: [], common: [], chosen: [], lit: null };

  function drawTie(tie, i) {
    const look = kinds[tie.kind];
    const d = arc(homes[tie.home], tie.at, middle);
    const path = svg(
      "g",
      { class: "tie", "data-tie": i },
      svg("path", { class: "line tie-room", d }),
      svg("path", {
        class: "line tie-line",
        d,
        style: `stroke: ${hueOf(tie.kind)}`,
        "stroke-width": look.width,
        "stroke-dasharray": look.dash || null,
      }),
    );
    const symbol = svg("path", {
      class: "tie-symbol",
      d: symbolPath(look),
      "data-tie": i,
      style: `fill: ${hueOf(tie.kind)}`,
    });
    return { path, symbol };
  }

  const movement = panZoom(element, geometry.box, (next) => {
    transform = next;
    scene.setAttribute("transform", `translate(${next.x},${next.y}) scale(${next.scale})`);
    inset.place(size, next.scale / next.k);
    drawOver();
    told.zoomed(next.k);
  });
  const sizing = new ResizeObserver(
    ([
      {
        contentRect: { width, height },
      },
    ]) => {
      if (!width || !height) return;
      size = { width, height };
      // On paper the drawing is as wide as the sheet lets it: all of it, larger or smaller.
      element.setAttribute("viewBox", `0 0 ${width} ${height}`);
      family = getComputedStyle(element).fontFamily;
      movement.resize(width, height);
    },
  );
  sizing.observe(element);

  const onScreen = ([x, y]) => [
    x * transform.scale + transform.x,
    y * transform.scale + transform.y,
  ];

  /** What keeps its size on the screen: dots at the homes, symbols at the partners, labels. */
  function drawOver() {
    if (!size.width || !transform) return;
    const visible = [...shown.own, ...shown.common];
    const at = new Map(visible.map((i) => [i, onScreen(ties[i].at)]));
    for (const [i, [x, y]] of at) {
      drawn[i].symbol.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
    }
    const ends = [...new Set(visible.map((i) => ties[i].home))];
    dots.replaceChildren(
      ...ends.map((code) => {
        const [x, y] = onScreen(homes[code]);
        return svg("circle", { class: "home-dot", cx: x.toFixed(1), cy: y.toFixed(1), r: 2.6 });
      }),
    );
    const room = (/** @type {number[]} */ [x, y], r) => [x - r, y - r, x + r, y + r];
    // What is dimmed may lie below a label of what is lit.
    const plain = visible.filter((i) => !shown.lit || shown.lit.has(i));
    const obstacles = [
      inset.box(),
      ...plain.map((i) => room(at.get(i), ROOM.symbol)),
      ...plain.map((i) => room(onScreen(homes[ties[i].home]), ROOM.dot)),
    ];
    const placed = placeLabels(candidates(), transform, size, family, obstacles);
    labels.replaceChildren(
      ...placed.map(({ kind, text, x, y, size: px, weight }) =>
        svg(
          "text",
          {
            class: `label ${kind}`,
            "font-size": px,
            "font-weight": weight,
            transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`,
          },
          text,
        ),
      ),
    );
  }

  /**
   * Labels in order of rank: homes, the regions that partners lie in, the partners. While ties are
   * lit only their ends are named; once the reader has zoomed in, partners come before regions.
   */
  function candidates() {
    const visible = [...shown.own, ...shown.common].filter((i) => !shown.lit || shown.lit.has(i));
    const found = new Map();
    const add = (kind, id, text, points, weight = 400, gap = LABEL_GAP) =>
      found.has(kind + id) ||
      found.set(kind + id, { kind, text, size: 12.5, weight, points, room: Infinity, gap });
    const partners = (list) =>
      list.forEach((i) => add("partner", ties[i].zh, names.partner(ties[i]), [ties[i].at]));
    const regions = () =>
      Map.groupBy(
        visible.filter((i) => ties[i].region.zh !== ties[i].zh),
        (i) => ties[i].region.zh,
      ).forEach((held, id) =>
        add("region", id, names.region(ties[held[0]]), [centre(held)], 600, 16),
      );
    // Beside a chosen place's own partners, those of the whole province can do without a name.
    if (shown.lit) partners(visible);
    else if (shown.common.length) partners(shown.own);
    for (const i of visible)
      add("home", ties[i].home, names.home(ties[i].home), [homes[ties[i].home]], 600);
    if (transform.k < NEAR) regions();
    partners(visible);
    return [...found.values()];
  }

  const centre = (held) =>
    [0, 1].map((axis) => held.reduce((sum, i) => sum + ties[i].at[axis], 0) / held.length);

  function told_of(event) {
    const at = event.target.closest?.("[data-tie], [data-home]");
    if (!at) return null;
    return at.dataset.tie ? { tie: Number(at.dataset.tie) } : { home: at.dataset.home };
  }
  element.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch") told.point(told_of(event), event);
  });
  element.addEventListener("pointerleave", () => told.point(null));
  element.addEventListener("click", (event) => {
    const at = told_of(event);
    if (event.pointerType === "touch") told.point(at, event);
    if (at?.tie !== undefined) told.open(at.tie);
    else if (at && event.detail < 2) told.choose(at.home);
  });
  element.addEventListener("dblclick", (event) => {
    const { left, top } = element.getBoundingClientRect();
    movement.zoomBy(event.shiftKey ? 0.5 : 2, [event.clientX - left, event.clientY - top]);
  });

  return {
    element,
    movement,
    /** Show these ties, `common` ones faintly, and the `chosen` prefectures in their colour. */
    show({ own, common, chosen }) {
      shown = { ...shown, own, common, chosen };
      const [mine, shared] = [new Set(own), new Set(common)];
      drawn.forEach(({ path, symbol }, i) => {
        for (const part of [path, symbol]) {
          part.classList.toggle("away", !mine.has(i) && !shared.has(i));
          part.classList.toggle("common", shared.has(i));
        }
      });
      for (const [code, path] of prefectures)
        path.classList.toggle("chosen", chosen.includes(code));
      drawOver();
    },
    /** Light up a set of ties and dim the others; null ends it. */
    setLit(lit) {
      shown = { ...shown, lit };
      element.classList.toggle("dimming", lit !== null);
      drawn.forEach(({ path, symbol }, i) => {
        for (const part of [path, symbol]) part.classList.toggle("lit", lit?.has(i) ?? false);
      });
      // The last drawn lies on top.
      for (const i of lit ?? []) arcs.append(drawn[i].path);
      drawOver();
    },
    setHovered(code) {
      for (const [other, path] of prefectures) path.classList.toggle("pointed", other === code);
    },
    destroy() {
      sizing.disconnect();
      movement.destroy();
    },
  };
}

/** The customary inset, in the lower right corner of the frame whatever the map shows. */
function insetOf({ box: [x0, y0, x1, y1], scale }, ground, words) {
  const view = svg(
    "svg",
    { class: "inset-view", viewBox: `${x0} ${y0} ${x1 - x0} ${y1 - y0}` },
    ground,
  );
  const frame = svg("rect", { class: "inset-frame" });
  const text = svg("text", { class: "label inset-label", "font-size": 10 }, words);
  const element = svg("g", { class: "inset", role: "img", "aria-label": words }, frame, view, text);
  let now = [0, 0, 0, 0];
  return {
    element,
    /** The box it covers, in pixels. */
    box: () => now,
    place({ width, height }, fit) {
      const [wide, high] = [(x1 - x0) * scale * fit, (y1 - y0) * scale * fit];
      const [left, top] = [width - wide - INSET_MARGIN, height - high - INSET_MARGIN];
      now = [left, top, left + wide, top + high];
      for (const part of [view, frame]) {
        part.setAttribute("x", left);
        part.setAttribute("y", top);
        part.setAttribute("width", Math.max(0, wide));
        part.setAttribute("height", Math.max(0, high));
      }
      text.setAttribute("x", left + wide / 2);
      text.setAttribute("y", top + high - 9);
    },
  };
}
