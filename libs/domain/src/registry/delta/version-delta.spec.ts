import { packageId } from '../../package/package-id';
import type { ArtifactScan, PackageFacts } from '../../policy/package-facts';
import { hook } from '../../scan/testing/profiles';
import type { Grant } from '../grant';
import type { RegistryEntry } from '../state';
import { artifact, facts } from './known-version.fake';
import { deltaBase, versionDelta, type OtherVersion, type VersionDelta } from './version-delta';

const ID = packageId({ ecosystem: 'npm', name: 'a', version: '2.0.0' });
const GRANT: Grant = {
  ...{ grantedAt: '2026-01-01T00:00:00Z', expiresAt: null, by: ['person:ada'], digests: null, closure: null },
  ...{ without: [], breakGlass: false, inheritedFrom: null, reason: null },
};
const entry = (approval: RegistryEntry['approval'], own: Partial<RegistryEntry> = {}): RegistryEntry => ({
  ...{ approval, minMaturity: null, banReason: null },
  ...(approval === 'approved' ? { minMaturity: 'intern', grant: GRANT } : {}),
  ...own,
});
const scan = (...files: Partial<ArtifactScan>[]): PackageFacts =>
  facts(files.map((own) => artifact({ hooks: [], ...own })));
const other = (version: string, known: PackageFacts | undefined, of?: RegistryEntry): OtherVersion => ({
  version,
  entry: of,
  facts: known,
});
const can = (...capabilities: ArtifactScan['capabilities']) => scan({ capabilities });
const baseOf = (...others: OtherVersion[]) => deltaBase(ID, others)?.version;
const gained = (delta: VersionDelta) => (delta.kind === 'compared' ? delta.capabilities : delta.kind);

