import assert from "node:assert/strict";
import { test } from "node:test";
import { closestReasons, wayTo } from "../../atlas/ui/frontend/core/closeness.js";
import { names, plan } from "./world.mjs";

const [named, ports, belt, wide, prefecture] = plan.reasons;
const hekou = names.place.get("900101");

test("a county is meant where it is listed itself, else it comes with its prefecture", () => {
  assert.deepEqual([named, ports, belt, prefecture].map((one) => wayTo(one, hekou)), ["unit", "site", "unit", "prefecture"]);
  assert.equal(wayTo(prefecture, names.place.get("900100")), "unit");
  assert.equal(wayTo(wide, hekou), "province");
});

test("of several reasons the closest way holds, and those that mean it so", () => {
  assert.deepEqual(closestReasons([prefecture, ports, named], hekou), { way: "unit", reasons: [named] });
  assert.deepEqual(closestReasons([prefecture, ports, wide], hekou), { way: "site", reasons: [ports] });
  assert.deepEqual(closestReasons([prefecture], hekou), { way: "prefecture", reasons: [prefecture] });
});
