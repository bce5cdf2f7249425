import {
  agentHistory,
  applyPolicy,
  approvePackages,
  changeAgent,
  checkPackage,
  clearName,
  commentRequest,
  decideProposal,
  getRequest,
  getPolicy,
  grantApproval,
  grantException,
  importAgents,
  liftBan,
  listApprovals,
  listBans,
  listExceptions,
  registerAgent,
  reviewMany,
  revokeApproval,
  secondApproval,
  setBan,
  simulatePolicy,
  suspendAgent,
  unbanPackage,
  withdrawException,
  type Endpoint,
} from '@sallyport/domain';
import { type Bus } from '@sallyport/messaging';
import { connectAs, sharedStack } from '../support/stack';

const actor = { kind: 'person', id: 'bad-input' };
const robot = { kind: 'agent', id: 'bad-input' };
const PACKAGE = { ecosystem: 'npm', name: 'lodash', version: '4.17.21' };
const range = (text: string) => ({ kind: 'range', ecosystem: 'npm', name: 'lodash', range: text });
const pattern = (text: string) => ({ kind: 'pattern', ecosystem: 'npm', pattern: text });
const approve = (more: object) => ({ actor, selector: range('^4'), minMaturity: 'supervised', ...more });
const ban = (selector: object) => ({ actor, selector, reason: 'x' });
const except = (more: object) => ({
  actor,
  rule: 'release-too-new',
  selector: range('^4'),
  owner: 'rita',
  reason: 'x',
  expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  ...more,
});
const LONG_AGO = '2001-01-01T00:00:00Z';

