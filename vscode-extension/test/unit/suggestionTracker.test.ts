import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SuggestionTracker } from "../../src/suggestions/suggestionTracker";

const uri = "file:///a.cs";

/** A document of one cursor; what happens in it is told to a tracker, as the editor would. */
class Editor {
  readonly reports: string[] = [];
  readonly tracker = new SuggestionTracker({
    didShow: (id) => this.reports.push(`show ${id}`),
    didAccept: (id, length) => this.reports.push(`accept ${id} ${length}`),
    didReject: (id) => this.reports.push(`reject ${id}`),
  });

  constructor(
    private text: string,
    private cursor = text.length,
  ) {}

  /** Suggestions whose text replaces what stands `replaced` characters before the cursor. */
  offer(suggestions: Record<string, string>, replaced = 0): void {
    const offered = Object.entries(suggestions).map(([id, text]) => ({ id, text, start: this.cursor - replaced }));
    this.tracker.offered(uri, this.cursor, offered, (start) => this.text.slice(start, this.cursor));
  }

  insert(text: string, { replaced = 0, cursorBack = 0 } = {}): void {
    const offset = this.cursor - replaced;
    this.tracker.changed(uri, [{ offset, length: replaced, text }]);
    this.text = this.text.slice(0, offset) + text + this.text.slice(this.cursor);
    this.move(offset + text.length - cursorBack);
  }

  type(text: string): void {
    for (const character of text) {
      this.insert(character);
    }
  }

  move(cursor: number): void {
    this.cursor = cursor;
    this.tracker.moved(uri, cursor);
  }

  delete(): void {
    this.tracker.changed(uri, [{ offset: this.cursor - 1, length: 1, text: "" }]);
    this.move(this.cursor - 1);
  }
}