describe('registry/delta/version-delta', () => {
  it.each<[string, OtherVersion[], string | undefined]>([
    ['nothing is known', [], undefined],
    [
      'only higher versions and itself',
      [other('2.0.0', can()), other('2.1.0', can(), entry('approved'))],
      undefined,
    ],
    [
      'the highest approved one',
      [
        other('1.0.0', can(), entry('approved')),
        other('1.10.0', can(), entry('approved')),
        other('1.9.0', can(), entry('approved')),
      ],
      '1.10.0',
    ],
    [
      'an approved one before a higher that was only scanned',
      [other('1.0.0', can(), entry('approved')), other('1.5.0', can())],
      '1.0.0',
    ],
    [
      'one that is approved and was never scanned',
      [other('1.0.0', undefined, entry('approved')), other('0.9.0', can())],
      '1.0.0',
    ],
    ['no banned one', [other('1.0.0', can(), entry('approved', { banReason: 'bad' }))], undefined],
    ['no rejected one', [other('1.0.0', can(), entry('rejected'))], undefined],
    ['no revoked one', [other('1.0.0', can(), entry('revoked'))], undefined],
    [
      'one approved in an emergency only as scanned',
      [
        other('0.9.0', can(), entry('approved')),
        other('1.0.0', can(), entry('approved', { grant: { ...GRANT, breakGlass: true } })),
      ],
      '0.9.0',
    ],
    ['the highest scanned one', [other('1.0.0', can()), other('1.1.0', can())], '1.1.0'],
    [
      'no scanned one that gained something itself',
      [other('1.0.0', can()), other('1.1.0', can('network'))],
      '1.0.0',
    ],
    [
      'what follows one that gained something, and gained no more than the one before that',
      [other('1.0.0', can()), other('1.1.0', can('network')), other('1.2.0', can())],
      '1.2.0',
    ],
    ['no suspicious one', [other('1.0.0', can()), other('1.1.0', scan({ verdict: 'suspicious' }))], '1.0.0'],
    ['no unjudged one', [other('1.0.0', scan({ verdict: 'unknown' }))], undefined],
    ['one with a warning', [other('1.0.0', scan({ verdict: 'warning' }))], '1.0.0'],
    ['none without files', [other('1.0.0', scan())], undefined],
    [
      'none that is reported as malware',
      [
        other('1.0.0', {
          ...can(),
          advisories: {
            ...can().advisories,
            matches: [
              {
                ...{
                  id: 'MAL-1',
                  aliases: [],
                  severity: 'critical',
                  fixedIn: [],
                  malware: true,
                  summary: 'x',
                },
              },
            ],
          },
        }),
      ],
      undefined,
    ],
  ])('compares with %s', (_title, others, expected) => {
    expect(baseOf(...others)).toBe(expected);
    expect(baseOf(...[...others].reverse())).toBe(expected);
  });

  it('says whether somebody approved what it compares with', () => {
    expect(deltaBase(ID, [other('1.0.0', can(), entry('approved'))])?.how).toBe('approved');
    expect(deltaBase(ID, [other('1.0.0', can())])?.how).toBe('scanned');
  });

  it('does not take what one version gained unseen for the measure of the next', () => {
    const others = [other('1.0.0', can()), other('1.1.0', can('network'))];

    expect(gained(versionDelta(ID, can('network'), others))).toEqual(['network']);
  });

  it.each<[string, PackageFacts | undefined, PackageFacts | undefined, unknown]>([
    ['nothing new', can('network'), can('network'), []],
    ['what came', can('network', 'subprocess'), can('network'), ['subprocess']],
    ['less than before', can(), can('network'), []],
    [
      'what one of two files gained',
      scan({}, { digest: `sha256:${'9'.repeat(64)}`, capabilities: ['wallets'] }),
      can(),
      ['wallets'],
    ],
    ['an unscanned version', undefined, can(), 'unknown'],
    ['a base that nobody scanned', can(), undefined, 'unknown'],
    ['hooks that were not kept', scan({ hooks: undefined }), can(), 'unknown'],
    ['hooks where none were kept before', scan({ hooks: [hook()] }), scan({ hooks: undefined }), 'unknown'],
    ['no hooks where none were kept before', can(), scan({ hooks: undefined }), []],
  ])('finds %s', (_title, after, before, expected) => {
    const others = [other('1.0.0', before, entry('approved'))];

    expect(gained(versionDelta(ID, after, others))).toEqual(expected);
  });

  it('is the first where nothing below is known', () => {
    expect(versionDelta(ID, can('network'), [])).toEqual({ kind: 'first' });
  });

  const failed = (known: PackageFacts): PackageFacts => ({
    ...known,
    scanFailed: { at: '2026-01-01T00:00:00Z', message: 'it took too long' },
  });
  const unjudged = scan({ verdict: 'unknown' });
  it.each<[string, OtherVersion[], VersionDelta['kind']]>([
    ['came to no verdict', [other('1.0.0', unjudged)], 'unknown'],
    ['failed', [other('1.0.0', failed(scan()))], 'unknown'],
    [
      'failed for one that is approved in an emergency',
      [other('1.0.0', undefined, entry('approved', { grant: { ...GRANT, breakGlass: true } }))],
      'unknown',
    ],
    ['failed, beside one that was seen', [other('1.0.0', failed(scan())), other('0.9.0', can())], 'compared'],
    ['was never asked for', [other('1.0.0', scan())], 'first'],
    ['only was requested', [other('1.0.0', undefined, entry('requested'))], 'first'],
    ['failed for one that is refused', [other('1.0.0', failed(scan()), entry('rejected'))], 'first'],
    ['failed for one that is banned', [other('1.0.0', unjudged, entry('none', { banReason: 'x' }))], 'first'],
    ['accuses', [other('1.0.0', scan({ verdict: 'suspicious' }))], 'first'],
    ['failed for a later one', [other('2.1.0', failed(scan()))], 'first'],
  ])('where the scan of the one below %s', (_title, others, expected) => {
    expect(versionDelta(ID, can(), others).kind).toBe(expected);
  });

  it('compares only with the files that were approved', () => {
    const [seen, added] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`];
    const known = scan({ digest: seen }, { digest: added, capabilities: ['network'] });
    const approved = entry('approved', { grant: { ...GRANT, digests: [seen] } });

    expect(gained(versionDelta(ID, can('network'), [other('1.0.0', known, approved)]))).toEqual(['network']);
  });

  it('compares like files, and with all of the other version where none is like', () => {
    const wheel = (tags: string, capabilities: ArtifactScan['capabilities']): Partial<ArtifactScan> => ({
      ...{
        kind: 'wheel',
        filename: `a-1.0-${tags}.whl`,
        digest: `sha256:${tags.length.toString(16).repeat(64).slice(0, 64)}`,
      },
      capabilities,
    });
    const before = scan(wheel('py3-none-any', []), wheel('cp311-cp311-win_amd64', ['native-code']));
    const others = [other('1.0.0', before, entry('approved'))];
    const deltaOf = (tags: string) => gained(versionDelta(ID, scan(wheel(tags, ['native-code'])), others));

    expect(deltaOf('py3-none-any')).toEqual(['native-code']);
    expect(deltaOf('cp312-cp312-win_amd64')).toEqual([]);
    expect(deltaOf('cp311-cp311-macosx_11_0_arm64')).toEqual([]);
  });

  it('tells what starts by itself, each once, and apart from it what only runs other code', () => {
    const before = scan({ hooks: [hook()] });
    const news = hook({ name: 'install' });
    const after = scan(
      { hooks: [hook({ code: 'c2' }), news] },
      { hooks: [hook({ code: 'c2' }), news], digest: `sha256:${'9'.repeat(64)}` },
    );

    const delta = versionDelta(ID, after, [other('1.0.0', before, entry('approved'))]);

    expect(delta).toMatchObject({
      kind: 'compared',
      from: '1.0.0',
      how: 'approved',
      hooks: { added: [news], changed: [] },
      hooksAndCode: { added: [news], changed: [{ what: 'code', before: hook() }] },
    });
  });
});
