// Progress of long steps: a ticking line on a terminal, plain lines elsewhere. Always on stderr, so that
// stdout stays free for what the command answers.

/** @typedef {<T>(title: string, work: (tell: (note: string) => void) => Promise<T>) => Promise<T>} Step */

const seconds = (/** @type {number} */ since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Shows the title while `work` runs, then the same line with its seconds.
 * @type {Step}
 */
export async function step(title, work) {
  const since = Date.now();
  const terminal = Boolean(process.stderr.isTTY);
  let note = '';
  const width = Math.max(40, (process.stderr.columns ?? 100) - 1);
  const draw = (/** @type {string} */ mark) => {
    const line = `${mark} ${title}${note && ` (${note})`} ${seconds(since)}`;
    process.stderr.write(`\r\x1b[2K${line.slice(0, width)}`);
  };
  const tick = terminal
    ? setInterval(() => draw('…'), 200)
    : setInterval(
        () => process.stderr.write(`… ${title}: ${seconds(since)} so far${note && `, ${note}`}\n`),
        15_000,
      );
  const end = (/** @type {string} */ mark) => {
    clearInterval(tick);
    process.stderr.write(
      `${terminal ? '\r\x1b[2K' : ''}${mark} ${title}${note && ` (${note})`}  ${seconds(since)}\n`,
    );
  };
  try {
    const result = await work((text) => {
      note = text;
    });
    end('✓');
    return result;
  } catch (error) {
    end('✗');
    throw error;
  }
}

/** For callers who want no output. @type {Step} */
export const silently = (_title, work) => work(() => {});
