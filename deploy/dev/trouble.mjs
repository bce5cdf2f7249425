/** A failure a person can act on: one sentence that says what to do, and the log that says more. */
export class Trouble extends Error {
  /**
   * @param {string} sentence what is wrong and what to do
   * @param {{ log?: string, cause?: unknown }} [more]
   */
  constructor(sentence, more = {}) {
    super(sentence, { cause: more.cause });
    this.name = 'Trouble';
    this.log = more.log;
  }
}

/**
 * The one way a command of `deploy/dev` ends badly.
 * @param {unknown} error
 * @returns {never}
 */
export function endWith(error) {
  const known = error instanceof Trouble;
  const sentence = known
    ? error.message
    : `Unexpected: ${error instanceof Error ? error.stack : String(error)}`;
  process.stderr.write(`\n${sentence}\n`);
  if (known && error.log) process.stderr.write(`Log: ${error.log}\n`);
  process.exit(1);
}
