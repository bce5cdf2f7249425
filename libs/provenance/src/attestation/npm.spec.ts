import {
  chained,
  entryOf,
  manySubjects,
  OTHER_DIGEST,
  published,
  PURL,
  registryKey,
  signed,
  subject,
  trust,
  trustWithKeys,
} from '../testing/npm-answers';
import { bundleOf, NPM_ARTIFACT, npmAnswer, slsaStatement } from '../testing/samples';
import { REPOSITORY, SIGNED_AT } from '../testing/test-authority';
import type { TrustRoot } from '../trust-root';
import { verifyNpmAttestations } from './npm';
import { SLSA_PROVENANCE_V1 } from './predicate-types';

const verify = (answer: string, root: TrustRoot | undefined) =>
  verifyNpmAttestations(answer, NPM_ARTIFACT, root);

describe('libs/provenance/attestation/npm', () => {
  it('says who built it, from the certificate and not from the statement', () => {
    const outcome = verify(npmAnswer(signed({}, { predicate: { builder: { id: 'somebody else' } } })), trust);

    expect(outcome).toEqual({
      state: 'verified',
      identity: {
        issuer: 'https://token.actions.githubusercontent.com',
        subject: `${REPOSITORY}/.github/workflows/release.yml@refs/tags/v1.2.3`,
        repository: REPOSITORY,
        repositoryId: '4711',
        workflow: '.github/workflows/release.yml',
        ref: 'refs/tags/v1.2.3',
        commit: '4f1c0ffee0000000000000000000000000000000',
        builder: `${REPOSITORY}/.github/workflows/release.yml@refs/tags/v1.2.3`,
      },
      predicateType: SLSA_PROVENANCE_V1,
      loggedAt: SIGNED_AT.toISOString(),
      bundleDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
  });

  it.each<[string, string, TrustRoot?]>([
    ['an entry of the kind that npm logged earlier', npmAnswer(signed({ kind: 'intoto' }))],
    [
      'a promise of the log without a proof',
      chained('0.1', (bundle) => delete entryOf(bundle).inclusionProof),
    ],
    ['a chain in place of the certificate, as in bundles before version 0.3', chained('0.2')],
    ['several subjects, of which one is this', npmAnswer(signed({}, manySubjects()))],
    ['the same provenance twice', npmAnswer(signed(), signed())],
    ["npm's publish attestation, without a key to verify it", npmAnswer(signed(), published())],
    ["npm's publish attestation, with its key", npmAnswer(signed(), published()), trustWithKeys],
    [
      'the certificate as long as it is valid',
      npmAnswer(signed({ loggedAt: new Date(SIGNED_AT.getTime() + 540_000) })),
    ],
  ])('verifies %s', (_, answer, root = trust) => {
    expect(verify(answer, root)).toMatchObject({ state: 'verified', identity: { repository: REPOSITORY } });
  });

  it.each<[string, string, object, TrustRoot | undefined]>([
    ['no attestation at all', npmAnswer(), { state: 'absent' }, trust],
    ['a publish attestation alone', npmAnswer(published()), { state: 'absent' }, trustWithKeys],
    ['no trust root', npmAnswer(signed()), { state: 'unverified', why: 'no-trust-root' }, undefined],
    ['nothing to verify and no trust root', npmAnswer(), { state: 'absent' }, undefined],
    [
      'a publish attestation of other bytes',
      npmAnswer(signed(), published(subject(PURL, OTHER_DIGEST))),
      { state: 'unverified', why: 'wrong-digest' },
      trustWithKeys,
    ],
    [
      'a publish attestation with a key that nobody knows',
      npmAnswer(signed(), published({}, 'SHA256:other')),
      { state: 'unverified', why: 'untrusted-root' },
      trustWithKeys,
    ],
    [
      "provenance signed with the registry's key",
      npmAnswer({
        predicateType: SLSA_PROVENANCE_V1,
        bundle: bundleOf(registryKey.sign(slsaStatement()), { publicKey: { hint: registryKey.keyId } }),
      }),
      { state: 'unverified', why: 'wrong-identity' },
      trustWithKeys,
    ],
  ])('with %s', (_, answer, expected, root) => {
    expect(verify(answer, root)).toMatchObject(expected);
  });
});
