import { newKeys } from '../testing/certificates';
import {
  authority,
  certificateIn,
  changed,
  entryOf,
  hostileCheckpoint,
  materialOf,
  other,
  OTHER_DIGEST,
  proofOf,
  published,
  PURL,
  registryKey,
  signatureIn,
  signed,
  strangersSigned,
  subject,
  trust,
} from '../testing/npm-answers';
import {
  certificateBundle,
  NPM_ARTIFACT,
  npmAnswer,
  offeredSlsa,
  publishStatement,
  slsaStatement,
} from '../testing/samples';
import { BUILD, SIGNED_AT, TestAuthority } from '../testing/test-authority';
import { verifyNpmAttestations } from './npm';
import { SLSA_PROVENANCE_V1 } from './predicate-types';

describe('libs/provenance/attestation/npm: what is not verified', () => {
  it.each<[string, string, string]>([
    ['not JSON', 'malformed', '{"attestations": ['],
    ['no list', 'malformed', '{"attestations": {}}'],
    ['a bundle that is none', 'malformed', npmAnswer({ predicateType: SLSA_PROVENANCE_V1, bundle: null })],
    ['another media type', 'malformed', changed((bundle) => (bundle.mediaType = 'text/plain'))],
    [
      'a certificate that is none',
      'malformed',
      changed((bundle) => (certificateIn(bundle).rawBytes = 'AAAA')),
    ],
    ['no certificate', 'malformed', changed((bundle) => delete materialOf(bundle).certificate)],
    [
      'a certificate and a key',
      'malformed',
      changed((bundle) => (materialOf(bundle).publicKey = { hint: registryKey.keyId })),
    ],
    [
      'two signatures',
      'malformed',
      changed((bundle) => bundle.dsseEnvelope.signatures.push({ sig: 'AAAA', keyid: '' })),
    ],
    [
      'another payload type',
      'malformed',
      changed((bundle) => (bundle.dsseEnvelope.payloadType = 'application/json')),
    ],
    [
      'a pattern in place of the name of a log',
      'malformed',
      changed((bundle) => (proofOf(bundle).checkpoint.envelope = hostileCheckpoint(bundle))),
    ],
    ['a statement that is no JSON', 'malformed', npmAnswer(offeredSlsa(authority.sign('no JSON')))],
    ['a statement of another type', 'malformed', npmAnswer(signed({}, { _type: 'https://in-toto.io/Link' }))],
    ['a statement without subjects', 'malformed', npmAnswer(signed({}, { subject: [] }))],

    [
      'more than a megabyte',
      'too-large',
      npmAnswer(signed(), { predicateType: 'x'.repeat(2 ** 20), bundle: {} }),
    ],
    ['deep nesting', 'too-large', `{"attestations":${'['.repeat(100)}${']'.repeat(100)}}`],
    [
      'deep nesting inside what is signed',
      'too-large',
      npmAnswer(offeredSlsa(authority.sign(`{"predicate":${'['.repeat(100)}${']'.repeat(100)}}`))),
    ],

    ['another package', 'wrong-subject', npmAnswer(signed({}, subject('pkg:npm/widget@1.2.3')))],
    ['another version', 'wrong-subject', npmAnswer(signed({}, subject('pkg:npm/%40acme/widget@1.2.4')))],
    ['another ecosystem', 'wrong-subject', npmAnswer(signed({}, subject('pkg:pypi/widget@1.2.3')))],
    [
      'the package at another registry',
      'wrong-subject',
      npmAnswer(signed({}, subject(`${PURL}?repository_url=x`))),
    ],
    ['a name that is no purl', 'wrong-subject', npmAnswer(signed({}, subject('@acme/widget')))],
    ['other bytes', 'wrong-digest', npmAnswer(signed({}, subject(PURL, OTHER_DIGEST)))],
    [
      'no digest of the kind that is asked for',
      'wrong-digest',
      npmAnswer(signed({}, { subject: [{ name: PURL, digest: { sha256: NPM_ARTIFACT.sha512 } }] })),
    ],
    [
      'name and digest in two subjects',
      'wrong-digest',
      npmAnswer(
        signed(
          {},
          {
            subject: [
              { name: PURL, digest: { sha512: OTHER_DIGEST } },
              { name: 'pkg:npm/other@1.0.0', digest: { sha512: NPM_ARTIFACT.sha512 } },
            ],
          },
        ),
      ),
    ],

    [
      'a predicate that nobody knows',
      'wrong-predicate',
      npmAnswer({ ...signed(), predicateType: 'https://x.invalid/p' }),
    ],
    [
      'another predicate signed than offered',
      'wrong-predicate',
      npmAnswer(signed({}, { predicateType: 'https://slsa.dev/provenance/v0.2' })),
    ],
    [
      'a publish attestation offered as provenance',
      'wrong-predicate',
      npmAnswer(offeredSlsa(authority.sign(publishStatement()))),
    ],

    [
      'a changed statement',
      'bad-signature',
      changed((bundle) => (bundle.dsseEnvelope.payload = other(slsaStatement(subject(PURL, OTHER_DIGEST))))),
    ],
    [
      "another bundle's signature",
      'bad-signature',
      changed((bundle) => (signatureIn(bundle).sig = authority.sign(slsaStatement()).signature)),
    ],
    ['a signature of something else', 'bad-signature', npmAnswer(signed({ signInstead: Buffer.from('{}') }))],
    [
      "another build's certificate",
      'bad-signature',
      changed((bundle) => (certificateIn(bundle).rawBytes = authority.sign(slsaStatement()).certificate)),
    ],

    ['an authority that nobody trusts', 'untrusted-root', npmAnswer(offeredSlsa(strangersSigned()))],
    [
      'a certificate log that nobody trusts',
      'untrusted-root',
      npmAnswer(signed({ certificateLog: newKeys() })),
    ],
    [
      'a certificate that is in no certificate log',
      'untrusted-root',
      npmAnswer(signed({ certificateLog: null })),
    ],
    ['a certificate for a web server', 'untrusted-root', npmAnswer(signed({ uses: ['1.3.6.1.5.5.7.3.1'] }))],
    [
      'provenance that is signed with a key nobody knows',
      'untrusted-root',
      npmAnswer({ ...published(), predicateType: SLSA_PROVENANCE_V1 }),
    ],

    [
      'no entry of a log',
      'no-transparency-entry',
      changed((bundle) => (bundle.verificationMaterial.tlogEntries = [])),
    ],
    [
      'an entry with neither promise nor proof',
      'no-transparency-entry',
      changed((bundle) => {
        entryOf(bundle).inclusionPromise = undefined;
        entryOf(bundle).inclusionProof = undefined;
      }),
    ],
    [
      'a proof alone, which says no time',
      'no-transparency-entry',
      changed((bundle) => (entryOf(bundle).inclusionPromise = undefined)),
    ],
    [
      'the promise of another entry',
      'no-transparency-entry',
      changed(
        (bundle) =>
          (entryOf(bundle).inclusionPromise = authority.sign(slsaStatement()).entry.inclusionPromise),
      ),
    ],
    [
      'another time than was promised',
      'no-transparency-entry',
      changed(
        (bundle) => (entryOf(bundle).integratedTime = String(Number(entryOf(bundle).integratedTime) + 1)),
      ),
    ],
    [
      'a proof that does not lead to the root',
      'no-transparency-entry',
      changed((bundle) => proofOf(bundle).hashes.reverse()),
    ],
    [
      "another tree's head",
      'no-transparency-entry',
      changed(
        (bundle) =>
          (proofOf(bundle).checkpoint = proofOf({
            ...certificateBundle(authority.sign(slsaStatement())),
          }).checkpoint),
      ),
    ],
    [
      "a stranger's log",
      'no-transparency-entry',
      changed(
        (bundle) =>
          (bundle.verificationMaterial.tlogEntries = [new TestAuthority().sign(slsaStatement()).entry]),
      ),
    ],
    [
      'an entry about another statement',
      'no-transparency-entry',
      npmAnswer(signed({ logged: { payload: Buffer.from('{}') } })),
    ],
    [
      'an entry about another signature',
      'no-transparency-entry',
      npmAnswer(signed({ logged: { signature: Buffer.from('of something else') } })),
    ],

    [
      'the certificate a minute after its end',
      'expired-at-signing',
      npmAnswer(signed({ loggedAt: new Date(SIGNED_AT.getTime() + 600_000) })),
    ],
    [
      'the certificate a minute before its beginning',
      'expired-at-signing',
      npmAnswer(signed({ loggedAt: new Date(SIGNED_AT.getTime() - 120_000) })),
    ],

    [
      'an issuer of people',
      'wrong-issuer',
      npmAnswer(signed({ extensions: { ...BUILD, 8: 'https://login.invalid/oauth' } })),
    ],
    [
      'an issuer that only looks like one',
      'wrong-issuer',
      npmAnswer(
        signed({ extensions: { ...BUILD, 8: 'https://token.actions.githubusercontent.com.invalid' } }),
      ),
    ],

    [
      'a certificate without a repository',
      'wrong-identity',
      npmAnswer(signed({ extensions: { ...BUILD, 12: undefined } })),
    ],
    [
      'a certificate without an issuer',
      'wrong-identity',
      npmAnswer(signed({ extensions: { ...BUILD, 1: undefined, 8: undefined } })),
    ],
    [
      'a statement that names another repository',
      'wrong-identity',
      npmAnswer(signed({ extensions: { ...BUILD, 12: 'https://forge.invalid/mallory/widget' } })),
    ],
    [
      'two sources for the same bytes',
      'wrong-identity',
      npmAnswer(signed(), signed({ extensions: { ...BUILD, 15: '4712' } })),
    ],
  ])('does not verify %s: %s', (_, why, answer) => {
    expect(verifyNpmAttestations(answer, NPM_ARTIFACT, trust)).toMatchObject({
      state: 'unverified',
      why,
      detail: expect.stringMatching(/\w/),
    });
  });
});
