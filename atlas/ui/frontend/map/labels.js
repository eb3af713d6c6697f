// Labels of the map: greedy placement in order of rank, so that none overlaps another.

const LARGE_LAKE = 400;
const ruler = new OffscreenCanvas(1, 1).getContext("2d");
const widths = new Map();

/** Width in pixels of `text` at `size` px in the house's font. */
export function textWidth(text, size, family, weight = 400) {
  const key = `${weight} ${size} ${family} ${text}`;
  if (!widths.has(key)) {
    ruler.font = `${weight} ${size}px ${family}`;
    widths.set(key, ruler.measureText(text).width);
  }
  return widths.get(key);
}

// The kinds a Chinese name ends in; a label on its own unit can do without.
const KIND_OF_PREFECTURE = /(市|地区)$/;

/** Name of a prefecture as maps write it. */
export const prefectureLabel = (place, lang) =>
  lang === "zh" ? place.zh.replace(KIND_OF_PREFECTURE, "") : place.en;

/**
 * What may be written on a map, best first: `{ id, kind, text, size, weight, points, room }`, with
 * candidate `points` and `room`, the width there is for it, in units of the drawing.
 */
export function labelCandidates({ catalogue, geometry, lang, level, selected }) {
  const at = ({ adcode }) =>
    (geometry.counties.get(adcode) ?? geometry.prefectures.get(adcode))?.point;
  const candidates = [];
  const add = (kind, id, text, size, weight, points, room = Infinity) =>
    text && candidates.push({ id: `${kind}-${id}`, kind, text, size, weight, points, room });

  for (const code of selected) {
    // The province has no outline of its own here, and some districts have none at all.
    const place = catalogue.place.get(code);
    const point = place && at(place);
    if (point) add("chosen", code, place[lang], 13, 600, [point]);
  }
  for (const place of catalogue.prefectures) {
    if (!selected.includes(place.adcode)) {
      add(
        "prefecture",
        place.adcode,
        prefectureLabel(place, lang),
        12.5,
        600,
        around(place.adcode, geometry),
      );
    }
  }
  if (level === "county") {
    const bySize = [...catalogue.counties].sort(
      (a, b) => geometry.counties.get(b.adcode).area - geometry.counties.get(a.adcode).area,
    );
    for (const place of bySize) {
      if (selected.includes(place.adcode)) continue;
      const [x0, , x1] = geometry.counties.get(place.adcode).box;
      add("county", place.adcode, place[lang], 11.5, 400, [at(place)], (x1 - x0) * 1.1);
    }
  }
  for (const lake of geometry.lakes) {
    const rank = lake.area > LARGE_LAKE ? 1 : 3;
    add(`water rank-${rank}`, lake.en, lake[lang], 11, 400, [lake.point]);
  }
  for (const river of geometry.rivers) {
    add(`water rank-${river.rank}`, river.en, river[lang], 11, 400, along(river));
  }
  return candidates;
}

// A prefecture's own point first, then its counties' points from the middle outwards.
function around(adcode, geometry) {
  const { point } = geometry.prefectures.get(adcode);
  const members = [...geometry.counties].filter(([county]) => geometry.parent(county) === adcode);
  return [
    point,
    ...nearestFirst(
      point,
      members.map(([, county]) => county.point),
    ),
  ];
}

const nearestFirst = ([x, y], points) =>
  [...points].sort((a, b) => Math.hypot(a[0] - x, a[1] - y) - Math.hypot(b[0] - x, b[1] - y));

// Every so often along a river's longest reach, from its middle outwards.
function along({ lines }) {
  const longest = lines.reduce((a, b) => (b.length > a.length ? b : a));
  return [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9].map(
    (share) => longest[Math.round(share * (longest.length - 1))],
  );
}

/**
 * Labels that find room in a window of `width` × `height` pixels under a transform: candidates
 * with `x`, `y` in pixels. Counties come with zooming in, small rivers later still. A candidate
 * with a `gap` stands that far beside its point, on whichever side is free; `obstacles` are boxes
 * (left, top, right, bottom in pixels) that no label may cover.
 */
export function placeLabels(candidates, transform, { width, height }, family, obstacles = []) {
  const { k, scale, x: dx, y: dy } = transform;
  const taken = [...obstacles];
  const placed = [];
  const free = (box) =>
    taken.every(
      (other) => box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1],
    );
  for (const label of candidates) {
    if (!inSeason(label.kind, k)) continue;
    const wide = textWidth(label.text, label.size, family, label.weight);
    if (wide > label.room * scale) continue;
    const spots = label.points.flatMap(([px, py]) =>
      beside(px * scale + dx, py * scale + dy, label, wide),
    );
    for (const [x, y] of spots) {
      const box = [
        x - wide / 2 - 3,
        y - label.size / 2 - 2,
        x + wide / 2 + 3,
        y + label.size / 2 + 2,
      ];
      if (box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height || !free(box)) continue;
      taken.push(box);
      placed.push({ ...label, x, y });
      break;
    }
  }
  return placed;
}

/** Middles of a label at its point, or beside it where it has a `gap`: sides first, corners last. */
function beside(x, y, { gap, size }, wide) {
  if (gap === undefined) return [[x, y]];
  const [across, up] = [gap + wide / 2, gap + size / 2];
  return [
    [x + across, y], [x - across, y], [x, y - up], [x, y + up],
    [x + across, y - up], [x + across, y + up], [x - across, y - up], [x - across, y + up],
  ];
}

function inSeason(kind, k) {
  if (kind === "county") return k >= 1.6;
  if (kind === "water rank-2") return k >= 1.6;
  if (kind === "water rank-3") return k >= 3;
  return true;
}
