import type { NumberFormat } from "../report/numberFormat";
import { table } from "../report/charts";
import type { Translate } from "../translate";
import { escapeHtml } from "../webview/html";
import type { Model, ModelProgress, Models, TeamServerCheck } from "./models";

/** What buttons of the page ask for. The argument is a model's name. */
export const modelActions = {
  use: "use",
  download: "download",
  pause: "pause",
  discard: "discard",
  remove: "remove",
  measure: "measure",
  stop: "stop",
  measureAll: "measureAll",
  forgetWorkspace: "forgetWorkspace",
  restart: "restart",
  output: "output",
  check: "check",
  save: "save",
  clear: "clear",
} as const;

/** What is going on with a model. */
export interface Work {
  readonly kind: "download" | "measure" | "use";
  readonly progress: ModelProgress | undefined;
}

/** All that the page shows. */
export interface ModelsView {
  readonly models: Models;
  /** By the model's name. */
  readonly work: ReadonlyMap<string, Work>;
  /** What went wrong, by the model's name, until it is tried again. */
  readonly problems: ReadonlyMap<string, string>;
  /** Another model was chosen than the one that the server which runs has loaded. */
  readonly needsRestart: boolean;
  /** The server is being started: nothing can be asked of it. */
  readonly isAway: boolean;
  readonly check: TeamServerCheck | "asking" | undefined;
}

/** Names of fields of the team server's form. */
export const teamServerFields = { url: "teamServerUrl", model: "teamServerModel", format: "teamServerFormat" } as const;

/** The layouts of prompts that have a name. */
const formats = ["plain", "qwen", "starcoder", "smolcode"];

export const modelsStyle = `
  .models { list-style: none; padding: 0; margin: 1em 0; display: grid; gap: .8em; }
  .models li { border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, rgba(128, 128, 128, .35))); border-radius: 4px; padding: .8em 1.1em; }
  .models li.used { border-color: var(--vscode-focusBorder); border-width: 2px; }
  .models h3 { margin: 0; }
  .models p { margin: .35em 0; }
  .tag { display: inline-block; margin-left: .6em; padding: 0 .6em; border-radius: 1em; font-size: .8em; font-weight: normal; color: var(--vscode-badge-foreground); background: var(--vscode-badge-background); border: 1px solid var(--vscode-contrastBorder, transparent); }
  td { white-space: nowrap; }
  progress { width: min(30em, 100%); height: .8em; accent-color: var(--vscode-progressBar-background); }
  .form { display: grid; grid-template-columns: max-content minmax(12em, 34em); gap: .6em 1em; align-items: center; margin: 1em 0; }
  .form input, .form select { width: 100%; box-sizing: border-box; }
  .form .wide { grid-column: 2; margin: 0; }
`;

const megabytes = (bytes: number): number => bytes / 1e6;

/** A name for people: of a path, its last part. */
export const displayName = (name: string): string => name.split(/[/\\]/).at(-1) ?? name;

/** The page's main part. */
export function modelsContent(view: ModelsView, format: NumberFormat, t: Translate): string {
  const content =
    `<p>${escapeHtml(
      view.models.teamServer.url === ""
        ? t("Everything here runs on this machine. Nothing is downloaded unless you press a button for it.")
        : t("The team's server below completes first, and the text around the cursor is sent to it. Nothing is downloaded unless you press a button for it."),
    )}</p>` +
    restart(view, t) +
    workspaceChoice(view.models, t) +
    `<h2>${escapeHtml(t("Models"))}</h2><ul data-key="models" class="models">${view.models.models.map((model) => entry(model, view, format, t)).join("")}</ul>` +
    `<p class="hint">${escapeHtml(t("Your own models are in {0}; any GGUF file there is listed.", view.models.folder))}</p>` +
    comparison(view, format, t) +
    teamServer(view, format, t);
  // They keep the focus.
  return view.isAway ? content.replaceAll(/<button type="button"(?![^>]* aria-disabled)/g, '$& aria-disabled="true"') : content;
}

/** What is shown where there are no models to choose from. */
export function noModelsContent(message: string, t: Translate): string {
  return `<p class="problem" role="alert">${escapeHtml(message)}</p><div class="bar">${button(modelActions.restart, "", t("Restart the Server"))}${button(
    modelActions.output,
    "",
    t("Show the Output"),
    { look: "secondary" },
  )}</div>`;
}

