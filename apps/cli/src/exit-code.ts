import type { Admission, ErrorCode, Verdict } from '@sallyport/domain';

/** What the exit status of `sallyport` means. The only table of it; docs and help are made from it. */
export const EXIT = {
  ok: 0,
  /** The answer is "no": a denial, a refused install or execution, a broken audit trail. */
  denied: 1,
  /** The command line or what it names cannot be used. */
  usage: 2,
  notFound: 3,
  /** Something that is needed does not answer, or not in time. Worth another try. */
  unreachable: 4,
  permission: 5,
  /** An install, a scan, a build or the executed code failed. */
  failed: 6,
  internal: 7,
  /** The present state does not allow this change. */
  conflict: 8,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Total over the codes: a new code does not compile until it has a status. */
export const EXIT_OF_ERROR: Readonly<Record<ErrorCode, ExitCode>> = {
  'malformed-json': EXIT.usage,
  'invalid-request': EXIT.usage,
  'payload-too-large': EXIT.usage,
  'unknown-ecosystem': EXIT.usage,
  'invalid-name': EXIT.usage,
  'invalid-version': EXIT.usage,
  'invalid-requirement': EXIT.usage,
  'unsupported-source': EXIT.usage,
  'empty-request': EXIT.usage,
  'invalid-agent-id': EXIT.usage,
  'invalid-skill-id': EXIT.usage,
  'invalid-maturity': EXIT.usage,
  'invalid-selector': EXIT.usage,
  'invalid-digest': EXIT.usage,
  'invalid-date': EXIT.usage,
  'invalid-policy': EXIT.usage,
  'invalid-exception': EXIT.usage,
  'agents-unreadable': EXIT.usage,
  'advisories-unreadable': EXIT.usage,
  'package-not-found': EXIT.notFound,
  'version-not-found': EXIT.notFound,
  'installation-not-found': EXIT.notFound,
  'job-not-found': EXIT.notFound,
  'report-not-found': EXIT.notFound,
  'behaviour-not-found': EXIT.notFound,
  'agent-not-found': EXIT.notFound,
  'ban-not-found': EXIT.notFound,
  'request-not-found': EXIT.notFound,
  'approval-not-found': EXIT.notFound,
  'exception-not-found': EXIT.notFound,
  'proposal-not-found': EXIT.notFound,
  'name-not-found': EXIT.notFound,
  'route-not-found': EXIT.notFound,
  'install-denied': EXIT.denied,
  'install-script-malicious': EXIT.denied,
  'execution-denied': EXIT.denied,
  'version-conflict': EXIT.failed,
  'no-installable-artifact': EXIT.failed,
  'digest-mismatch': EXIT.failed,
  'artifact-missing': EXIT.failed,
  'artifact-too-large': EXIT.failed,
  'archive-refused': EXIT.failed,
  'scan-failed': EXIT.failed,
  'build-failed': EXIT.failed,
  'disk-full': EXIT.failed,
  'image-missing': EXIT.failed,
  'decision-unsigned': EXIT.failed,
  'registry-unreachable': EXIT.unreachable,
  'engine-unavailable': EXIT.unreachable,
  'store-unavailable': EXIT.unreachable,
  'audit-unavailable': EXIT.unreachable,
  'bus-unavailable': EXIT.unreachable,
  'nobody-listens': EXIT.unreachable,
  timeout: EXIT.unreachable,
  'too-many-followers': EXIT.unreachable,
  'stale-revision': EXIT.unreachable,
  'signing-unavailable': EXIT.unreachable,
  'permission-denied': EXIT.permission,
  unauthenticated: EXIT.permission,
  // Another actor may; the credentials are not what is wrong.
  'reviewer-refused': EXIT.permission,
  'transition-refused': EXIT.conflict,
  'review-conflict': EXIT.conflict,
  'scan-missing': EXIT.conflict,
  internal: EXIT.internal,
};

/** What a scan would mean for an installation; what could not be judged is never a "yes". */
export const EXIT_OF_ADMISSION: Readonly<Record<Admission['outcome'], ExitCode>> = {
  admitted: EXIT.ok,
  malicious: EXIT.denied,
  unjudged: EXIT.failed,
};

/** What a scan without a stack found. */
export const EXIT_OF_VERDICT: Readonly<Record<Verdict, ExitCode>> = {
  clean: EXIT.ok,
  warning: EXIT.ok,
  suspicious: EXIT.denied,
  unknown: EXIT.failed,
  malicious: EXIT.denied,
};

/** "No" beats "could not be judged", which beats everything else; only what is left is a yes. */
export function worstExit(exits: readonly ExitCode[]): ExitCode {
  if (exits.includes(EXIT.denied)) return EXIT.denied;
  if (exits.includes(EXIT.failed)) return EXIT.failed;
  return exits.find((exit) => exit !== EXIT.ok) ?? EXIT.ok;
}

/** For the help text. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done, or allowed',
  denied:
    'denied (also: the scan found malicious content, or without a stack suspicious content; the audit trail is not intact)',
  usage: 'the command line or what it names cannot be used',
  notFound: 'not found',
  unreachable: 'a service, or of a scan with --fetch the package registry, does not answer, or not in time',
  permission: 'these credentials, or this actor, may not do this',
  failed: 'an install, scan, build or the executed code failed (also: the scan could not judge everything)',
  internal: 'an unexpected fault',
  conflict: 'the present state does not allow this change',
};
