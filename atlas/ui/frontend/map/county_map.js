// The map itself: layers drawn once, then only what changes is touched.

import { svg } from "../core/elements.js";
import { labelCandidates, placeLabels } from "./labels.js";
import { panZoom } from "./pan_zoom.js";
import { classOf, patterns, setGrain } from "./swatches.js";
import { unitsUnder } from "./under_finger.js";
import { widerLayer, widerUnits } from "./wider_units.js";

/**
 * County map on `geometry` with `catalogue`'s names. `told` is called back: `point(code, event)`
 * as pointer or focus moves over units (null when it leaves), `select(code, together)`,
 * `tap(code, near)` of a finger, with what it may have meant instead, `clear()`, `zoomed(k)`.
 */
export function createCountyMap({ catalogue, geometry, lang, label, description, told }) {
  const units = { county: new Map(), prefecture: new Map() };
  const layer = (name, ...children) => svg("g", { class: name }, children);
  const line = (name, d) => svg("path", { class: `line ${name}`, d });

  const defs = svg("defs", {}, patterns());
  const groups = {
    county: unitLayer("county", catalogue.counties, geometry.counties),
    prefecture: unitLayer("prefecture", catalogue.prefectures, geometry.prefectures),
  };
  const zoneLayer = layer("zones");
  const points = new Map(catalogue.places.map(({ adcode, x, y }) => [adcode, [x, y]]));
  const wider = widerLayer({
    shapeOf: (code) => shapeOf(code),
    prefectures: geometry.prefectures,
    points,
  });
  const selection = layer("selection");
  const hovered = ["hovered-halo", "hovered"].map((name) => svg("path", { class: `line ${name}` }));
  const ring = svg("path", { class: "line focus-ring" });
  // Thousands of points are stroked in these lines: on picture layers of their own they are drawn
  // again when the map moves, and not for every new fill, hover or selection under and over them.
  const apart = (name, ...children) =>
    svg("g", { class: name, style: "will-change: opacity" }, children);
  const around = apart("around", wider.element, zoneLayer);
  const still = apart(
    "still",
    layer(
      "water-areas",
      geometry.lakes.map(({ d }) => svg("path", { class: "lake", d })),
    ),
    layer(
      "rivers",
      geometry.rivers.map(({ d, rank }) => svg("path", { class: `line river rank-${rank}`, d })),
    ),
    line("county-lines", geometry.lines.county),
    line("prefecture-casing", geometry.lines.prefecture),
    line("prefecture-lines", geometry.lines.prefecture),
    line("province-line", geometry.lines.province),
  );
  const scene = layer(
    "scene",
    svg("path", { class: "land", d: geometry.land }),
    groups.county,
    groups.prefecture,
    still,
    around,
    hovered,
    selection,
    ring,
  );
  const labels = layer("labels");
  const element = svg(
    "svg",
    { class: "map", role: "group", "aria-label": label },
    svg("desc", {}, description),
    defs,
    scene,
    labels,
  );

  let level = "county";
  let transform = { k: 1, scale: 1, x: 0, y: 0 };
  let size = { width: 0, height: 0 };
  let candidates = [];
  let placed = [];
  let family = "sans-serif";
  let byTouch = false;
  let lit = null;

  function unitLayer(kind, places, shapes) {
    return svg(
      "g",
      {
        class: `units units-${kind}`,
        role: "listbox",
        "aria-multiselectable": "true",
        "aria-label": label,
      },
      places.map(({ adcode }) => {
        const path = svg("path", {
          class: "unit",
          d: shapes.get(adcode).d,
          "data-code": adcode,
          role: "option",
          tabindex: -1,
        });
        units[kind].set(adcode, { path, cls: undefined, name: undefined });
        return path;
      }),
    );
  }

  const shapeOf = (code) => geometry.counties.get(code) ?? geometry.prefectures.get(code);

  const movement = panZoom(element, geometry.box, (next) => {
    const grown = next.scale !== transform.scale;
    transform = next;
    scene.setAttribute("transform", `translate(${next.x},${next.y}) scale(${next.scale})`);
    if (grown) {
      setGrain(defs, next.scale);
      wider.grow(next.scale, next.k);
    }
    drawLabels();
    told.zoomed(next.k);
    if (byTouch) told.point(null);
  });

  function drawLabels() {
    if (!size.width) return;
    placed = placeLabels(candidates, transform, size, family);
    const kept = new Map([...labels.children].map((text) => [text.dataset.id, text]));
    for (const { id, kind, text, x, y, size: px, weight } of placed) {
      let node = kept.get(id);
      if (!node) {
        node = svg("text", {
          class: `label ${kind}`,
          "data-id": id,
          "font-size": px,
          "font-weight": weight,
        });
        node.setAttribute("aria-hidden", "true");
        labels.append(node);
      }
      if (node.textContent !== text) node.textContent = text;
      node.setAttribute("transform", `translate(${x.toFixed(1)},${y.toFixed(1)})`);
      kept.delete(id);
    }
    for (const gone of kept.values()) gone.remove();
  }

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

  const codeAt = (event) => event.target.closest?.("[data-code]")?.dataset.code ?? null;
  element.addEventListener("pointermove", (event) => {
    byTouch = event.pointerType === "touch";
    if (!byTouch) told.point(codeAt(event), event);
  });
  element.addEventListener("pointerleave", () => byTouch || told.point(null));
  element.addEventListener("click", (event) => {
    byTouch = event.pointerType === "touch";
    // The second click of a double click zooms; it must not undo the first.
    if (event.detail > 1) return;
    if (byTouch) {
      const [code, ...near] = unitsUnder(element, event);
      if (code) told.tap(code, near);
      return;
    }
    const code = codeAt(event);
    if (code) told.select(code, event.ctrlKey || event.metaKey || event.shiftKey);
  });
  element.addEventListener("dblclick", (event) => {
    const { left, top } = element.getBoundingClientRect();
    movement.zoomBy(event.shiftKey ? 0.5 : 2, [event.clientX - left, event.clientY - top]);
  });

  const map = {
    element,
    movement,
    geometry,
    shapeOf,
    get level() {
      return level;
    },
    pointOf: (code) => points.get(code),
    /** Path of a unit at the level shown. */
    path: (code) => units[level].get(code)?.path,
    /** Codes of the level shown, in the order of a payload's values. */
    codes: () => [...units[level].keys()],

    setLevel(next) {
      level = next;
      groups.county.classList.toggle("away", level !== "county");
      groups.prefecture.classList.toggle("away", level !== "prefecture");
      element.classList.toggle("by-prefecture", level === "prefecture");
    },
    /** Class and spoken name of every unit at the level shown. */
    setClasses(classes, names) {
      let i = 0;
      for (const unit of units[level].values()) {
        if (unit.cls !== classes[i]) {
          unit.path.setAttribute("class", `unit ${classOf(classes[i])}`);
          unit.cls = classes[i];
        }
        if (unit.name !== names[i]) {
          unit.path.setAttribute("aria-label", names[i]);
          unit.name = names[i];
        }
        i += 1;
      }
      wider.update(widerUnits(classes, map.codes(), geometry.parent));
    },
    setSelected(codes) {
      for (const kind of ["county", "prefecture"]) {
        for (const [code, { path }] of units[kind]) {
          const is = `${codes.includes(code)}`;
          if (path.getAttribute("aria-selected") !== is) path.setAttribute("aria-selected", is);
        }
      }
      const shapes = codes.map(shapeOf).filter(Boolean);
      selection.replaceChildren(
        ...shapes.map(({ d }) => svg("path", { class: "line selected-halo", d })),
        ...shapes.map(({ d }) => svg("path", { class: "line selected", d })),
      );
    },
    /** Light up a set of units and dim the others; null ends it. */
    setLit(codes) {
      if (!codes && !lit) return;
      lit = codes;
      const group = groups[level];
      group.classList.toggle("dimming", codes !== null);
      for (const [code, { path }] of units[level]) {
        path.classList.toggle("lit", codes?.has(code) ?? false);
      }
    },
    setHovered(code) {
      for (const path of hovered) path.setAttribute("d", code ? shapeOf(code).d : "");
    },
    setFocused(code) {
      ring.setAttribute("d", code ? shapeOf(code).d : "");
    },
    /** Dashed lines around the member counties of `zones`: `[{ name, counties, dash }]`. */
    setOutlines(zones) {
      zoneLayer.replaceChildren(
        ...zones.map(({ counties }) =>
          svg("path", { class: "line zone-halo", d: geometry.outline(counties) }),
        ),
        ...zones.map(({ counties, dash }) =>
          svg("path", {
            class: "line zone",
            d: geometry.outline(counties),
            "stroke-dasharray": dash,
          }),
        ),
      );
    },
    setLabels(selected) {
      candidates = labelCandidates({ catalogue, geometry, lang, level, selected });
      drawLabels();
    },
    /** Names on the map, or only those of what is chosen. */
    showLabels(on) {
      element.classList.toggle("unnamed", !on);
    },
    /** What stands on the screen now, for a saved image. */
    snapshot: () => ({
      transform,
      size,
      candidates: element.classList.contains("unnamed") ? candidates.filter(({ kind }) => kind === "chosen") : candidates,
      family,
    }),
    destroy() {
      sizing.disconnect();
      movement.destroy();
    },
  };

  return map;
}
