// Builds the front end into the folder that Django serves: `npm run build`, with `-- --sizes` for a report.
// Entry points keep their name; everything they load carries a hash, so a page never mixes two versions.
import { copyFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { withoutUnusedTokens } from "./tokens.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = process.env.SPEERPUNT_STATIC ?? path.join(here, "..", "var", "static");
const out = path.join(root, "speerpunt");
const { version: maplibre } = createRequire(import.meta.url)("maplibre-gl/package.json");
const worker = `maplibre-worker-${maplibre}.mjs`;
const targets = ["es2022", "safari16.4", "firefox115", "chrome115"];

const result = await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["src/base.ts", "src/app.css"],
  outdir: out,
  entryNames: "[name]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: targets,
  minify: true,
  legalComments: "none",
  loader: { ".woff2": "file" },
  define: { MAPLIBRE_WORKER: JSON.stringify(`./${worker}`) },
  logLevel: "warning",
  write: false,
});

const files = new Map();
for (const file of result.outputFiles) {
  const name = path.basename(file.path);
  files.set(name, name.endsWith(".css") ? await withFewerTokens(file.text) : file.contents);
}

await mkdir(out, { recursive: true });
await Promise.all([...files].map(([name, contents]) => writeFile(path.join(out, name), contents)));
await copyFile(
  path.join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"),
  path.join(out, worker),
);
for (const name of await readdir(out)) {
  if (!files.has(name) && name !== worker) await rm(path.join(out, name), { recursive: true });
}
if (process.argv.includes("--sizes")) report();

/** Parsed once more, so that a broken stylesheet never leaves the build. */
async function withFewerTokens(css) {
  const { code, warnings } = await esbuild.transform(withoutUnusedTokens(css), {
    loader: "css",
    minify: true,
    target: targets,
  });
  if (warnings.length) throw new Error(esbuild.formatMessagesSync(warnings, { kind: "warning" }).join("\n"));
  return code;
}

function report() {
  for (const [name, contents] of [...files].sort()) {
    const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} kB`;
    console.log(
      `${name.padEnd(56)} ${kilobytes(contents.length)}, zipped ${kilobytes(gzipSync(contents).length)}`,
    );
  }
}
