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
      const missing = () => wanted.find(([selector, least]) => all(selector).length < least);
      const whole = async () => {
        while (missing()) await frame();
        return painted(wanted.map(([selector]) => selector).join());
      };
      return Promise.race([whole(), tooLate(() => `never came: ${missing()}`)]);
    },

    /** Get ready for one click; `measured()` is then the milliseconds to each paint awaited. */
    arm(awaited) {
      let clicked = null;
      window.addEventListener("click", (event) => (clicked = event.timeStamp), {
        capture: true,
        once: true,
      });
      const results = awaited.map((watched) => {
        const before = look(watched);
        return new Promise((done) => {
          const observer = new MutationObserver(async () => {
            if (clicked === null || look(watched) === before) return;
            observer.disconnect();
            done((await painted(watched.selector)) - clicked);
          });
          const options = { subtree: true, childList: true, attributes: true, characterData: true };
          for (const root of roots) observer.observe(root, options);
        });
      });
      const names = awaited.map(({ selector }) => selector).join(" or ");
      window.bench.measured = () =>
        Promise.race([Promise.all(results), tooLate(() => `${names} was not painted anew`)]);
    },

    /** Get ready for one click; `whole()` is then the milliseconds to the last paint of any view. */
    armWhole() {
      let clicked = null;
      let last = null;
      window.addEventListener("click", (event) => (clicked = event.timeStamp), {
        capture: true,
        once: true,
      });
      const observer = new MutationObserver(async () => {
        if (clicked === null) return;
        await frame();
        await frame();
        last = performance.now() - clicked;
      });
      const options = { subtree: true, childList: true, attributes: true, characterData: true };
      // Views live in shadow trees, charts in the page; what Streamlit changes around them is not
      // for the reader.
      const shown = [...roots.slice(1), ...document.querySelectorAll(".view-chart")];
      for (const root of shown) observer.observe(root, options);
      window.bench.whole = () => {
        observer.disconnect();
        if (last === null) throw new Error("no view was painted anew");
        return last;
      };
    },

    /** Where to click: a point of part `nth` under `selector`, where it lies on top if it can. */
    inside([selector, nth]) {
      const part = all(selector)[nth];
      part.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = part.getBoundingClientRect();
      const steps = [1, 2, 3, 4, 5, 6, 7, 8, 9];
      const points = steps.flatMap((i) =>
        steps.map((j) => [left + (width * i) / 10, top + (height * j) / 10]),
      );
      const onTop = ([x, y]) => part.getRootNode().elementFromPoint(x, y) === part;
      const filled = ([x, y]) =>
        part.isPointInFill?.(new DOMPoint(x, y).matrixTransform(part.getScreenCTM().inverse()));
      const found = points.find(onTop) ?? points.find(filled);
      if (!found) throw new Error(`no point of ${selector} is in sight`);
      return found;
    },
  };
})();
