import {
  approvePackages,
  banPackage,
  checkClosure,
  checkPackage,
  getFacts,
  governanceStats,
  installer,
  Limits,
  listPackages,
  rejectPackages,
  requestPackages,
  revokePackages,
  Status,
  unbanPackage,
  type Ecosystem,
} from '@sallyport/domain';
import { z } from 'zod';
import * as field from '../fields';
import { route, type Route } from '../route';
import { installRoute } from './install-route';

/** The seeds' paths: PyPI has no segment of its own. */
export const BASE_OF: Readonly<Record<Ecosystem, string>> = {
  pypi: '/api/packages',
  npm: '/api/packages/npm',
};

const {
  agentId,
  limit,
  minMaturity,
  note,
  packageName,
  position,
  reason,
  refOf,
  requirementsOf,
  skillId,
  target,
  targetOf,
  version,
  wanted,
} = field;
const named = { package_name: packageName, version };
const why = { reason: reason.min(1) };
const skill = { skillId };
const digest = z.string().describe('The file that is meant, `sha256:…`.');
const several = z.array(
  z.strictObject({
    ...named,
    digest: digest.optional(),
    path: z.string().optional(),
    dependencies: z.array(z.string()).optional().describe('`path` values of what it depends on.'),
  }),
);
const signing = {
  skill_id: skillId.optional(),
  sign: z.boolean().optional().describe('Whether the answer has to be signed (JWS, EdDSA).'),
};
const code = z
  .string()
  .describe('Python: the variable `result` is the answer. Node.js: the body of an async function.');
const limits = Limits.partial().strict().describe('Less than the defaults of the sandbox.');

/** The same routes for both ecosystems, one line each. */
export function packageRoutes(ecosystem: Ecosystem): Route[] {
  const base = BASE_OF[ecosystem];
  const on = installer[ecosystem];
  return [
    route('GET', base, listPackages, {
      query: {
        status: Status.exclude(['unknown']).optional(),
        request_id: z.string().optional(),
        limit: limit.optional(),
        after: z.string().optional(),
      },
      request: ({ request_id, ...rest }) => ({ ecosystem, requestId: request_id, ...rest }),
    }),
    route('GET', `${base}/check`, checkPackage, {
      query: {
        agent_id: agentId,
        ...named,
        digest: digest.optional(),
        ...signing,
        sign: field.flag.optional().describe('Whether the answer has to be signed (JWS, EdDSA).'),
        min_revision: position.optional(),
      },
      request: (input) => ({
        agentId: input.agent_id,
        ...refOf(ecosystem, input),
        digest: input.digest,
        skillId: input.skill_id,
        sign: input.sign,
        minRevision: input.min_revision,
      }),
      ask: ({ client }, { agentId: agent, ecosystem: of, name, version: exact, digest: file, ...options }) =>
        client.check(
          { ecosystem: of, name, version: exact, ...(file === undefined ? {} : { digest: file }) },
          { agentId: agent, ...options },
        ),
    }),
    route('POST', `${base}/check`, checkClosure, {
      body: {
        agent_id: agentId,
        packages: several,
        roots: z.array(z.string()).optional().describe('`path` values of what was asked for by name.'),
        lock_digest: z.string().optional(),
        ...signing,
      },
      request: (input) => ({
        agentId: input.agent_id,
        ecosystem,
        packages: input.packages.map(({ package_name, ...rest }) => ({ name: package_name, ...rest })),
        roots: input.roots,
        lockDigest: input.lock_digest,
        skillId: input.skill_id,
        sign: input.sign,
      }),
      ask: ({ client }, { packages, agentId: agent, ecosystem: _, ...options }) =>
        client.checkClosure(ecosystem, packages, { agentId: agent, ...options }),
    }),
    route('GET', `${base}/stats`, governanceStats, { request: () => ({}) }),
    route('GET', `${base}/facts`, getFacts, {
      query: named,
      request: (input) => refOf(ecosystem, input),
    }),
    route('POST', `${base}/request`, requestPackages, {
      body: { ...wanted, closure: z.boolean().optional(), note: note.optional() },
      request: (input, actor) => ({
        actor,
        ecosystem,
        requirements: requirementsOf(ecosystem, input),
        closure: input.closure,
        note: input.note,
      }),
    }),
    route('POST', `${base}/approve`, approvePackages, {
      body: { ...target, min_maturity: minMaturity, ...field.terms, note: note.optional() },
      request: (input, actor) => ({
        actor,
        ...targetOf(ecosystem, input),
        minMaturity: input.min_maturity,
        ...field.termsOf(input),
        note: input.note,
      }),
    }),
    route('POST', `${base}/reject`, rejectPackages, {
      body: { ...target, ...why, seen_revision: field.terms.seen_revision },
      request: (input, actor) => ({
        actor,
        ...targetOf(ecosystem, input),
        reason: input.reason,
        seenRevision: input.seen_revision,
      }),
    }),
    route('POST', `${base}/revoke`, revokePackages, {
      body: { ...target, ...why, seen_revision: field.terms.seen_revision },
      request: (input, actor) => ({
        actor,
        ...targetOf(ecosystem, input),
        reason: input.reason,
        seenRevision: input.seen_revision,
      }),
    }),
    route('POST', `${base}/ban`, banPackage, {
      body: { ...named, ...why },
      request: (input, actor) => ({ actor, package: refOf(ecosystem, input), reason: input.reason }),
    }),
    route('POST', `${base}/unban`, unbanPackage, {
      body: { ...named, reason: reason.optional() },
      request: (input, actor) => ({ actor, package: refOf(ecosystem, input), reason: input.reason }),
    }),
    route('POST', `${base}/inspect`, on.inspect, {
      body: { requirements: field.requirements },
      request: (input) => input,
    }),
    installRoute(ecosystem, base),
    route('GET', `${base}/installations`, on.list, { request: () => ({}) }),
    route('GET', `${base}/jobs/:jobId`, on.job, { params: { jobId: z.string() }, request: (input) => input }),
    route('POST', `${base}/execute`, on.execute, {
      body: {
        skill_id: skillId,
        agent_id: agentId,
        code,
        inputs: z.json().optional(),
        limits: limits.optional(),
      },
      request: ({ skill_id, agent_id, ...rest }) => ({ skillId: skill_id, agentId: agent_id, ...rest }),
    }),
    route('GET', `${base}/:skillId/status`, on.status, {
      params: skill,
      request: (input) => ({ skillId: field.addressable(input.skillId) }),
    }),
    route('DELETE', `${base}/:skillId`, on.cleanup, {
      params: skill,
      request: (input, actor) => ({ skillId: field.addressable(input.skillId), actor }),
    }),
  ];
}
