/** Characters of a line that are looked at: the pattern takes the square of their number. */
const longest = 300;

/**
 * Whether a line looks like the declaration of a type or of a member that can be called from a test: for the lightbulb only, which must
 * cost nothing. The server decides what is tested.
 */
export function isDeclaration(line: string): boolean {
  return /^\s*(?:\[[^\]]*\]\s*)*(?:(?:public|internal|protected)\s+)(?!const\b|event\b|delegate\b)[\w<>[\]?,.()\s]+?(?:[({]|=>|$|:)/.test(line.slice(0, longest));
}
