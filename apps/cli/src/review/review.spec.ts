import { MATURITIES, type AdvisoryMatch, type PackageFacts } from '@sallyport/domain';
import { paintFor } from '../screen/paint';
import { factsOf } from '../testing/fixed-facts';
import { runFake } from '../testing/run-fake';
import { stocked } from '../testing/stocked';
import { factsLines } from './facts-text';
import { ranked, type Evidence } from './rank';

const PLAIN = paintFor({ isTTY: false, write: () => undefined }, {});
const CLEAN = factsOf({ ecosystem: 'npm', name: 'clean', version: '1.0.0' }, 'clean');
const [FILE] = CLEAN.artifacts as [PackageFacts['artifacts'][number]];
const GHSA: AdvisoryMatch = {
  id: 'GHSA-1',
  aliases: [],
  severity: 'low',
  fixedIn: ['2.0.0'],
  summary: 'bad',
  malware: false,
};

function evidence(name: string, changes: Partial<Evidence> = {}): Evidence {
  const version = '1.0.0';
  return {
    ecosystem: 'npm',
    name,
    version,
    entry: { approval: 'requested', minMaturity: null, banReason: null },
    facts: CLEAN,
    delta: null,
    path: [name],
    ifApproved: null,
    ...changes,
  };
}

const withFile = (change: Partial<typeof FILE>): Partial<Evidence> => ({
  facts: { ...CLEAN, artifacts: [{ ...FILE, ...change }] },
});
const withAdvisory = (change: Partial<AdvisoryMatch>): Partial<Evidence> => ({
  facts: {
    ...CLEAN,
    advisories: { ...CLEAN.advisories, matches: [{ ...GHSA, ...change }] },
  },
});

/** Worst first. */
const LOUD: readonly (readonly [string, Partial<Evidence>])[] = [
  ['banned', { entry: { approval: 'requested', minMaturity: null, banReason: 'bad' } }],
  ['never scanned', { facts: null }],
  ['malware report', withAdvisory({ malware: true, severity: 'critical' })],
  ['malicious', withFile({ verdict: 'malicious', worst: 'critical' })],
  ['not judged', withFile({ verdict: 'unknown' })],
  ['suspicious', withFile({ verdict: 'suspicious', worst: 'high' })],
  ['a critical advisory', withAdvisory({ severity: 'critical' })],
  ['a low advisory', withAdvisory({})],
  ['a new capability', { delta: { from: '0.9.0', gained: ['network'] } }],
  ['a hook', withFile({ runsByItself: ['install-hook'] })],
  ['configuration for agents', withFile({ agentConfiguration: true })],
];

const MOVED = {
  ...{ issuer: 'https://ci.invalid', repository: 'https://forge.invalid/x\u001b[2J' },
  ...{ repositoryId: null, workflow: 'release.yml', subject: null },
};

describe('apps/cli/review', () => {
  it('puts the worst first, whatever the order was', () => {
    const all = LOUD.map(([name, changes]) => evidence(name, changes));

    expect(ranked([...all].reverse()).loud.map(({ name }) => name)).toEqual(LOUD.map(([name]) => name));
  });

  it.each(LOUD)('%s is never quiet', (name, changes) => {
    expect(ranked([evidence(name, changes)]).quiet).toEqual([]);
  });

  it.each<[string, Partial<Evidence>]>([
    ['a clean scan', {}],
    [
      'a capability that was there before',
      { ...withFile({ capabilities: ['network'] }), delta: { from: '0.9.0', gained: [] } },
    ],
  ])('%s is quiet', (_, changes) => {
    expect(ranked([evidence('x', changes)])).toMatchObject({ loud: [], quiet: [{ name: 'x' }] });
  });

  it.each<[string, Partial<PackageFacts> | null, string]>([
    ['nothing', null, 'nothing is known of it'],
    ['no file', { artifacts: [] }, 'no file of it has been scanned'],
    [
      'a failed scan',
      { scanFailed: { at: FILE.scannedAt, message: 'disk\u001b[2J full' } },
      'the newest scan failed',
    ],
    [
      'an advisory',
      { advisories: { ...CLEAN.advisories, matches: [{ ...GHSA, severity: 'high' }] } },
      'high GHSA-1: bad (fixed in 2.0.0)',
    ],
    [
      'malware',
      {
        advisories: {
          ...CLEAN.advisories,
          matches: [{ ...GHSA, severity: 'critical', malware: true, fixedIn: [] }],
        },
      },
      'MALWARE GHSA-1: bad (no fix)',
    ],
    [
      'lost provenance',
      { release: { ...CLEAN.release, provenance: 'absent', provenanceBefore: 'verified' } },
      'the release before had verified provenance',
    ],
    [
      'provenance from elsewhere',
      {
        release: {
          ...CLEAN.release,
          provenance: 'verified',
          provenanceSource: MOVED,
          provenanceChange: 'changed',
        },
      },
      'built from https://forge.invalid/x\\u001b[2J release.yml, earlier releases were built elsewhere',
    ],
    ['a yanked release', { release: { ...CLEAN.release, yanked: true } }, 'yanked'],
  ])('says %s', (_, changes, expected) => {
    const text = factsLines(changes === null ? null : { ...CLEAN, ...changes }, PLAIN).join('\n');

    expect(text).toContain(expected);
    // eslint-disable-next-line no-control-regex -- what foreign text brings must not come through
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('shows in a minute what stands out, why two reviewers, and how to decide', async () => {
    const product = stocked();
    await runFake(['comment', 'r1', 'is qs\u001b[2J needed?', '--actor', 'carol'], { product });

    const { stdout } = await runFake(['review', 'r1'], { product });

    const at = (text: string) => stdout.indexOf(text);
    expect(stdout).toContain('npm:qs@1.2.3');
    expect(stdout).toContain('by express@1.2.3 > body-parser@1.2.3 > qs@1.2.3');
    expect(stdout).toContain('runs by itself: install-hook');
    expect(stdout).toContain('low GHSA-0000');
    expect(stdout).toContain('fixed in 6.14.0');
    expect(stdout).toContain('new since 1.0.0: network');
    expect(stdout).toContain('if approved: denied banned');
    expect(stdout).toContain('clean, nothing to say  32 packages');
    expect(stdout).toContain('person:carol');
    expect(stdout).toContain('sallyport approve --request r1 --min-maturity supervised --seen');
    expect(at('npm:qs@1.2.3')).toBeLessThan(at('clean, nothing to say'));
    // eslint-disable-next-line no-control-regex -- what foreign text brings must not come through
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it.each(MATURITIES)('names the one command to type for %s', async (agent) => {
    const { stdout } = await runFake(['check', 'npm:unseen@1.2.3', '--agent', agent], { product: stocked() });

    expect(stdout).toMatch(
      agent === 'student'
        ? /next: sallyport agents change student/
        : /next: sallyport request npm unseen@1\.2\.3/,
    );
  });
});
