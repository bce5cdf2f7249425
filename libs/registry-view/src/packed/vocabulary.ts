/** More different ones than this are not pooled but spelled out: foreign text must not fill the memory for good. */
const MAX_WORDS = 20_000;
const MAX_LISTS = 20_000;
const MAX_WORD_LENGTH = 64;
const MAX_LIST_LENGTH = 16;

/**
 * Fields whose values repeat from one package to the next. Only a hint: what stands in another field is spelled out,
 * and reads the same.
 */
const REPEATING: ReadonlySet<string> = new Set([
  'approval',
  'minMaturity',
  'by',
  'without',
  'kind',
  'verdict',
  'worst',
  'capabilities',
  'runsByItself',
  'rulesVersion',
  'publisher',
  'licence',
  'provenance',
  'provenanceBefore',
  'severity',
  'state',
  'ecosystem',
  // Of registry facts.
  'source',
  'unknown',
  'names',
  'step',
]);

/** What packed values name by number: their shapes (lists of keys), the words and the lists of words that repeat. */
export class Vocabulary {
  readonly shapes: (readonly string[])[] = [];
  readonly words: string[] = [];
  /** Frozen, since all who read a list get the same one. */
  readonly lists: (readonly string[])[] = [];
  private readonly shapeNumbers = new Map<string, number>();
  private readonly wordNumbers = new Map<string, number>();
  private readonly listNumbers = new Map<string, number>();

  shapeOf(keys: readonly string[]): number {
    const identity = JSON.stringify(keys);
    let number = this.shapeNumbers.get(identity);
    if (number === undefined) {
      number = this.shapes.push(Object.freeze([...keys])) - 1;
      this.shapeNumbers.set(identity, number);
    }
    return number;
  }

  /** undefined: spell it out. `field`: where it stands. */
  wordOf(field: string, word: string): number | undefined {
    if (!REPEATING.has(field) || word.length > MAX_WORD_LENGTH) return undefined;
    const known = this.wordNumbers.get(word);
    if (known !== undefined || this.words.length >= MAX_WORDS) return known;
    const number = this.words.push(word) - 1;
    this.wordNumbers.set(word, number);
    return number;
  }

  /** undefined: spell it out. */
  listOf(field: string, values: readonly unknown[]): number | undefined {
    if (!REPEATING.has(field) || values.length > MAX_LIST_LENGTH) return undefined;
    if (!values.every((value) => typeof value === 'string' && value.length <= MAX_WORD_LENGTH))
      return undefined;
    const identity = JSON.stringify(values);
    const known = this.listNumbers.get(identity);
    if (known !== undefined || this.lists.length >= MAX_LISTS) return known;
    const number = this.lists.push(Object.freeze([...(values as string[])])) - 1;
    this.listNumbers.set(identity, number);
    return number;
  }

  /** Everything, as plain values that JSON keeps. */
  toJSON(): VocabularyJson {
    return { shapes: this.shapes, words: this.words, lists: this.lists };
  }

  static from({ shapes, words, lists }: VocabularyJson): Vocabulary {
    const vocabulary = new Vocabulary();
    for (const keys of shapes) vocabulary.shapeOf(keys);
    for (const word of words) vocabulary.wordNumbers.set(word, vocabulary.words.push(word) - 1);
    for (const list of lists)
      vocabulary.listNumbers.set(JSON.stringify(list), vocabulary.lists.push(Object.freeze([...list])) - 1);
    return vocabulary;
  }
}

export interface VocabularyJson {
  readonly shapes: readonly (readonly string[])[];
  readonly words: readonly string[];
  readonly lists: readonly (readonly string[])[];
}
