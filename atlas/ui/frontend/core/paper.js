// What is done before a page goes to paper. The browser says `beforeprint` and then waits for nothing:
// what has to be fetched first can only be fetched where printing is asked for here.

const prepared = new Set();
const fetching = new Set();

window.addEventListener("beforeprint", () => {
  for (const held of prepared) {
    const element = held.deref();
    if (!element) prepared.delete(held);
    else if (element.isConnected) element.dispatchEvent(new Event("paper"));
  }
});

/** Have `task` done before every printing, as long as `element` is in the page; it is not kept for that. */
export function beforePaper(element, task) {
  element.addEventListener("paper", task);
  prepared.add(new WeakRef(element));
}

/** Have `task` waited for before a printing that is asked for on the page; gives what ends that. */
export function fetchedForPaper(task) {
  fetching.add(task);
  return () => fetching.delete(task);
}

/** Print the page, with everything on it that is drawn late. */
export async function print() {
  await Promise.all([...fetching].map((task) => task()));
  window.print();
}
