import { pypiAnswer, pypiAttestation, PYPI_ARTIFACT, pypiStatement, slsaStatement } from '../testing/samples';
import { authority, trust } from '../testing/npm-answers';
import { BUILD, GITHUB_ISSUER, REPOSITORY, SIGNED_AT, type Signing } from '../testing/test-authority';
import { PYPI_PUBLISH_V1, SLSA_PROVENANCE_V1 } from './predicate-types';
import { verifyPypiProvenance } from './pypi';

const WHEEL = PYPI_ARTIFACT.filename;
const verify = (answer: string, filename: string) =>
  verifyPypiProvenance(answer, { ...PYPI_ARTIFACT, filename }, trust);
const signed = (changes: Record<string, unknown> = {}, how: Signing = {}) =>
  pypiAttestation(authority.sign(pypiStatement(changes), how));
const subject = (name: string, sha256: string = PYPI_ARTIFACT.sha256) => ({ name, digest: { sha256 } });
const about = (...subjects: object[]) => ({ subject: subjects });
const slsa = () => signed({ predicateType: SLSA_PROVENANCE_V1, predicate: slsaStatement()['predicate'] });
const account: Signing = {
  subject: 'release@acme.invalid',
  extensions: { 8: 'https://accounts.google.com' },
};

function changed(change: (attestation: ReturnType<typeof signed>) => void): string {
  const attestation = structuredClone(signed());
  change(attestation);
  return pypiAnswer([attestation]);
}

