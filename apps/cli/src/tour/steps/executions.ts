import {
  canonicalJson,
  type ExecutionResult,
  type InstallerEndpoints,
  type ReplyOf,
} from '@sallyport/domain';
import { foreign, foreignBlock } from '../../screen/foreign';
import { jsonLine } from '../../screen/json';
import { WORKER, type Sample } from '../samples';
import { expectThat, type TourStep } from '../step';
import type { TourWorld } from '../world';

/** Real code with the real packages, in the cage. */
export const execute = (sample: Sample): TourStep => ({
  name: `Run ${sample.title} code in its sandbox`,
  async run(world) {
    const { execution } = await executed(world, sample);
    expectProof(execution, sample);
    const result = jsonLine(execution.result);
    return {
      detail: `result ${foreign(result, 240)} in ${Math.round(execution.usage.wallMs)} ms`,
      show: ({ paint }) =>
        `${paint.green('result')} ${foreignBlock(JSON.stringify(execution.result, null, 2))}`,
    };
  },
});

export async function executed(
  world: TourWorld,
  sample: Sample,
): Promise<ReplyOf<InstallerEndpoints['execute']>> {
  const { ecosystem, skillId, code, inputs } = sample;
  const client = await world.as('executor');
  world.totals.executions++;
  return client.execute({ ecosystem, skillId, code, inputs: inputs as never, agentId: WORKER });
}

/** @throws Unexpected */
export function expectProof(execution: ExecutionResult, { proof }: Sample): void {
  const { death, error, exitCode, stderr } = execution;
  const fault = error ? `${error.type}: ${error.message}` : stderr.slice(-300);
  expectThat(
    death === 'exited' && error === null && exitCode === 0,
    `the code ended by ${death}, exit code ${exitCode}: ${fault}`,
  );
  const result = execution.result as Record<string, unknown> | null;
  for (const [key, value] of Object.entries(proof)) {
    const found = result?.[key];
    expectThat(
      canonicalJson(found ?? null) === canonicalJson(value),
      `the result has ${key} ${JSON.stringify(found)} instead of ${JSON.stringify(value)}`,
    );
  }
}
