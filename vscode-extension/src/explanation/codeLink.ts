/** A place in a file that a link of an explanation names; lines and characters count from 0. */
export interface CodePlace {
  readonly file: string;
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** What a click on a link of an explanation does; undefined: nothing. */
export type LinkTarget = { readonly code: CodePlace } | { readonly page: string };

/** Reads a link: `file:///a.cs#L12`, `#L12,5`, `#L12,5-L14,1` (from 1, as VS Code writes them), or a page on the web. */
export function readLink(href: string): LinkTarget | undefined {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return undefined;
  }

  if (url.protocol === "https:") {
    return { page: url.href };
  }

  if (url.protocol !== "file:") {
    return undefined;
  }

  const match = /^#L(\d+)(?:,(\d+))?(?:-L?(\d+)(?:,(\d+))?)?$/.exec(url.hash);
  const at = (line: string | undefined, character: string | undefined) => ({
    line: Math.max(Number(line ?? 1) - 1, 0),
    character: Math.max(Number(character ?? 1) - 1, 0),
  });
  const start = at(match?.[1], match?.[2]);
  url.hash = "";
  return { code: { file: url.href, start, end: match?.[3] === undefined ? start : at(match[3], match[4]) } };
}
