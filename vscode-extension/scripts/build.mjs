// Bundles the extension into dist/. --watch: again after every change.
// Two bundles: what an activation needs, and the language client, most of the code, which is loaded when the server is started.
import * as esbuild from "esbuild";

const options = {
  entryPoints: ["src/extension.ts", "src/server/languageClient.ts"],
  outdir: "dist",
  entryNames: "[name]",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode", "./languageClient"],
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
