import { installer, parseEcosystem } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { foreign } from '../screen/foreign';

export function addCleanup(program: Command, run: Run): void {
  program
    .command('cleanup')
    .summary("remove a skill's installation and image")
    .argument('<skill>', 'id of the skill')
    .argument('<ecosystem>', 'pypi or npm')
    .action((skillId: string, named: string, _: unknown, command: Command) =>
      run(command, async (session) => {
        const ecosystem = parseEcosystem(named);
        const client = await session.clientFor(installer[ecosystem].cleanup);
        const reply = await client.cleanup(ecosystem, { skillId, actor: session.actor });
        return {
          json: reply,
          text: ({ paint }) =>
            `${paint.green('removed')}  ${foreign(reply.skillId)}${reply.imageRemoved ? ' and its image' : '; its image stays, another skill uses it'}`,
        };
      }),
    );
}
