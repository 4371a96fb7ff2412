/** A document as far as this needs it: one object for as long as it is open. */
interface Document {
  readonly version: number;
}

/**
 * Tells cursor moves from what typing does to the cursor: the editor reports both in the same way, but after an edit the document has
 * another version than when the cursor was last seen in it.
 */
export class CursorMoves {
  private readonly seen = new WeakMap<Document, number>();

  /** The document was brought to the front. */
  shown(document: Document): void {
    this.seen.set(document, document.version);
  }

  /** Whether the cursor was moved in a document as it was. */
  isMove(document: Document): boolean {
    const isMove = this.seen.get(document) === document.version;
    this.seen.set(document, document.version);
    return isMove;
  }
}
