import {
  DomainError,
  ECOSYSTEMS,
  installer,
  parseEcosystem,
  type Ecosystem,
  type Installation,
} from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import type { Outcome } from '../outcome';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';
import type { Session } from '../session';
import { installationText } from './install';

export function addStatus(program: Command, run: Run): void {
  program
    .command('status')
    .summary('what is installed: all skills, or one')
    .argument('[skill]', 'id of the skill; all of them without it')
    .argument('[ecosystem]', 'pypi or npm; both without it')
    .action((skillId: string | undefined, named: string | undefined, _: unknown, command: Command) =>
      run(command, (session) => {
        const ecosystems = named === undefined ? ECOSYSTEMS : [parseEcosystem(named)];
        return skillId === undefined ? statusOfAll(session) : statusOf(session, skillId, ecosystems);
      }),
    );
}

async function statusOfAll(session: Session): Promise<Outcome> {
  const lists = await Promise.all(
    ECOSYSTEMS.map(async (ecosystem) => {
      const client = await session.clientFor(installer[ecosystem].list);
      return (await client.installations(ecosystem)).installations;
    }),
  );
  const installations = lists.flat();
  return {
    json: { installations },
    text: (screen) =>
      installations.length === 0 ? 'Nothing is installed.' : listText(installations, screen),
  };
}

function listText(installations: readonly Installation[], { table }: Screen): string {
  return table(
    ['skill', 'ecosystem', 'packages', 'asked for', 'verdict', 'installed'],
    installations.map((each) => [
      foreign(each.skillId),
      each.ecosystem,
      String(each.packages),
      foreign(each.requirements.join(', '), 120),
      each.verdict,
      each.installedAt,
    ]),
  );
}

async function statusOf(
  session: Session,
  skillId: string,
  ecosystems: readonly Ecosystem[],
): Promise<Outcome> {
  const answers = await Promise.all(ecosystems.map((ecosystem) => statusIn(session, skillId, ecosystem)));
  const found = answers.filter((answer) => answer !== undefined);
  if (found.length === 0) {
    throw new DomainError('installation-not-found', `Nothing is installed for the skill "${skillId}"`, {
      hint: '`sallyport status` lists what is.',
    });
  }
  return {
    json: { installations: found },
    text: (screen) =>
      found
        .map(({ installation, imagePresent }) => {
          const image = imagePresent
            ? ''
            : `\n   ${screen.paint.red('its image is gone from the engine: install it again')}`;
          return `${installationText(installation, screen)}${image}`;
        })
        .join('\n'),
  };
}

async function statusIn(session: Session, skillId: string, ecosystem: Ecosystem) {
  const client = await session.clientFor(installer[ecosystem].status);
  try {
    return await client.status(ecosystem, skillId);
  } catch (cause) {
    if (DomainError.is(cause) && cause.code === 'installation-not-found') return undefined;
    throw cause;
  }
}
