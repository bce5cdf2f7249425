/**
 * Bounds on what a package registry hands over as provenance. Answers of real registries are some ten thousand bytes;
 * each bound leaves ten times that.
 */

/** UTF-8 bytes of one answer. */
export const MAX_ANSWER_BYTES = 1024 ** 2;
/** Levels of brackets; a SLSA predicate inside an answer takes about 12. */
export const MAX_DEPTH = 48;
/** Attestations of one artifact; npm has two, PyPI one or two. */
export const MAX_ATTESTATIONS = 16;
/** Base64 characters of one signed statement. */
export const MAX_STATEMENT_CHARACTERS = 512 * 1024;
/** Subjects of one statement; builds that attest a whole release name some dozens. */
export const MAX_SUBJECTS = 1_000;
/** Base64 characters of one certificate; a Fulcio leaf has about 1,200. */
export const MAX_CERTIFICATE_CHARACTERS = 16 * 1024;
/** Base64 characters of one entry of a transparency log; those of kind `intoto` repeat the certificate. */
export const MAX_LOG_ENTRY_CHARACTERS = 256 * 1024;
/** Bytes of the trust root's file; sigstore's own has about 7,000. */
export const MAX_TRUST_ROOT_BYTES = 256 * 1024;
