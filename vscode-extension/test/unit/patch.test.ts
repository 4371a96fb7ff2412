import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { patch, type PatchNode } from "../../src/webview/patch";

/** As much of a DOM as the function needs. */
class Node implements PatchNode {
  nodeValue: string | null = null;
  value: string | undefined;
  readonly childNodes: Node[] = [];
  readonly attributes: { name: string; value: string }[] | undefined;
  parent: Node | undefined;

  constructor(
    readonly nodeName: string,
    attributes?: Record<string, string>,
    ...children: (Node | string)[]
  ) {
    this.attributes = attributes === undefined ? undefined : Object.entries(attributes).map(([name, value]) => ({ name, value }));
    this.value = attributes?.value;
    for (const child of children) {
      this.insertBefore(typeof child === "string" ? text(child) : child, null);
    }
  }

  get firstChild(): Node | null {
    return this.childNodes[0] ?? null;
  }

  get nextSibling(): Node | null {
    return this.parent?.childNodes[this.parent.childNodes.indexOf(this) + 1] ?? null;
  }

  insertBefore(node: Node, before: Node | null): void {
    node.parent?.removeChild(node);
    node.parent = this;
    this.childNodes.splice(before === null ? this.childNodes.length : this.childNodes.indexOf(before), 0, node);
  }

  removeChild(node: Node): void {
    this.childNodes.splice(this.childNodes.indexOf(node), 1);
    node.parent = undefined;
  }

  getAttribute(name: string): string | null {
    return this.attributes?.find((attribute) => attribute.name === name)?.value ?? null;
  }

  setAttribute(name: string, value: string): void {
    this.removeAttribute(name);
    this.attributes?.push({ name, value });
  }

  removeAttribute(name: string): void {
    const at = this.attributes?.findIndex((attribute) => attribute.name === name) ?? -1;
    if (at >= 0) {
      this.attributes?.splice(at, 1);
    }
  }

  toString(): string {
    const attributes = (this.attributes ?? []).map(({ name, value }) => ` ${name}=${value}`).sort().join("");
    return this.attributes === undefined ? (this.nodeValue ?? "") : `<${this.nodeName}${attributes}>${this.childNodes.join("")}</>`;
  }
}

const element = (name: string, attributes: Record<string, string> = {}, ...children: (Node | string)[]) => new Node(name, attributes, ...children);
const text = (value: string): Node => {
  const node = new Node("#text");
  node.nodeValue = value;
  return node;
};

/** Patches, and checks that all is as wanted. */
function patched(current: Node, wanted: Node): void {
  const expected = String(wanted);
  patch(current, wanted);
  assert.equal(String(current), expected);
}

describe("a page that is patched", () => {
  it("keeps the button that is being pressed while a progress goes on", () => {
    const pause = element("BUTTON", { id: "pause" }, "Pause");
    const progress = element("PROGRESS", { value: "0.1" });
    patched(element("DIV", {}, progress, element("BR"), "1 MB", pause), element("DIV", {}, element("PROGRESS", { value: "0.2" }), element("BR"), "2 MB", element("BUTTON", { id: "pause" }, "Pause")));
    assert.ok(pause.parent !== undefined && progress.parent !== undefined);
  });

  it("keeps what comes after something new, and what comes after something that is gone", () => {
    const [problem, buttons] = [element("P", { "data-key": "problem" }, "disk full"), element("DIV", { "data-key": "buttons" })];
    const entry = element("LI", {}, problem, buttons);
    patched(entry, element("LI", {}, element("P", { "data-key": "problem" }, "disk full"), element("P", { "data-key": "progress" }), element("DIV", { "data-key": "buttons" })));
    patched(entry, element("LI", {}, element("P"), element("P", { "data-key": "problem" }, "disk full"), element("DIV", { "data-key": "buttons" })));
    assert.equal(problem.parent, entry);
    assert.equal(buttons.parent, entry);
  });

  it("never makes one button another one", () => {
    const pause = element("BUTTON", { id: "pause" }, "Pause");
    patched(element("DIV", {}, pause), element("DIV", {}, element("BUTTON", { id: "download" }, "Resume")));
    assert.equal(pause.parent, undefined);
  });

  it("follows another order", () => {
    const [a, b, c] = ["a", "b", "c"].map((id) => element("LI", { id }));
    assert.ok(a !== undefined && b !== undefined && c !== undefined);
    patched(element("UL", {}, a, b, c), element("UL", {}, element("LI", { id: "c" }), element("LI", { id: "a" }), element("LI", { id: "d" }), element("LI", { id: "b" })));
    assert.ok(a.parent !== undefined && b.parent !== undefined && c.parent !== undefined);
  });

  it("takes attributes off, and keeps what is unfolded", () => {
    const details = element("DETAILS", { id: "table", open: "" });
    patch(element("DIV", {}, details), element("DIV", {}, element("DETAILS", { id: "table" })));
    assert.equal(details.getAttribute("open"), "");
    patched(element("DIV", {}, element("BUTTON", { "aria-disabled": "true" })), element("DIV", {}, element("BUTTON")));
  });

  it("keeps what was typed, and has else what is wanted", () => {
    const [typed, other] = [element("INPUT", { id: "url", value: "", "data-edited": "true" }), element("INPUT", { id: "model", value: "" })];
    typed.value = "https://half";
    patch(element("DIV", {}, typed, other), element("DIV", {}, element("INPUT", { id: "url", value: "https://saved" }), element("INPUT", { id: "model", value: "large" })));
    assert.equal(typed.value, "https://half");
    assert.equal(other.value, "large");
  });
});
