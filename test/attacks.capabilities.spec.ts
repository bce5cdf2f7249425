import { namesACapability, readJavascript } from '@sallyport/analysis';
import { BENIGN } from './attacks/benign';
import { ATTACKS } from './attacks/replicas';

/** What speaks of text alone, and hurts nobody in a file that can only compute. */
const OF_TEXT = new Set(['credential-file', 'persistence', 'drop-host', 'obfuscation', 'wallet-addresses']);
const CODE = /(?<!\.d)\.[cm]?[jt]sx?$/;

describe('attacks/capabilities', () => {
  it('parses every file in which anything is seen that acts', () => {
    const unseen: string[] = [];
    let files = 0;
    for (const { id, files: made } of [...ATTACKS, ...BENIGN])
      for (const [path, content] of Object.entries(made())) {
        if (!CODE.test(path) || path.endsWith('.d.ts')) continue;
        const text = content.toString();
        if (text.length > 500_000 || namesACapability(text)) continue;
        files += 1;
        const { observations, commands } = readJavascript(path, text);
        const acts = observations.filter(({ signal }) => !OF_TEXT.has(signal));
        if (acts.length > 0 || commands.length > 0) unseen.push(`${id} ${path}: ${acts[0]?.evidence}`);
      }

    expect(unseen).toEqual([]);
    expect(files).toBeGreaterThan(100);
  });
});