describe('libs/provenance/attestation/pypi', () => {
  it('says who built it', () => {
    expect(verify(pypiAnswer([signed()]), WHEEL)).toEqual({
      state: 'verified',
      identity: {
        issuer: GITHUB_ISSUER,
        subject: BUILD[9],
        repository: REPOSITORY,
        repositoryId: '4711',
        workflow: '.github/workflows/release.yml',
        ref: 'refs/tags/v1.2.3',
        commit: BUILD[13],
        builder: BUILD[9],
      },
      predicateType: PYPI_PUBLISH_V1,
      loggedAt: SIGNED_AT.toISOString(),
      bundleDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
  });

  it.each<[string, string, string?]>([
    ['both predicates of the PEP', pypiAnswer([signed(), slsa()])],
    ['SLSA provenance alone', pypiAnswer([slsa()])],
    [
      'a name in other case, as forges take it',
      pypiAnswer([signed()], { kind: 'GitHub', repository: 'Acme/Widget' }),
    ],
    ['a publisher of whom nothing is said', pypiAnswer([signed()], { kind: 'Other' })],
    [
      'a path of a build definition',
      pypiAnswer([signed()], { kind: 'GitLab', workflow_filepath: '.github/workflows/release.yml' }),
    ],
    ['a service account', pypiAnswer([signed({}, account)], { kind: 'Google', email: account.subject })],
    [
      'another spelling of the same wheel',
      pypiAnswer([signed(about(subject('Acme.Widget-1.2.3.0-py3-none-any.whl')))]),
    ],
    [
      'tags in another order',
      pypiAnswer([signed(about(subject('acme_widget-1.2.3-py3.py2-none-any.whl')))]),
      'acme_widget-1.2.3-py2.py3-none-any.whl',
    ],
    [
      'a source distribution',
      pypiAnswer([signed(about(subject('acme-widget-1.2.3.tar.gz')))]),
      'acme_widget-1.2.3.tar.gz',
    ],
  ])('verifies %s', (_, answer, filename = WHEEL) => {
    expect(verify(answer, filename)).toMatchObject({ state: 'verified' });
  });

  it.each<[string, string, string, string?]>([
    ['not JSON', 'malformed', 'nothing'],
    [
      'another version of the object',
      'malformed',
      pypiAnswer([signed()]).replace('{"version":1', '{"version":2'),
    ],
    ['another version of the attestation', 'malformed', changed((one) => (one.version = 2))],
    ['an attestation that is none', 'malformed', pypiAnswer([{ version: 1 }])],
    [
      'a certificate that is none',
      'malformed',
      changed((one) => (one.verification_material.certificate = 'AAAA')),
    ],
    [
      'a timestamp that is none',
      'malformed',
      changed((one) => Object.assign(one.verification_material, { timestamps: ['AAAA'] })),
    ],
    [
      'a proof alone, which says no time',
      'no-transparency-entry',
      changed((one) => delete entryIn(one).inclusionPromise),
    ],
    ['more than a megabyte', 'too-large', `${pypiAnswer([signed()])}${' '.repeat(2 ** 20)}`],
    ['deep nesting', 'too-large', '['.repeat(10_000)],
    ['more attestations than anybody has', 'too-large', manyBundles()],
    [
      'another file',
      'wrong-subject',
      pypiAnswer([signed(about(subject('acme_widget-1.2.4-py3-none-any.whl')))]),
    ],
    [
      'the sdist in place of the wheel',
      'wrong-subject',
      pypiAnswer([signed(about(subject('acme_widget-1.2.3.tar.gz')))]),
    ],
    [
      'a wheel for another platform',
      'wrong-subject',
      pypiAnswer([signed(about(subject('acme_widget-1.2.3-py3-none-win32.whl')))]),
    ],
    [
      'another build of the wheel',
      'wrong-subject',
      pypiAnswer([signed(about(subject('acme_widget-1.2.3-1-py3-none-any.whl')))]),
    ],
    [
      'a subject that is no file of a distribution',
      'wrong-subject',
      pypiAnswer([signed(about(subject('acme_widget')))]),
    ],
    [
      'neither side a file of a distribution',
      'wrong-subject',
      pypiAnswer([signed(about(subject('widget.exe')))]),
      'widget.exe',
    ],
    ['two subjects', 'wrong-subject', pypiAnswer([signed(about(subject(WHEEL), subject('other-1.tar.gz')))])],
    ['other bytes', 'wrong-digest', pypiAnswer([signed(about(subject(WHEEL, 'ab'.repeat(32))))])],
    ["npm's predicate", 'wrong-predicate', pypiAnswer([signed({ predicateType: 'https://x.invalid/p' })])],
    [
      'a changed statement',
      'bad-signature',
      changed(
        (one) => (one.envelope.statement = signed(about(subject(WHEEL, 'cd'.repeat(32)))).envelope.statement),
      ),
    ],
    [
      "another attestation's signature",
      'bad-signature',
      changed((one) => (one.envelope.signature = signed().envelope.signature)),
    ],
    [
      'no entry of a log',
      'no-transparency-entry',
      changed((one) => (one.verification_material.transparency_entries = [])),
    ],
    [
      'a certificate that had ended',
      'expired-at-signing',
      pypiAnswer([signed({}, { loggedAt: new Date(SIGNED_AT.getTime() + 3_600_000) })]),
    ],
    ['an authority that nobody trusts', 'untrusted-root', pypiAnswer([signed({}, { certificateLog: null })])],
    [
      'an issuer of people',
      'wrong-issuer',
      pypiAnswer([signed({}, { extensions: { ...BUILD, 8: 'https://x.invalid' } })]),
    ],
    [
      'another repository than the index says',
      'wrong-identity',
      pypiAnswer([signed()], { kind: 'GitHub', repository: 'mallory/widget' }),
    ],
    [
      'a repository whose name only ends so',
      'wrong-identity',
      pypiAnswer([signed()], { kind: 'GitHub', repository: 'cme/widget' }),
    ],
    [
      'another workflow than the index says',
      'wrong-identity',
      pypiAnswer([signed()], { kind: 'GitHub', repository: 'acme/widget', workflow: 'test.yml' }),
    ],
    [
      'another service account',
      'wrong-identity',
      pypiAnswer([signed({}, account)], { kind: 'Google', email: 'x@acme.invalid' }),
    ],
    ['nothing that names a source', 'wrong-identity', pypiAnswer([signed({}, account)], { kind: 'Other' })],
    [
      'one good and one bad',
      'wrong-digest',
      pypiAnswer([signed(), signed(about(subject(WHEEL, 'ab'.repeat(32))))]),
    ],
    [
      'two sources',
      'wrong-identity',
      pypiAnswer([signed(), signed({}, { extensions: { ...BUILD, 15: '4712' } })]),
    ],
  ])('does not verify %s: %s', (_, why, answer, filename = WHEEL) => {
    expect(verify(answer, filename)).toMatchObject({ state: 'unverified', why });
  });

  it.each<[string, string, object]>([
    ['no attestations', pypiAnswer([]), { state: 'absent' }],
    ['attestations', pypiAnswer([signed()]), { state: 'unverified', why: 'no-trust-root' }],
  ])('with %s and no trust root', (_, answer, expected) => {
    expect(verifyPypiProvenance(answer, PYPI_ARTIFACT, undefined)).toMatchObject(expected);
  });
});

function entryIn(attestation: ReturnType<typeof signed>) {
  const [entry] = attestation.verification_material.transparency_entries;
  if (entry === undefined) throw new Error('This attestation has no entry');
  return entry;
}

/** Few in each bundle, and many bundles. */
function manyBundles(): string {
  const attestations = [signed(), signed()];
  const bundles = Array.from({ length: 9 }, () => ({ publisher: { kind: 'GitHub' }, attestations }));
  return JSON.stringify({ version: 1, attestation_bundles: bundles });
}