/** Every malformed word of governance is answered with its own error and a hint, and changes nothing. */
describe('test/flows/bad-governance-input', () => {
  let admin: Bus;

  beforeAll(async () => {
    admin = await connectAs(sharedStack(), 'admin');
  });

  afterAll(() => admin?.close());

  it.each<[string, Endpoint, unknown, string]>([
    [
      'a digest of another algorithm',
      checkPackage,
      { agentId: 'a', ...PACKAGE, digest: 'md5:00' },
      'invalid-digest',
    ],
    [
      'a digest in capitals',
      checkPackage,
      { agentId: 'a', ...PACKAGE, digest: `sha256:${'A'.repeat(64)}` },
      'invalid-digest',
    ],
    ['a range that is none', grantApproval, approve({ selector: range('not a range') }), 'invalid-selector'],
    ['a selector of no kind', grantApproval, approve({ selector: { name: 'lodash' } }), 'invalid-selector'],
    [
      'an approval by publisher',
      grantApproval,
      approve({ selector: { kind: 'publisher', ecosystem: 'npm', publisher: 'eve' } }),
      'invalid-selector',
    ],
    [
      'an illegal name in a selector',
      setBan,
      ban({ kind: 'all', ecosystem: 'npm', name: '../x' }),
      'invalid-name',
    ],
    [
      'an unknown ecosystem in a selector',
      setBan,
      ban({ kind: 'all', ecosystem: 'cargo', name: 'x' }),
      'unknown-ecosystem',
    ],
    ['a pattern that is everything', setBan, ban(pattern('*')), 'invalid-selector'],
    [
      'a pattern with a prototype key',
      setBan,
      ban({ ...pattern('a*'), __proto__x: 'y' }),
      'invalid-selector',
    ],
    ['an end that is no date', grantApproval, approve({ expiresAt: 'tomorrow' }), 'invalid-date'],
    ['an end that is over', grantApproval, approve({ expiresAt: LONG_AGO }), 'invalid-date'],
    ['a maturity that nobody has', grantApproval, approve({ minMaturity: 'wise' }), 'invalid-request'],
    ['an approval by an agent', grantApproval, approve({ actor: robot }), 'reviewer-refused'],
    [
      'an approval of packages by an agent',
      approvePackages,
      { actor: robot, packages: [PACKAGE], minMaturity: 'supervised' },
      'reviewer-refused',
    ],
    ['broken glass without a reason', grantApproval, approve({ breakGlass: true }), 'invalid-request'],
    ['an exception from a ban', grantException, except({ rule: 'banned' }), 'invalid-exception'],
    ['an exception from malware', grantException, except({ rule: 'malicious' }), 'invalid-exception'],
    ['an exception from nothing', grantException, except({ rule: 'no-such-rule' }), 'invalid-exception'],
    ['an exception that is over', grantException, except({ expiresAt: LONG_AGO }), 'invalid-date'],
    ['an exception for an illegal agent', grantException, except({ agentId: 'a b' }), 'invalid-agent-id'],
    ['a policy that is no YAML', applyPolicy, { actor, text: 'a: [' }, 'invalid-policy'],
    [
      'a policy of another schema',
      applyPolicy,
      { actor, text: 'schema: sallyport-policy/9' },
      'invalid-policy',
    ],
    ['a policy with a prototype key', applyPolicy, { actor, text: '__proto__: {}' }, 'invalid-policy'],
    ['a simulation of a policy that is none', simulatePolicy, { text: 'schema: x' }, 'invalid-policy'],
    ['a simulation from no date', simulatePolicy, { from: 'then' }, 'invalid-date'],
    [
      'agents that are no CSV',
      importAgents,
      { actor, format: 'csv', text: 'agentId,maturity\n"a,intern' },
      'agents-unreadable',
    ],
    [
      'agents with a maturity that nobody has',
      importAgents,
      { actor, format: 'csv', text: 'agentId,maturity\na,wise' },
      'agents-unreadable',
    ],
    [
      'agents that are no JSON list',
      importAgents,
      { actor, format: 'json', text: '{}' },
      'agents-unreadable',
    ],
    ['an illegal agent id', registerAgent, { actor, agentId: 'a b', maturity: 'intern' }, 'invalid-agent-id'],
    ['an unknown maturity', registerAgent, { actor, agentId: 'a', maturity: 'wise' }, 'invalid-maturity'],
    [
      'an agent that nobody registered',
      suspendAgent,
      { actor, agentId: 'bad-input-nobody', reason: 'x' },
      'agent-not-found',
    ],
    [
      'a maturity for nobody',
      changeAgent,
      { actor, agentId: 'bad-input-nobody', maturity: 'intern' },
      'agent-not-found',
    ],
    ['a request that is not there', getRequest, { requestId: 'none' }, 'request-not-found'],
    ['a comment on no request', commentRequest, { actor, requestId: 'none', text: 'x' }, 'request-not-found'],
    ['a ban that is not there', liftBan, { actor, banId: 'none', reason: 'x' }, 'ban-not-found'],
    [
      'the ban of a version that has none',
      unbanPackage,
      { actor, package: { ...PACKAGE, name: 'bad-input-none' } },
      'ban-not-found',
    ],
    ['an approval that is not there', secondApproval, { actor, approvalId: 'none' }, 'approval-not-found'],
    [
      'the revocation of no approval',
      revokeApproval,
      { actor, approvalId: 'none', reason: 'x' },
      'approval-not-found',
    ],
    [
      'an exception that is not there',
      withdrawException,
      { actor, exceptionId: 'none', reason: 'x' },
      'exception-not-found',
    ],
    [
      'a proposal that is not there',
      decideProposal,
      { actor, proposalId: 'none', accept: true },
      'proposal-not-found',
    ],
    [
      'a name that nobody asked for',
      clearName,
      { actor, ecosystem: 'npm', name: 'bad-input-none', reason: 'x' },
      'name-not-found',
    ],
    ['a review of nothing', reviewMany, { actor, reviews: [] }, 'invalid-request'],
  ])('%s', async (_, endpoint, body, code) => {
    const error = await admin.callRaw(endpoint.subject, Buffer.from(JSON.stringify(body)), 30_000).then(
      (reply) => ({ code: `answered ${JSON.stringify(reply)}`, hint: '' }),
      (failure: { code: string; hint: string }) => failure,
    );

    expect(error.code).toBe(code);
    expect(error.hint).not.toBe('');
  });

  it('and nothing of it is there', async () => {
    const [{ approvals }, { bans }, { exceptions }, { version }, history] = await Promise.all([
      admin.call(listApprovals, {}),
      admin.call(listBans, {}),
      admin.call(listExceptions, {}),
      admin.call(getPolicy, {}),
      admin.call(agentHistory, { agentId: 'bad-input-nobody' }).catch(({ code }: { code: string }) => code),
    ]);

    expect(JSON.stringify([approvals, bans, exceptions])).not.toContain('bad-input');
    expect(version).toMatch(/^development@/);
    expect(history).toBe('agent-not-found');
  });
});
