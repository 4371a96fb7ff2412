import { table } from "../report/charts";
import type { NumberFormat } from "../report/numberFormat";
import type { Translate } from "../translate";
import { escapeHtml } from "../webview/html";
import type { Kept, Learned, LearnedAdapter, LearnPlan, LearnProgress, Outcome, Proof, ProofFigure } from "./learning";

/** What buttons of the page ask for. */
export const learnActions = {
  start: "start",
  anew: "anew",
  resume: "resume",
  stop: "stop",
  discard: "discard",
  remove: "remove",
  report: "report",
  look: "look",
  restart: "restart",
  output: "output",
} as const;

/** Name of the field. */
export const minutesField = "minutes";

/** A training that runs. */
export interface Running {
  /** The newest step; it stays while the training pauses or proves. */
  readonly step: LearnProgress | undefined;
  /** The newest of all. */
  readonly progress: LearnProgress | undefined;
  /** It was asked to stop, and finishes the step at hand. */
  readonly isStopping: boolean;
}

/** All that the page shows. */
export interface LearnView {
  readonly plan: LearnPlan;
  readonly running: Running | undefined;
  /** What came of the last training in this window. */
  readonly outcome: Outcome | undefined;
  /** What went wrong with the last thing that was asked for, until something else is. */
  readonly problem: string | undefined;
  /** The server is being started, or asked: nothing can be pressed. */
  readonly isAway: boolean;
}

export const learnStyle = `
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .35em 1.2em; margin: 1em 0; max-width: 62em; }
  dt { color: var(--vscode-descriptionForeground); }
  dd { margin: 0; overflow-wrap: anywhere; }
  details { margin: .4em 0; }
  details li { overflow-wrap: anywhere; }
  progress { width: min(34em, 100%); height: .8em; accent-color: var(--vscode-progressBar-background); }
  .form { display: flex; flex-wrap: wrap; gap: .6em 1em; align-items: center; margin: 1em 0; }
  .form input { width: 7em; }
  .form .hint { margin: 0; }
  .result { border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, rgba(128, 128, 128, .35))); border-radius: 4px; padding: .2em 1.1em .8em; margin: 1em 0; }
  .result h2 { margin-top: .7em; }
  .result.used { border-color: var(--vscode-focusBorder); border-width: 2px; }
  .tag { display: inline-block; margin-left: .6em; padding: 0 .6em; border-radius: 1em; font-size: .8em; font-weight: normal; color: var(--vscode-badge-foreground); background: var(--vscode-badge-background); border: 1px solid var(--vscode-contrastBorder, transparent); }
`;

/** The page's main part. */
export function learnContent(view: LearnView, format: NumberFormat, t: Translate): string {
  const { plan, running, outcome, problem } = view;
  const content =
    `<p>${escapeHtml(t("SmolCode can train on your code, on this machine's processor: nothing leaves the machine, and it never starts by itself. What was learned is used in this workspace alone, and only if it completes files that it has not seen better than before."))}</p>` +
    (problem === undefined ? "" : `<p data-key="problem" class="problem" role="alert">${escapeHtml(problem)}</p>`) +
    (outcome === undefined || running !== undefined ? "" : whatCameOfIt(outcome, format, t)) +
    (plan.learned === undefined || running !== undefined ? "" : learned(plan.learned, outcome, format, t)) +
    // In one place, so that the page does not jump when one becomes the other.
    (running === undefined ? start(plan, format, t) : training(running, format, t)) +
    read(plan, format, t) +
    how(plan, format, t);
  return view.isAway ? content.replaceAll(/<button type="button"(?![^>]* aria-disabled)/g, '$& aria-disabled="true"') : content;
}

/** What is shown where it can't be said what learning would do. */
export function noPlanContent(message: string, t: Translate): string {
  return `<p class="problem" role="alert">${escapeHtml(message)}</p><div class="bar">${button(learnActions.look, t("Look Again"))}${button(learnActions.restart, t("Restart the Server"), "secondary")}${button(
    learnActions.output,
    t("Show the Output"),
    "secondary",
  )}</div>`;
}

