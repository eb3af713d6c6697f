// Where the place lies: the province in outline, and a lens on it where it is small.

import { html, svg } from "../core/elements.js";

const MARGIN = 14;
/** The province leaves its north-east empty: there the lens has its room, in units of the drawing. */
const LENS = { x: 774, y: 226, r: 200 };
/** Share of the lens that the place fills, and the least magnification worth a lens. */
const FILLED = 0.5;
const LEAST_ZOOM = 1.4;
const SMALLEST_SIDE = 26;
const SMALLEST_RING = 11;
const LABEL = { size: 30, line: 36 };

/** `{ element, hint }`; `hint(adcode)` outlines another place, `hint()` none. */
export function locator(context, drawing) {
  const { t, here, parent, name, names } = context;
  if (!here.polygon) return { element: noOutline(context), hint() {} };
  const county = here.level === "county";
  const units = county ? drawing.counties : drawing.prefectures;
  const { d, box } = here.level === "province" ? provinceOf(drawing) : units.get(here.adcode);
  const spot = spotOf(box);
  const magnified = spot.zoom >= LEAST_ZOOM;
  const hints = [];
  // Drawn twice, as styles of this tree do not reach into a <use>.
  const drawn = () => {
    const pointed = svg("path", { class: "hint" });
    hints.push(pointed);
    return [...layers(drawing, d, county && drawing.prefectures.get(here.parent).d), pointed];
  };
  const figure = svg(
    "svg",
    {
      class: "locator",
      viewBox: extent([
        provinceOf(drawing).box,
        ...(magnified ? [spot.box] : []),
      ]).join(" "),
      role: "img",
      "aria-label": county
        ? t("place.locator", { place: name(here), parent: name(parent) })
        : t(`place.locator_${here.level}`, { place: name(here) }),
    },
    svg("clipPath", { id: "within" }, svg("path", { d: provinceOf(drawing).d })),
    svg("g", {}, drawn()),
    magnified ? lens(context, spot, drawn(), names.places) : null,
  );
  return {
    element: html(
      "figure",
      { class: "where" },
      figure,
      html("figcaption", { class: "credit" }, t("place.credit")),
    ),
    hint(code) {
      const unit = drawing.counties.get(code) ?? drawing.prefectures.get(code);
      hints.forEach((path) => path.setAttribute("d", unit?.d ?? ""));
    },
  };
}

function provinceOf({ prefectures }) {
  const units = [...prefectures.values()];
  return { d: units.map(({ d }) => d).join(""), box: bounds(units.map(({ box }) => box)) };
}

/** The province from the ground up, the place's prefecture and the place itself in it. */
function layers(drawing, place, prefecture) {
  const province = provinceOf(drawing).d;
  const layer = (name, d) => svg("path", { class: name, d });
  return [
    layer("land", province),
    prefecture ? layer("prefecture", prefecture) : null,
    layer("here", place),
    svg(
      "g",
      { "clip-path": "url(#within)" },
      drawing.lakes.map(({ d }) => layer("lake", d)),
      drawing.rivers.map(({ d }) => layer("river", d)),
    ),
    layer("county-line", drawing.lines.county),
    layer("prefecture-line", drawing.lines.prefecture),
    layer("province-line", drawing.lines.province),
    prefecture ? layer("parent-line", prefecture) : null,
    layer("here-line", place),
  ];
}

/** What the lens shows of the drawing, and how far it magnifies. */
function spotOf([x0, y0, x1, y1]) {
  const side = Math.max(SMALLEST_SIDE, Math.max(x1 - x0, y1 - y0) / FILLED);
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const ring = Math.max(side / 2, SMALLEST_RING);
  return { x, y, side, ring, zoom: (2 * LENS.r) / side, box: [x - ring, y - ring, x + ring, y + ring] };
}

const bounds = (boxes) =>
  [Math.min, Math.min, Math.max, Math.max].map((most, i) => most(...boxes.map((box) => box[i])));

function extent(boxes) {
  const [x0, y0, x1, y1] = bounds(boxes);
  return [x0 - MARGIN, y0 - MARGIN, x1 - x0 + 2 * MARGIN, y1 - y0 + 2 * MARGIN].map(Math.round);
}

function lens(context, spot, drawn, places) {
  const { x, y, r } = LENS;
  const { ring, side } = spot;
  const reach = Math.hypot(x - spot.x, y - spot.y);
  const toward = { x: (x - spot.x) / reach, y: (y - spot.y) / reach };
  return svg(
    "g",
    { class: "lens" },
    svg("circle", { class: "spot", cx: spot.x, cy: spot.y, r: ring }),
    svg("path", {
      class: "leader",
      d: `M${spot.x + toward.x * ring},${spot.y + toward.y * ring}L${x - toward.x * r},${y - toward.y * r}`,
    }),
    svg("clipPath", { id: "lens-clip" }, svg("circle", { cx: x, cy: y, r })),
    svg(
      "g",
      { "clip-path": "url(#lens-clip)" },
      svg("circle", { class: "ground", cx: x, cy: y, r }),
      svg(
        "svg",
        {
          x: x - r,
          y: y - r,
          width: 2 * r,
          height: 2 * r,
          viewBox: [spot.x - side / 2, spot.y - side / 2, side, side].join(" "),
        },
        drawn,
      ),
      labels(context, spot, places),
    ),
    svg("circle", { class: "rim", cx: x, cy: y, r }),
  );
}

/** Names within the lens, the place's own first; a name that finds no room is left out. */
function labels({ here, name, lang }, spot, places) {
  const taken = [];
  const wide = lang === "zh" ? 1 : 0.55;
  const near = places
    .filter((place) => place.level === here.level && place.polygon)
    .map((place) => ({
      place,
      x: LENS.x + (place.x - spot.x) * spot.zoom,
      y: LENS.y + (place.y - spot.y) * spot.zoom,
    }))
    .sort((a, b) => (a.place === here ? -1 : b.place === here ? 1 : away(a) - away(b)));
  return near
    .filter(({ place, x, y }) => {
      const half = (name(place).length * LABEL.size * wide) / 2;
      const inside =
        place === here ||
        [-half, half].every((side) => Math.hypot(x + side - LENS.x, y - LENS.y) < LENS.r - 8);
      const free = taken.every(
        (other) => Math.abs(other.x - x) > other.half + half + 8 || Math.abs(other.y - y) > LABEL.line,
      );
      if (inside && free) taken.push({ x, y, half });
      return inside && free;
    })
    .map(({ place, x, y }) =>
      svg(
        "text",
        { x, y, "font-size": LABEL.size, class: place === here ? "name here" : "name" },
        name(place),
      ),
    );
}

const away = ({ x, y }) => Math.hypot(x - LENS.x, y - LENS.y);

/** A unit that no boundary layer holds says so where its map would be. */
function noOutline({ t, here, parent, name, placeLink }) {
  const words = { place: name(here), parent: name(parent) };
  return html(
    "div",
    { class: "no-outline" },
    html("h2", {}, t("place.no_outline_title", words)),
    html("p", {}, t("place.no_outline_text", words)),
    html("p", {}, placeLink(parent, { class: "action" }, t("place.no_outline_action", words))),
  );
}
