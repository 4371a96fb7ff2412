import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { axisEnd, columnChart, lineChart, table } from "../../src/report/charts";
import { NumberFormat } from "../../src/report/numberFormat";
import { exportReport, formatOf } from "../../src/report/reportExport";
import { noServerContent, reportContent, reportStyle } from "../../src/report/reportPage";
import { untranslated as t } from "../../src/translate";
import { empty, statistics } from "./reportSample";

const format = new NumberFormat("en");
const today = new Date(2026, 2, 10, 15);
const page = (answer: Parameters<typeof reportContent>[0]) => reportContent(answer, 7, today, format, t);
const charts = (html: string): string[] => html.match(/<svg viewBox.*?<\/svg>/gs) ?? [];

describe("the quality report", () => {
  const html = page({ statistics });

  it("shows each chart with a title and a description, and its figures in a table", () => {
    assert.equal(charts(html).length, 6);
    for (const chart of charts(html)) {
      const [, title, description] = /role="img" aria-labelledby="(\S+) (\S+)"/.exec(chart) ?? [];
      assert.match(chart, new RegExp(`<title id="${title}">[^<]{10,}</title><desc id="${description}">[^<]{10,}</desc>`));
    }

    const tables = html.match(/<table>.*?<\/table>/gs) ?? [];
    assert.equal(tables.length, 5);
    for (const found of tables) {
      assert.match(found, /<caption>[^<]+<\/caption><thead><tr>(<th scope="col">[^<]+<\/th>)+<\/tr><\/thead>/);
      assert.match(found, /<tr><th scope="row">/);
    }
  });

  it("says in short what became of suggestions", () => {
    assert.match(html, /<dt>Accepted<\/dt><dd>12<small>29% of the shown, 2 in part<\/small>/);
    assert.match(html, /<dt>Words saved<\/dt><dd>50<small>250 characters<\/small>/);
    assert.match(html, /<dt>Time to answer<\/dt><dd>140 ms<small>median; 95 of 100 within 410 ms<\/small>/);
  });

  it("names ids once, and has headings in order", () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    const levels = [...html.matchAll(/<h(\d)>/g)].map(([, level]) => Number(level));
    levels.forEach((level, index) => assert.ok(level - (levels[index - 1] ?? 1) <= 1, `h${level} after h${levels[index - 1] ?? 1}`));
  });

  it("escapes what comes from the log, and has neither a style nor a script of its own", () => {
    assert.match(html, /a&#60;b&#62;/);
    assert.doesNotMatch(html, /<b>|style=|<script|javascript:|on\w+="|https?:/);
  });

  it("leaves out bins in which nothing was shown", () => {
    assert.match(html, /<th scope="row">40% to 50%<\/th><td>8<\/td><td>44%<\/td><td>25%<\/td><td>50%<\/td>/);
    assert.doesNotMatch(html, /30% to 40%/);
  });

  it("takes its colours from the theme", () => {
    assert.doesNotMatch(reportStyle.replaceAll(/var\([^;]*/g, ""), /#[0-9a-f]{3,}|rgb/i);
  });

  for (const [name, answer, says, action] of [
    ["nothing was ever shown", { statistics: empty }, "Open a C# file and type", "walkthrough"],
    ["all is older", { statistics: { ...empty, older: 9 } }, "9 suggestions in the log are older: choose more days", "period"],
    ["the log is off", { off: true }, "The log is off", "settings"],
    ["the log can't be read", { problem: "It is damaged <here>." }, "It is damaged &#60;here&#62;.", "erase"],
  ] as const) {
    it(`says what to do when ${name}`, () => {
      const content = page(answer);
      assert.ok(content.includes(says), content);
      assert.match(content, new RegExp(`data-action="${action}"`));
      assert.match(content, /data-action="export" class="secondary" disabled/);
      assert.equal(charts(content).length, 0);
    });
  }

  it("has a way out when no server answers", () => {
    const content = noServerContent("The server is not running.", t);
    assert.match(content, /role="alert">The server is not running\./);
    assert.match(content, /data-action="restart"/);
    assert.match(content, /data-action="output"/);
  });
});

describe("charts", () => {
  const text = { id: "c", title: "A title", description: "A description" };
  const plain = (value: number) => String(value);

  for (const [largest, end] of [[0, 1], [1, 1], [7, 8], [31, 40], [99, 100], [101, 200], [0.3, 0.4]] as const) {
    it(`end their axis at ${end} for ${largest}`, () => {
      assert.ok(Math.abs(axisEnd(largest) - end) < 1e-9, String(axisEnd(largest)));
    });
  }

  it("draw the part of a column as high as it is", () => {
    const chart = columnChart(text, [{ label: "a", whole: 10, part: 5 }], plain);
    const [whole, part] = ["whole", "part"].map((look) => Number(new RegExp(`class="${look}"[^>]* height="([\\d.]+)"`).exec(chart)?.[1]));
    assert.ok(whole !== undefined && part !== undefined && whole > 0);
    assert.equal(part * 2, whole);
  });

  it("leave gaps in a line where nothing is known", () => {
    const chart = lineChart(text, ["a", "b", "c"], [{ name: "x", look: "solid", values: [1, undefined, 0] }], plain);
    assert.equal((chart.match(/<circle/g) ?? []).length, 2);
    assert.doesNotMatch(chart, /NaN|undefined/);
  });

  it("are drawn of nothing too", () => {
    for (const chart of [columnChart(text, [], plain), lineChart(text, [], [], plain)]) {
      assert.doesNotMatch(chart, /NaN|Infinity|undefined/);
    }
  });

  it("have tables that a keyboard can scroll", () => {
    assert.match(table("Days", ["day"], [["one"]]), /^<div class="scroll" role="region" aria-label="Days" tabindex="0">/);
  });
});

describe("the exported report", () => {
  it("is JSON that can be read again", () => {
    assert.deepEqual(JSON.parse(exportReport(statistics, "json")), JSON.parse(JSON.stringify(statistics)));
  });

  it("is one table in CSV, with as many cells in each row", () => {
    const rows = exportReport(statistics, "csv").trimEnd().split("\r\n").map((row) => row.split(","));
    assert.deepEqual([...new Set(rows.map((row) => row.length))], [17]);
    assert.deepEqual(rows.map(([part]) => part), ["part", "all", "day", "day", "kind", "kind", "source", "probability", "probability"]);
    assert.deepEqual(rows[1]?.slice(0, 4), ["all", "7 days", "41", "12"]);
    assert.deepEqual(rows.at(-1), ["probability", "0.4 to 0.5", "8", "", "", "", "", "", "0.25", "", "", "", "", "", "", "0.44", "0.5"]);
  });

  it("gives a spreadsheet no formula and no broken row", () => {
    const named = (name: string) => exportReport({ ...statistics, byKind: [{ name, figures: statistics.summary }] }, "csv");
    assert.ok(named('=HYPERLINK("x")').includes(`kind,"'=HYPERLINK(""x"")",41`));
    assert.ok(named("a,b").includes('kind,"a,b",41'));
  });

  it("is tables in Markdown", () => {
    const text = exportReport(statistics, "md");
    assert.match(text, /^# SmolCode: suggestions of 7 days\n/);
    assert.match(text, /\| kind \| shown \|.*\n\| --- \| ---: \|.*\n\| member-access \| 30 \| 10 \|/);
    assert.match(text, /\| 0.4 to 0.5 \| 8 \| 0.44 \| 0.25 \| 0.5 \|/);
  });

  for (const [name, expected] of [["report.csv", "csv"], ["Report.MD", "md"], ["a.markdown", "md"], ["report.json", "json"], ["report", "json"], ["a.txt", "json"]] as const) {
    it(`is ${expected} in ${name}`, () => {
      assert.equal(formatOf(name), expected);
    });
  }
});
