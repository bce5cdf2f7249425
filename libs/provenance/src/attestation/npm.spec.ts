import { readTrustRoot } from '../trust-root';
import { NPM_ARTIFACT, npmAnswer, offeredSlsa, slsaStatement } from '../testing/samples';
import { TestAuthority } from '../testing/test-authority';
import { verifyNpmAttestations } from './npm';

const authority = new TestAuthority();
const trust = readTrustRoot({ trustedRoot: JSON.stringify(authority.trustedRoot()) });

describe('libs/provenance/attestation/npm', () => {
  it('verifies', () => {
    expect(
      verifyNpmAttestations(npmAnswer(offeredSlsa(authority.sign(slsaStatement()))), NPM_ARTIFACT, trust),
    ).toEqual({});
  });
});
