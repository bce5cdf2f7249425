/**
 * The closed list of failures. A denial is not here: it is a decision (see policy/reason-code.ts).
 * Codes travel over the wire and are compared by value; texts may change, codes may not.
 */
export const ERROR_CODES = {
  'malformed-json': 'The body is not valid JSON.',
  'invalid-request': 'The body does not have the documented shape.',
  'payload-too-large': 'The body is larger than the bus accepts.',
  'unknown-ecosystem': 'The ecosystem is not one of: pypi, npm.',
  'invalid-name': 'The package name breaks the rules of its ecosystem.',
  'invalid-version': 'The version breaks the rules of its ecosystem.',
  'invalid-requirement': 'The requirement cannot be read.',
  'unsupported-source': 'URLs, paths and version-control sources are not packages of a registry.',
  'empty-request': 'At least one package is needed.',
  'invalid-agent-id': 'The agent id is empty, too long or has characters that are not allowed.',
  'invalid-skill-id': 'The skill id is empty, too long or has characters that are not allowed.',
  'invalid-maturity': 'The maturity is not one of: student, intern, supervised, autonomous.',
  'package-not-found': 'The registry does not have a package of this name.',
  'version-not-found': 'The registry does not have this version.',
  'version-conflict': 'No set of versions meets all requirements.',
  'no-installable-artifact': 'The release has no artifact that can be installed without running its code.',
  'registry-unreachable': 'The package registry did not answer.',
  'digest-mismatch': 'The bytes that arrived are not the bytes that the lock names.',
  'artifact-missing': 'The artifact store does not hold this digest.',
  'artifact-too-large': 'The artifact is larger than the limit.',
  'archive-refused': 'The archive is corrupt or breaks the unpacking limits.',
  'scan-failed': 'The scan did not finish; nothing may be concluded from it.',
  'install-denied': 'Governance does not allow the whole closure.',
  'install-script-malicious': 'The scan found malicious content in the closure.',
  'execution-denied': 'Governance no longer allows the closure of this image.',
  'installation-not-found': 'Nothing is installed for this skill.',
  'job-not-found': 'No install job has this id.',
  'request-not-found': 'No package request has this id.',
  'report-not-found': 'There is no scan report for this digest.',
  'agent-not-found': 'No agent is registered under this id.',
  'transition-refused': 'The registry has no such transition from the present state.',
  'ban-not-found': 'No live ban matches.',
  'build-failed': 'The image could not be built.',
  'disk-full': 'There is no space left on the worker.',
  'engine-unavailable': 'The Docker engine does not answer.',
  'image-missing': 'The image of this installation is gone from the engine.',
  'advisories-unreadable': 'The advisory source cannot be read.',
  'store-unavailable': 'The database does not answer.',
  'audit-unavailable': 'The audit stream does not take records.',
  'bus-unavailable': 'The bus does not answer.',
  'nobody-listens': 'No service serves this subject now.',
  timeout: 'The service did not answer in time.',
  'route-not-found': 'The gateway has no such path.',
  'permission-denied': 'These credentials may not do this.',
  unauthenticated: 'No valid token was given.',
  'stale-revision': 'This replica has not reached the registry revision that was asked for.',
  internal: 'An unexpected fault; the log of the service has the cause.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}
