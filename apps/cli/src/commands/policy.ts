import { applyPolicy, getPolicy } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { lintOutcome } from '../policy/lint-outcome';
import { addSimulate } from '../policy/simulate';
import { testOutcome } from '../policy/test-outcome';
import { receiptOutcome } from '../receipt';
import { foreign } from '../screen/foreign';
import { textOfFile } from '../text-of-file';

export function addPolicy(program: Command, run: Run): void {
  const policy = program.command('policy').summary('policy as code: lint, test, simulate, apply, show');
  policy
    .command('lint')
    .summary('contradictions and weak spots of a policy file, without a stack')
    .description(
      'Exit status 0 where it may be applied (warnings included), 1 where not, 2 where it cannot be read.',
    )
    .argument('<file>', 'policy in YAML (docs/policy.md)')
    .action((file: string, _: unknown, command: Command) =>
      run(command, async ({ around }) => lintOutcome(file, textOfFile(around, file))),
    );
  policy
    .command('test')
    .summary('runs the tests that a policy file carries, without a stack')
    .description('Exit status 0 where all pass, 1 where one does not, 2 where the file cannot be read.')
    .argument('<file>', 'policy in YAML (docs/policy.md)')
    .action((file: string, _: unknown, command: Command) =>
      run(command, async ({ around }) => testOutcome(file, textOfFile(around, file))),
    );
  addSimulate(policy, run);
  policy
    .command('apply')
    .summary('puts a policy in force, if its lint and its own tests pass')
    .argument('<file>', 'policy in YAML (docs/policy.md)')
    .option('--note <text>', 'why, for the trail')
    .action((file: string, _: unknown, command: Command) =>
      run<{ note?: string }>(command, async (session, { note }) => {
        const text = textOfFile(session.around, file);
        const client = await session.clientFor(applyPolicy);
        const reply = await client.call(applyPolicy, {
          actor: session.actor,
          text,
          ...(note === undefined ? {} : { note }),
        });
        return { ...receiptOutcome('in force', reply, reply.version), json: reply };
      }),
    );
  policy
    .command('show')
    .summary('the policy in force, as text')
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(getPolicy);
        const reply = await client.call(getPolicy, {});
        const origin = reply.builtIn
          ? 'built in, nobody has applied one'
          : `applied by revision ${reply.revision}`;
        return {
          json: reply,
          // A comment, so that the output is a file that can be changed and applied.
          text: () =>
            `# ${foreign(reply.version)} (${origin})\n${reply.text
              .split('\n')
              .map((line) => foreign(line, 10_000))
              .join('\n')}`,
        };
      }),
    );
}
