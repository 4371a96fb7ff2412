import { randomUUID } from "node:crypto";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  ProgressType,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";
import * as vscode from "vscode";
import type { ServerProcess } from "./serverProcess";

/** A client that writes its troubles to the output; the status bar is where a user sees them, not one pop-up for each. */
class QuietLanguageClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export interface ClientSetup {
  readonly start: () => Promise<ServerProcess>;
  readonly output: vscode.LogOutputChannel;
  readonly traceOutput: vscode.LogOutputChannel;
  readonly middleware: Middleware;
  readonly onClosed: () => void;
}

/** A client for one server process. It does not start another one when that dies: whoever made it does. */
export function createLanguageClient({ start, output, traceOutput, middleware, onClosed }: ClientSetup): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: "csharp" },
      { scheme: "untitled", language: "csharp" },
    ],
    initializationOptions: () => ({
      trusted: vscode.workspace.isTrusted,
      settings: vscode.workspace.getConfiguration().get<unknown>("smolcode"),
      // Whether one is asked for is up to the setting, which may change while the server runs (explanation/hover.ts).
      hover: true,
    }),
    outputChannel: output,
    traceOutputChannel: traceOutput,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
    middleware,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        onClosed();
        return { action: CloseAction.DoNotRestart, handled: true, message: "The server closed the connection." };
      },
    },
  };
  return new QuietLanguageClient("smolcode", "SmolCode", async () => ({ process: (await start()).child, detached: false }), options);
}

/** Sends a request whose answer may come in parts. */
export async function requestInParts(
  client: LanguageClient,
  method: string,
  parameters: object,
  onPart: (part: unknown) => void,
  token: vscode.CancellationToken,
): Promise<unknown> {
  const partialResultToken = randomUUID();
  const parts = client.onProgress(new ProgressType<unknown>(), partialResultToken, onPart);
  try {
    return await client.sendRequest<unknown>(method, { ...parameters, partialResultToken }, token);
  } finally {
    parts.dispose();
  }
}
