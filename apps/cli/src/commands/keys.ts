import { listKeys } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { foreign } from '../screen/foreign';

export function addKeys(program: Command, run: Run): void {
  program
    .command('keys')
    .summary('public keys that signed decisions are verified with')
    .description(
      'With --json a JSON Web Key Set (RFC 7517). Compare the ids over another way before you pin them.',
    )
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(listKeys);
        const reply = await client.call(listKeys, {});
        return {
          json: reply,
          text: ({ table }) =>
            table(
              ['key id', 'curve', 'public key'],
              reply.keys.map(({ kid, crv, x }) => [foreign(kid), crv, foreign(x)]),
            ),
        };
      }),
    );
}
