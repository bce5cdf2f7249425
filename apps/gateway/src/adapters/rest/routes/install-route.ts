import { installer, Installation, type Actor, type Ecosystem } from '@sallyport/domain';
import { z } from 'zod';
import * as field from '../fields';
import type { Answer, Route, Services } from '../route';

const Query = z.strictObject({
  wait: field.flag.default(true).describe('false: answer at once with the job.'),
});
const Body = z.strictObject({
  skill_id: field.skillId,
  agent_id: field.agentId,
  requirements: field.requirements,
});
type Input = z.output<typeof Query> & z.output<typeof Body>;

/** Waits for the end of the job; one that is not waited for, or runs on, is answered with where to look. */
export function installRoute(ecosystem: Ecosystem, base: string): Route {
  const endpoint = installer[ecosystem].install;
  return {
    method: 'POST',
    path: `${base}/install`,
    endpoint: {
      ...endpoint,
      // The errors of the job itself, which the answer carries where it is waited for.
      errors: [
        ...new Set([
          ...endpoint.errors,
          ...installer[ecosystem].inspect.errors,
          'install-denied',
          'install-script-malicious',
          'build-failed',
          'disk-full',
        ] as const),
      ],
    },
    summary: 'Installs a skill: resolves, fetches by digest, scans, checks and builds one sealed image.',
    params: z.strictObject({}),
    query: Query,
    body: Body,
    reply: Installation,
    others: [
      {
        status: 202,
        description: 'The job goes on; `Location` says where to ask for it.',
        reply: endpoint.reply,
      },
    ],
    answer: async ({ install }: Services, input: Input, _actor: Actor): Promise<Answer> => {
      const skill = {
        ecosystem,
        skillId: field.addressable(input.skill_id),
        agentId: input.agent_id,
        requirements: input.requirements,
      };
      const outcome = input.wait ? await install.queueAndWait(skill) : await install.queue(skill);
      if ('installation' in outcome) return { status: 200, body: outcome.installation };
      return { status: 202, body: outcome, location: `${base}/jobs/${encodeURIComponent(outcome.jobId)}` };
    },
  };
}
