/** What `patch` needs of a node; those of a page's DOM have it. */
export interface PatchNode {
  readonly nodeName: string;
  nodeValue: string | null;
  readonly childNodes: ArrayLike<PatchNode>;
  readonly firstChild: PatchNode | null;
  readonly nextSibling: PatchNode | null;
  insertBefore(node: PatchNode, before: PatchNode | null): unknown;
  removeChild(node: PatchNode): unknown;
  /** Elements alone have these. */
  readonly attributes?: ArrayLike<{ readonly name: string; readonly value: string }> | undefined;
  getAttribute?(name: string): string | null;
  setAttribute?(name: string, value: string): void;
  removeAttribute?(name: string): void;
  /** Of fields. */
  value?: unknown;
}

/**
 * Makes a part of a page what another one is, and changes no more than differs: what the user presses, types in, or has unfolded stays
 * the element that it is, with its focus and its selection. Elements are known again by `data-key` or `id`. A field with `data-edited`
 * keeps its value, an unfolded one stays so.
 *
 * The page's script holds this function as text, so it uses nothing from outside of itself.
 */
export function patch(current: PatchNode, wanted: PatchNode): void {
  const keyOf = (node: PatchNode): string => node.getAttribute?.("data-key") ?? node.getAttribute?.("id") ?? "";
  const nameOf = (node: PatchNode): string => `${node.nodeName} ${keyOf(node)}`;

  const patchAttributes = (from: PatchNode, to: PatchNode): void => {
    const kept = ["data-edited", "open"];
    for (const { name } of Array.from(from.attributes ?? [])) {
      if (to.getAttribute?.(name) === null && !kept.includes(name)) {
        from.removeAttribute?.(name);
      }
    }

    for (const { name, value } of Array.from(to.attributes ?? [])) {
      if (from.getAttribute?.(name) !== value && !kept.includes(name)) {
        from.setAttribute?.(name, value);
      }
    }
  };

  const patchChildren = (from: PatchNode, to: PatchNode): void => {
    const children = Array.from(to.childNodes);
    // Those that are wanted further on are stepped over, not thrown away.
    const needed = children.map(nameOf);
    let next = from.firstChild;
    for (const child of children) {
      needed.shift();
      const name = nameOf(child);
      let same: PatchNode | null = next;
      while (same !== null && nameOf(same) !== name) {
        same = same.nextSibling;
      }

      if (same === null || (keyOf(child) === "" && same !== next && needed.includes(nameOf(next ?? same)))) {
        from.insertBefore(child, next);
        continue;
      }

      while (next !== null && next !== same && !needed.includes(nameOf(next))) {
        const gone = next;
        next = next.nextSibling;
        from.removeChild(gone);
      }

      if (next === same) {
        next = same.nextSibling;
      } else {
        from.insertBefore(same, next);
      }

      patchNode(same, child);
    }

    while (next !== null) {
      const gone = next;
      next = next.nextSibling;
      from.removeChild(gone);
    }
  };

  const patchNode = (from: PatchNode, to: PatchNode): void => {
    if (from.attributes === undefined) {
      if (from.nodeValue !== to.nodeValue) {
        from.nodeValue = to.nodeValue;
      }

      return;
    }

    patchAttributes(from, to);
    patchChildren(from, to);
    const isField = from.nodeName === "INPUT" || from.nodeName === "SELECT";
    if (isField && from.getAttribute?.("data-edited") === null && from.value !== to.value) {
      from.value = to.value;
    }
  };

  patchChildren(current, wanted);
}
