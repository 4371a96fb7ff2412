import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** Numbers that look random and are the same in each run. */
function* numbers(): Generator<number, never> {
  for (let state = 42; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

const kinds = ["member-access", "member-access", "argument", "statement-start", "assignment", "declaration", "expression", "condition"];

/**
 * A log of suggestions as four weeks of work leave it, written by another program than the server: docs/stats.md has the table.
 * @param node A Node that has SQLite.
 * @param dataFolder The user's data folder.
 */
export function seedLog(node: string, dataFolder: string, now: Date): number {
  const random = numbers();
  const next = () => random.next().value;
  const rows: (string | number | null)[][] = [];
  for (let day = 27; day >= 0; day--) {
    const date = new Date(now.getTime() - day * 86_400_000);
    const shown = date.getDay() % 6 === 0 ? 0 : 18 + Math.floor(next() * 22);
    for (let i = 0; i < shown; i++) {
      const probability = 0.35 + 0.6 * next();
      const length = 4 + Math.floor(next() * 34);
      const isMeant = next() < probability - 0.06;
      const isPart = next() < 0.15;
      const accepted = !isMeant ? 0 : isPart ? Math.ceil(length / 2) : length;
      const outcome = isMeant ? (isPart ? "PartlyAccepted" : next() < 0.1 ? "TypedByHand" : "Accepted") : next() < 0.6 ? "TypedOver" : "Rejected";
      const taken = outcome === "TypedByHand" ? 0 : accepted;
      const kept = taken === 0 ? null : next() < 0.93 ? 1 : 0.4;
      rows.push([
        rows.length + 1,
        date.getTime() - i * 60_000,
        kinds[Math.floor(next() * kinds.length)] ?? "other",
        next() < 0.7 ? "masked" : next() < 0.8 ? "model" : "repeat",
        next() < 0.05 ? 1 : 0,
        probability,
        length,
        taken,
        40 + 140 * next() + (next() < 0.07 ? 300 : 0),
        outcome,
        kept,
        kept === null ? null : kept * (next() < 0.9 ? 1 : 0.7),
      ]);
    }
  }

  fs.mkdirSync(dataFolder, { recursive: true });
  const script = `
    const { DatabaseSync } = require("node:sqlite");
    const [file, rows] = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    const database = new DatabaseSync(file);
    database.exec("CREATE TABLE suggestion (id INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, by_hand INTEGER NOT NULL, probability REAL NOT NULL, length INTEGER NOT NULL, accepted_length INTEGER NOT NULL, answer_ms REAL NOT NULL, outcome TEXT NOT NULL, kept_30s REAL, kept_5min REAL); CREATE INDEX suggestion_time ON suggestion (time); PRAGMA user_version = 1; BEGIN");
    const insert = database.prepare("INSERT INTO suggestion VALUES (" + Array(12).fill("?").join() + ")");
    rows.forEach((row) => insert.run(...row));
    database.exec("COMMIT");
    database.close();`;
  execFileSync(node, ["-e", script], { input: JSON.stringify([path.join(dataFolder, "suggestions.db"), rows]), stdio: ["pipe", "ignore", "pipe"] });
  return rows.length;
}
