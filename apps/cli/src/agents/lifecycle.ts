import {
  agentHistory,
  DomainError,
  importAgents,
  printable,
  resumeAgent,
  suspendAgent,
} from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { receiptOutcome } from '../receipt';
import { foreign } from '../screen/foreign';
import { textOfFile } from '../text-of-file';

/** What becomes of agents that are registered, and many at once. */
export function addLifecycle(agents: Command, run: Run): void {
  addImport(agents, run);
  for (const { verb, done, endpoint, summary } of PAUSES) {
    agents
      .command(verb)
      .summary(summary)
      .argument('<id>')
      .requiredOption('--reason <text>', 'why; kept')
      .action((agentId: string, _: unknown, command: Command) =>
        run<{ reason: string }>(command, async (session, { reason }) => {
          const client = await session.clientFor(endpoint);
          return receiptOutcome(done, await client.call(endpoint, { actor: session.actor, agentId, reason }));
        }),
      );
  }
  addHistory(agents, run);
}

const PAUSES = [
  {
    verb: 'suspend',
    done: 'suspended',
    endpoint: suspendAgent,
    summary: 'allow nothing to an agent until it is resumed; its maturity stays',
  },
  { verb: 'resume', done: 'resumed', endpoint: resumeAgent, summary: 'end the suspension of an agent' },
] as const;

function addImport(agents: Command, run: Run): void {
  agents
    .command('import')
    .summary('register or change many agents: all of the file or nothing')
    .argument('<file>', '.csv with the header agentId,maturity, or .json with a list of the same')
    .option('--format <format>', 'csv or json (default: by the name of the file)')
    .action((path: string, _: unknown, command: Command) =>
      run<{ format?: string }>(command, async (session, options) => {
        const format = formatFrom(options.format, path);
        const text = textOfFile(session.around, path);
        const client = await session.clientFor(importAgents);
        return receiptOutcome(
          'imported',
          await client.call(importAgents, { actor: session.actor, format, text }),
        );
      }),
    );
}

function formatFrom(option: string | undefined, path: string): 'csv' | 'json' {
  const format = option ?? /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (format === 'csv' || format === 'json') return format;
  throw new DomainError('invalid-request', `"${printable(option ?? path, 80)}" is neither csv nor json`, {
    hint: 'Give --format csv or --format json.',
  });
}

function addHistory(agents: Command, run: Run): void {
  agents
    .command('history')
    .summary('every change of an agent, oldest first')
    .argument('<id>')
    .action((agentId: string, _: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(agentHistory);
        const reply = await client.call(agentHistory, { agentId });
        return {
          json: reply,
          text: ({ table }) =>
            table(
              ['revision', 'at', 'what', 'maturity', 'before', 'by', 'why'],
              reply.history.map((entry) => [
                String(entry.revision),
                entry.at,
                foreign(entry.action),
                `${foreign(entry.maturity)}${entry.suspended ? ', suspended' : ''}`,
                foreign(entry.previous ?? ''),
                foreign(entry.by),
                foreign(entry.note ?? '', 500),
              ]),
            ),
        };
      }),
    );
}
