/** A suggestion as the server sent it. */
export interface OfferedSuggestion {
  readonly id: string;
  /** The whole text that it would insert. */
  readonly text: string;
  /** Offset where what it replaces begins. */
  readonly start: number;
}

/** A change of a document; offsets in the text before it, in UTF-16 units. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** What became of suggestions, as the server is told. */
export interface SuggestionReport {
  didShow(id: string): void;
  didAccept(id: string, acceptedLength: number): void;
  didReject(id: string): void;
}

interface Alternative {
  readonly id: string;
  /** What it has beyond the cursor. */
  readonly rest: string;
}

/**
 * A suggestion from when it is shown to when it is gone. Typing into it makes the server send the rest of it under another id; that is
 * still the same suggestion to the user, so it is reported under its first id only.
 */
interface Shown {
  readonly uri: string;
  readonly firstId: string;
  cursor: number;
  accepted: number;
  reported: boolean;
  alternatives: readonly Alternative[];
}

/** Suggestions whose acceptance may still be heard of after they are gone: the command of an item comes after its text. */
const remembered = 64;

/**
 * Follows suggestions by what VS Code's public API tells: which were handed over, how the text and the cursor change, and that the
 * command of an item was run. More than one character that appears at once and is the beginning of a suggestion was accepted from it;
 * a single one was typed.
 */
export class SuggestionTracker {
  private shown: Shown | undefined;
  private readonly chains = new Map<string, Shown>();

  constructor(private readonly report: SuggestionReport) {}

  /** Suggestions, or none, were handed to the editor for the cursor's present place. `standing` is the text before the cursor. */
  offered(uri: string, cursor: number, suggestions: readonly OfferedSuggestion[], standing: (start: number) => string): void {
    const alternatives = suggestions.flatMap(({ id, text, start }) => {
      const typed = standing(start);
      const fits = start <= cursor && text.length > typed.length && text.slice(0, typed.length).toLowerCase() === typed.toLowerCase();
      return fits ? [{ id, rest: text.slice(typed.length) }] : [];
    });
    const before = this.shown;
    const first = alternatives[0];
    if (first === undefined) {
      this.gone();
      return;
    }

    const goesOn =
      before?.uri === uri &&
      before.cursor === cursor &&
      before.alternatives.some(({ rest }) => rest.startsWith(first.rest) || first.rest.startsWith(rest));
    if (goesOn) {
      before.alternatives = alternatives;
      this.remember(before);
      return;
    }

    this.gone();
    const shown: Shown = { uri, firstId: first.id, cursor, accepted: 0, reported: false, alternatives };
    this.shown = shown;
    this.remember(shown);
    this.report.didShow(first.id);
  }

  /** A document changed. */
  changed(uri: string, changes: readonly TextChange[]): void {
    const shown = this.shown;
    if (shown?.uri !== uri || changes.length === 0) {
      return;
    }

    // With several cursors each of them changes its place, all at once; the suggestion stands at the first cursor.
    const followed = changes.flatMap((change) => {
      if (change.offset > shown.cursor || change.offset + change.length < shown.cursor) {
        return [];
      }

      // An acceptance may write again what stands between the suggestion's start and the cursor.
      const found = this.follow(shown, change.text.slice(shown.cursor - change.offset));
      return found === undefined ? [] : [{ ...found, change }];
    })[0];
    if (followed === undefined) {
      this.gone();
      return;
    }

    const before = changes.filter((other) => other !== followed.change && other.offset <= followed.change.offset);
    shown.cursor += followed.length + before.reduce((sum, { text, length }) => sum + text.length - length, 0);
    shown.accepted += followed.length > 1 ? followed.length : 0;
    shown.alternatives = followed.alternatives;
    if (followed.alternatives.every(({ rest }) => rest.length === 0)) {
      this.finish(shown, { typedToTheEnd: true });
    }
  }

  /** The cursor is somewhere. */
  moved(uri: string, cursor: number): void {
    if (this.shown !== undefined && (this.shown.uri !== uri || this.shown.cursor !== cursor)) {
      this.gone();
    }
  }

  /** The suggestion, if there is one, can't be seen any more. */
  gone(): void {
    if (this.shown !== undefined) {
      this.finish(this.shown, { typedToTheEnd: false });
    }
  }

  /** The command of a suggestion was run: all of it was taken. */
  commandRun(id: string): void {
    const shown = this.chains.get(id);
    if (shown === undefined) {
      return;
    }

    if (!shown.reported) {
      const rest = shown.alternatives.find((alternative) => alternative.id === id)?.rest ?? "";
      this.accepted(shown, Math.max(shown.accepted + rest.length, 1));
    }

    if (this.shown === shown) {
      this.shown = undefined;
    }
  }

  /** What an insertion makes of a suggestion; undefined when it is none of its text. */
  private follow(shown: Shown, inserted: string): { length: number; alternatives: readonly Alternative[] } | undefined {
    // Typing "(" may insert "()": the closer is the editor's.
    const typed = /^(\(\)|\[\]|\{\}|""|'')$/.test(inserted) ? [inserted, inserted.slice(0, 1)] : [inserted];
    for (const text of typed) {
      const alternatives = shown.alternatives
        .filter(({ rest }) => text.length > 0 && rest.startsWith(text))
        .map(({ id, rest }) => ({ id, rest: rest.slice(text.length) }));
      if (alternatives.length > 0) {
        return { length: text.length, alternatives };
      }
    }

    return undefined;
  }

  private finish(shown: Shown, { typedToTheEnd }: { typedToTheEnd: boolean }): void {
    this.shown = undefined;
    if (shown.accepted > 0) {
      this.accepted(shown, shown.accepted);
    } else if (!typedToTheEnd && !shown.reported) {
      shown.reported = true;
      this.report.didReject(shown.firstId);
    }
  }

  private accepted(shown: Shown, length: number): void {
    if (!shown.reported) {
      shown.reported = true;
      this.report.didAccept(shown.firstId, length);
    }
  }

  private remember(shown: Shown): void {
    for (const { id } of shown.alternatives) {
      this.chains.set(id, shown);
    }

    for (const id of this.chains.keys()) {
      if (this.chains.size <= remembered) {
        break;
      }

      this.chains.delete(id);
    }
  }
}
