export { verifyNpmAttestations, type NpmArtifact } from './attestation/npm';
export { verifyPypiProvenance, type PypiArtifact } from './attestation/pypi';
export { BUILD_ISSUERS, readTrustRoot, type TrustRoot, type TrustRootFiles } from './trust-root';
export { readRegistryKeys } from './registry-keys';
export { MAX_ANSWER_BYTES } from './limits';
