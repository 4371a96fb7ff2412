/** Where a pause holds: until the window is closed, in every file of a language, in one file. */
export type PauseScope = "session" | "language" | "file";

/** What a pause is asked about. */
export interface PausedDocument {
  readonly uri: string;
  readonly languageId: string;
}

/** A place that survives the window; VS Code's Memento is one. */
export interface Storage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const languagesKey = "smolcode.pausedLanguages";
const filesKey = "smolcode.pausedFiles";

/**
 * Remembers where suggestions are paused. A pause of the session ends with the window; paused languages are the user's, paused files
 * the workspace's.
 */
export class PauseState {
  private session = false;

  constructor(
    private readonly user: Storage,
    private readonly workspace: Storage,
  ) {}

  /** The widest pause that holds for a document, or for none in particular. */
  scopeFor(document: PausedDocument | undefined): PauseScope | undefined {
    if (this.session) {
      return "session";
    }

    if (this.list(this.user, languagesKey).includes(document?.languageId ?? "csharp")) {
      return "language";
    }

    return document !== undefined && this.list(this.workspace, filesKey).includes(document.uri) ? "file" : undefined;
  }

  pauseSession(): void {
    this.session = true;
  }

  async pauseLanguage(languageId: string): Promise<void> {
    await this.user.update(languagesKey, [...new Set([...this.list(this.user, languagesKey), languageId])]);
  }

  async pauseFile(uri: string): Promise<void> {
    await this.workspace.update(filesKey, [...new Set([...this.list(this.workspace, filesKey), uri])]);
  }

  /** A file, or a folder with what is in it, has another name: its pauses go with it. */
  async renamed(from: string, to: string): Promise<void> {
    const before = this.list(this.workspace, filesKey);
    const after = before.map((uri) => (uri === from || uri.startsWith(`${from}/`) ? to + uri.slice(from.length) : uri));
    if (after.some((uri, index) => uri !== before[index])) {
      await this.workspace.update(filesKey, [...new Set(after)]);
    }
  }

  /** Ends every pause that holds for a document, or for none in particular. */
  async resume(document: PausedDocument | undefined): Promise<void> {
    this.session = false;
    const languageId = document?.languageId ?? "csharp";
    await this.remove(this.user, languagesKey, languageId);
    if (document !== undefined) {
      await this.remove(this.workspace, filesKey, document.uri);
    }
  }

  private async remove(storage: Storage, key: string, value: string): Promise<void> {
    const before = this.list(storage, key);
    if (before.includes(value)) {
      await storage.update(
        key,
        before.filter((other) => other !== value),
      );
    }
  }

  private list(storage: Storage, key: string): string[] {
    const value = storage.get(key);
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  }
}