describe("a suggestion", () => {
  it("that is taken whole is accepted with its length, once", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "item.Price;" });
    editor.insert("item.Price;");
    editor.tracker.commandRun("1");
    assert.deepEqual(editor.reports, ["show 1", "accept 1 11"]);
  });

  it("that is typed into stays the one it was, though the server names its rest anew", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "item.Price;" });
    editor.type("it");
    editor.offer({ 2: "em.Price;" });
    editor.insert("em.Price;");
    editor.tracker.commandRun("2");
    assert.deepEqual(editor.reports, ["show 1", "accept 1 9"]);
  });

  it("that is taken word by word is accepted with what was taken, when it is gone", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "item.Price;" });
    editor.insert("item");
    editor.offer({ 2: ".Price;" });
    editor.insert(".Price");
    assert.deepEqual(editor.reports, ["show 1"]);
    editor.insert(" ");
    assert.deepEqual(editor.reports, ["show 1", "accept 1 10"]);
  });

  it("that is taken by a word and then whole is accepted once, with all of it", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "item.Price;" });
    editor.insert("item");
    editor.insert(".Price;");
    editor.tracker.commandRun("1");
    assert.deepEqual(editor.reports, ["show 1", "accept 1 11"]);
  });

  it("that is typed over is rejected", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "item.Price;" });
    editor.type("iz");
    assert.deepEqual(editor.reports, ["show 1", "reject 1"]);
  });

  it("that is typed to its end by hand is neither accepted nor rejected", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "y;" });
    editor.type("y;");
    assert.deepEqual(editor.reports, ["show 1"]);
  });

  it("of one character is accepted by its command", () => {
    const editor = new Editor("x = y");
    editor.offer({ 1: ";" });
    editor.insert(";");
    editor.tracker.commandRun("1");
    assert.deepEqual(editor.reports, ["show 1", "accept 1 1"]);
  });

  it("that the cursor leaves is rejected", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "y;" });
    editor.move(0);
    assert.deepEqual(editor.reports, ["show 1", "reject 1"]);
  });

  it("that is deleted away is rejected", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "y;" });
    editor.delete();
    assert.deepEqual(editor.reports, ["show 1", "reject 1"]);
  });

  it("goes on under an opening bracket that the editor closes", () => {
    const editor = new Editor("Find");
    editor.offer({ 1: "(sku);" });
    editor.insert("()", { cursorBack: 1 });
    editor.insert("sku");
    editor.type("!");
    assert.deepEqual(editor.reports, ["show 1", "accept 1 3"]);
  });

  it("may be the second candidate", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "item.Price;", 2: "count;" });
    editor.insert("count;");
    editor.tracker.commandRun("2");
    assert.deepEqual(editor.reports, ["show 1", "accept 1 6"]);
  });

  it("that replaces what stands counts from the cursor", () => {
    const editor = new Editor("x = It");
    editor.offer({ 1: "item.Price;" }, 2);
    editor.insert("item.Price;", { replaced: 2 });
    editor.tracker.commandRun("1");
    assert.deepEqual(editor.reports, ["show 1", "accept 1 9"]);
  });

  it("that does not go on from what stands is not shown", () => {
    const editor = new Editor("x = zz");
    editor.offer({ 1: "item.Price;" }, 2);
    assert.deepEqual(editor.reports, []);
  });

  it("makes way for another one and is rejected then", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "y;" });
    editor.offer({ 2: "z;" });
    assert.deepEqual(editor.reports, ["show 1", "reject 1", "show 2"]);
  });

  it("is gone when nothing is offered any more", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "y;" });
    editor.offer({});
    assert.deepEqual(editor.reports, ["show 1", "reject 1"]);
  });

  it("is not touched by changes in other documents", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "y;" });
    editor.tracker.changed("file:///b.cs", [{ offset: 0, length: 0, text: "using" }]);
    assert.deepEqual(editor.reports, ["show 1"]);
  });

  it("that is taken at two cursors is accepted with its own length, once", () => {
    // The other cursor is before the suggestion, or behind it.
    for (const other of [{ offset: 0, shift: 11 }, { offset: 8, shift: 0 }]) {
      const editor = new Editor("x = \ny = ", 4);
      editor.offer({ 1: "item.Price;" });
      const changes = [
        { offset: 4, length: 0, text: "item.Price;" },
        { offset: other.offset, length: 0, text: "item.Price;" },
      ];
      editor.tracker.changed(uri, changes.sort((a, b) => b.offset - a.offset));
      editor.move(4 + 11 + other.shift);
      editor.tracker.commandRun("1");
      assert.deepEqual(editor.reports, ["show 1", "accept 1 11"]);
    }
  });

  it("that is taken by a word and then whole at two cursors is accepted with all of it", () => {
    const editor = new Editor("a\nx = ");
    editor.offer({ 1: "item.Price;" });
    editor.tracker.changed(uri, [
      { offset: 6, length: 0, text: "item" },
      { offset: 1, length: 0, text: "item" },
    ]);
    editor.move(14);
    assert.deepEqual(editor.reports, ["show 1"]);
    editor.tracker.changed(uri, [
      { offset: 14, length: 0, text: ".Price;" },
      { offset: 5, length: 0, text: ".Price;" },
    ]);
    editor.move(28);
    editor.tracker.commandRun("1");
    assert.deepEqual(editor.reports, ["show 1", "accept 1 11"]);
  });

  it("goes on when it is typed into at two cursors, and is rejected at another letter", () => {
    const editor = new Editor("a\nx = ");
    editor.offer({ 1: "y;" });
    editor.tracker.changed(uri, [
      { offset: 6, length: 0, text: "y" },
      { offset: 1, length: 0, text: "y" },
    ]);
    editor.move(8);
    assert.deepEqual(editor.reports, ["show 1"]);
    editor.tracker.changed(uri, [
      { offset: 8, length: 0, text: "!" },
      { offset: 2, length: 0, text: "!" },
    ]);
    assert.deepEqual(editor.reports, ["show 1", "reject 1"]);
  });

  it("is gone when several places change at once, and none of them is its own", () => {
    const editor = new Editor("x = ");
    editor.offer({ 1: "y;" });
    editor.tracker.changed(uri, [
      { offset: 1, length: 0, text: "y" },
      { offset: 0, length: 0, text: "y" },
    ]);
    assert.deepEqual(editor.reports, ["show 1", "reject 1"]);
  });

  it("that is not known is left to the server", () => {
    const editor = new Editor("");
    editor.tracker.commandRun("7");
    assert.deepEqual(editor.reports, []);
  });
});
