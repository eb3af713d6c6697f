// Runs in every measured page before the page's own scripts; the same clock for all three.
//
// "Painted" is the second animation frame after the change: the first may still belong to the
// frame in which the change was made, at the second that frame has been drawn. Where a change
// fades in, its last frame counts.

(() => {
  const PATIENCE_MS = 30_000;
  const roots = [document];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  };

  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const fades = (selector) =>
    roots
      .flatMap((root) => root.getAnimations({ subtree: true }))
      .filter((animation) => animation.effect?.target?.matches(selector));
  const painted = async (selector) => {
    await frame();
    await Promise.allSettled(fades(selector).map((fade) => fade.finished));
    await frame();
    return performance.now();
  };

  const tooLate = (complaint) =>
    new Promise((_, fail) => setTimeout(() => fail(new Error(complaint())), PATIENCE_MS));

  /** What the parts under `selector` look like: their text, or one of their attributes. */
  const look = ({ selector, attribute }) =>
    all(selector)
      .map((part) => (attribute ? part.getAttribute(attribute) : part.textContent))
      .join("|");

  window.bench = {
    /** Milliseconds from the start of navigation until every `[selector, least]` was painted. */
    loaded(wanted) {
      const missing = () => wanted.filter(([selector, least]) => all(selector).length < least);
      const whole = async () => {
        while (missing().length) await frame();
        return painted(wanted.map(([selector]) => selector).join());
      };
      return Promise.race([whole(), tooLate(() => `never came: ${missing().join(" · ")}`)]);
    },

    /** Get ready for one click; `measured()` is then the milliseconds until its paint. */
    arm(watched) {
      const before = look(watched);
      let clicked = null;
      window.addEventListener("click", (event) => (clicked = event.timeStamp), {
        capture: true,
        once: true,
      });
      const result = new Promise((done) => {
        const observer = new MutationObserver(async () => {
          if (clicked === null || look(watched) === before) return;
          observer.disconnect();
          done((await painted(watched.selector)) - clicked);
        });
        const options = { subtree: true, childList: true, attributes: true, characterData: true };
        for (const root of roots) observer.observe(root, options);
      });
      window.bench.measured = () => Promise.race([result, tooLate(() => `${watched.selector} was not painted anew`)]);
    },

    /** Where to click: a point at which the first part under `selector` lies on top. */
    inside(selector) {
      const [shape] = all(selector);
      shape.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = shape.getBoundingClientRect();
      for (let i = 1; i < 10; i++) {
        for (let j = 1; j < 10; j++) {
          const [x, y] = [left + (width * i) / 10, top + (height * j) / 10];
          if (shape.getRootNode().elementFromPoint(x, y) === shape) return [x, y];
        }
      }
      throw new Error(`no point of ${selector} is in sight`);
    },
  };
})();
