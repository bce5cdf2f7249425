import { NPM_ARTIFACT, npmAnswer } from './testing/samples';
import { authority, registryKey, signed } from './testing/npm-answers';
import { verifyNpmAttestations } from './attestation/npm';
import { readTrustRoot } from './trust-root';
import seeds from '@sigstore/tuf/seeds.json';

/** What sigstore's TUF client begins with; base64 by name. */
const [SEED] = Object.values(seeds) as { targets: Record<string, string> }[];
const seed = (ending: string) => {
  const [, text = ''] = Object.entries(SEED?.targets ?? {}).find(([name]) => name.endsWith(ending)) ?? [];
  return Buffer.from(text, 'base64').toString();
};

const ROOT = authority.trustedRoot();
const without = (member: string) => JSON.stringify({ ...ROOT, [member]: [] });

describe('libs/provenance/trust-root', () => {
  it.each<[string, string, RegExp]>([
    ['no JSON', 'certificates', /not JSON/],
    ['another file', '{"keys": []}', /not a sigstore trusted root: mediaType/],
    ['no transparency log', without('tlogs'), /tlogs: no transparency log/],
    ['no authority', without('certificateAuthorities'), /certificateAuthorities: no certificate authority/],
    ['no certificate log', without('ctlogs'), /ctlogs: no certificate log/],
    ['an authority that is none', JSON.stringify({ ...ROOT, certificateAuthorities: [{}] }), /./],
    ['more than a trust root has', ' '.repeat(2 ** 18) + JSON.stringify(ROOT), /larger than/],
  ])('is refused with %s', (_, trustedRoot, message) => {
    expect(() => readTrustRoot({ trustedRoot })).toThrow(message);
  });

  it.each<[string, string, RegExp]>([
    ['no list', '{}', /not a list of registry keys: keys/],
    ['a key that is none', registryKey.file().replace(/"rawBytes":"[^"]+"/, '"rawBytes":"AAAA"'), /./],
  ])('is refused with keys of a registry that are %s', (_, registryKeys, message) => {
    expect(() => readTrustRoot({ trustedRoot: JSON.stringify(ROOT), registryKeys })).toThrow(message);
  });

  it("reads sigstore's own, with npm's keys, and trusts nothing of ours by it", () => {
    const trust = readTrustRoot({
      trustedRoot: seed('trusted_root.json'),
      registryKeys: seed('keys.json'),
    });

    expect(trust).toMatchObject({ hasRegistryKeys: true });
    expect(trust.material.tlogs.length).toBeGreaterThan(0);
    expect(verifyNpmAttestations(npmAnswer(signed()), NPM_ARTIFACT, trust)).toMatchObject({
      state: 'unverified',
      why: 'untrusted-root',
    });
  });

  it('takes the issuers that the operator names, and no others', () => {
    const trust = readTrustRoot({ trustedRoot: JSON.stringify(ROOT), issuers: ['https://ci.invalid'] });

    expect(verifyNpmAttestations(npmAnswer(signed()), NPM_ARTIFACT, trust)).toMatchObject({
      state: 'unverified',
      why: 'wrong-issuer',
    });
  });
});
