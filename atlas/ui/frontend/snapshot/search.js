// The search of pages that no server stands behind: an index fetched once, when it is first wanted.
// A script of its own and no module, since a page opened from disk may load no modules.

(() => {
  const MOST = 20;
  const NEAREST = 5;
  /** Waits till a reader has typed on. */
  const PAUSE_MS = 120;
  const RANK = { place: 0, strategy: 1, zone: 2, measure: 3 };

  const plain = (text) => text.normalize("NFKC").toLowerCase().trim();
  /** As one types a name in letters: without blanks, marks and apostrophes. */
  const bare = (text) => plain(text).normalize("NFD").replace(/[\s'’\-\u0300-\u036f]/g, "");

  /** How well an entry answers: 0 for its very name, more for less, none where it does not. */
  function fit([kind, , , , keys], typed) {
    const parts = keys.split("|");
    const short = bare(typed);
    if (parts.some((part) => part === typed || bare(part) === short)) return RANK[kind];
    if (parts.some((part) => part.startsWith(typed) || bare(part).startsWith(short))) return 10 + RANK[kind];
    const words = typed.split(/\s+/);
    if (words.every((word) => keys.includes(word))) return 20 + RANK[kind];
    return undefined;
  }

  function found(entries, typed) {
    const fits = entries.map((entry, i) => ({ entry, i, at: fit(entry, typed) }));
    return fits.filter(({ at }) => at !== undefined).sort((a, b) => a.at - b.at || a.i - b.i).map(({ entry }) => entry);
  }

  const pairsOf = (text) => new Set([...text].map((letter, i, all) => letter + (all[i + 1] ?? "$")));

  /** How alike two names are: the share of pairs of letters that both have. */
  function likeness(a, b) {
    const [mine, yours] = [pairsOf(a), pairsOf(b)];
    return (2 * [...mine].filter((pair) => yours.has(pair)).length) / (mine.size + yours.size);
  }

  /** Places whose names are most like what was typed, for whoever mistyped one. */
  function nearest(entries, typed) {
    const short = bare(typed);
    const alike = ([, , , , keys]) => Math.max(...keys.split("|").map((part) => likeness(short, bare(part))));
    return entries
      .filter(([kind]) => kind === "place")
      .map((entry) => ({ entry, alike: alike(entry) }))
      .filter(({ alike: share }) => share > 0.2)
      .sort((a, b) => b.alike - a.alike)
      .slice(0, NEAREST)
      .map(({ entry }) => entry);
  }

  function start(form) {
    const { index, root, none, near, found: said, more, broken } = form.dataset;
    const field = form.querySelector("input");
    const status = form.querySelector(".said");
    const list = form.querySelector(".results");
    let entries;
    let timer = 0;

    const link = ([, path, name, beside]) => {
      const item = document.createElement("li");
      const anchor = document.createElement("a");
      anchor.href = root + path;
      anchor.textContent = name;
      const about = document.createElement("span");
      about.className = "about";
      about.textContent = beside;
      item.append(anchor, " ", about);
      return item;
    };

    async function look() {
      const typed = plain(field.value);
      if (!typed) {
        status.textContent = "";
        list.replaceChildren();
        return;
      }
      try {
        entries ??= fetch(index).then((answer) => answer.json());
        const all = await entries;
        // Somebody may have typed on while the index came.
        if (typed !== plain(field.value)) return;
        show(typed, found(all, typed), all);
      } catch (error) {
        if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
        entries = undefined;
        status.textContent = broken;
        list.replaceChildren();
      }
    }

    function show(typed, hits, all) {
      const offered = hits.length ? hits.slice(0, MOST) : nearest(all, typed);
      const count = said.replace("{n}", String(hits.length));
      const cut = hits.length > MOST ? more.replace("{n}", String(MOST)) : "";
      const missed = `${none.replace("{words}", field.value.trim())} ${offered.length ? near : ""}`;
      status.textContent = hits.length ? count + cut : missed;
      list.replaceChildren(...offered.map(link));
    }

    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE_MS);
    };
    // Pinyin on its way to characters is nothing to look for yet.
    field.addEventListener("input", (event) => /** @type {InputEvent} */ (event).isComposing || soon());
    field.addEventListener("compositionend", soon);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = list.querySelector("a");
      if (first) location.href = first.href;
    });
    form.hidden = false;
  }

  const form = document.querySelector("form.search");
  if (form) start(form);
})();
