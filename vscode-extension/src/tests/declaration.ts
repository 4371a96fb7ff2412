/** Characters of a line that are looked at: the pattern takes the square of their number. */
const longest = 300;

/** A member or a type that says who may use it. */
const member = /^\s*(?:\[[^\]]*\]\s*)*(?:(?:public|internal|protected)\s+)(?!const\b|event\b|delegate\b)[\w<>[\]?,.()\s]+?(?:[({]|=>|$|:)/;

/** A type that does not: it is internal. */
const type = /^\s*(?:\[[^\]]*\]\s*)*(?:(?:static|sealed|abstract|partial|readonly|ref|unsafe|file)\s+)*(?:class|struct|interface|record|enum)\s+\w/;

/** A method of an interface, or one that could be: a type, a name and parameters, and no word that begins a statement. */
const implicit = /^\s*(?!(?:return|await|throw|new|else|yield|var|using|private|goto|case|in|is|as|from|select|where|join|let|when|lock|fixed|foreach|while|if|for|switch|catch)\b)(?:(?:static|abstract|virtual|async|override|sealed)\s+)*[\w<>[\]?,.]+\s+\w+(?:<[\w,\s]+>)?\((?:[^()"]*)\)\s*(?:;|\{|=>|$)/;

/**
 * Whether a line looks like the declaration of a type or of a member that can be called from a test: for the lightbulb only, which must
 * cost nothing. The server decides what is tested.
 */
export function isDeclaration(line: string): boolean {
  const start = line.slice(0, longest);
  return member.test(start) || type.test(start) || implicit.test(start);
}
