// Travels in every message, so it stays tiny: it fetches loader.js once and hands over.
const WORDS = "__WORDS__";

export default async function atlas(component) {
  const { parentElement: root, data } = component;
  let box = root.querySelector(".atlas");
  if (!box) {
    box = root.appendChild(document.createElement("div"));
    box.className = "atlas";
    box.style.minHeight = data.height ?? "240px";
  }
  box.style.setProperty("--height", data.height ?? "");
  box.latest = component;
  const tries = box.tries ? `?${box.tries}` : "";
  try {
    box.loader ??= await import(new URL(data.assets, location.href).href + "loader.js" + tries);
    return await box.loader.receive(box);
  } catch (error) {
    console.error(error);
    delete box.loader;
    const [text, again] = WORDS[data.lang];
    box.innerHTML = `<p role=alert>${text} <button>${again}</button>`;
    box.querySelector("button").onclick = () => {
      box.tries = (box.tries ?? 0) + 1;
      box.replaceChildren();
      atlas(box.latest);
    };
  }
}
