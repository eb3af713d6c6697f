// Relation, basis and strategy as small signs; shape and word go together, never colour alone.

import { html } from "../core/elements.js";

/** The sign of a relation; where its word does not stand beside it, it is given as `label`. */
export const relationSign = (relation, label) =>
  html("span", {
    class: `sign ${relation}`,
    ...(label ? { role: "img", "aria-label": label, title: label } : { "aria-hidden": "true" }),
  });

/** What a list stands on; an inferred one is dashed, so that it looks as unsure as it is. */
export const basisSign = (basis, t) =>
  html("span", { class: `basis ${basis}` }, t(`query.basis_${basis}`));