interface ButtonLook {
  readonly look?: string;
  readonly about?: string;
  readonly disabled?: boolean;
  /** What it asked for is being done: it does nothing, but keeps the focus. */
  readonly waiting?: boolean;
}

function button(
  action: string,
  model: string,
  label: string,
  { look = "", about = "", disabled = false, waiting = false }: ButtonLook = {},
): string {
  const slot = action === modelActions.stop ? modelActions.measure : action;
  const name = about === "" ? "" : ` aria-label="${escapeHtml(about)}"`;
  return `<button type="button" id="${action}-${escapeHtml(model)}" data-action="${action}" data-argument="${escapeHtml(model)}"${look === "" ? "" : ` class="${look}"`}${name}${disabled ? " disabled" : ""}${waiting ? ' aria-disabled="true"' : ""} data-slot="${slot}">${escapeHtml(label)}</button>`;
}

function restart({ needsRestart }: ModelsView, t: Translate): string {
  return needsRestart
    ? `<div data-key="restart" class="problem"><p>${escapeHtml(t("The server still completes with the model that it was started with."))}</p><p>${button(modelActions.restart, "", t("Restart the Server"))}</p></div>`
    : "";
}

function workspaceChoice({ workspaceChoice: folder }: Models, t: Translate): string {
  return folder === undefined
    ? ""
    : `<div data-key="workspaceChoice" class="problem"><p>${escapeHtml(
        t("{0} has a model of its own, learned there or chosen with \"smolcode model use --workspace\". It goes before what you choose here.", folder),
      )}</p><p>${button(modelActions.forgetWorkspace, "", t("Forget the Workspace's Choice"), { look: "secondary" })}</p></div>`;
}

function entry(model: Model, view: ModelsView, format: NumberFormat, t: Translate): string {
  const work = view.work.get(model.name);
  const problem = view.problems.get(model.name) ?? model.problem;
  const name = displayName(model.name);
  const tags = [
    ...(model.used ? [t("in use")] : []),
    ...(model.place === "bundled" ? [t("bundled")] : model.place === "available" ? [model.arrivedBytes > 0 ? t("partly here") : t("to download")] : []),
  ];
  const facts = [
    ...(model.adapter === undefined ? [] : [t("with the adapter {0}", displayName(model.adapter))]),
    ...(model.bytes === undefined ? [t("size not known before the download")] : [t("{0} MB", format.count(megabytes(model.bytes)))]),
    ...(model.layout === undefined ? [] : [model.layout]),
    ...(model.license === undefined ? [] : [model.license]),
    ...(model.name === name ? [] : [model.name]),
  ];
  return (
    `<li data-key="model-${escapeHtml(model.name)}"${model.used ? ' class="used"' : ""}><h3 tabindex="-1">${escapeHtml(name)}${tags.map((tag) => `<span class="tag">${escapeHtml(tag)}</span>`).join("")}</h3>` +
    `<p class="hint">${escapeHtml(facts.join(" · "))}</p>` +
    (problem === undefined ? "" : `<p data-key="problem" class="problem" role="alert">${escapeHtml(problem)}</p>`) +
    (work === undefined ? "" : doing(work, name, format, t)) +
    `<div data-key="buttons" class="bar">${buttons(model, work, name, t)}</div></li>`
  );
}

function buttons(model: Model, work: Work | undefined, name: string, t: Translate): string {
  switch (work?.kind) {
    case "download":
      return (
        button(modelActions.pause, model.name, t("Pause"), { look: "secondary", about: t("Pause the download of {0}", name) }) +
        button(modelActions.discard, model.name, t("Cancel"), { look: "secondary", about: t("Cancel the download of {0}", name) })
      );
    case "measure":
      return button(modelActions.stop, model.name, t("Stop"), { look: "secondary", about: t("Stop measuring {0}", name) });
    case "use":
      return "";
    case undefined:
      break;
  }

  if (model.place === "available") {
    return model.arrivedBytes > 0
      ? button(modelActions.download, model.name, t("Resume"), { about: t("Resume the download of {0}", name) }) +
          button(modelActions.discard, model.name, t("Cancel"), { look: "secondary", about: t("Cancel the download of {0}", name) })
      : button(modelActions.download, model.name, t("Download"), { about: t("Download {0}", name) });
  }

  return (
    (model.used ? "" : button(modelActions.use, model.name, t("Use"), { about: t("Use {0}", name), disabled: model.problem !== undefined })) +
    button(modelActions.measure, model.name, t("Measure"), { look: "secondary", about: t("Measure {0}", name), disabled: model.problem !== undefined }) +
    (model.place === "here" ? button(modelActions.remove, model.name, t("Delete…"), { look: "secondary", about: t("Delete {0}", name) }) : "")
  );
}

