// A facet: check rows with a live count each; a row that nothing answers to stays and says 0.

import { el, symbol, unseen, write } from "../core/parts.js";

/**
 * `rows` are `{ value, label, colour?, symbol?, sign? }`; `choose(values)` gets the whole list.
 * `keepOne` holds the last check where none would mean everything again; `plain` rows do not stand
 * out when checked, as most of them always are.
 *
 * @param {{ value: string, label: string, colour?: string, symbol?: Record<string, string>, sign?: boolean }[]} rows
 * @param {{ t: any, lang?: string, choose: (values: string[]) => void, keepOne?: boolean, plain?: boolean }} how
 */
export function checkRows(rows, { t, lang, choose, keepOne = false, plain = keepOne }) {
  let checked = [];
  const status = el("span", { class: "unseen", role: "status" });
  const made = rows.map(row);
  const element = el("div", { class: plain ? "check-rows plain" : "check-rows" }, made.map(({ element: one }) => one), status);
  const inOrder = (values) => rows.map(({ value }) => value).filter((value) => values.includes(value));

  function row(/** @type {any} */ { value, label, sign, ...look }) {
    const box = el("input", { type: "checkbox", value, on: { change: toggle, keydown } });
    const number = el("span", { "aria-hidden": "true" });
    const said = unseen("");
    const count = el("span", { class: "count" }, number, said);
    const only = el(
      "button",
      {
        type: "button",
        class: "only",
        tabindex: "-1",
        "aria-hidden": "true",
        title: t("filters.only_hint"),
        on: { click: alone },
      },
      t("filters.only"),
    );
    const name = el("span", { class: "name" }, label);
    const head = look.symbol ? symbol(look, lang) : sign && el("span", { class: `sign ${value}`, "aria-hidden": "true" });
    const body = el("label", { on: { click } }, box, head, name, count);

    function toggle() {
      const next = box.checked ? [...checked, value] : checked.filter((one) => one !== value);
      if (keepOne && !next.length) {
        box.checked = true;
        write(status, t("filters.keep_one"));
        return;
      }
      write(status, "");
      choose(inOrder(next));
    }
    function alone() {
      choose([value]);
    }
    function click(event) {
      if (!event.altKey) return;
      event.preventDefault();
      alone();
    }
    function keydown(event) {
      if (event.key === "Enter" && event.altKey) alone();
    }
    return { value, box, number, said, element: el("div", { class: "check-row" }, body, rows.length > 1 && only) };
  }

  return {
    element,
    /** Chosen values, and a count for each row: by its value, or in the order of the rows. */
    update(values, counts) {
      checked = values;
      made.forEach(({ value, box, number, said, element: line }, i) => {
        const on = values.includes(value);
        if (box.checked !== on) box.checked = on;
        const n = Array.isArray(counts) ? counts[i] : counts?.[value];
        line.classList.toggle("is-empty", n === 0);
        line.classList.toggle("is-on", on);
        write(number, n === undefined ? "" : String(n));
        write(said, n === undefined ? "" : t("filters.measures", { n }));
      });
    },
  };
}
