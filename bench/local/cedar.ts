import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { ReasonCode } from '@sallyport/domain';
import {
  byCoordinates,
  registered,
  REFUSALS,
  STRANGER,
  toldAgent,
  toldPackage,
  toldPolicy,
  type Engine,
  type ToldAgent,
} from './told';
import { NOW } from './world';

const EXACT_LIVE = 'context.now < resource.exactUntil';
const STANDING_LIVE = 'context.now < resource.standingUntil';
const IS_LIVE = `(${EXACT_LIVE} || ${STANDING_LIVE})`;
const EXACT_REACHES = `(${EXACT_LIVE} && principal.rank >= resource.exactMin)`;
const STANDING_REACHES = `(${STANDING_LIVE} && principal.rank >= resource.standingMin)`;
const GOVERNS = `(${EXACT_REACHES} || (${STANDING_REACHES} && principal.rank != 1))`;

const WHEN: Readonly<Record<(typeof REFUSALS)[number], string>> = {
  banned: 'resource.banned',
  'agent-suspended': 'principal.suspended',
  'student-blocked': 'principal.rank == 0',
  'approval-expired': `resource.exactMin < 9 && !${IS_LIVE}`,
  'maturity-too-low': `${IS_LIVE} && !${EXACT_REACHES} && !${STANDING_REACHES}`,
  'exact-approval-required': `principal.rank == 1 && ${IS_LIVE} && !${GOVERNS}`,
  'advisory-severity': 'resource.severity >= principal.severity',
  suspicious: 'resource.verdict >= principal.verdict',
  'build-scripts': 'resource.buildScripts && !principal.buildScripts',
  'source-kind': '!principal.kinds.contains(resource.kind)',
  'unknown-package': `resource.unknown && !${IS_LIVE}`,
  'not-scanned': '!resource.scanned',
  'advisories-stale': 'context.now - context.importedAt > principal.staleAfter',
};

const SET = 'bench';
const ACTION = { type: 'Action', id: 'use' };

/** Policies parsed once; each question brings the two entities that it is about, as Cedar's documents have it. */
export function cedarEngine(): Engine {
  const policies: Record<string, string> = {
    approved: `permit (principal, action, resource) when { ${GOVERNS} };`,
  };
  for (const code of REFUSALS)
    policies[code] = `forbid (principal, action, resource) when { ${WHEN[code]} };`;
  const parsed = cedar.preparsePolicySet(SET, { staticPolicies: policies });
  if (parsed.type !== 'success')
    throw new Error(`Cedar does not take the policies: ${JSON.stringify(parsed)}`);

  const { importedAt } = toldPolicy();
  const context = { now: NOW, importedAt };
  const agents = new Map(registered.map((agent) => [agent.id, entityOf(agent.id, toldAgent(agent))]));
  const stranger = entityOf('stranger', STRANGER);
  const packageAt = byCoordinates((one) => ({
    uid: { type: 'Package', id: `${one.ecosystem}/${one.name}@${one.version}` },
    attrs: { ...toldPackage(one) },
    parents: [],
  }));
  return {
    answer(check) {
      const principal = agents.get(check.agentId) ?? stranger;
      const resource = packageAt(check);
      if (resource === undefined) throw new Error('No such package in the world of the bench.');
      const answer = cedar.statefulIsAuthorized({
        principal: principal.uid,
        action: ACTION,
        resource: resource.uid,
        context,
        preparsedPolicySetId: SET,
        entities: [principal, resource],
      });
      if (answer.type !== 'success' || answer.response.diagnostics.errors.length > 0)
        throw new Error(`Cedar failed: ${JSON.stringify(answer)}`);
      return codeOf(answer.response.decision === 'allow', answer.response.diagnostics.reason);
    },
  };
}

function entityOf(id: string, agent: ToldAgent) {
  const settings = toldPolicy();
  const { rank } = agent;
  return {
    uid: { type: 'Agent', id },
    attrs: {
      ...agent,
      severity: settings.severity[rank] ?? 0,
      verdict: settings.verdict[rank] ?? 0,
      buildScripts: settings.buildScripts[rank] ?? false,
      kinds: Object.keys(settings.kinds[rank] ?? {}),
      staleAfter: settings.staleAfter[rank] ?? 0,
    },
    parents: [],
  };
}

/** Cedar names every policy that speaks, in no order; ours names the first. */
function codeOf(isAllowed: boolean, reasons: readonly string[]): ReasonCode {
  if (isAllowed) return 'approved';
  return REFUSALS.find((code) => reasons.includes(code)) ?? 'no-rule';
}
