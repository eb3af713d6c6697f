// A picture for paper and slides: one SVG that stands alone, under its title and over its source.

import { svg } from "../core/elements.js";
import { textWidth } from "./labels.js";

export const WIDTH = 1000;
export const MARGIN = 32;
export const FONT =
  '"Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
// Files are for paper and slides: always the light colours, written out, since other programs
// know nothing of a page's custom properties.
export const INK = {
  ink: "#1b2430",
  soft: "#4c5867",
  faint: "#6b7683",
  land: "#f2f4f5",
  paper: "#ffffff",
};
export const INNER = WIDTH - 2 * MARGIN;

/**
 * The picture as an SVG element. `draw(parts, top)` adds the map and its legend to `parts` and gives
 * back where they end; `definitions` are patterns and the like that they name.
 */
export function picture({ title, subtitle, footer }, lang, draw, definitions = null) {
  const parts = [];
  let y = MARGIN;
  const write = (text, size, weight, fill, step) => {
    for (const one of wrapped(text, size, weight)) {
      parts.push(line(one, MARGIN, y + size, size, weight, fill));
      y += step;
    }
  };
  write(title, 24, 600, INK.ink, 34);
  write(subtitle, 14, 400, INK.soft, 22);
  y = draw(parts, y + 12);
  write(footer, 11.5, 400, INK.faint, 17);
  y += MARGIN - 8;
  return svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${WIDTH} ${Math.ceil(y)}`,
      width: WIDTH,
      height: Math.ceil(y),
      "font-family": FONT,
      lang,
    },
    svg("title", {}, title),
    definitions,
    svg("rect", { width: WIDTH, height: Math.ceil(y), fill: INK.paper }),
    parts,
  );
}

/** One line of text. */
export const line = (text, x, y, size, weight, fill, anchor) =>
  svg(
    "text",
    { x, y, "font-size": size, "font-weight": weight, fill, "text-anchor": anchor },
    text,
  );

/** Lines of `text` that fit the page: broken between words, or between Chinese characters. */
function wrapped(text, size, weight) {
  const lines = [];
  let now = "";
  for (const piece of text.match(
    /[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g,
  ) ?? []) {
    // Closing punctuation never begins a line.
    const fits = textWidth(now + piece, size, FONT, weight) <= WIDTH - 2 * MARGIN;
    if (fits || /^[，。；：、！？）》”]/.test(piece)) now += piece;
    else {
      lines.push(now.trimEnd());
      now = piece;
    }
  }
  return now.trim() ? [...lines, now.trimEnd()] : lines;
}

const written = (element) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(element)}`;

/** Download the drawing as SVG. */
export function saveSvg(element, file) {
  download(new Blob([written(element)], { type: "image/svg+xml" }), `${file}.svg`);
}

/** Download the drawing as PNG, two pixels for one. */
export async function savePng(element, file) {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(element))}`;
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width * 2, picture.height * 2);
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  context.drawImage(picture, 0, 0);
  download(await canvas.convertToBlob({ type: "image/png" }), `${file}.png`);
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads the blob after the click's task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
