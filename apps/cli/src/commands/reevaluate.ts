import { reevaluate } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { foreign } from '../screen/foreign';

/** So many are shown on a screen; `--json` has all. */
const SHOWN = 50;

export function addReevaluate(program: Command, run: Run): void {
  program
    .command('reevaluate')
    .summary('ask for the advisories of everything approved and installed again')
    .description(
      'Runs by itself after an import of advisories. Bans what policy says to, and tells what changed.',
    )
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(reevaluate);
        const reply = await client.call(reevaluate, { actor: session.actor });
        const { changes } = reply;
        return {
          json: reply,
          text: ({ paint, table }) =>
            [
              `${paint.green('looked at')}  ${reply.packages} packages: ${reply.changed} facts are new, ${reply.banned} banned, ${changes.length} answered differently now ${paint.dim(`(revision ${reply.revision})`)}`,
              ...(changes.length === 0
                ? []
                : [
                    table(
                      ['package', 'was', 'is'],
                      changes
                        .slice(0, SHOWN)
                        .map((change) => [
                          foreign(`${change.ecosystem}:${change.name}@${change.version}`),
                          change.before.reasonCode,
                          change.after.reasonCode,
                        ]),
                    ),
                  ]),
              ...(changes.length > SHOWN ? [`and ${changes.length - SHOWN} more (--json)`] : []),
            ].join('\n'),
        };
      }),
    );
}
