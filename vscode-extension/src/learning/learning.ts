import { isRecord } from "../protocol";

/** Files that are left out for a reason. */
export interface LeftOut {
  readonly reason: string;
  readonly words: string;
  readonly count: number;
  readonly examples: readonly string[];
}

/** A training that was ended. */
export interface Kept {
  readonly steps: number;
  readonly tokens: number;
  readonly minutes: number;
  readonly ofMinutes: number | undefined;
  /** It can be gone on with. */
  readonly fits: boolean;
}

/** What was learned: docs/lsp-extensions.md says what each is. */
export interface LearnedAdapter {
  readonly name: string;
  readonly files: number;
  readonly heldOutFiles: number;
  readonly tokens: number;
  readonly minutes: number;
  readonly made: string;
  readonly heldOutLossBefore: number | undefined;
  readonly heldOutLossAfter: number | undefined;
}

/** Shares before and after, and the gain with its 95 % interval. */
export interface ProofFigure {
  readonly before: number;
  readonly after: number;
  readonly gain: number;
  readonly gainLow: number;
  readonly gainHigh: number;
}

export interface Proof {
  readonly base: string;
  readonly holes: number;
  readonly files: number;
  readonly won: number;
  readonly lost: number;
  readonly wins: boolean;
  readonly firstLineExact: ProofFigure;
  readonly editSimilarity: ProofFigure;
}

/** An adapter that is here. */
export interface Learned {
  readonly adapter: LearnedAdapter;
  readonly file: string;
  /** Path of its report. */
  readonly report: string;
  readonly isUsed: boolean;
  readonly proof: Proof | undefined;
}

/** What learning would do: the answer of smolcode/learnPlan. */
export interface LearnPlan {
  readonly name: string;
  readonly folders: readonly string[];
  readonly files: number;
  readonly characters: number;
  readonly heldOutFiles: number;
  readonly heldOutCharacters: number;
  readonly heldOutFolders: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly minutes: number;
  readonly threads: number;
  readonly cores: number;
  readonly format: string;
  readonly memoryBytes: number;
  readonly downloadBytes: number;
  readonly tokensPerSecond: number | undefined;
  readonly loadsProjects: boolean;
  readonly problem: string | undefined;
  readonly kept: Kept | undefined;
  readonly learned: Learned | undefined;
}

/** Where a training is. */
export interface LearnProgress {
  readonly event: string;
  readonly message: string | undefined;
  readonly step: number | undefined;
  readonly steps: number | undefined;
  readonly smoothedLoss: number | undefined;
  readonly tokens: number | undefined;
  readonly tokensPerSecond: number | undefined;
  readonly elapsedSeconds: number | undefined;
  readonly remainingSeconds: number | undefined;
}

/** What came of a training: the answer of smolcode/learn. */
export interface Outcome {
  readonly message: string;
  readonly used: boolean;
  readonly adapter: LearnedAdapter | undefined;
  readonly proof: Proof | undefined;
}

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const optionalText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const optionalNumber = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const texts = (value: unknown): string[] => list(value).filter((item) => typeof item === "string");

/** The answer; undefined when it is something else. */
export function readPlan(value: unknown): LearnPlan | undefined {
  const plan = isRecord(value) ? value.plan : undefined;
  if (!isRecord(plan) || typeof plan.name !== "string") {
    return undefined;
  }

  return {
    name: plan.name,
    folders: texts(plan.folders),
    files: number(plan.files),
    characters: number(plan.characters),
    heldOutFiles: number(plan.heldOutFiles),
    heldOutCharacters: number(plan.heldOutCharacters),
    heldOutFolders: texts(plan.heldOutFolders),
    leftOut: list(plan.leftOut)
      .filter(isRecord)
      .map((left) => ({ reason: text(left.reason), words: text(left.words), count: number(left.count), examples: texts(left.examples) })),
    minutes: number(plan.minutes),
    threads: number(plan.threads),
    cores: number(plan.cores),
    format: text(plan.format),
    memoryBytes: number(plan.memoryBytes),
    downloadBytes: number(plan.downloadBytes),
    tokensPerSecond: optionalNumber(plan.tokensPerSecond),
    loadsProjects: plan.loadsProjects === true,
    problem: optionalText(plan.problem),
    kept: isRecord(plan.kept) ? readKept(plan.kept) : undefined,
    learned: isRecord(plan.learned) ? readLearned(plan.learned) : undefined,
  };
}

export function readProgress(value: unknown): LearnProgress {
  const progress = record(value);
  return {
    event: text(progress.event),
    message: optionalText(progress.message),
    step: optionalNumber(progress.step),
    steps: optionalNumber(progress.steps),
    smoothedLoss: optionalNumber(progress.smoothedLoss),
    tokens: optionalNumber(progress.tokens),
    tokensPerSecond: optionalNumber(progress.tokensPerSecond),
    elapsedSeconds: optionalNumber(progress.elapsedSeconds),
    remainingSeconds: optionalNumber(progress.remainingSeconds),
  };
}

export function readOutcome(value: unknown): Outcome {
  const outcome = record(value);
  return {
    message: text(outcome.message),
    used: outcome.used === true,
    adapter: isRecord(outcome.adapter) ? readAdapter(outcome.adapter) : undefined,
    proof: isRecord(outcome.proof) ? readProof(outcome.proof) : undefined,
  };
}

/** The minutes that a user wrote; undefined when the server would take no such number. */
export function readMinutes(written: string): number | undefined {
  const minutes = Number(written.trim().replace(",", "."));
  return written.trim() !== "" && minutes >= 0.1 && minutes <= 10_080 ? minutes : undefined;
}

function readKept(value: Record<string, unknown>): Kept {
  return {
    steps: number(value.steps),
    tokens: number(value.tokens),
    minutes: number(value.minutes),
    ofMinutes: optionalNumber(value.ofMinutes),
    fits: value.fits === true,
  };
}

function readLearned(value: Record<string, unknown>): Learned {
  return {
    adapter: readAdapter(record(value.adapter)),
    file: text(value.file),
    report: text(value.report),
    isUsed: value.isUsed === true,
    proof: isRecord(value.proof) ? readProof(value.proof) : undefined,
  };
}

function readAdapter(value: Record<string, unknown>): LearnedAdapter {
  return {
    name: text(value.name),
    files: number(value.files),
    heldOutFiles: number(value.heldOutFiles),
    tokens: number(value.tokens),
    minutes: number(value.minutes),
    made: text(value.made),
    heldOutLossBefore: optionalNumber(value.heldOutLossBefore),
    heldOutLossAfter: optionalNumber(value.heldOutLossAfter),
  };
}

function readProof(value: Record<string, unknown>): Proof {
  return {
    base: text(value.base),
    holes: number(value.holes),
    files: number(value.files),
    won: number(value.won),
    lost: number(value.lost),
    wins: value.wins === true,
    firstLineExact: readFigure(record(value.firstLineExact)),
    editSimilarity: readFigure(record(value.editSimilarity)),
  };
}

function readFigure(value: Record<string, unknown>): ProofFigure {
  return {
    before: number(value.before),
    after: number(value.after),
    gain: number(value.gain),
    gainLow: number(value.gainLow),
    gainHigh: number(value.gainHigh),
  };
}
