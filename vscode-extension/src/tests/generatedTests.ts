import { isRecord } from "../protocol";
import type { Translate } from "../translate";

/** A change of one text: zero-based, UTF-16. */
export interface TextChange {
  readonly uri: string;
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly text: string;
}

/** What smolcode/generateTests answered. */
export interface GeneratedTests {
  readonly file: string;
  readonly framework: string;
  /** Files to create, in order, before the changes are made. */
  readonly creates: readonly string[];
  readonly changes: readonly TextChange[];
  readonly kept: readonly { readonly name: string; readonly origin: string }[];
  readonly dropped: readonly { readonly name: string; readonly reason: string }[];
  readonly findings: readonly { readonly member: string; readonly message: string }[];
  readonly branchesBefore: number;
  readonly branchesAfter: number;
  readonly mutants: number;
  readonly killed: number;
  /** How the tests are run once they are written: arguments of dotnet, and the folder. Undefined: the server, an older one, does not say. */
  readonly run?: { readonly arguments: readonly string[]; readonly folder: string };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const records = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/** The answer, or undefined when it is something else. An edit that this client can't make is no edit. */
export function readGeneratedTests(value: unknown): GeneratedTests | undefined {
  if (!isRecord(value) || typeof value.file !== "string") {
    return undefined;
  }

  const creates: string[] = [];
  const changes: TextChange[] = [];
  for (const change of records(record(value.edit).documentChanges)) {
    if (change.kind === "create") {
      creates.push(text(change.uri));
    } else if (change.kind === undefined) {
      const uri = text(record(change.textDocument).uri);
      changes.push(...records(change.edits).map((edit) => readChange(uri, edit)));
    } else {
      return undefined;
    }
  }

  const [coverage, mutants] = [record(value.branchCoverage), record(value.mutants)];
  return {
    file: value.file,
    framework: text(value.framework),
    creates,
    changes,
    kept: records(value.kept).map(({ name, origin }) => ({ name: text(name), origin: text(origin) })),
    dropped: records(value.dropped).map(({ name, reason }) => ({ name: text(name), reason: text(reason) })),
    findings: records(value.findings).map(({ member, message }) => ({ member: text(member), message: text(message) })),
    branchesBefore: number(coverage.before),
    branchesAfter: number(coverage.after),
    mutants: number(mutants.total),
    killed: number(mutants.killed),
    ...readRun(record(value.run)),
  };
}

function readRun({ arguments: args, folder }: Record<string, unknown>): Pick<GeneratedTests, "run"> {
  return typeof folder === "string" && Array.isArray(args) && args.every((argument) => typeof argument === "string") ? { run: { arguments: args, folder } } : {};
}

function readChange(uri: string, edit: Record<string, unknown>): TextChange {
  const range = record(edit.range);
  const [start, end] = [record(range.start), record(range.end)];
  return {
    uri,
    startLine: number(start.line),
    startCharacter: number(start.character),
    endLine: number(end.line),
    endCharacter: number(end.character),
    text: text(edit.newText),
  };
}

/**
 * Whether the files are still as they were when the edit was made for them: `before` has their texts then, none for those to create.
 * What was typed since would be overwritten.
 */
export async function isUnchanged(
  { creates, changes }: Pick<GeneratedTests, "creates" | "changes">,
  before: ReadonlyMap<string, string>,
  readNow: (uri: string) => Promise<string | undefined>,
): Promise<boolean> {
  for (const uri of new Set([...creates, ...changes.map((change) => change.uri)])) {
    if ((await readNow(uri)) !== before.get(uri)) {
      return false;
    }
  }

  return true;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** One line of what came of it. */
export function summary(tests: GeneratedTests, t: Translate): string {
  return tests.kept.length === 0
    ? t("No test is offered. {0}", tests.dropped[0]?.reason ?? "")
    : t(
        "{0}, built and run: branches {1} → {2}, {3} of {4} mutants killed.",
        tests.kept.length === 1 ? t("1 test") : t("{0} tests", tests.kept.length),
        percent(tests.branchesBefore),
        percent(tests.branchesAfter),
        String(tests.killed),
        String(tests.mutants),
      );
}

/** The whole table, as lines of plain text. */
export function table(tests: GeneratedTests, t: Translate): string[] {
  return [
    `${tests.file} (${tests.framework})`,
    summary(tests, t),
    ...tests.kept.map(({ name, origin }) => `  + ${name} (${origin})`),
    ...tests.dropped.map(({ name, reason }) => `  - ${name}: ${reason}`),
    ...tests.findings.map(({ member, message }) => `  ! ${member}: ${message}`),
  ];
}
