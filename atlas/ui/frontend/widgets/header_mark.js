// The quiet mark beside the name: three contour lines, one of them in the accent.

import { svg } from "../core/elements.js";

const LINES = [
  "M3.5 5.2C6.2 2.6 9.6 6.6 12.6 5.6S17.6 2.9 20.5 4.4",
  "M3.5 11.6C6.8 8.8 9.4 13.4 12.9 12S17.4 9.2 20.5 11",
  "M3.5 18.2C7 15.4 9.6 19.6 13 18.4S17.6 15.8 20.5 17.6",
];

export const headerMark = () =>
  svg(
    "svg",
    { class: "mark", viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true", focusable: "false" },
    LINES.map((d) => svg("path", { d, fill: "none" })),
  );
