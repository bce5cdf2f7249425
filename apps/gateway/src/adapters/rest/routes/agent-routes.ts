import { changeAgent, getAgent, listAgents, registerAgent } from '@sallyport/domain';
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
];
