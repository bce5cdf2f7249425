import type { ProvenanceOutcome } from '@sallyport/domain';
import fc from 'fast-check';
import { authority, signed, trust } from '../testing/npm-answers';
import {
  NPM_ARTIFACT,
  npmAnswer,
  PYPI_ARTIFACT,
  pypiAnswer,
  pypiAttestation,
  pypiStatement,
} from '../testing/samples';
import { verifyNpmAttestations } from './npm';
import { verifyPypiProvenance } from './pypi';

const NPM = npmAnswer(signed());
const PYPI = pypiAnswer([pypiAttestation(authority.sign(pypiStatement()))]);
const verifyNpm = (answer: string) => verifyNpmAttestations(answer, NPM_ARTIFACT, trust);
const verifyPypi = (answer: string) => verifyPypiProvenance(answer, PYPI_ARTIFACT, trust);

/** What a decision is made from. Other spellings of the same bundle (base64, white space) have other digests. */
function meaningOf(outcome: ProvenanceOutcome): unknown {
  return outcome.state === 'verified' ? { ...outcome, bundleDigest: '' } : outcome.state;
}

/** One byte another, one left out, or one put in. */
function drawnHarm(answer: string): fc.Arbitrary<string> {
  const bytes = Buffer.from(answer);
  const at = fc.nat(bytes.length - 1);
  return fc.oneof(
    fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([index, mask]) => {
      const harmed = Buffer.from(bytes);
      harmed[index] = (harmed[index] as number) ^ mask;
      return harmed.toString();
    }),
    at.map((index) => Buffer.concat([bytes.subarray(0, index), bytes.subarray(index + 1)]).toString()),
    fc
      .tuple(at, fc.integer({ min: 0, max: 255 }))
      .map(([index, byte]) =>
        Buffer.concat([bytes.subarray(0, index), Buffer.from([byte]), bytes.subarray(index)]).toString(),
      ),
  );
}

describe('libs/provenance/attestation: a harmed answer', () => {
  it.each([
    ['npm', NPM, verifyNpm],
    ['pypi', PYPI, verifyPypi],
  ])('of %s is not verified, or says the same', (_, answer, verify) => {
    const meaning = meaningOf(verify(answer));

    fc.assert(
      fc.property(drawnHarm(answer), (harmed) => {
        expect([meaning, 'unverified', 'absent']).toContainEqual(meaningOf(verify(harmed)));
      }),
      { numRuns: 400 },
    );
    expect(meaning).toMatchObject({ state: 'verified' });
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (answer) => {
        expect(['unverified', 'absent']).toContain(verifyNpm(answer).state);
        expect(['unverified', 'absent']).toContain(verifyPypi(answer).state);
      }),
      { numRuns: 300 },
    );
  });
});