function button(action: string, label: string, look = "", disabled = false): string {
  return `<button type="button" id="${action}" data-action="${action}" data-argument=""${look === "" ? "" : ` class="${look}"`}${disabled ? ' aria-disabled="true"' : ""} data-slot="${action}">${escapeHtml(label)}</button>`;
}

const millions = (value: number): string => (value / 1e6).toFixed(2);
const facts = (rows: readonly (readonly [string, string])[]): string =>
  `<dl>${rows.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl>`;

function training({ step, progress, isStopping }: Running, format: NumberFormat, t: Translate): string {
  const [label, share] = whereItIs(step, progress, t);
  const bar = share === undefined ? "" : ` max="1" value="${share.toFixed(3)}"`;
  const says = isStopping
    ? t("Stopping: the step at hand is finished and saved, which may take a minute.")
    : progress === undefined
      ? t("Starting…")
      : progress.event === "paused"
        ? t("Paused: {0}. It goes on by itself.", progress.message ?? "")
        : progress.event === "step"
          ? t("Learning")
          : progress.event === "proof"
            ? t("Proving what was learned: {0} completions", progress.message ?? "")
            : (progress.message ?? "");
  const figures =
    step === undefined
      ? ""
      : facts([
          [t("steps"), format.count(step.step)],
          [t("loss (smoothed)"), step.smoothedLoss === undefined ? "–" : step.smoothedLoss.toFixed(3)],
          [t("tokens a second"), format.count(step.tokensPerSecond)],
          [t("tokens"), t("{0} million", millions(step.tokens ?? 0))],
          [t("time left"), step.remainingSeconds === undefined ? "–" : t("{0}, and the proof after it", duration(step.remainingSeconds))],
        ]);
  return (
    `<section data-key="run"><h2 tabindex="-1">${escapeHtml(t("In training"))}</h2>` +
    `<p data-key="progress"><progress${bar} aria-label="${escapeHtml(label)}"></progress><br><span data-key="says">${escapeHtml(says)}</span></p>${figures}` +
    `<div data-key="buttons" class="bar">${button(learnActions.stop, t("Stop and Save"), "secondary", isStopping)}</div>` +
    `<p class="hint">${escapeHtml(t("It goes on while this page is closed, and stops and saves with the window or the server. Typing and the battery pause it."))}</p></section>`
  );
}

function whereItIs(step: LearnProgress | undefined, progress: LearnProgress | undefined, t: Translate): [string, number | undefined] {
  if (progress?.event === "proof" && progress.steps !== undefined && progress.steps > 0) {
    return [t("Progress of the proof"), (progress.step ?? 0) / progress.steps];
  }

  const all = (step?.elapsedSeconds ?? 0) + (step?.remainingSeconds ?? 0);
  return [t("Progress of the training"), all > 0 && (progress?.event === "step" || progress?.event === "paused") ? (step?.elapsedSeconds ?? 0) / all : undefined];
}

