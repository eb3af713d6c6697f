// Packs the modules and styles of ../frontend for a browser: `make bundles`. With a folder as its
// argument it writes there instead, which is how a test compares.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, transform } from "esbuild";

const FROM = new URL("../frontend/", import.meta.url).pathname;

const files = readdirSync(FROM, { recursive: true }).sort();
const views = files.filter((path) => /^views\/\w+\.js$/.test(path));
const styles = files.filter((path) => path.endsWith(".css") && !path.startsWith("offline/"));

/** Every view as a module that is made when it is first asked for, every style as a text. */
const site = [
  'import { atHand } from "./core/fetching.js";',
  'import { start } from "./preload.js";',
  ...styles.map((path, i) => `import style${i} from "./${path}";`),
  "atHand(",
  `  { ${views.map((path) => `"${path}": () => import("./${path}")`).join(", ")} },`,
  `  { ${styles.map((path, i) => `"${path}": style${i}`).join(", ")} },`,
  ");",
  "start();",
  'export { receive } from "./loader.js";',
].join("\n");

/** What the packed files are made from: a test says when they have to be made again. */
function digest() {
  const hash = createHash("sha256");
  for (const path of files.filter((one) => /\.(js|css)$/.test(one) && one !== "bootstrap.js")) {
    hash.update(`${path}\0`).update(readFileSync(FROM + path)).update("\0");
  }
  for (const path of ["build.mjs", "../package-lock.json"]) {
    hash.update(readFileSync(new URL(path, import.meta.url)));
  }
  return hash.digest("hex");
}

/** A style as a text, made small; nesting and light-dark() stay, which browsers know by now. */
const asText = {
  name: "styles as texts",
  setup: (packing) =>
    packing.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const small = await transform(readFileSync(path), { loader: "css", minify: true });
      return { contents: small.code, loader: "text" };
    }),
};

const common = {
  absWorkingDir: FROM,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  plugins: [asText],
  // The notices that the licences of what is packed ask for go with every copy.
  legalComments: "eof",
  // tsconfig.json is for the checks alone; heeded here, it would put "use strict" into every module.
  tsconfigRaw: "{}",
  charset: "utf8",
  banner: { js: `// made from ${digest()}` },
};
const into = process.argv[2] ?? new URL(".", import.meta.url).pathname;
const out = (name) => join(into, name);
const stdin = { contents: site, resolveDir: FROM, sourcefile: "site.js" };
await build({ ...common, stdin, outfile: out("site.js") });
await build({ ...common, entryPoints: ["offline/page.js"], outfile: out("single_page.js") });
