import { z } from 'zod';
import { Actor } from '../../actor/actor';
import { Agent } from '../../agent/agent';
import { Revision } from '../../registry/change';
import { MaturityProposal } from '../../registry/standing';
import { endpoint } from '../endpoint';
import { REASON, WriteReceipt } from './write';

export const registerAgent = endpoint({
  subject: 'governance.agent.register',
  service: 'governance',
  summary: 'Registers an agent; the same agent at the same maturity again changes nothing.',
  permission: 'administer',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, agentId: z.string(), maturity: z.string() }),
  reply: WriteReceipt,
  errors: [
    'invalid-agent-id',
    'invalid-maturity',
    'transition-refused',
    'reviewer-refused',
    'store-unavailable',
  ],
});

export const changeAgent = endpoint({
  subject: 'governance.agent.change',
  service: 'governance',
  summary: 'Changes the maturity of a registered agent.',
  permission: 'administer',
  pace: 'normal',
  request: z.strictObject({
    actor: Actor,
    agentId: z.string(),
    maturity: z.string(),
    reason: z.string().max(2_000).optional(),
  }),
  reply: WriteReceipt,
  errors: [
    'invalid-agent-id',
    'invalid-maturity',
    'agent-not-found',
    'reviewer-refused',
    'store-unavailable',
  ],
});

export const getAgent = endpoint({
  subject: 'governance.agent.get',
  service: 'governance',
  summary: 'One registered agent.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ agentId: z.string() }),
  reply: Agent,
  errors: ['invalid-agent-id', 'agent-not-found', 'store-unavailable'],
});

export const listAgents = endpoint({
  subject: 'governance.agent.list',
  service: 'governance',
  summary: 'All registered agents, by id.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({
    limit: z.number().int().min(1).max(1_000).default(100),
    after: z.string().max(128).optional(),
  }),
  reply: z.object({ agents: z.array(Agent), next: z.string().nullable() }),
  errors: ['store-unavailable'],
});

export const suspendAgent = endpoint({
  subject: 'governance.agent.suspend',
  service: 'governance',
  summary: 'Suspends an agent: nothing is allowed to it until it is resumed. Its maturity stays.',
  permission: 'review',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, agentId: z.string(), reason: REASON }),
  reply: WriteReceipt,
  errors: [
    'invalid-agent-id',
    'agent-not-found',
    'transition-refused',
    'store-unavailable',
    'reviewer-refused',
  ],
});

export const resumeAgent = endpoint({
  subject: 'governance.agent.resume',
  service: 'governance',
  summary: 'Ends the suspension of an agent.',
  permission: 'administer',
  pace: 'normal',
  request: z.strictObject({ actor: Actor, agentId: z.string(), reason: REASON }),
  reply: WriteReceipt,
  errors: [
    'invalid-agent-id',
    'agent-not-found',
    'transition-refused',
    'store-unavailable',
    'reviewer-refused',
  ],
});

export const importAgents = endpoint({
  subject: 'governance.agent.import',
  service: 'governance',
  summary:
    'Registers or changes many agents from CSV (RFC 4180, with a header line) or JSON: all of it or nothing.',
  permission: 'administer',
  pace: 'long',
  request: z.strictObject({
    actor: Actor,
    format: z.enum(['csv', 'json']),
    text: z
      .string()
      .min(1)
      .max(4 * 1024 * 1024),
  }),
  reply: WriteReceipt,
  errors: [
    'agents-unreadable',
    'invalid-agent-id',
    'invalid-maturity',
    'payload-too-large',
    'reviewer-refused',
    'store-unavailable',
  ],
});

export const agentHistory = endpoint({
  subject: 'governance.agent.history',
  service: 'governance',
  summary: 'Every change of one agent, oldest first.',
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ agentId: z.string() }),
  reply: z.object({
    history: z.array(
      z.object({
        revision: Revision,
        action: z.string(),
        maturity: z.string(),
        previous: z.string().nullable(),
        suspended: z.boolean(),
        by: z.string(),
        note: z.string().nullable(),
        at: z.iso.datetime(),
      }),
    ),
  }),
  errors: ['invalid-agent-id', 'agent-not-found', 'store-unavailable'],
});

export const BEHAVIOURS = ['denied-egress', 'ban-hit', 'invented-name', 'clean-check'] as const;

export const reportBehaviour = endpoint({
  subject: 'governance.agent.report-behaviour',
  service: 'governance',
  summary: 'Something an agent did that speaks for or against its maturity. The same id twice counts once.',
  permission: 'internal',
  pace: 'normal',
  request: z.strictObject({
    id: z.string().min(1).max(200),
    agentId: z.string(),
    behaviour: z.enum(BEHAVIOURS),
    count: z.number().int().positive().max(1_000_000).default(1),
    at: z.iso.datetime(),
  }),
  reply: z.object({ counted: z.boolean() }),
  errors: ['invalid-agent-id', 'store-unavailable'],
});

export const listProposals = endpoint({
  subject: 'governance.agent.proposals',
  service: 'governance',
  summary: "Changes of maturity that agents' behaviour suggests.",
  permission: 'view',
  pace: 'normal',
  request: z.strictObject({ state: MaturityProposal.shape.state.optional() }),
  reply: z.object({ proposals: z.array(MaturityProposal) }),
  errors: ['store-unavailable'],
});

export const decideProposal = endpoint({
  subject: 'governance.agent.decide-proposal',
  service: 'governance',
  summary: 'A person accepts or declines a proposed change of maturity.',
  permission: 'administer',
  pace: 'normal',
  request: z.strictObject({
    actor: Actor,
    proposalId: z.string().max(128),
    accept: z.boolean(),
    reason: z.string().max(2_000).optional(),
  }),
  reply: WriteReceipt,
  errors: ['proposal-not-found', 'reviewer-refused', 'transition-refused', 'store-unavailable'],
});
