import type { FileProvenance, ProvenanceSource } from '@sallyport/domain';
import { npm, reasonFor } from '../governance.fake';
import { approved, digestOf, factsWorld, putInForce, scanOf, type FactsWorld } from './facts-world.fake';

const SOURCE: ProvenanceSource = {
  issuer: 'https://ci.invalid',
  repository: 'https://forge.invalid/acme/widget',
  repositoryId: '4711',
  workflow: '.github/workflows/release.yml',
  subject: null,
};
const MOVED = { ...SOURCE, repository: 'https://forge.invalid/mallory/widget' };

const file = (
  state: FileProvenance['state'],
  source: ProvenanceSource | null = state === 'verified' ? SOURCE : null,
  digest = digestOf('a'),
): FileProvenance => ({ digest, state, source, why: null });

const tell = (world: FactsWorld, version: string, ...attested: FileProvenance[]) =>
  world.recordRelease.record({ releases: [{ ...npm('a', version), release: {}, attested }] });

async function releaseOf(world: FactsWorld, version: string) {
  return (await world.getFacts.get(npm('a', version))).facts?.release;
}

describe('application/facts/record-release: provenance', () => {
  it.each<[string, FileProvenance[], object]>([
    [
      'kept',
      [file('verified')],
      { provenance: 'verified', provenanceBefore: 'verified', provenanceChange: 'unchanged' },
    ],
    [
      'lost',
      [file('absent')],
      { provenance: 'absent', provenanceBefore: 'verified', provenanceChange: 'lost' },
    ],
    [
      'no longer to be verified',
      [file('unverified')],
      { provenance: 'unverified', provenanceChange: 'lost' },
    ],
    [
      'from another source',
      [file('verified', MOVED)],
      { provenanceSource: MOVED, provenanceChange: 'changed' },
    ],
    [
      'not to be had',
      [file('unknown')],
      { provenance: null, provenanceSource: null, provenanceChange: 'unknown' },
    ],
    [
      'lost by one of two files',
      [file('verified'), file('absent', null, digestOf('b'))],
      { provenance: 'absent', provenanceChange: 'lost' },
    ],
  ])('says that a release has it %s', async (_, attested, expected) => {
    const world = await factsWorld();
    await tell(world, '1.0.0', file('verified'));

    await tell(world, '1.0.1', ...attested);

    expect(await releaseOf(world, '1.0.0')).toMatchObject({
      provenance: 'verified',
      provenanceChange: 'first',
    });
    expect(await releaseOf(world, '1.0.1')).toMatchObject(expected);
  });

  it('says so of a later release too, when an earlier one comes to be known', async () => {
    const world = await factsWorld();
    await tell(world, '2.0.0', file('absent'));
    const before = await releaseOf(world, '2.0.0');

    await tell(world, '1.0.0', file('verified'));

    expect(before).toMatchObject({ provenanceBefore: null, provenanceChange: 'first' });
    expect(await releaseOf(world, '2.0.0')).toMatchObject({
      provenanceBefore: 'verified',
      provenanceChange: 'lost',
    });
  });

  it('takes several versions of a package in one message', async () => {
    const world = await factsWorld();
    const releases = ['1.0.0', '1.0.1'].map((version, index) => ({
      ...npm('a', version),
      release: { licence: 'MIT' },
      attested: [file('verified', index === 0 ? SOURCE : MOVED)],
    }));

    const receipt = await world.recordRelease.record({ releases });

    expect(receipt).toMatchObject({ changed: 2 });
    expect(await releaseOf(world, '1.0.1')).toMatchObject({ licence: 'MIT', provenanceChange: 'changed' });
  });

  it('does not forget a file for another, nor for a scan', async () => {
    const world = await factsWorld();
    await tell(world, '1.0.0', file('absent'));
    await tell(world, '1.0.0', file('verified', SOURCE, digestOf('b')));

    await world.recordScan.record(scanOf([{ name: 'a', digest: digestOf('b') }]));

    expect(await releaseOf(world, '1.0.0')).toMatchObject({
      provenance: 'absent',
      provenanceChange: 'first',
    });
  });

  it('changes nothing where it is told the same again', async () => {
    const world = await factsWorld();
    await tell(world, '1.0.0', file('verified'));

    expect(await tell(world, '1.0.0', file('verified'))).toMatchObject({ changed: 0 });
  });

  it.each<[string, FileProvenance, string]>([
    ['built where the last one was', file('verified'), 'approved'],
    ['built elsewhere', file('verified', MOVED), 'provenance-changed'],
    ['without provenance', file('absent'), 'provenance-lost'],
    ['of which nobody knows', file('unknown'), 'provenance-unknown'],
  ])('decides about a release %s', async (_, told, expected) => {
    const world = await factsWorld();
    await putInForce(world, (policy) => ({
      ...policy,
      rules: {
        ...policy.rules,
        'provenance-lost': { mode: 'enforce' },
        'provenance-changed': { mode: 'enforce', pins: [] },
        'release-too-new': { ...policy.rules['release-too-new'], mode: 'off' },
        'advisories-stale': { ...policy.rules['advisories-stale'], mode: 'off' },
      },
    }));
    await tell(world, '1.0.0', file('verified'));
    await world.recordScan.record(scanOf([{ name: 'a', version: '1.0.1' }]));
    await approved(world, 'a', '1.0.1');
    await tell(world, '1.0.1', told);

    await expect(reasonFor(world, 'autonomous', 'a', '1.0.1')).resolves.toBe(expected);
  });
});
