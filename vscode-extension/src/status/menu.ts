import * as vscode from "vscode";
import type { PauseScope } from "../pause/pauseState";
import { reloadWorkspace } from "../protocol";
import { dotnetDownload } from "../server/dotnet";
import type { Translate } from "../translate";
import { canReload, type ClientState, viewStatus } from "./statusView";

interface Action extends vscode.QuickPickItem {
  readonly command?: string;
  readonly arguments?: readonly unknown[];
}

/** Shows what can be done about the present state; what needs doing comes first. */
export async function showMenu(state: ClientState, pause: PauseScope | undefined, t: Translate): Promise<void> {
  const view = viewStatus(state, pause, t);
  const csharp = vscode.window.activeTextEditor?.document.languageId === "csharp";
  const restart: Action = { label: `$(debug-restart) ${t("Restart the server")}`, command: "smolcode.restartServer" };
  const output: Action = { label: `$(output) ${t("Show the output")}`, command: "smolcode.showOutput" };
  const reload: Action = { label: `$(refresh) ${t("Load the workspace again")}`, command: reloadWorkspace };
  const settings: Action = {
    label: `$(gear) ${t("Settings")}`,
    command: "workbench.action.openSettings",
    arguments: ["@ext:smolcode.smolcode"],
  };
  const dotnet: Action = {
    label: `$(link-external) ${t("Install .NET 10…")}`,
    command: "vscode.open",
    arguments: [vscode.Uri.parse(dotnetDownload)],
  };
  const troubled = view.severity === "error";
  const actions: Action[] = [
    ...(state.kind === "failed" && state.needsDotnet ? [dotnet] : []),
    ...(troubled ? [restart, output, settings] : []),
    ...(vscode.workspace.isTrusted ? [] : [{ label: `$(shield) ${t("Trust this workspace…")}`, command: "smolcode.grantTrust" }]),
    ...(csharp && !troubled ? [{ label: `$(sparkle) ${t("Suggest here now")}`, command: "smolcode.trigger" }] : []),
    ...(pause === undefined
      ? [
          ...(csharp ? [{ label: `$(debug-pause) ${t("Pause in this file")}`, command: "smolcode.pauseFile" }] : []),
          { label: `$(debug-pause) ${t("Pause in all C# files")}`, command: "smolcode.pauseLanguage" },
          { label: `$(debug-pause) ${t("Pause until this window is closed")}`, command: "smolcode.pauseSession" },
        ]
      : [{ label: `$(debug-start) ${t("Resume")}`, command: "smolcode.resume" }]),
    ...(canReload(state) ? [reload] : []),
    ...(troubled ? [] : [output, restart, settings]),
    { label: `$(chip) ${t("Models")}`, command: "smolcode.chooseModel" },
    { label: `$(mortar-board) ${t("Learn this code base…")}`, command: "smolcode.learn" },
    { label: `$(graph) ${t("Quality report")}`, command: "smolcode.showReport" },
    { label: `$(book) ${t("How it works")}`, command: "smolcode.openWalkthrough" },
  ];
  const picked = await vscode.window.showQuickPick(actions, {
    title: view.spoken,
    placeHolder: view.tooltip[0] ?? t("What to do?"),
  });
  if (picked?.command !== undefined) {
    await vscode.commands.executeCommand(picked.command, ...(picked.arguments ?? []));
  }
}

/** Says that .NET is missing, which nobody but the user can change. */
export async function offerDotnet(message: string, t: Translate): Promise<void> {
  const install = t("Install .NET 10…");
  const restart = t("Restart the Server");
  const picked = await vscode.window.showErrorMessage(message, install, restart);
  if (picked === install) {
    await vscode.env.openExternal(vscode.Uri.parse(dotnetDownload));
  } else if (picked === restart) {
    await vscode.commands.executeCommand("smolcode.restartServer");
  }
}
