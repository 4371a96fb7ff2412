// Draws the pictures that are kept: media/icon.png from media/icon.svg, those of the walkthrough and of the documentation from the
// screenshots of the end-to-end tests (artifacts/screenshots). Needs Chromium (CHROMIUM, or /usr/bin/chromium).
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const screenshots = "artifacts/screenshots";
const pictures = [
  { from: "ghost-text", to: "media/walkthrough/type.png", clip: { x: 352, y: 336, width: 690, height: 270 } },
  { from: "word", to: "media/walkthrough/words.png", clip: { x: 352, y: 336, width: 690, height: 270 } },
  { from: "menu", to: "media/walkthrough/status.png", clip: { x: 340, y: 66, width: 602, height: 254 } },
  { from: "untrusted", to: "media/walkthrough/trust.png", clip: { x: 352, y: 336, width: 928, height: 464 } },
  { from: "models", to: "media/walkthrough/model.png", clip: { x: 200, y: 70, width: 940, height: 575 } },
  { from: "explain", to: "media/walkthrough/explain.png", clip: { x: 52, y: 36, width: 1228, height: 732 } },
  { from: "tests-generated", to: "media/walkthrough/tests.png", clip: { x: 352, y: 36, width: 928, height: 600 } },
  { from: "report-dark", to: "media/walkthrough/report.png", clip: { x: 200, y: 70, width: 940, height: 690 } },
  { from: "ghost-text", to: "../docs/images/vscode-suggestion.png" },
  { from: "menu", to: "../docs/images/vscode-menu.png" },
  { from: "untrusted", to: "../docs/images/vscode-untrusted.png" },
  { from: "walkthrough", to: "../docs/images/vscode-walkthrough.png" },
  { from: "report-dark", to: "../docs/images/vscode-report.png" },
  { from: "report-light", to: "../docs/images/vscode-report-light.png" },
  { from: "report-high-contrast", to: "../docs/images/vscode-report-high-contrast.png" },
  { from: "report-dark-is-the-probability-right-", to: "../docs/images/vscode-reliability.png" },
  { from: "models-download", to: "../docs/images/vscode-models.png" },
  { from: "models-compared", to: "../docs/images/vscode-models-compared.png" },
  { from: "models-team-server", to: "../docs/images/vscode-team-server.png" },
  { from: "learn-result", to: "../docs/images/vscode-learning.png" },
  { from: "explain", to: "../docs/images/vscode-explanation.png" },
  { from: "tests-generated", to: "../docs/images/vscode-tests.png" },
  { from: "tests-passed", to: "../docs/images/vscode-tests-passed.png" },
  { from: "no-dotnet-menu", to: "../docs/images/vscode-no-dotnet.png" },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
await draw(readFileSync("media/icon.svg", "utf8"), { width: 128, height: 128 }, { path: "media/icon.png", omitBackground: true });
mkdirSync("media/walkthrough", { recursive: true });
for (const { from, to, clip } of pictures) {
  const file = `${screenshots}/${from}.png`;
  if (existsSync(file)) {
    const image = `<img src="data:image/png;base64,${readFileSync(file, "base64")}">`;
    await draw(image, { width: 1280, height: 800 }, { path: to, ...(clip && { clip }) });
  }
}

await browser.close();

async function draw(html, viewport, options) {
  const page = await browser.newPage({ viewport });
  await page.setContent(`<style>body { margin: 0; background: transparent } img { display: block }</style>${html}`);
  await page.screenshot(options);
  await page.close();
}
