import {
  agentHistory,
  changeAgent,
  decideProposal,
  getAgent,
  importAgents,
  listAgents,
  listProposals,
  MaturityProposal,
  registerAgent,
  resumeAgent,
  suspendAgent,
} from '@sallyport/domain';
import { z } from 'zod';
import { agentId, limit, maturity, reason } from '../fields';
import { route, type Route } from '../route';

const BASE = '/api/agents';
const one = { agentId };

export const AGENT_ROUTES: readonly Route[] = [
  route('GET', BASE, listAgents, {
    query: { limit: limit.optional(), after: z.string().optional() },
    request: (input) => input,
  }),
  route('POST', BASE, registerAgent, {
    body: { agent_id: agentId, maturity },
    request: (input, actor) => ({ actor, agentId: input.agent_id, maturity: input.maturity }),
  }),
  route('GET', `${BASE}/:agentId`, getAgent, { params: one, request: (input) => input }),
  route('PATCH', `${BASE}/:agentId`, changeAgent, {
    params: one,
    body: { maturity, reason: reason.optional() },
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('POST', `${BASE}/import`, importAgents, {
    body: { format: z.enum(['csv', 'json']), text: z.string() },
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('GET', `${BASE}/:agentId/history`, agentHistory, { params: one, request: (input) => input }),
  route('POST', `${BASE}/:agentId/suspend`, suspendAgent, {
    params: one,
    body: { reason: reason.min(1) },
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('POST', `${BASE}/:agentId/resume`, resumeAgent, {
    params: one,
    body: { reason: reason.min(1) },
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('GET', '/api/proposals', listProposals, {
    query: { state: MaturityProposal.shape.state.optional() },
    request: (input) => input,
  }),
  route('POST', '/api/proposals/:proposalId', decideProposal, {
    params: { proposalId: z.string() },
    body: { accept: z.boolean(), reason: reason.optional() },
    request: (input, actor) => ({ actor, ...input }),
  }),
];