/** One line of how far something is. */
export function progressText({ kind, progress }: Work, format: NumberFormat, t: Translate): string {
  if (kind !== "download") {
    return progress?.message ?? (kind === "use" ? t("Preparing…") : t("Measuring…"));
  }

  if (progress?.bytes === undefined) {
    return progress?.message ?? t("Connecting…");
  }

  const got = megabytes(progress.bytes);
  const rate = format.count(megabytes(progress.bytesPerSecond ?? 0));
  if (progress.totalBytes === undefined) {
    return t("{0} MB, {1} MB/s", format.count(got), rate);
  }

  const left = progress.secondsLeft === undefined ? "–" : duration(progress.secondsLeft);
  return t("{0} of {1} MB, {2} MB/s, {3} left", format.count(got), format.count(megabytes(progress.totalBytes)), rate, left);
}

function duration(seconds: number): string {
  const whole = Math.max(Math.round(seconds), 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function doing(work: Work, name: string, format: NumberFormat, t: Translate): string {
  const { progress } = work;
  const label = work.kind === "download" ? t("Download of {0}", name) : work.kind === "measure" ? t("Measurement of {0}", name) : t("Preparation of {0}", name);
  const share = progress?.bytes !== undefined && progress.totalBytes !== undefined && progress.totalBytes > 0 ? progress.bytes / progress.totalBytes : undefined;
  const bar = share === undefined ? "" : ` max="1" value="${share.toFixed(3)}"`;
  return `<p data-key="progress"><progress${bar} aria-label="${escapeHtml(label)}"></progress><br>${escapeHtml(progressText(work, format, t))}</p>`;
}

function comparison(view: ModelsView, format: NumberFormat, t: Translate): string {
  const here = view.models.models.filter(({ place, problem }) => place !== "available" && problem === undefined);
  const rows = here.flatMap(({ name, measured }) => (measured === undefined ? [] : [{ name, measured }]));
  const busy = [...view.work.values()].some(({ kind }) => kind === "measure");
  const unsure = rows.filter(({ measured }) => measured.spread > 0.2);
  return (
    `<h2>${escapeHtml(t("Compared on this machine"))}</h2>` +
    (rows.length === 0
      ? `<p>${escapeHtml(t("Nothing is measured yet. It takes a minute or two for each model; close what else computes, and don't type meanwhile."))}</p>`
      : table(
          t("Times are medians; fewer bits for a character of C# is a better model"),
          [t("model"), t("first answer"), t("next answer"), t("prompt, tokens/s"), t("answer, tokens/s"), t("bits a character"), t("memory"), t("threads"), t("measured")],
          rows.map(({ name, measured }) => [
            displayName(name),
            t("{0} ms", format.count(measured.firstAnswerMs)),
            t("{0} ms", format.count(measured.nextAnswerMs)),
            format.count(measured.prefillTokensPerSecond),
            format.count(measured.decodeTokensPerSecond),
            measured.bitsPerCharacter.toFixed(3),
            measured.residentBytes === undefined ? "–" : t("{0} MB", format.count(megabytes(measured.residentBytes))),
            format.count(measured.threads),
            format.day(measured.measuredAt.slice(0, 10)),
          ]),
        )) +
    (unsure.length === 0
      ? ""
      : `<p class="hint">${escapeHtml(t("The machine was busy while {0} was measured: times varied by more than a fifth. Measure again.", unsure.map(({ name }) => displayName(name)).join(", ")))}</p>`) +
    `<div data-key="measureAll" class="bar">${button(modelActions.measureAll, "", t("Measure All"), { look: "secondary", waiting: busy, disabled: !busy && here.length === 0 })}</div>` +
    `<p class="hint">${escapeHtml(
      t("A first answer is a request of some 700 tokens of which nothing is known, with four candidates of 12 tokens; a next one is the same with a line more typed. The bits are measured on code that no model was trained on."),
    )}</p>`
  );
}

function teamServer(view: ModelsView, format: NumberFormat, t: Translate): string {
  const { teamServer: server } = view.models;
  const heading = `<h2>${escapeHtml(t("A team's server"))}</h2><p>${escapeHtml(
    t("A larger model on a machine of your team may complete before the local one, which answers when that doesn't. The text around the cursor is then sent there. Without an address nothing leaves this machine."),
  )}</p>`;
  const key = `<p class="hint">${escapeHtml(
    server.hasKey
      ? t("The key comes from the environment variable SMOLCODE_TEAM_SERVER_KEY. It is kept nowhere else.")
      : t("If the server wants a key, set the environment variable SMOLCODE_TEAM_SERVER_KEY before you start the editor. It is kept nowhere else: not in settings, and not here."),
  )}</p>`;
  if (server.fromEnvironment) {
    return `${heading}<p>${escapeHtml(t("The environment variable SMOLCODE_TEAM_SERVER_URL names {0}; settings don't count.", server.url))}</p>${key}<div data-key="teamServer" class="bar">${button(
      modelActions.check,
      "",
      t("Test the Connection"),
      { waiting: view.check === "asking" },
    )}</div>${checked(view.check, format, t)}`;
  }

  const known = formats.includes(server.format) ? formats : [...formats, server.format];
  const options = known.map((name) => `<option value="${escapeHtml(name)}"${name === (server.format === "" ? "plain" : server.format) ? " selected" : ""}>${escapeHtml(name)}</option>`).join("");
  const field = (name: string, label: string, value: string, hint: string, more: string) =>
    `<label for="${name}">${escapeHtml(label)}</label><input id="${name}" name="${name}" value="${escapeHtml(value)}" aria-describedby="${name}-hint" spellcheck="false" autocomplete="off" ${more}>` +
    `<p class="wide hint" id="${name}-hint">${escapeHtml(hint)}</p>`;
  return (
    heading +
    `<div class="form" role="group" aria-label="${escapeHtml(t("A team's server"))}">` +
    field(teamServerFields.url, t("Address"), server.url, t("Of an OpenAI-compatible server, with or without /v1: vLLM, llama-server, TGI, Ollama. https, or http on this machine."), 'type="url" placeholder="https://"') +
    field(teamServerFields.model, t("Model"), server.model, t("Empty: the only one that it has."), 'type="text"') +
    `<label for="${teamServerFields.format}">${escapeHtml(t("Prompts"))}</label><select id="${teamServerFields.format}" name="${teamServerFields.format}" aria-describedby="format-hint">${options}</select>` +
    `<p class="wide hint" id="format-hint">${escapeHtml(t("How the model wants to be asked: \"qwen\" for Qwen2.5-Coder, \"starcoder\" for StarCoder2, \"plain\" for any. The setting smolcode.teamServer.format takes fill-in tokens of other models."))}</p>` +
    `</div>${key}<div data-key="teamServer" class="bar">` +
    button(modelActions.check, "", t("Test the Connection"), { look: "secondary", waiting: view.check === "asking" }) +
    button(modelActions.save, "", t("Save")) +
    (server.url === "" ? "" : button(modelActions.clear, "", t("Use No Server"), { look: "secondary" })) +
    `</div>${checked(view.check, format, t)}`
  );
}

function checked(check: ModelsView["check"], format: NumberFormat, t: Translate): string {
  if (check === undefined) {
    return "";
  }

  if (check === "asking") {
    return `<p data-key="check" role="status">${escapeHtml(t("Asking…"))}</p>`;
  }

  return check.problem !== undefined
    ? `<p data-key="checkProblem" class="problem" role="alert">${escapeHtml(check.problem)}</p>`
    : `<p data-key="check" role="status">${escapeHtml(t("{0} answers in {1} ms and has {2}.", check.address ?? "", format.count(check.milliseconds), check.model === undefined || check.model === "" ? check.models.join(", ") : check.model))}</p>`;
}
