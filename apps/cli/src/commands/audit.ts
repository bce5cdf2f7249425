import { auditSearch, auditStats, auditVerify } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { EXIT } from '../exit-code';
import { wholeNumber } from '../number-option';
import { foreign } from '../screen/foreign';
import { jsonLine } from '../screen/json';

interface SearchOptions {
  type?: string;
  limit: number;
  before?: number;
}

export function addAudit(program: Command, run: Run): void {
  const audit = program.command('audit').summary('the audit trail: stats, search, verify');
  addStats(audit, run);
  addSearch(audit, run);
  addVerify(audit, run);
}

function addStats(audit: Command, run: Run): void {
  audit
    .command('stats')
    .summary('how much is archived')
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(auditStats);
        const stats = await client.auditStats();
        return {
          json: stats,
          text: ({ paint, table }) =>
            [
              `${paint.bold(String(stats.events))} events with ${paint.bold(String(stats.decisions))} decisions; ${stats.pending} not archived yet`,
              `head: event ${stats.head.sequence}, ${foreign(stats.head.hash)}`,
              table(
                ['event', 'how many'],
                Object.entries(stats.byType).map(([type, count]) => [foreign(type), String(count)]),
              ),
            ].join('\n'),
        };
      }),
    );
}

function addSearch(audit: Command, run: Run): void {
  audit
    .command('search')
    .summary('archived events, newest first')
    .argument('[text]', 'what must occur in the event, such as an agent id or a package name')
    .option('--type <type>', 'only events of this type, such as events.governance.decisions-recorded')
    .option('--limit <count>', 'at most so many', wholeNumber(1, 1_000), 20)
    .option('--before <sequence>', 'only events before this one', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .action((text: string | undefined, _: unknown, command: Command) =>
      run<SearchOptions>(command, async (session, { type, limit, before }) => {
        const client = await session.clientFor(auditSearch);
        const reply = await client.auditSearch({ text, type, limit, before });
        return {
          json: reply,
          text: ({ table }) =>
            reply.events.length === 0
              ? 'No archived event matches.'
              : table(
                  ['#', 'at', 'event', 'facts'],
                  reply.events.map((event) => [
                    String(event.sequence),
                    event.at,
                    foreign(event.type),
                    foreign(jsonLine(event.data), 300),
                  ]),
                ),
        };
      }),
    );
}

function addVerify(audit: Command, run: Run): void {
  audit
    .command('verify')
    .summary('prove that the trail is complete and unchanged')
    .description('Reads the whole trail. Exit status 1 where it is not intact.')
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(auditVerify);
        const reply = await client.auditVerify();
        return {
          json: reply,
          exit: reply.intact ? EXIT.ok : EXIT.denied,
          text: ({ paint, table }) =>
            [
              reply.intact
                ? `${paint.green('intact')}  ${reply.events} events with ${reply.decisions} decisions, nothing missing, nothing changed`
                : `${paint.red('NOT intact')}  ${reply.faults.length} faults in ${reply.events} events`,
              `head: event ${reply.head.sequence}, ${foreign(reply.head.hash)}`,
              ...(reply.faults.length === 0
                ? []
                : [
                    table(
                      ['fault', 'where'],
                      reply.faults.map((fault) => [fault.kind, foreign(fault.where, 500)]),
                    ),
                  ]),
            ].join('\n'),
        };
      }),
    );
}
