import { newEnforcer, newModelFromString } from 'casbin';
import type { PackageCheck } from '@sallyport/registry-view';
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

/** ABAC as Casbin's documents have it: what is known of the subject and the object comes with the request. */
const EXACT_LIVE = 'r.env.now < r.obj.exactUntil';
const STANDING_LIVE = 'r.env.now < r.obj.standingUntil';
const IS_LIVE = `(${EXACT_LIVE} || ${STANDING_LIVE})`;
const EXACT_REACHES = `(${EXACT_LIVE} && r.sub.rank >= r.obj.exactMin)`;
const STANDING_REACHES = `(${STANDING_LIVE} && r.sub.rank >= r.obj.standingMin)`;
const GOVERNS = `(${EXACT_REACHES} || (${STANDING_REACHES} && r.sub.rank != 1))`;

const SPEAKS: Readonly<Record<(typeof REFUSALS)[number], string>> = {
  banned: 'r.obj.banned',
  'agent-suspended': 'r.sub.suspended',
  'student-blocked': 'r.sub.rank == 0',
  'approval-expired': `r.obj.exactMin < 9 && !${IS_LIVE}`,
  'maturity-too-low': `${IS_LIVE} && !${EXACT_REACHES} && !${STANDING_REACHES}`,
  'exact-approval-required': `r.sub.rank == 1 && ${IS_LIVE} && !${GOVERNS}`,
  'advisory-severity': 'r.obj.severity >= r.sub.severity',
  suspicious: 'r.obj.verdict >= r.sub.verdict',
  'build-scripts': 'r.obj.buildScripts && !r.sub.buildScripts',
  'source-kind': 'r.obj.kind == r.sub.refusedKind',
  'unknown-package': `r.obj.unknown && !${IS_LIVE}`,
  'not-scanned': '!r.obj.scanned',
  'advisories-stale': 'r.env.now - r.env.importedAt > r.sub.staleAfter',
};

const MODEL = (definition: string, effect: string, matcher: string) => `
[request_definition]
r = sub, obj, env

[policy_definition]
p = ${definition}

[policy_effect]
e = ${effect}

[matchers]
m = ${matcher}
`;

const settings = toldPolicy();
const envOf = { now: NOW, importedAt: settings.importedAt };

function subjectOf(agent: ToldAgent) {
  const { rank } = agent;
  return {
    ...agent,
    severity: settings.severity[rank],
    verdict: settings.verdict[rank],
    buildScripts: settings.buildScripts[rank],
    refusedKind: refusedKindOf(settings.kinds[rank] ?? {}),
    staleAfter: settings.staleAfter[rank],
  };
}

/** Casbin's expressions take no computed key; the policy of the bench refuses one kind at most. */
function refusedKindOf(allowed: Readonly<Record<string, boolean>>): string {
  const refused = ['wheel', 'sdist', 'tarball'].filter((kind) => allowed[kind] !== true);
  if (refused.length > 1) throw new Error(`Casbin is told of one refused kind, not of ${refused.join()}.`);
  return refused[0] ?? 'none';
}

function lookUps() {
  const subjects = new Map(registered.map((agent) => [agent.id, subjectOf(toldAgent(agent))]));
  const stranger = subjectOf(STRANGER);
  return {
    objectOf: byCoordinates(toldPackage),
    subjectOf: ({ agentId }: PackageCheck) => subjects.get(agentId) ?? stranger,
  };
}

/** One row for each rule, the first that matches decides: tells the code. */
export async function casbinByRows(): Promise<Engine> {
  const model = newModelFromString(MODEL('code, rule, eft', 'priority(p.eft) || deny', 'eval(p.rule)'));
  const enforcer = await newEnforcer(model);
  for (const code of REFUSALS) await enforcer.addPolicy(code, SPEAKS[code], 'deny');
  await enforcer.addPolicy('approved', GOVERNS, 'allow');
  const { objectOf, subjectOf: sub } = lookUps();
  return {
    answer(check) {
      const [, row] = enforcer.enforceExSync(sub(check), objectOf(check), envOf);
      return (row[0] ?? 'no-rule') as ReasonCode;
    },
  };
}

/** All rules in one matcher, without rows: as fast as Casbin gets, and it tells only whether. */
export async function casbinInOneMatcher(): Promise<Engine> {
  const refuses = REFUSALS.map((code) => `!(${SPEAKS[code]})`).join(' && ');
  const model = newModelFromString(
    MODEL('sub, obj, env', 'some(where (p.eft == allow))', `${GOVERNS} && ${refuses}`),
  );
  const enforcer = await newEnforcer(model);
  const { objectOf, subjectOf: sub } = lookUps();
  return {
    answer: (check) => (enforcer.enforceSync(sub(check), objectOf(check), envOf) ? 'allowed' : 'refused'),
  };
}
