// Bundles the extension into dist/. --watch: again after every change.
// Three bundles: what an activation needs; the language client, most of the code, loaded when the server is started; and the panel of
// explanations, loaded when there is one to show.
import * as esbuild from "esbuild";

const options = {
  entryPoints: ["src/extension.ts", "src/server/languageClient.ts", "src/explanation/explanationPanel.ts"],
  outdir: "dist",
  entryNames: "[name]",
  plugins: [
    {
      name: "bundles",
      setup: (build) =>
        build.onResolve({ filter: /\/(languageClient|explanationPanel)$/ }, ({ path, kind }) =>
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
