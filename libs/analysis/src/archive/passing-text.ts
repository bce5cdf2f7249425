/**
 * Words by which code of JavaScript, Python or a shell reaches beyond itself, as code spells them: prose and data have
 * the words, and not the signs behind them.
 */
const ACTS =
  /\b(?:require|import|eval|exec|execSync|spawn|fetch|Function|getattr|urlopen|system|popen|atob)\s{0,9}[([`]|(?:^|[\n;])[ \t]{0,99}import\s{1,9}[\w*{"']|\bfrom\s{1,9}[\w.]{1,99}\s{1,9}import\b|\bprocess\s{0,9}[.[]|\bglobalThis\b|\bglobal\s{0,9}[.[]|child_process|subprocess|__import__|__builtins__|\bos\s{0,9}\.\s{0,9}environ|\bcurl\s|\bwget\s|\\u00[67]|\\u\{/;
/** What begins so can be no code of JavaScript, whoever loads it: the colon after the first text is an error. */
const JSON_OBJECT = /^\ufeff?\s*\{\s*"(?:[^"\\]|\\.){0,200}"\s*:/;
/** To Python it is a value, and what stands behind it is run. */
const PYTHON = /\.pyw?$/i;
/** A word may stand on both sides of where one piece ends. */
const OVERLAP = 256;

/** Looks through a text that is not kept, piece by piece. */
export class PassingText {
  private before = '';
  private isJson = false;
  private isFirst = true;
  private acts = false;

  constructor(private readonly path: string) {}

  take(chunk: Buffer): void {
    if (this.acts || this.isJson) return;
    const text = this.before + chunk.toString('latin1');
    if (this.isFirst) this.isJson = !PYTHON.test(this.path) && JSON_OBJECT.test(text.slice(0, 1_000));
    this.isFirst = false;
    // UTF-16 has zeros between the letters.
    this.acts = !this.isJson && ACTS.test(text.includes('\0') ? text.replaceAll('\0', '') : text);
    this.before = text.slice(-OVERLAP);
  }

  found(): 'acts' | 'computes' {
    return this.acts ? 'acts' : 'computes';
  }
}
