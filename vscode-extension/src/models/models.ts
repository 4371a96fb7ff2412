import { isRecord } from "../protocol";

/** What was measured of a model on this machine; docs/lsp-extensions.md says what each is. */
export interface Measured {
  readonly firstAnswerMs: number;
  readonly nextAnswerMs: number;
  readonly prefillTokensPerSecond: number;
  readonly decodeTokensPerSecond: number;
  readonly bitsPerCharacter: number;
  readonly residentBytes: number | undefined;
  readonly threads: number;
  readonly layout: string;
  readonly spread: number;
  readonly measuredAt: string;
}

const places = ["bundled", "here", "elsewhere", "available"] as const;

export interface Model {
  readonly name: string;
  readonly adapter: string | undefined;
  readonly place: (typeof places)[number];
  readonly bytes: number | undefined;
  readonly arrivedBytes: number;
  readonly layout: string | undefined;
  readonly license: string | undefined;
  readonly used: boolean;
  readonly problem: string | undefined;
  readonly measured: Measured | undefined;
}

export interface TeamServer {
  readonly url: string;
  readonly model: string;
  readonly format: string;
  readonly fromEnvironment: boolean;
  readonly hasKey: boolean;
}

/** Answer of smolcode/models. */
export interface Models {
  readonly models: readonly Model[];
  readonly folder: string;
  readonly workspaceChoice: string | undefined;
  readonly teamServer: TeamServer;
}

/** How far a request about a model is. */
export interface ModelProgress {
  readonly message: string | undefined;
  readonly bytes: number | undefined;
  readonly totalBytes: number | undefined;
  readonly bytesPerSecond: number | undefined;
  readonly secondsLeft: number | undefined;
}

/** Answer of smolcode/checkTeamServer. */
export interface TeamServerCheck {
  /** Undefined: what was named can't be used as it is written. */
  readonly address: string | undefined;
  readonly models: readonly string[];
  readonly model: string | undefined;
  readonly milliseconds: number;
  readonly problem: string | undefined;
}

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const optionalText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const optionalNumber = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** The answer; undefined when it is something else. */
export function readModels(value: unknown): Models | undefined {
  if (!isRecord(value) || !Array.isArray(value.models)) {
    return undefined;
  }

  const server = record(value.teamServer);
  return {
    models: value.models.filter(isRecord).map(readModel),
    folder: text(value.folder),
    workspaceChoice: optionalText(value.workspaceChoice),
    teamServer: {
      url: text(server.url),
      model: text(server.model),
      format: text(server.format),
      fromEnvironment: server.fromEnvironment === true,
      hasKey: server.hasKey === true,
    },
  };
}

/** Whether the server completes with another model than the one that is chosen now: here before, in another window, or on a command line. */
export function isOtherLoaded({ models }: Models, loaded: string | undefined): boolean {
  const used = models.find((model) => model.used);
  // A team's server is named with its host, and says nothing of the local model.
  if (used === undefined || loaded === undefined || loaded.includes(" at ")) {
    return false;
  }

  // What lies elsewhere is named by its path here, and by its file there.
  const file = used.name.split(/[/\\]/).at(-1) ?? used.name;
  return !file.toLowerCase().startsWith(loaded.toLowerCase());
}

export function readProgress(value: unknown): ModelProgress {
  const progress = record(value);
  return {
    message: optionalText(progress.message),
    bytes: optionalNumber(progress.bytes),
    totalBytes: optionalNumber(progress.totalBytes),
    bytesPerSecond: optionalNumber(progress.bytesPerSecond),
    secondsLeft: optionalNumber(progress.secondsLeft),
  };
}

export function readCheck(value: unknown): TeamServerCheck {
  const check = record(value);
  return {
    address: optionalText(check.address),
    models: (Array.isArray(check.models) ? check.models : []).filter((name) => typeof name === "string"),
    model: optionalText(check.model),
    milliseconds: number(check.milliseconds),
    problem: optionalText(check.problem),
  };
}

function readModel(value: Record<string, unknown>): Model {
  const measured = isRecord(value.measured) ? value.measured : undefined;
  return {
    name: text(value.name),
    adapter: optionalText(value.adapter),
    place: places.find((place) => place === value.place) ?? "elsewhere",
    bytes: optionalNumber(value.bytes),
    arrivedBytes: number(value.arrivedBytes),
    layout: optionalText(value.layout),
    license: optionalText(value.license),
    used: value.used === true,
    problem: optionalText(value.problem),
    measured:
      measured === undefined
        ? undefined
        : {
            firstAnswerMs: number(measured.firstAnswerMs),
            nextAnswerMs: number(measured.nextAnswerMs),
            prefillTokensPerSecond: number(measured.prefillTokensPerSecond),
            decodeTokensPerSecond: number(measured.decodeTokensPerSecond),
            bitsPerCharacter: number(measured.bitsPerCharacter),
            residentBytes: optionalNumber(measured.residentBytes),
            threads: number(measured.threads),
            layout: text(measured.layout),
            spread: number(measured.spread),
            measuredAt: text(measured.measuredAt),
          },
  };
}
