import {
  Decision,
  DomainError,
  describePackage,
  packageId,
  RefusedPackage,
  type PackageCoordinates,
} from '@sallyport/domain';
import { z } from 'zod';
import { countReasons, expectReasons, matrixOf, showMatrix, type Expected } from '../matrix';
import { packageNamed } from '../packages-of';
import { restCheckPath } from '../rest-check';
import { NOBODY, TOUR_AGENTS, WORKER, type Sample } from '../samples';
import { expectThat, need, Unexpected, type TourStep } from '../step';
import type { TourWorld } from '../world';
import { executed, expectProof } from './executions';

const EVERYONE_BANNED: Expected = Object.fromEntries(
  [NOBODY, ...TOUR_AGENTS.map(({ agentId }) => agentId)].map((agentId) => [agentId, ['banned'] as const]),
);

/** A package that nobody asked for by name, deep in the tree: denied everywhere as soon as the ban is acknowledged. */
export const ban = (sample: Sample): TourStep => ({
  name: `Ban ${sample.transitive}: denied at once`,
  async run(world) {
    const pkg = packageNamed(
      need(world.found[sample.ecosystem].lock, `${sample.ecosystem} closure`),
      sample.transitive,
    );
    need(world.found[sample.ecosystem].mayChange, `fresh start for ${sample.ecosystem}`);
    const reviewer = await world.as('reviewer');
    await reviewer.ban({ actor: world.reviewers[0], package: pkg, reason: 'the tour shows a ban' });
    world.found[sample.ecosystem].banned = pkg;
    const begun = world.clock();
    const matrix = await matrixOf(world, [pkg]);
    const took = Math.round(world.clock() - begun);
    expectReasons(matrix, EVERYONE_BANNED);
    const rest = await expectRest(world, pkg, 'banned');
    return {
      detail: `${describePackage(pkg)}: ${countReasons(matrix)} of ${matrix.rows.length} agents, answered ${took} ms after the ban; ${rest}`,
      show: showMatrix(matrix),
    };
  },
});

const Refusal = z.object({ refused: z.array(RefusedPackage) });

/** What is installed already is refused too, with the way from what was asked for to what is banned. */
export const refusedExecution = (sample: Sample): TourStep => ({
  name: `Run ${sample.title} code: refused`,
  async run(world) {
    const banned = need(world.found[sample.ecosystem].banned, `ban in ${sample.ecosystem}`);
    const error = await refusalOf(world, sample);
    expectThat(
      error.code === 'execution-denied',
      `the execution failed with ${error.code} instead of execution-denied: ${error.message}`,
    );
    const { refused } = Refusal.parse(error.details);
    const wanted = packageId(banned);
    const named = refused.find((entry) => {
      const id = packageId({ ecosystem: sample.ecosystem, name: entry.name, version: entry.version });
      return id.name === wanted.name && id.version === wanted.version;
    });
    expectThat(named !== undefined, `${describePackage(banned)} is not among the refused`);
    expectThat(named.path.length >= 2, `the way to ${describePackage(banned)} is not named`);
    return { detail: `execution-denied: ${named.path.join(' > ')} is ${named.reasonCode}` };
  },
});

export const unban = (sample: Sample): TourStep => ({
  name: `Unban ${sample.transitive}: works again`,
  async run(world) {
    const pkg = need(world.found[sample.ecosystem].banned, `ban in ${sample.ecosystem}`);
    const reviewer = await world.as('reviewer');
    const { revision } = await reviewer.unban({
      actor: world.reviewers[0],
      package: pkg,
      reason: 'the tour goes on',
    });
    delete world.found[sample.ecosystem].banned;
    const decision = await (
      await world.as('executor')
    ).check(pkg, { agentId: WORKER, minRevision: revision });
    world.totals.checks++;
    expectThat(decision.allowed, `${describePackage(pkg)} is still denied: ${decision.reasonCode}`);
    const rest = await expectRest(world, pkg, 'approved');
    const { execution } = await executed(world, sample);
    expectProof(execution, sample);
    return {
      detail: `${describePackage(pkg)}: ${decision.reasonCode}; ${rest}; the code gives its result again`,
    };
  },
});

async function refusalOf(world: TourWorld, sample: Sample): Promise<DomainError> {
  try {
    await executed(world, sample);
  } catch (cause) {
    if (DomainError.is(cause)) return cause;
    throw cause;
  }
  throw new Unexpected('the code ran although a package of its closure is banned');
}

/** The same question through the gateway, with a bearer token. */
async function expectRest(world: TourWorld, pkg: PackageCoordinates, reasonCode: string): Promise<string> {
  if (world.rest === undefined) return 'no gateway in this stack';
  const { status, body } = await world.rest(restCheckPath(pkg, WORKER));
  world.totals.checks++;
  const decision = Decision.safeParse(body);
  expectThat(
    status === 200 && decision.success,
    `REST answers ${status} ${JSON.stringify(body)?.slice(0, 200)}`,
  );
  expectThat(
    decision.data.reasonCode === reasonCode,
    `REST says ${decision.data.reasonCode} instead of ${reasonCode}`,
  );
  return `REST says ${reasonCode} too`;
}
