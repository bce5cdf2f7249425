import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyzeArtifact, analyzeUntold } from '@sallyport/analysis';
import { lookAt, scanOf } from '../apps/cli/src/scan/look';
import type { Analyzer } from '../apps/cli/src/scan/machine';
import { scanText } from '../apps/cli/src/scan/scan-text';
import { screenOf } from '../apps/cli/src/screen/screen';
import type { Surroundings } from '../apps/cli/src/surroundings';
import { BENIGN, archiveOf as honestArchiveOf } from './attacks/benign';
import { archiveOf } from './attacks/build';
import { ATTACKS } from './attacks/replicas';

const EXAMPLES = join(__dirname, '..', 'docs', 'examples');
const SINK = { write: () => undefined, isTTY: false };
const SCREEN = screenOf({ stdout: SINK, env: {} } as unknown as Surroundings);

const attack = (id: string) => {
  const found = ATTACKS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no attack ${id}`);
  return archiveOf(found);
};
const honest = (id: string) => {
  const found = BENIGN.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no honest package ${id}`);
  return honestArchiveOf(found);
};

/** What `sallyport scan FILE` prints of these bytes. */
async function reportOf(what: string, bytes: Buffer): Promise<string> {
  const analyzer: Analyzer = {
    rulesVersion: 'test',
    analyze: ({ ecosystem }) => analyzeArtifact(ecosystem, bytes),
    analyzeUntold: () => analyzeUntold(bytes),
    close: () => undefined,
  };
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}` as const;
  const looked = await lookAt([{ what, source: 'file', task: { digest, path: what } }], analyzer);
  return `${scanText(scanOf(looked, [], { rulesVersion: 'test', now: 0 }), SCREEN)}\n`;
}

describe('docs/examples', () => {
  // After a change of rules or of the report: UPDATE_EXAMPLES=1 npx jest test/scan-examples
  it.each<[string, string, () => Promise<Buffer>, string]>([
    ['scan-attack.txt', 'scope-walker-3.7.2.tgz', () => attack('eslint-scope'), 'MALICIOUS'],
    ['scan-warning.txt', 'lint-wordlists-2.4.1.tgz', () => honest('tarball/lint-wordlists-2.4.1'), 'WARNING'],
    [
      'scan-clean.txt',
      'tiny-emitter-plus-2.1.0.tgz',
      () => honest('tarball/tiny-emitter-plus-2.1.0'),
      'CLEAN',
    ],
  ])('%s is what a reviewer sees', async (file, what, build, verdict) => {
    const report = await reportOf(what, await build());
    const path = join(EXAMPLES, file);
    if (process.env['UPDATE_EXAMPLES'] === '1') writeFileSync(path, report);

    expect(report.startsWith(verdict)).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(report);
  });
});
