/** A word; null where only the shell would know it. */
export type Word = string | null;

const MAX_COMMANDS = 2_000;

/**
 * The commands of a shell text as words (POSIX shell grammar, 2.2 quoting and 2.10 lists), for finding what is
 * installed, not for running it: substitutions become unknown words, redirections and here-documents are left out.
 */
export function shellWords(text: string): Word[][] {
  const commands: Word[][] = [];
  let words: Word[] = [];
  let word: string | undefined;
  let isUnknown = false;
  const endWord = (): void => {
    if (word !== undefined) words.push(isUnknown ? null : word);
    word = undefined;
    isUnknown = false;
  };
  const endCommand = (): void => {
    endWord();
    const said = withoutRedirections(words);
    if (said.length > 0) commands.push(said);
    words = [];
  };
  for (let at = 0; at < text.length && commands.length < MAX_COMMANDS; at += 1) {
    const character = text[at] as string;
    switch (character) {
      case "'": {
        const end = text.indexOf("'", at + 1);
        word = (word ?? '') + text.slice(at + 1, end === -1 ? undefined : end);
        at = end === -1 ? text.length : end;
        break;
      }
      case '"':
        word ??= '';
        for (at += 1; at < text.length && text[at] !== '"'; at += 1) {
          if (text[at] === '\\') at += 1;
          else if (text[at] === '$' || text[at] === '`') isUnknown = true;
          word += text[at] ?? '';
        }
        break;
      case '\\':
        at += 1;
        if (text[at] !== '\n') word = (word ?? '') + (text[at] ?? '');
        break;
      case '$':
      case '`':
        word = (word ?? '') + character;
        isUnknown = true;
        break;
      case '#':
        if (word !== undefined) word += character;
        else while (at + 1 < text.length && text[at + 1] !== '\n') at += 1;
        break;
      case ' ':
      case '\t':
      case '\r':
        endWord();
        break;
      case '\n':
      case ';':
      case '&':
      case '|':
      case '(':
      case ')':
        endCommand();
        break;
      case '>':
      case '<':
        // `pip install foo>=1` without quotes makes a file of that name; what people meant is the requirement.
        word = (word ?? '') + character;
        break;
      default:
        word = (word ?? '') + character;
    }
  }
  endCommand();
  return commands;
}

/** `> FILE`, `2>FILE`, `< FILE`. */
function withoutRedirections(words: readonly Word[]): Word[] {
  const said: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (word !== null && /^\d*(?:>>?|<<?<?)$/.test(word)) at += 1;
    else if (word === null || !/^\d*(?:>>?|<)[^=\d]/.test(word)) said.push(word);
  }
  return said;
}
