import type { PauseScope } from "../pause/pauseState";
import type { ServerStatus } from "../protocol";
import type { Translate } from "../translate";

/** What the client knows of the server's process, and what the server says of itself. */
export type ClientState =
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly status?: ServerStatus }
  | { readonly kind: "restarting"; readonly delayMs: number }
  | {
      readonly kind: "failed";
      readonly message: string;
      /** It would run if .NET were installed. */
      readonly needsDotnet: boolean;
    };

/** Whether the workspace can be loaded again: the command is the server's, and there is none of it while no server answers. */
export function canReload(state: ClientState): boolean {
  return state.kind === "running" && state.status !== undefined && state.status.state !== "error";
}

/** What the status bar shows. */
export interface StatusView {
  readonly text: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** Paragraphs of plain text. */
  readonly tooltip: readonly string[];
  readonly severity: "none" | "warning" | "error";
}

/** Says a state in a word, and in the tooltip what happened, why, and what to do. */
export function viewStatus(state: ClientState, pause: PauseScope | undefined, t: Translate): StatusView {
  switch (state.kind) {
    case "starting":
      return view("$(loading~spin)", t("starting"), [t("The server is being started.")]);
    case "restarting":
      return view(
        "$(loading~spin)",
        t("restarting"),
        [t("The server ended unexpectedly; it starts again in {0} s.", state.delayMs / 1000), t("The output has the reason.")],
        "warning",
      );
    case "failed":
      return view("$(error)", t("error"), [state.message, t("Click to restart it or to see the output.")], "error");
    case "running":
      return viewServer(state.status);
  }

  function viewServer(status: ServerStatus | undefined): StatusView {
    if (status === undefined) {
      return view("$(loading~spin)", t("starting"), [t("The server is being started.")]);
    }

    const details = [
      ...(status.message === undefined ? [] : [status.message]),
      // Not twice where the server says it.
      ...(status.untrusted && (status.message === undefined || status.reason !== "trust")
        ? [t("The workspace is not trusted: nothing of it is run and its files are parsed loosely, so suggestions know less.")]
        : []),
      ...(status.model === undefined ? [] : [status.tokensPerSecond === undefined ? t("Model: {0}", status.model) : t("Model: {0}, {1} tokens a second", status.model, status.tokensPerSecond)]),
      ...(status.workspace === undefined ? [] : [t("Workspace: {0}", status.workspace)]),
    ];
    switch (status.state) {
      case "error":
        return view("$(error)", t("error"), details, "error");
      case "disabled":
        return view("$(circle-slash)", t("off"), details);
      case "starting":
        return view("$(loading~spin)", t("preparing the model"), details);
      case "loading":
        return paused(details) ?? view("$(loading~spin)", t("loading the workspace"), details);
      case "degraded":
      case "ready": {
        // Missing trust is a choice to remind of; anything else that is missing is a warning.
        const otherwiseWell = status.state === "ready" || status.untrusted;
        return (
          paused(details) ??
          (otherwiseWell
            ? view(status.untrusted ? "$(shield)" : "$(sparkle)", status.untrusted ? t("untrusted") : "", details)
            : view("$(warning)", t("limited"), details, "warning"))
        );
      }
    }
  }

  function paused(details: readonly string[]): StatusView | undefined {
    switch (pause) {
      case undefined:
        return undefined;
      case "file":
        return view("$(debug-pause)", t("paused here"), [t("Suggestions are paused in this file."), ...details]);
      case "language":
        return view("$(debug-pause)", t("paused"), [t("Suggestions are paused in C# files."), ...details]);
      case "session":
        return view("$(debug-pause)", t("paused"), [t("Suggestions are paused until this window is closed."), ...details]);
    }
  }

  function view(icon: string, word: string, tooltip: readonly string[], severity: StatusView["severity"] = "none"): StatusView {
    const name = word.length === 0 ? "SmolCode" : `SmolCode: ${word}`;
    return { text: `${icon} ${name}`, spoken: word.length === 0 ? t("SmolCode is ready") : name, tooltip, severity };
  }
}
