// Where everything that never changes while the page is open is served from: the folder of the
// bundle, or, where modules come one by one, of this one; so it stands beside the loader.

export const ASSETS = new URL(".", import.meta.url).href;
