// The map by keyboard: focus goes from county to county, keys zoom, select and clear.

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Give `map` one stop in the order of Tab, from which the arrow keys lead to the next unit in
 * their direction. `told` is the map's own, with `point(code, null)` when focus moves.
 */
export function mapKeys(map, told) {
  let current = null;

  function stop() {
    for (const path of map.element.querySelectorAll('[tabindex="0"]'))
      path.setAttribute("tabindex", -1);
    if (!map.path(current)) current = map.codes()[0];
    map.path(current).setAttribute("tabindex", 0);
  }

  function go(code) {
    current = code;
    stop();
    map.path(code).focus({ preventScroll: true });
    map.movement.reveal(map.shapeOf(code).box);
  }

  function next([dx, dy]) {
    const [x, y] = map.shapeOf(current).point;
    let [best, least] = [null, Infinity];
    for (const code of map.codes()) {
      if (code === current) continue;
      const [px, py] = map.shapeOf(code).point;
      const ahead = (px - x) * dx + (py - y) * dy;
      const aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
      // Within 60° of the direction; what lies aside counts double.
      if (ahead <= 0 || aside > ahead * 1.73) continue;
      const cost = ahead + 2 * aside;
      if (cost < least) [best, least] = [code, cost];
    }
    return best;
  }

  const keys = {
    Enter: (event) => told.select(current, event.ctrlKey || event.metaKey || event.shiftKey),
    " ": (event) => told.select(current, event.ctrlKey || event.metaKey || event.shiftKey),
    Escape: () => told.clear(),
    "+": () => map.movement.zoomBy(1.6, onScreen()),
    "=": () => map.movement.zoomBy(1.6, onScreen()),
    "-": () => map.movement.zoomBy(1 / 1.6, onScreen()),
    0: () => map.movement.reset(),
  };

  // Zooming by key keeps the focused unit where it is.
  function onScreen() {
    const { transform } = map.snapshot();
    const [x, y] = map.shapeOf(current).point;
    return [x * transform.scale + transform.x, y * transform.scale + transform.y];
  }

  map.element.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const act = keys[event.key];
    if (event.altKey || (!step && !act)) return;
    if ((event.ctrlKey || event.metaKey) && !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    if (step) {
      const code = next(step);
      if (code) go(code);
    } else act(event);
  });

  // Listening for focus makes an SVG element a stop of its own in Chromium.
  map.element.setAttribute("tabindex", -1);
  map.element.addEventListener("focusin", (event) => {
    current = event.target.dataset.code ?? current;
    const byKeyboard = event.target.matches(":focus-visible");
    map.setFocused(byKeyboard ? current : null);
    if (byKeyboard) told.point(current, null);
  });
  map.element.addEventListener("focusout", () => {
    map.setFocused(null);
    told.point(null);
  });

  return {
    /** After a change of level the old stop may be gone. */
    refresh: stop,
    /** The unit last pointed at or selected is where Tab comes back to. */
    settle(code) {
      if (map.path(code)) current = code;
      stop();
    },
  };
}
