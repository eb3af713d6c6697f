// A change of page as one step of the browser's history.
//
// Streamlit 1.67 writes a switch of page with other parameters as two entries: the new parameters
// under the old page, then the new page. Back would lead to the first, a view nobody has seen.

const WITHIN_MS = 5000;

/** Let the next switch of page leave out the entry that only changes the old page's parameters. */
export function inOneStep() {
  const { pushState } = history;
  const given = Object.hasOwn(history, "pushState");
  const restore = () => {
    clearTimeout(timer);
    if (given) history.pushState = pushState;
    else delete history.pushState;
  };
  const timer = setTimeout(restore, WITHIN_MS);
  const path = location.pathname;
  history.pushState = (state, title, url) => {
    if (new URL(url ?? location.href, location.href).pathname === path) return;
    restore();
    pushState.call(history, state, title, url);
  };
}
