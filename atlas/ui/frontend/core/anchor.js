// A place within the page that a followed link leads to. The server switches pages without their
// fragment, so it is kept here until the page it belongs to has been drawn.

let wanted = "";

/** Remember where within the next page the reader wants to go; empty for its head. */
export const leaveFor = (anchor) => {
  wanted = anchor;
};

/** Where within this page the reader wants to be, asked once: by a followed link or the address. */
export function arrival() {
  const anchor = wanted || location.hash.slice(1);
  wanted = "";
  return decodeURIComponent(anchor);
}
