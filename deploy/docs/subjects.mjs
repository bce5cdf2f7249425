// docs/subjects.md: everything that is said on the bus.
import { code, codes, page, table } from './markdown.mjs';

/** @param {import('./documents.mjs').Ordered} sources */
export function subjectsPage({ domain, endpoints, timeouts }) {
  const { EVENT_TYPES, PERMISSIONS, ECOSYSTEMS } = domain;
  const { installJobSubject, deadJobSubject, installProgressSubject } = domain;
  const { EVENTS_STREAM, JOBS_STREAM, DEAD_STREAM, AUDIT_CONSUMER, INSTALL_CONSUMERS } = domain;
  const seconds = (/** @type {number} */ ms) => `${ms / 1000} s`;
  return page('Subjects', 'libs/domain/src/contracts', [
    'Bodies are plain JSON in UTF-8; a client in any language needs a NATS library and nothing else. The full schemas ' +
      'are in [api/asyncapi.json](api/asyncapi.json), the failures in [errors.md](errors.md). Which credentials may ' +
      'publish to which subject is said in `deploy/nats.conf`.',
    '## Requests',
    'Each is served in a queue group, so replicas share the work, and is listed by the NATS services protocol ' +
      '(`$SRV.PING`, `$SRV.INFO`, `$SRV.STATS`).',
    table(
      ['Subject', 'Service', 'Permission', 'Callers wait', 'Summary'],
      endpoints.map(({ subject, service, permission, pace, summary }) => [
        code(subject),
        service,
        permission,
        seconds(timeouts[pace]),
        summary,
      ]),
    ),
    '## Permissions',
    'Who has which permission. The gateway asks this table; the bus credentials of the four roles say the same in ' +
      '`deploy/nats.conf`.',
    table(
      ['Permission', 'Roles'],
      Object.entries(PERMISSIONS).map(([permission, roles]) => [
        permission,
        roles.join(', ') || 'none: between our own services',
      ]),
    ),
    '## Events',
    `Stored in the stream ${code(EVENTS_STREAM.name)} (${codes(EVENTS_STREAM.subjects)}), from where audit archives each ` +
      `exactly once through the durable consumer ${code(AUDIT_CONSUMER)}. The body is an envelope ` +
      '`{"id", "type", "at", "source", "data"}`.',
    table(
      ['Subject', 'Published by', 'Summary'],
      EVENT_TYPES.map(({ subject, services, summary }) => [code(subject), services.join(', '), summary]),
    ),
    '## Jobs and progress',
    table(
      ['Subject', 'What'],
      [
        ...ECOSYSTEMS.map((ecosystem) => [
          code(installJobSubject(ecosystem)),
          `Work queue in the stream ${code(JOBS_STREAM.name)}, taken through the consumer ${code(INSTALL_CONSUMERS[ecosystem])}.`,
        ]),
        ...ECOSYSTEMS.map((ecosystem) => [
          code(deadJobSubject(ecosystem)),
          `Jobs that no worker could finish, kept in the stream ${code(DEAD_STREAM.name)} for an operator.`,
        ]),
        [
          code(installProgressSubject('<jobId>')),
          'Progress of one install job, for people who watch. Not stored; the job itself is the truth.',
        ],
      ],
    ),
  ]);
}
