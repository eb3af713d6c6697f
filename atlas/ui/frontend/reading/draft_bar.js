// The bar over every page of a document that nobody has kept yet: how long it stays, keep, discard.

import { el, write } from "../core/parts.js";
import { leaveToSign } from "../widgets/account.js";
import { forget, keyOf } from "./document_shelf.js";

/**
 * The bar; without the key that the document was brought with there is nothing to choose.
 * `told.kept(id)` hears what has been kept.
 */
export function draftBar(host, told) {
  const { assets, change } = host;
  const service = new URL("../../api/v1/documents", new URL(assets, location.href)).href;
  const said = el("span", { role: "status" });
  const keep = el("button", { type: "button", on: { click: () => (draft.keeping === "yes" ? act("POST") : leaveToSign(host, "in")) } });
  const discard = el("button", { type: "button", on: { click: () => act("DELETE") } });
  const element = el("p", { class: "draft", hidden: true }, said, keep, discard);
  let draft = null;
  let words = null;
  let language = "zh";
  // The server's word on a document kept just now comes with the next page.
  let kept = "";
  let due = 0;
  const clock = setInterval(() => draft && !element.hidden && due && showLeft(), 20_000);

  async function act(method) {
    const { id } = draft;
    const answer = await ask(method, id, keyOf(id));
    if (draft?.id !== id) return;
    if (!answer?.ok) {
      write(said, await reason(answer));
      return;
    }
    if (method === "POST") {
      kept = id;
      due = 0;
      choices(false);
      write(said, words("header.draft_kept"));
      told.kept(id);
      // Who has kept it may edit it: the server's next word has the bar for that.
      change({ doc: [id] });
      return;
    }
    forget(id);
    change({ doc: [], measure: [], place: [], q: [] });
  }

  async function ask(method, id, key) {
    try {
      return await fetch(`${service}/${id}`, { method, headers: { "X-Key": key } });
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  }

  async function reason(answer) {
    const told = (answer?.headers.get("Content-Type") ?? "").startsWith("application/problem+json");
    return (told && (await answer.json()).detail?.[language]) || words("header.draft_no_answer");
  }

  function showLeft() {
    const n = Math.max(0, Math.ceil((due - Date.now()) / 60_000));
    const left = words(draft.keeping === "no" ? "header.draft_passing" : "header.draft", { n });
    const others = draft.keeping !== "no" && keep.hidden ? `${language === "zh" ? "" : " "}${words("header.draft_others")}` : "";
    write(said, left + others);
  }

  function choices(shown) {
    discard.hidden = !shown;
    keep.hidden = !shown || draft.keeping === "no";
  }

  return {
    element,
    update(next, t, lang) {
      draft = next;
      words = t;
      language = lang;
      element.hidden = !draft || draft.id === kept;
      if (element.hidden) return;
      due = Date.now() + draft.minutes * 60_000;
      choices(Boolean(keyOf(draft.id)));
      showLeft();
      write(keep, t(draft.keeping === "yes" ? "header.draft_keep" : "header.draft_sign_in"));
      write(discard, t("header.draft_discard"));
    },
    destroy: () => clearInterval(clock),
  };
}
