import type { ErrorCode } from '@sallyport/domain';
import { EXIT, type ExitCode } from './exit-code';
import { CONNECT, runFake, type FakeRunOptions } from './testing/run-fake';
import { installed } from './testing/stocked';

const FILES = {
  files: {
    '/home/me/project/broken.json': '{',
    '/home/me/project/other.json': '{"lock":{}}',
    '/home/me/project/agents.csv': 'agentId,maturity\na1,intern\n',
  },
};
const WITHOUT_STACK = { files: { '/home/me/.sallyport/connect.json': undefined as never } };

describe('apps/cli: what cannot be done', () => {
  it.each<[string, ExitCode, ErrorCode, FakeRunOptions]>([
    ['', EXIT.usage, 'invalid-request', {}],
    ['nonsense', EXIT.usage, 'invalid-request', {}],
    ['check', EXIT.usage, 'invalid-agent-id', {}],
    ['check --agent a', EXIT.usage, 'empty-request', {}],
    ['check npm:lodash@1.2.3 --request r1 --agent a', EXIT.usage, 'invalid-request', {}],
    ['check --request r9 --agent a', EXIT.notFound, 'request-not-found', {}],
    ['check --closure nowhere.json --agent a', EXIT.usage, 'invalid-request', {}],
    ['check --closure broken.json --agent a', EXIT.usage, 'malformed-json', FILES],
    ['check --closure agents.csv --agent a', EXIT.usage, 'malformed-json', FILES],
    ['check --closure other.json --agent a', EXIT.usage, 'invalid-request', FILES],
    ['check npm lodash@1 npm:qs@1.2.3 --digest sha256:x --agent a', EXIT.usage, 'invalid-version', {}],
    ['check npm lodash@1.2.3 qs@1.2.3 --digest sha256:x --agent a', EXIT.usage, 'invalid-request', {}],
    ['check npm:lodash@1.2.3', EXIT.usage, 'invalid-agent-id', {}],
    ['check npm:lodash@1.2.3 --agent a/b', EXIT.usage, 'invalid-agent-id', {}],
    ['check npm:lodash@1.2.3 --agent', EXIT.usage, 'invalid-request', {}],
    ['check npm:lodash@1.2.3 --agent a --nonsense', EXIT.usage, 'invalid-request', {}],
    ['check npm:lodash@1.2.3 --agent a --as root', EXIT.usage, 'invalid-request', {}],
    ['check npm:lodash --agent a', EXIT.usage, 'invalid-version', {}],
    ['check lodash@1.2.3 --agent a', EXIT.usage, 'unknown-ecosystem', {}],
    ['request npm', EXIT.usage, 'empty-request', {}],
    ['request npm ../x', EXIT.usage, 'unsupported-source', {}],
    ['request npm lodash --actor ü', EXIT.usage, 'invalid-request', {}],
    ['approve npm:lodash@1.2.3', EXIT.usage, 'invalid-request', {}],
    ['approve --min-maturity intern', EXIT.usage, 'empty-request', {}],
    ['approve npm:lodash@1.2.3 --min-maturity student', EXIT.usage, 'invalid-maturity', {}],
    ['approve npm:lodash@1.2.3 --request r1 --min-maturity intern', EXIT.usage, 'invalid-request', {}],
    ['approve --request r9 --min-maturity intern', EXIT.notFound, 'request-not-found', {}],
    ['approve npm:qs@1.2.3 --min-maturity intern', EXIT.conflict, 'transition-refused', {}],
    ['approve npm:unseen@1.2.3 --min-maturity intern', EXIT.conflict, 'scan-missing', {}],
    ['approve npm:left-pad@1.2.3 --min-maturity intern --expires soon', EXIT.usage, 'invalid-date', {}],
    ['approve npm:left-pad@1.2.3 --min-maturity intern --expires 2020-01-01', EXIT.usage, 'invalid-date', {}],
    ['approve npm:left-pad@1.2.3 --min-maturity intern --without magic', EXIT.usage, 'invalid-request', {}],
    ['approve npm:left-pad@1.2.3 --min-maturity intern --break-glass', EXIT.usage, 'invalid-request', {}],
    ['approve npm:left-pad@1.2.3 --min-maturity intern --seen x', EXIT.usage, 'invalid-request', {}],
    [
      'approve --request r1 --request r2 --min-maturity intern --break-glass --note now',
      EXIT.usage,
      'invalid-request',
      {},
    ],
    ['approve --request r1 --request r1 --min-maturity supervised', EXIT.conflict, 'transition-refused', {}],
    ['review r9', EXIT.notFound, 'request-not-found', {}],
    ['comment r9 hello', EXIT.notFound, 'request-not-found', {}],
    ['comment r1', EXIT.usage, 'invalid-request', {}],
    ['approval grant npm:lodash --min-maturity intern', EXIT.usage, 'invalid-version', {}],
    ['approval grant npm:lodash --all --range <5 --min-maturity intern', EXIT.usage, 'invalid-selector', {}],
    ['approval grant --publisher npm:x --min-maturity intern', EXIT.usage, 'invalid-request', {}],
    ['approval second a9', EXIT.notFound, 'approval-not-found', {}],
    ['approval revoke a9 --reason old', EXIT.notFound, 'approval-not-found', {}],
    ['approvals --state nonsense', EXIT.usage, 'invalid-request', {}],
    ['ban --reason x', EXIT.usage, 'invalid-selector', {}],
    ['ban npm:qs --pattern npm:qs* --reason x', EXIT.usage, 'invalid-selector', {}],
    ['ban npm:qs@1.2.3 --all --reason x', EXIT.usage, 'invalid-name', {}],
    ['ban qs --all --reason x', EXIT.usage, 'unknown-ecosystem', {}],
    ['ban pypi:qs --all --ecosystem npm --reason x', EXIT.usage, 'invalid-selector', {}],
    ['ban --pattern npm:* --reason x', EXIT.usage, 'invalid-selector', {}],
    ['ban --digest sha256:x --reason x', EXIT.usage, 'invalid-selector', {}],
    ['unban', EXIT.usage, 'invalid-request', {}],
    ['unban npm:qs@1.2.3 --id b1', EXIT.usage, 'invalid-request', {}],
    ['unban --id b1', EXIT.usage, 'invalid-request', {}],
    ['unban --id b9 --reason x', EXIT.notFound, 'ban-not-found', {}],
    [
      'exception grant banned npm:qs@1.2.3 --owner me --reason x --expires 2026-02-01',
      EXIT.usage,
      'invalid-exception',
      {},
    ],
    ['exception grant release-too-new npm:qs@1.2.3 --owner me --reason x', EXIT.usage, 'invalid-request', {}],
    ['exception withdraw e9 --reason x', EXIT.notFound, 'exception-not-found', {}],
    ['exceptions --report nonsense', EXIT.usage, 'invalid-request', {}],
    ['names clear npm:nobody --reason x', EXIT.notFound, 'name-not-found', {}],
    ['names clear nobody --reason x', EXIT.usage, 'unknown-ecosystem', {}],
    ['agents import agents.txt', EXIT.usage, 'invalid-request', FILES],
    ['agents import broken.json --format csv', EXIT.usage, 'agents-unreadable', FILES],
    ['agents suspend nobody --reason x', EXIT.notFound, 'agent-not-found', {}],
    ['agents suspend intern', EXIT.usage, 'invalid-request', {}],
    ['agents decide p1', EXIT.usage, 'invalid-request', {}],
    ['agents decide p1 --accept --decline', EXIT.usage, 'invalid-request', {}],
    ['agents decide p9 --accept', EXIT.notFound, 'proposal-not-found', {}],
    ['reject npm:lodash@1.2.3 --reason no', EXIT.conflict, 'transition-refused', {}],
    ['ban npm:lodash@1.2.3', EXIT.usage, 'invalid-request', {}],
    ['ban npm:lodash@1.2.3 --reason x --ecosystem gem', EXIT.usage, 'unknown-ecosystem', {}],
    ['unban npm:lodash@1.2.3', EXIT.notFound, 'ban-not-found', {}],
    ['list --status unknown', EXIT.usage, 'invalid-request', {}],
    ['list --limit 0', EXIT.usage, 'invalid-request', {}],
    ['list --limit 1e2', EXIT.usage, 'invalid-request', {}],
    ['install s3 npm express --agent supervised', EXIT.denied, 'install-denied', {}],
    ['run s1 npm --agent student --code x', EXIT.denied, 'execution-denied', {}],
    ['run s1 npm --agent supervised', EXIT.usage, 'invalid-request', {}],
    ['run s1 npm --agent supervised --code x --file f.js', EXIT.usage, 'invalid-request', {}],
    ['run s1 npm --agent supervised --file f.js', EXIT.usage, 'invalid-request', {}],
    ['run s1 npm --agent supervised --code x --input {', EXIT.usage, 'malformed-json', {}],
    ['run s1 npm --agent supervised --code x --wall-ms 1', EXIT.usage, 'invalid-request', {}],
    ['run s9 npm --agent supervised --code x', EXIT.notFound, 'installation-not-found', {}],
    ['run s1 gem --agent supervised --code x', EXIT.usage, 'unknown-ecosystem', {}],
    ['status s9', EXIT.notFound, 'installation-not-found', {}],
    ['cleanup s9 npm', EXIT.notFound, 'installation-not-found', {}],
    ['agents', EXIT.usage, 'invalid-request', {}],
    ['agents get nobody', EXIT.notFound, 'agent-not-found', {}],
    ['agents register a1 wizard', EXIT.usage, 'invalid-maturity', {}],
    ['audit search x --before -1', EXIT.usage, 'invalid-request', {}],
    ['stats', EXIT.unreachable, 'bus-unavailable', WITHOUT_STACK],
    ['stats', EXIT.unreachable, 'bus-unavailable', { env: { SALLYPORT_CONNECT: '/nowhere.json' } }],
    ['ban npm:lodash@1.2.3 --reason x', EXIT.permission, 'permission-denied', connectedAs('viewer')],
    ['stats', EXIT.internal, 'internal', { connect: () => Promise.reject(new TypeError('boom\u001b[31m')) }],
  ])('%s -> %d %s', async (line, exit, code, options) => {
    const words = line.split(' ').filter((word) => word !== '');

    const json = await runFake([...words, '--json'], { product: installed(), ...options });
    const text = await runFake(words, { product: installed(), ...options });

    expect(json.exit).toBe(exit);
    expect(JSON.parse(json.stdout)).toEqual({
      error: expect.objectContaining({ code, hint: expect.any(String) }),
    });
    expect(text.exit).toBe(exit);
    expect(text.stdout).toBe('');
    expect(text.stderr).toContain(`${code}:`);
    // eslint-disable-next-line no-control-regex -- neither colour nor what foreign text brings
    expect(text.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

function connectedAs(role: 'viewer'): FakeRunOptions {
  const file = { ...CONNECT, credentials: { [role]: 'v.nk' } };
  return { files: { '/home/me/.sallyport/connect.json': JSON.stringify(file) } };
}
