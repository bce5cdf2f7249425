// docs/errors.md: every failure, what it becomes over HTTP and on a command line, and who answers it.
import { code, codes, page, table } from './markdown.mjs';

/** @param {import('./documents.mjs').Ordered} sources */
export function errorsPage({ domain, endpoints, exit, httpStatus }) {
  const { ERROR_CODES, ERROR_CODE_HEADER, SERVICE_ERROR_CODE_HEADER, SERVICE_ERROR_HEADER } = domain;
  const all = /** @type {import('@sallyport/domain').ErrorCode[]} */ (Object.keys(ERROR_CODES));
  return page('Errors', 'libs/domain/src/errors and the two tables that map it', [
    'A failure is something that stopped us. A denial is not here: it is a [decision](rules.md), a value with a reason ' +
      'code. Texts may change; codes may not. "Nobody listens", "too slow" and "it said no" are three different codes.',
    '## The shape',
    'On the bus an error is a reply whose body is `{"code", "message", "hint", "details"?}` and whose headers are ' +
      `${code(ERROR_CODE_HEADER)} (the code), ${code(SERVICE_ERROR_HEADER)} (the code again, where the NATS services ` +
      `protocol wants it) and ${code(SERVICE_ERROR_CODE_HEADER)} (a number). A reply without ` +
      `${code(ERROR_CODE_HEADER)} is an answer. Over REST the same body comes with the HTTP status below, and the ` +
      'command line ends with the exit status below.',
    'The cause of a failure is in the log of the service that met it, and is never sent.',
    '## The list',
    table(
      ['Code', 'HTTP', 'Exit status', 'Meaning'],
      all.map((name) => [
        code(name),
        String(httpStatus[name]),
        String(exit.EXIT_OF_ERROR[name]),
        ERROR_CODES[name],
      ]),
    ),
    '## Exit status of `sallyport`',
    table(
      ['Status', 'Meaning'],
      Object.entries(exit.EXIT).map(([name, status]) => [
        String(status),
        exit.EXIT_MEANINGS[/** @type {keyof typeof exit.EXIT} */ (name)],
      ]),
    ),
    '## Who answers what',
    `Any endpoint may answer ${codes(['malformed-json', 'invalid-request', 'internal'])}; the caller's side adds ` +
      `${codes(['nobody-listens', 'timeout', 'bus-unavailable', 'permission-denied', 'payload-too-large'])}. ` +
      'Beyond these:',
    table(
      ['Subject', 'Codes'],
      endpoints.map(({ subject, errors }) => [code(subject), codes([...new Set(errors)]) || '–']),
    ),
  ]);
}
