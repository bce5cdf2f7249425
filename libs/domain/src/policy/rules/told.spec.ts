import { decide } from '../decide';
import { EXACT_APPROVAL, EXAMPLES, factsInOrder, OTHER_DIGEST, STANDING_APPROVAL } from '../decide.examples';
import type { Facts } from '../facts';
import { ALL, approval, at, BOTH_FILES, entry, SHORT, standing } from '../testing/approvals';

describe('libs/domain/policy/rules: what is told of approvals and bans', () => {
  it.each<[string, Partial<Facts>, object]>([
    [
      'the ban that names least',
      {
        bans: [
          { id: 'b', selector: SHORT, reason: 'wide' },
          { id: null, selector: EXACT_APPROVAL.selector, reason: 'narrow' },
        ],
      },
      {
        reason: 'Banned for all agents: narrow',
        evidence: [{ fact: 'ban', text: 'npm:lodash@4.17.21 is banned: narrow' }],
      },
    ],
    [
      'the first of two bans that name as much',
      {
        bans: [
          { id: 'a', selector: ALL, reason: 'one' },
          { id: 'b', selector: ALL, reason: 'two' },
        ],
      },
      { reason: 'Banned for all agents: one' },
    ],
    [
      'which ban',
      { bans: [{ id: 'b', selector: ALL, reason: 'stolen' }] },
      { evidence: [{ fact: 'ban', text: 'npm:lodash (all versions) is banned: stolen', ref: 'b' }] },
    ],
    [
      'the ban of the entry',
      { entry: entry('none', { banReason: 'stolen' }) },
      { reason: 'Banned for all agents: stolen', evidence: [{ fact: 'ban', text: 'stolen' }] },
    ],
    [
      'a ban without its reason',
      { status: 'banned', entry: entry('none') },
      { reason: 'Banned for all agents: for a reason that is not known here' },
    ],
    ['who has to be resumed', EXAMPLES['agent-suspended'], { nextStep: { request: { agentId: 'agent-7' } } }],
    [
      'that it is not registered',
      { isAgentRegistered: false },
      {
        maturityRequired: 'intern',
        reason: expect.stringContaining('not registered'),
        nextStep: {
          subject: 'governance.agent.register',
          request: { agentId: 'agent-7', maturity: 'intern' },
        },
      },
    ],
    [
      'what a student needs',
      { maturity: 'student', approvals: [approval({ minMaturity: 'autonomous' })] },
      {
        maturityRequired: 'autonomous',
        reason: 'Students may not use packages.',
        nextStep: {
          subject: 'governance.agent.change',
          request: { agentId: 'agent-7', maturity: 'autonomous' },
        },
      },
    ],
    [
      'what a student needs for a range',
      { maturity: 'student', approvals: [standing()] },
      { maturityRequired: 'supervised' },
    ],
    [
      'what a student needs where nothing is approved',
      { maturity: 'student', approvals: [] },
      { maturityRequired: 'intern' },
    ],
    [
      'how often a name was asked for',
      EXAMPLES['invented-name'],
      {
        evidence: [{ text: 'asked for 12 times since 2026-05-01T00:00:00Z, appeared 2026-06-10T00:00:00Z' }],
        nextStep: { request: { ecosystem: 'npm', name: 'lodash' } },
      },
    ],
    [
      'that it was rejected',
      { entry: entry('rejected'), approvals: [] },
      {
        reason: 'Known but not approved: a reviewer rejected it.',
        evidence: [{ text: 'approval: rejected' }],
      },
    ],
    [
      'that it was revoked',
      { entry: entry('revoked'), approvals: [] },
      { reason: 'Known but not approved: its approval was revoked.' },
    ],
    [
      'that nobody asked',
      { entry: entry('none'), approvals: [] },
      {
        reason: 'Known but not approved: nobody has requested it.',
        nextStep: {
          subject: 'governance.package.request',
          request: {
            actor: { kind: 'agent', id: 'agent-7' },
            ecosystem: 'npm',
            requirements: ['lodash@4.17.21'],
            closure: true,
          },
        },
      },
    ],
    [
      'when it expired',
      { entry: entry('expired'), approvals: [approval({}, { expiresAt: at(-9) })] },
      {
        reason: `The approval expired at ${at(-9)}; it has to be requested again.`,
        evidence: [{ fact: 'approval', text: `expired at ${at(-9)}` }],
      },
    ],
    [
      'which of several expired last',
      {
        entry: undefined,
        approvals: [standing({ expiresAt: at(-9) }), approval({}, { expiresAt: at(-99) })],
      },
      { evidence: [{ ref: 'approval-1', text: `expired at ${at(-9)}` }] },
    ],
    [
      'that it expired some time',
      { entry: entry('expired'), approvals: [] },
      {
        reason: 'The approval has expired; it has to be requested again.',
        evidence: [{ fact: 'approval', text: 'expired' }],
      },
    ],
    [
      'the maturity that would do',
      { approvals: [approval({ minMaturity: 'autonomous' })] },
      {
        maturityRequired: 'autonomous',
        reason: 'Approved for autonomous and above; this agent is intern.',
        nextStep: { request: { agentId: 'agent-7', maturity: 'autonomous' } },
      },
    ],
    [
      'that a range needs more than an intern',
      { approvals: [standing()] },
      { maturityRequired: 'supervised', nextStep: { subject: 'governance.package.request' } },
    ],
    [
      'who asked',
      EXAMPLES['pending-review'],
      {
        evidence: [{ text: 'requested by agent:agent-7' }],
        nextStep: { request: { packages: [{ ecosystem: 'npm', name: 'lodash', version: '4.17.21' }] } },
      },
    ],
    [
      'that somebody asked',
      { entry: entry('requested'), approvals: [] },
      { evidence: [{ text: 'requested by somebody' }] },
    ],
    [
      'who said yes first',
      EXAMPLES['second-review-pending'],
      {
        evidence: [{ text: 'first review by person:ada' }],
        nextStep: { request: { minMaturity: 'autonomous' } },
      },
    ],
    [
      'which file is strange',
      { known: BOTH_FILES, maturity: 'supervised', approvals: [approval({ minMaturity: 'supervised' })] },
      {
        maturityRequired: 'supervised',
        evidence: [{ ref: OTHER_DIGEST }],
        nextStep: { request: { minMaturity: 'supervised' } },
      },
    ],
    [
      'which range carried it',
      { maturity: 'supervised', approvals: [STANDING_APPROVAL] },
      {
        reason: 'Approved for intern and above, as part of npm:lodash (>=4.0.0 <5.0.0-0).',
        evidence: [
          {
            fact: 'approval',
            text: 'npm:lodash (>=4.0.0 <5.0.0-0), for intern and above',
            ref: 'approval-1',
          },
        ],
        maturityRequired: 'intern',
      },
    ],
    [
      'that the policy cannot be read',
      EXAMPLES['policy-unreadable'],
      { evidence: [{ fact: 'policy', ref: factsInOrder().policyVersion }] },
    ],
  ])('tells %s', (_, changes, expected) => {
    expect(decide(factsInOrder(changes), 1)).toMatchObject(expected);
  });

  it.each<[string, Partial<Facts>, object[]]>([
    [
      'a ban of the version',
      { bans: [{ id: null, selector: EXACT_APPROVAL.selector, reason: 'x' }] },
      [{ fact: 'ban', text: 'npm:lodash@4.17.21 is banned: x' }],
    ],
    [
      'an expired approval of the version',
      { entry: entry('expired'), approvals: [approval({}, { expiresAt: at(-1) })] },
      [{ fact: 'approval', text: `expired at ${at(-1)}` }],
    ],
    ['a student', { maturity: 'student' }, [{ fact: 'agent', text: 'student', ref: 'agent-7' }]],
    [
      'an agent that is not registered',
      { isAgentRegistered: false },
      [{ fact: 'agent', text: 'not registered', ref: 'agent-7' }],
    ],
  ])('refers to nothing that has no id: %s', (_, changes, evidence) => {
    expect(decide(factsInOrder(changes), 1).evidence).toEqual(evidence);
  });
});
