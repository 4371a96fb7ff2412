/** Translates a message and puts its arguments where {0}, {1} … stand; `vscode.l10n.t` in the editor. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** The messages as they are written, for tests. */
export const untranslated: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (placeholder, index: string) => String(args[Number(index)] ?? placeholder));

/** The language that texts are shown in: the editor's where there is a bundle with their translations, else the one they are written in. */
export function textLanguage(bundle: object | undefined, editorLanguage: string): string {
  return bundle === undefined ? "en" : editorLanguage;
}
