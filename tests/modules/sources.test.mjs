import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceTitle } from "../../atlas/ui/frontend/core/sources.js";
import { plan } from "./world.mjs";

test("a measure is said to be of its document where several are answered as one", () => {
  const documents = [...plan.documents, { id: "other", title: { zh: "另一份", en: "Another" } }];
  const both = { plan: { documents }, lang: "en" };
  assert.deepEqual([0, 1].map((document) => sourceTitle(both, { document })), ["Plan", "Another"]);
  assert.equal(sourceTitle({ plan, lang: "zh" }, plan.measures[0]), "");
});
