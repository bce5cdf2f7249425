import {
  applyPolicy,
  clearName,
  ECOSYSTEMS,
  getPolicy,
  grantException,
  listExceptions,
  listKeys,
  listNames,
  NameMemory,
  NotAffected,
  reevaluate,
  simulatePolicy,
  withdrawException,
} from '@sallyport/domain';
import { z } from 'zod';
import { agentId, note, packageName, reason, selector } from '../fields';
import { route, type Route } from '../route';

const why = { reason: reason.min(1) };

/** What decides, what may pass it, and what is remembered. */
export const POLICY_ROUTES: readonly Route[] = [
  route('GET', '/api/policy', getPolicy, { request: () => ({}) }),
  route('POST', '/api/policy', applyPolicy, {
    body: { text: z.string().describe('The policy as YAML.'), note: note.optional() },
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('POST', '/api/policy/simulate', simulatePolicy, {
    body: {
      text: z.string().optional().describe('The policy as YAML; absent: the one in force.'),
      advisories: z.array(z.json()).optional().describe('OSV records that are taken to be loaded.'),
      from: z.string().optional(),
      to: z.string().optional(),
      limit: z.number().int().min(1).max(1_000_000).optional(),
    },
    request: (input) => input,
  }),
  route('GET', '/api/exceptions', listExceptions, {
    query: {
      report: z.enum(['all', 'live', 'unused', 'expired']).optional(),
      about: z.enum(['all', 'rules', 'advisories']).optional(),
    },
    request: (input) => input,
  }),
  route('POST', '/api/exceptions', grantException, {
    body: {
      rule: z.string(),
      not_affected: NotAffected.optional().describe('With the rule `not-affected`: a statement.'),
      selector,
      agent_id: agentId.optional(),
      owner: z.string(),
      ...why,
      expires_at: z.string(),
    },
    request: (input, actor) => ({
      actor,
      rule: input.rule,
      notAffected: input.not_affected,
      selector: input.selector,
      agentId: input.agent_id,
      owner: input.owner,
      reason: input.reason,
      expiresAt: input.expires_at,
    }),
  }),
  route('POST', '/api/exceptions/:exceptionId/withdraw', withdrawException, {
    params: { exceptionId: z.string() },
    body: why,
    request: (input, actor) => ({ actor, ...input }),
  }),
  route('GET', '/api/names', listNames, {
    query: { state: NameMemory.shape.state.optional() },
    request: (input) => input,
  }),
  route('POST', '/api/names/clear', clearName, {
    body: { ecosystem: z.enum(ECOSYSTEMS), package_name: packageName, ...why },
    request: (input, actor) => ({
      actor,
      ecosystem: input.ecosystem,
      name: input.package_name,
      reason: input.reason,
    }),
  }),
  route('POST', '/api/reevaluate', reevaluate, { body: {}, request: (_, actor) => ({ actor }) }),
  route('GET', '/api/keys', listKeys, { request: () => ({}) }),
];
