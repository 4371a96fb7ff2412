// Bundles the extension into dist/. --watch: again after every change.
// One bundle for what an activation needs; the language client, most of the code, is loaded when the server is started, and each panel when
// there is one to show.
import { basename } from "node:path";
import * as esbuild from "esbuild";
import { lazyBundles } from "./bundles.mjs";

const options = {
  entryPoints: ["src/extension.ts", ...lazyBundles],
  outdir: "dist",
  entryNames: "[name]",
  plugins: [
    {
      name: "bundles",
      setup: (build) =>
        build.onResolve({ filter: new RegExp(`/(${lazyBundles.map((path) => basename(path, ".ts")).join("|")})$`) }, ({ path, kind }) =>
          kind === "dynamic-import" ? { path: `./${path.split("/").at(-1)}`, external: true } : undefined,
        ),
    },
  ],
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  // import() becomes require(), which finds the editor's own "vscode" module.
  supported: { "dynamic-import": false },
  minify: true,
  sourcemap: process.argv.includes("--watch"),
  logLevel: "info",
};

if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
}
