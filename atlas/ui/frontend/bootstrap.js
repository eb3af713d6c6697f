// Travels with every payload, so it is as short as can be: loader.js, fetched once, does the rest.
// Two calls may wait for it, and not be let on in their order: which is the latest is noted here.
export default ({ parentElement: root, ...call }) => {
  root.latest = call;
  return import(`${location.origin}__LOADER__`).then(({ receive }) => receive(root, call));
};
