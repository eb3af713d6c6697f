// Signing in and out, at the end of the line over every page, where the host asks for it.

import { html } from "../core/elements.js";
import { write } from "../core/parts.js";

/** @import { Account } from "../contract" */

const BACK = "atlas.back";
const BACK_WITHIN_MS = 600_000;

/** Off to sign in or out; who comes back lands at the root and is taken to where they left. */
export function leaveToSign(host, way) {
  try {
    sessionStorage.setItem(BACK, JSON.stringify({ href: location.href, at: Date.now() }));
  } catch (error) {
    // Where nothing may be remembered they stay at the root.
    if (!(error instanceof DOMException)) throw error;
  }
  host.ask({ account: [way] });
}

/** Return to where the reader left to sign in or out, if this page is where they were set down. */
export function comeBack(assets) {
  const root = new URL("../../", new URL(assets, location.href));
  const left = taken();
  if (!left || Date.now() - left.at > BACK_WITHIN_MS || location.search || location.pathname !== root.pathname) return;
  const back = new URL(left.href);
  if (back.origin === location.origin && back.href !== location.href) location.replace(back.href);
}

function taken() {
  try {
    const left = sessionStorage.getItem(BACK);
    sessionStorage.removeItem(BACK);
    return left && JSON.parse(left);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** What the reader is called, and the button. */
export function accountCorner(host) {
  let way = "in";
  const name = html("span", { class: "who" });
  const button = html("button", { type: "button", onclick: () => leaveToSign(host, way) });
  const element = html("div", { class: "account", hidden: true }, name, button);
  return {
    element,
    update(/** @type {Account | null} */ account, t) {
      element.hidden = !account;
      if (!account) return;
      way = account.signed_in ? "out" : "in";
      write(name, account.signed_in ? account.name || t("header.signed_in") : "");
      write(button, t(`header.sign_${way}`));
    },
  };
}