/** Hours, minutes and seconds. */
export function duration(seconds: number): string {
  const whole = Math.max(Math.round(seconds), 0);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function whatCameOfIt({ message, used, adapter, proof }: Outcome, format: NumberFormat, t: Translate): string {
  return (
    `<section data-key="outcome" class="result${used ? " used" : ""}"><h2 tabindex="-1">${escapeHtml(used ? t("What was learned is better, and is used") : t("What was learned is not used"))}</h2>` +
    `<p>${escapeHtml(message)}</p>` +
    (adapter === undefined ? "" : described(adapter, format, t)) +
    (proof === undefined ? "" : proven(proof, format, t)) +
    `</section>`
  );
}

function learned({ adapter, isUsed, proof }: Learned, outcome: Outcome | undefined, format: NumberFormat, t: Translate): string {
  // What has just been told is not told twice.
  const isNew = outcome?.adapter?.made === adapter.made;
  return (
    `<section data-key="learned" class="result${isUsed ? " used" : ""}"><h2 tabindex="-1">${escapeHtml(t("Learned from this code base: {0}", adapter.name))}<span class="tag">${escapeHtml(isUsed ? t("in use") : t("not in use"))}</span></h2>` +
    (isNew
      ? ""
      : described(adapter, format, t) + (proof === undefined ? `<p>${escapeHtml(t("It was not proven."))}</p>` : proven(proof, format, t))) +
    `<div data-key="buttons" class="bar">${button(learnActions.report, t("Show the Report"), "secondary")}${button(learnActions.remove, t("Delete What Was Learned…"), "secondary")}</div></section>`
  );
}

function described(adapter: LearnedAdapter, format: NumberFormat, t: Translate): string {
  const loss =
    adapter.heldOutLossBefore === undefined || adapter.heldOutLossAfter === undefined
      ? []
      : [[t("loss on held-out files"), t("{0} before, {1} after", adapter.heldOutLossBefore.toFixed(3), adapter.heldOutLossAfter.toFixed(3))] as const];
  return facts([
    [t("learned from"), t("{0} files, {1} million tokens in {2} minutes", format.count(adapter.files), millions(adapter.tokens), format.count(adapter.minutes))],
    ...loss,
    ...(adapter.made === "" ? [] : [[t("made"), format.day(adapter.made.slice(0, 10))] as const]),
  ]);
}

function proven(proof: Proof, format: NumberFormat, t: Translate): string {
  const percent = (share: number) => t("{0} %", (100 * share).toFixed(1));
  const signed = (share: number) => `${share > 0 ? "+" : share < 0 ? "−" : ""}${Math.abs(100 * share).toFixed(1)}`;
  const row = (name: string, { before, after, gain, gainLow, gainHigh }: ProofFigure) => [
    name,
    percent(before),
    percent(after),
    signed(gain),
    t("{0} to {1}", signed(gainLow), signed(gainHigh)),
  ];
  return (
    table(
      t("{0} places in {1} held-out files, completed by the whole pipeline with {2} before and with what was learned after; gains in points, with their 95 % interval", format.count(proof.holes), format.count(proof.files), proof.base),
      [t("measured"), t("before"), t("after"), t("gain"), t("interval")],
      [row(t("first line exactly right"), proof.firstLineExact), row(t("similarity"), proof.editSimilarity)],
    ) +
    `<p>${escapeHtml(
      t("{0} first lines are right now that were not, {1} are not any more.", format.count(proof.won), format.count(proof.lost)),
    )} ${escapeHtml(
      proof.wins
        ? t("It is better on files that nothing was learned from, so it is offered.")
        : t("It is not shown to be better on files that nothing was learned from, so it is not offered."),
    )}</p>`
  );
}

function read(plan: LearnPlan, format: NumberFormat, t: Translate): string {
  const left = plan.leftOut.map(
    ({ words, count, examples }) =>
      `<li>${escapeHtml(t("{0} {1}", format.count(count), words))}<br><span class="hint">${escapeHtml(examples.join(", "))}${count > examples.length ? ", …" : ""}</span></li>`,
  );
  const all = plan.leftOut.reduce((sum, { count }) => sum + count, 0);
  return (
    `<h2>${escapeHtml(t("What is read"))}</h2>` +
    facts([
      [t("folders"), plan.folders.join(", ")],
      [t("to learn from"), t("{0} files, {1} million characters", format.count(plan.files), millions(plan.characters))],
      [
        t("held out for the proof"),
        t("{0} files, {1} million characters: {2}", format.count(plan.heldOutFiles), millions(plan.heldOutCharacters), plan.heldOutFolders.join(", ")),
      ],
    ]) +
    (left.length === 0
      ? `<p>${escapeHtml(t("Nothing is left out."))}</p>`
      : `<details data-key="leftOut"><summary>${escapeHtml(t("{0} files or folders are left out", format.count(all)))}</summary><ul>${left.join("")}</ul></details>`) +
    `<p class="hint">${escapeHtml(
      plan.loadsProjects
        ? t("Files are read as they are; nothing is built or run while learning. The proof loads the projects, as completion does.")
        : t("This workspace is not trusted: its files are read and parsed loosely, and nothing of it is built or run. Learning is possible all the same; the proof knows less of your types. Code that you don't trust teaches what it says, in this workspace alone."),
    )}</p>`
  );
}

function how(plan: LearnPlan, format: NumberFormat, t: Translate): string {
  const gigabytes = format.count(plan.memoryBytes / 1e9);
  return (
    `<h2>${escapeHtml(t("How"))}</h2>` +
    facts([
      [
        t("computes"),
        t("on {0} of {1} cores below other programs' priority, in {2}, with at most {3} GB of memory", format.count(plan.threads), format.count(plan.cores), plan.format === "bf16" ? "bfloat16" : t("32-bit floats, which takes two to four times as long"), gigabytes),
      ],
      [
        t("downloads"),
        plan.downloadBytes === 0
          ? t("nothing: libtorch is here")
          : t("libtorch, once, {0} MB (460 MB on disk), from your NuGet sources or nuget.org", format.count(plan.downloadBytes / 1e6)),
      ],
      [t("then"), t("the proof: up to 120 places in the held-out files, completed before and after; minutes on a fast machine, half an hour on a slow one")],
    ])
  );
}

function start(plan: LearnPlan, format: NumberFormat, t: Translate): string {
  const { kept, problem } = plan;
  const estimate =
    plan.tokensPerSecond === undefined
      ? t("How many tokens that is, the first minutes tell.")
      : t("About {0} million tokens an hour, at {1} a second as in the last training here.", millions(plan.tokensPerSecond * 3600), Math.round(plan.tokensPerSecond));
  return (
    `<section data-key="run"><h2 tabindex="-1">${escapeHtml(t("How long"))}</h2>` +
    `<p>${escapeHtml(
      plan.downloadBytes === 0
        ? t("{0} files are learned from, and {1} are held out for the proof. What is read and what is not stands below.", format.count(plan.files), format.count(plan.heldOutFiles))
        : t("{0} files are learned from, and {1} are held out for the proof; {2} MB are downloaded first, once. What is read and what is not stands below.", format.count(plan.files), format.count(plan.heldOutFiles), format.count(plan.downloadBytes / 1e6)),
    )}</p>` +
    (problem === undefined ? "" : `<p data-key="busy" class="problem" role="alert">${escapeHtml(problem)}</p>`) +
    (kept === undefined ? "" : `<p data-key="kept">${escapeHtml(keptText(kept, t))}</p>`) +
    `<div class="form"><label for="${minutesField}">${escapeHtml(kept?.fits === true ? t("Minutes of training, those before included") : t("Minutes of training"))}</label>` +
    `<input id="${minutesField}" name="${minutesField}" type="text" inputmode="decimal" value="${plan.minutes}" aria-describedby="${minutesField}-hint" autocomplete="off">` +
    `<p class="hint" id="${minutesField}-hint">${escapeHtml(estimate)}</p></div>` +
    `<div data-key="buttons" class="bar">` +
    (kept === undefined
      ? button(learnActions.start, t("Learn"), "", problem !== undefined)
      : (kept.fits ? button(learnActions.resume, t("Go On"), "", problem !== undefined) : "") +
        button(learnActions.anew, t("Begin Anew…"), kept.fits ? "secondary" : "", problem !== undefined) +
        button(learnActions.discard, t("Discard What Is Kept…"), "secondary", problem !== undefined)) +
    button(learnActions.look, t("Look Again"), "secondary") +
    `</div></section>`
  );
}

function keptText({ fits, minutes, ofMinutes, steps }: Kept, t: Translate): string {
  return !fits
    ? t("What is kept of an earlier training can't be gone on with: your files or the model are others by now, or it is damaged.")
    : ofMinutes === undefined
      ? t("{0} minutes ({1} steps) of an earlier training are kept.", minutes, steps)
      : t("{0} of {1} minutes ({2} steps) of an earlier training are kept.", minutes, ofMinutes, steps);
}
