import { changeAgent, getAgent, listAgents, MATURITIES, registerAgent, type Agent } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { addLifecycle } from '../agents/lifecycle';
import { addProposals } from '../agents/proposals';
import { wholeNumber } from '../number-option';
import { receiptOutcome } from '../receipt';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';

const MATURITY_HELP = MATURITIES.join(' < ');

export function addAgents(program: Command, run: Run): void {
  const agents = program
    .command('agents')
    .summary('register, change, import, suspend, resume, get, list; history and proposals');
  withMaturity(agents.command('register').summary('register an agent')).action(
    (agentId: string, maturity: string, _: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(registerAgent);
        return receiptOutcome(
          'registered',
          await client.registerAgent({ actor: session.actor, agentId, maturity }),
        );
      }),
  );
  withMaturity(agents.command('change').summary('change the maturity of an agent'))
    .option('--reason <text>', 'why; kept')
    .action((agentId: string, maturity: string, _: unknown, command: Command) =>
      run<{ reason?: string }>(command, async (session, { reason }) => {
        const client = await session.clientFor(changeAgent);
        return receiptOutcome(
          'changed',
          await client.changeAgent({ actor: session.actor, agentId, maturity, reason }),
        );
      }),
    );
  agents
    .command('get')
    .summary('one agent')
    .argument('<id>')
    .action((agentId: string, _: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(getAgent);
        const agent = await client.getAgent(agentId);
        return { json: agent, text: (screen) => agentsText([agent], screen) };
      }),
    );
  agents
    .command('list')
    .summary('all agents, by id')
    .option('--limit <count>', 'at most so many', wholeNumber(1, 1_000), 100)
    .option('--after <id>', 'go on after this id')
    .action((_: unknown, command: Command) =>
      run<{ limit: number; after?: string }>(command, async (session, { limit, after }) => {
        const client = await session.clientFor(listAgents);
        const reply = await client.listAgents({ limit, after });
        return {
          json: reply,
          text: (screen) =>
            reply.agents.length === 0
              ? 'No agent is registered.'
              : [
                  agentsText(reply.agents, screen),
                  ...(reply.next === null ? [] : [screen.paint.dim(`more: --after ${foreign(reply.next)}`)]),
                ].join('\n'),
        };
      }),
    );
  addLifecycle(agents, run);
  addProposals(agents, run);
}

function withMaturity(command: Command): Command {
  return command.argument('<id>').argument('<maturity>', MATURITY_HELP);
}

function agentsText(agents: readonly Agent[], { table }: Screen): string {
  return table(
    ['agent', 'maturity', 'registered', 'changed'],
    agents.map((agent) => [
      foreign(agent.id),
      agent.suspended === true ? `${agent.maturity}, suspended` : agent.maturity,
      agent.registeredAt,
      agent.changedAt,
    ]),
  );
}
