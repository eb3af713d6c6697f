import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { createSelection } from "../../atlas/ui/frontend/map/selection.js";
import { pending } from "../../atlas/ui/frontend/query/intents.js";
import { names } from "./world.mjs";

const { meant } = names.query;

function clock(t) {
  mock.timers.enable();
  t.after(() => mock.timers.reset());
  return (ms) => mock.timers.tick(ms);
}

test("what was asked is shown until the server says it, whatever it says before", (t) => {
  clock(t);
  const asked = pending({ meant, expire() {} });
  asked.ask({ place: ["900101"] });
  assert.deepEqual(asked.value({}, "place"), ["900101"]);
  assert.equal(asked.settle({ place: ["900102"] }), false);
  assert.deepEqual(asked.value({ place: ["900102"] }, "place"), ["900101"]);
  assert.equal(asked.settle({ place: ["900101"] }), true);
  assert.deepEqual(asked.value({ place: ["900102"] }, "place"), ["900102"]);
});

test("all that waits is sent together, and each part is settled by itself", (t) => {
  clock(t);
  const asked = pending({ meant, expire() {} });
  asked.ask({ place: ["900101"] });
  assert.deepEqual(asked.ask({ level: ["prefecture"] }), { place: ["900101"], level: ["prefecture"] });
  assert.equal(asked.settle({ level: ["prefecture"] }), false);
  assert.deepEqual(asked.open, { place: ["900101"] });
});

test("an emptied part stands for its default, which an answer may leave out", (t) => {
  clock(t);
  const asked = pending({ meant, expire() {} });
  asked.ask({ relation: [] });
  assert.deepEqual(asked.value({ relation: ["class"] }, "relation"), ["explicit", "zone", "class"]);
  assert.equal(asked.settle({}), true);
});

test("what nobody answers within three seconds of the last question is taken back, once", (t) => {
  const pass = clock(t);
  const expire = mock.fn();
  const asked = pending({ meant, expire });
  asked.ask({ place: ["900101"] });
  pass(2000);
  asked.ask({ q: ["x"] });
  pass(2999);
  assert.equal(expire.mock.callCount(), 0);
  pass(1);
  assert.equal(expire.mock.callCount(), 1);
  assert.deepEqual(asked.open, {});
  asked.ask({ q: ["y"] });
  asked.settle({ q: ["y"] });
  pass(10_000);
  assert.equal(expire.mock.callCount(), 1);
});

function selection() {
  const [shown, sent] = [[], []];
  const one = createSelection({ show: (codes) => shown.push(codes.join()), send: (codes) => sent.push(codes.join()) });
  return { one, shown, sent };
}

test("a unit alone replaces the selection or clears it, together it joins or leaves", () => {
  const { one, sent } = selection();
  one.toggle("a", false);
  one.toggle("b", false);
  one.toggle("c", true);
  one.toggle("b", true);
  one.toggle("c", false);
  one.clear();
  one.toggle("a", true);
  one.toggle("b", true);
  one.toggle("b", false);
  assert.deepEqual(sent, ["a", "b", "b,c", "c", "", "a", "a,b", "b"]);
});

test("an answer to an earlier click is kept back, for a while", (t) => {
  const pass = clock(t);
  const { one, shown } = selection();
  one.toggle("a", false);
  one.toggle("b", false);
  assert.equal(one.adopt(["a"]), false);
  assert.deepEqual(one.codes, ["b"]);
  pass(1499);
  assert.deepEqual(one.codes, ["b"]);
  pass(1);
  assert.deepEqual([one.codes, shown], [["a"], ["a", "b", "a"]]);
});

test("the server's word is taken at once where nothing waits", (t) => {
  const pass = clock(t);
  const { one, shown } = selection();
  one.toggle("a", false);
  assert.equal(one.adopt(["a"]), false);
  assert.equal(one.adopt(["b", "c"]), true);
  assert.equal(one.adopt(["c", "b"]), false);
  pass(10_000);
  assert.deepEqual(shown, ["a", "b,c"]);
});
