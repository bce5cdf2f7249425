import { simulatePolicy, type ReplyOf, type RequestOf } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { wholeNumber } from '../number-option';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';
import { textOfFile } from '../text-of-file';
import type { Surroundings } from '../surroundings';
import { readAdvisories } from './read-advisories';

type Reply = ReplyOf<typeof simulatePolicy>;
interface Options {
  advisories?: string;
  from?: string;
  to?: string;
  limit?: number;
}

/** More would scroll away; `--json` has all of them. */
const SHOWN = 20;

export function addSimulate(policy: Command, run: Run): void {
  policy
    .command('simulate')
    .summary('which recorded answers another policy or more advisories would change')
    .description('Changes nothing. What cannot be replayed is counted apart, never as unchanged.')
    .argument('[file]', 'policy in YAML; without it the one in force')
    .option('--advisories <path>', 'OSV records to be taken as loaded: a .json file or a directory of them')
    .option('--from <time>', 'checks from here on: 2027-01-31 or 2027-01-31T12:00:00Z')
    .option('--to <time>', 'checks until here; a day means all of it')
    .option('--limit <number>', 'the newest so many checks of the period', wholeNumber(1, 1_000_000))
    .action((file: string | undefined, _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const request = requestOf(session, file, options);
        const client = await session.clientFor(simulatePolicy);
        const reply = await client.call(simulatePolicy, request);
        return { json: reply, text: (screen) => simulationText(reply, screen) };
      }),
    );
}

function requestOf(
  { around }: { around: Surroundings },
  file: string | undefined,
  { advisories, from, to, limit }: Options,
): RequestOf<typeof simulatePolicy> {
  return {
    ...(file === undefined ? {} : { text: textOfFile(around, file) }),
    ...(advisories === undefined ? {} : { advisories: readAdvisories(around, advisories) }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(limit === undefined ? {} : { limit }),
  };
}

export function simulationText(reply: Reply, { paint, table }: Screen): string {
  const { checks, changed, notReplayed, changes, agents, skills, seconds } = reply;
  return [
    `${paint.bold(foreign(reply.policyVersion))}  ${changed} of ${checks} recorded checks would be answered otherwise ${paint.dim(`(${seconds} s)`)}`,
    ...(notReplayed === 0
      ? []
      : [paint.yellow(`${notReplayed} could not be replayed: nothing is known of those.`)]),
    ...(changes.length === 0
      ? []
      : [
          table(
            ['package', 'was', 'would be', 'checks', 'agents', 'why'],
            changes
              .slice(0, SHOWN)
              .map(({ ecosystem, name, version, before, after, ...change }) => [
                foreign(`${ecosystem}:${name}@${version}`),
                `${before.effect} (${before.reasonCode})`,
                `${after.effect} (${after.reasonCode})`,
                String(change.checks),
                foreign(change.agents.join(', '), 120),
                foreign(change.reason, 200),
              ]),
          ),
        ]),
    ...more(changes.length),
    ...(agents.length === 0
      ? []
      : [
          `agents: ${agents
            .slice(0, SHOWN)
            .map((agent) => `${foreign(agent.agentId)} ${agent.changed}`)
            .join(', ')}`,
        ]),
    ...skills.slice(0, SHOWN).map((skill) => {
      const becomes = skill.after ? paint.green('would be allowed') : paint.red('would be refused');
      return `skill ${foreign(skill.skillId)} (${skill.ecosystem}, image ${foreign(skill.imageId, 80)}) ${becomes}`;
    }),
    ...more(skills.length),
  ].join('\n');
}

function more(length: number): string[] {
  return length > SHOWN ? [`… and ${length - SHOWN} more; see them with --json`] : [];
}
