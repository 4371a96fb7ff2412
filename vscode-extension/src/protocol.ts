/**
 * SmolCode's own part of the protocol; docs/lsp-extensions.md describes it. What arrives is checked before it is used: a server may be
 * older or newer than this client.
 */

export const methods = {
  status: "smolcode/status",
  didChangeTrust: "smolcode/didChangeTrust",
  didFocus: "smolcode/didFocus",
  didShow: "smolcode/didShow",
  didAccept: "smolcode/didAccept",
  didReject: "smolcode/didReject",
  explain: "smolcode/explain",
  generateTests: "smolcode/generateTests",
  statistics: "smolcode/statistics",
  eraseLog: "smolcode/eraseLog",
  models: "smolcode/models",
  useModel: "smolcode/useModel",
  forgetWorkspaceModel: "smolcode/forgetWorkspaceModel",
  pullModel: "smolcode/pullModel",
  removeModel: "smolcode/removeModel",
  measureModel: "smolcode/measureModel",
  checkTeamServer: "smolcode/checkTeamServer",
  learnPlan: "smolcode/learnPlan",
  learn: "smolcode/learn",
  discardLearning: "smolcode/discardLearning",
} as const;

/** Run by the editor after a whole suggestion was inserted; its first argument is the suggestion's id. */
export const suggestionAccepted = "smolcode.suggestionAccepted";

/** Makes the server load the workspace again. */
export const reloadWorkspace = "smolcode.reloadWorkspace";

const serverStates = ["starting", "loading", "ready", "degraded", "error", "disabled"] as const;

export type ServerStateName = (typeof serverStates)[number];

export interface ServerStatus {
  readonly state: ServerStateName;
  readonly untrusted: boolean;
  readonly model?: string;
  readonly message?: string;
  /** "trust": the message says what missing trust costs. */
  readonly reason?: string;
  readonly workspace?: string;
  /** Tokens that the model decodes a second. */
  readonly tokensPerSecond?: number;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function optionalString(value: Record<string, unknown>, name: string): Record<string, string> {
  const text = value[name];
  return typeof text === "string" && text.length > 0 ? { [name]: text } : {};
}

/** The parameters of smolcode/status, or undefined when they are something else. */
export function readServerStatus(value: unknown): ServerStatus | undefined {
  if (!isRecord(value)) {
    return undefined;
  }

  const state = serverStates.find((name) => name === value.state);
  return state === undefined
    ? undefined
    : {
        state,
        untrusted: value.untrusted === true,
        ...optionalString(value, "model"),
        ...optionalString(value, "message"),
        ...optionalString(value, "reason"),
        ...optionalString(value, "workspace"),
        ...(typeof value.tokensPerSecond === "number" ? { tokensPerSecond: value.tokensPerSecond } : {}),
      };
}

/** Requests that a server has only when it says so under `experimental.smolcode` of its capabilities. */
const optionalFeatures = ["explain", "generateTests", "statistics", "models", "learn"] as const;

export type OptionalFeature = (typeof optionalFeatures)[number];

/** The optional features that a server announces: `{ "smolcode": { "explain": true } }`. */
export function readOptionalFeatures(experimental: unknown): OptionalFeature[] {
  const ours = isRecord(experimental) ? experimental.smolcode : undefined;
  return isRecord(ours) ? optionalFeatures.filter((feature) => ours[feature] === true) : [];
}

/** The Markdown of an answer of smolcode/explain, or of a part of it that is streamed. */
export function readMarkdown(value: unknown): string | undefined {
  return isRecord(value) && typeof value.markdown === "string" ? value.markdown : undefined;
}
