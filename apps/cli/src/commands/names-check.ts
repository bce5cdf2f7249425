import {
  accuseName,
  builtInPopularNames,
  DomainError,
  ECOSYSTEMS,
  parseEcosystem,
  PopularNames,
  printable,
  type Accusation,
  type Ecosystem,
} from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { EXIT } from '../exit-code';
import type { Outcome } from '../outcome';
import { foreign } from '../screen/foreign';
import { textOfFile } from '../text-of-file';

interface Options {
  ecosystem?: string;
  popular?: string;
  internal: string[];
}

interface Judged {
  ecosystem: Ecosystem;
  name: string;
  established: boolean;
  popularNames: number;
  accusations: Accusation[];
}

/** `sallyport names check`: asks no service, so that a name can be looked at before anything runs. */
export function addNamesCheck(names: Command, run: Run): void {
  names
    .command('check')
    .summary('whether a name imitates a popular or an internal one, without a stack')
    .description('Exit status 0 where nothing speaks against it, 1 where it is accused.')
    .argument('<name>', 'npm:NAME or pypi:NAME')
    .option('--ecosystem <name>', 'pypi or npm, for a name without a prefix')
    .option(
      '--popular <file>',
      'popular names, one a line, most popular first (default: a small built-in list)',
    )
    .option(
      '--internal <name>',
      'a name, or with @ and no slash an npm scope, that is yours; may be given again',
      (value: string, before: string[]) => [...before, value],
      [],
    )
    .action((word: string, _: unknown, command: Command) =>
      run<Options>(command, async ({ around }, options) => {
        const { ecosystem, name } = asTyped(word, options.ecosystem);
        const popular =
          options.popular === undefined
            ? builtInPopularNames(ecosystem)
            : PopularNames.parse(ecosystem, textOfFile(around, options.popular));
        const isScope = (text: string): boolean => text.startsWith('@') && !/\/[^*]/.test(text);
        const internal = {
          names: options.internal.filter((text) => !isScope(text)),
          scopes: options.internal.filter(isScope),
        };
        return outcomeOf({
          ecosystem,
          name,
          established: popular.rankOf(name) !== undefined,
          popularNames: popular.names.length,
          accusations: accuseName({ ecosystem, name, popular, internal }),
        });
      }),
    );
}

/** Not normalised, and not refused where it is illegal: a Cyrillic letter is what is looked for. */
function asTyped(word: string, option: string | undefined): { ecosystem: Ecosystem; name: string } {
  const prefix = ECOSYSTEMS.find((each) => word.startsWith(`${each}:`));
  if (prefix !== undefined && (option === undefined || option === prefix))
    return { ecosystem: prefix, name: word.slice(prefix.length + 1) };
  if (prefix === undefined && option !== undefined) return { ecosystem: parseEcosystem(option), name: word };
  throw new DomainError(
    'unknown-ecosystem',
    `"${printable(word, 80)}" does not say which ecosystem it is of`,
    {
      hint: `Write it with one prefix (${ECOSYSTEMS.join(': or ')}:), or give --ecosystem.`,
    },
  );
}

function outcomeOf(judged: Judged): Outcome {
  const { ecosystem, name, established, popularNames, accusations } = judged;
  return {
    json: judged,
    exit: accusations.length > 0 ? EXIT.denied : EXIT.ok,
    text: ({ table, paint }) => {
      const called = foreign(`${ecosystem}:${name}`);
      if (accusations.length > 0)
        return `${paint.red('accused')}  ${called}\n${table(
          ['imitates', 'kind', 'how'],
          accusations.map(({ target, kind, text }) => [foreign(target), kind, foreign(text, 400)]),
        )}`;
      return established
        ? `${paint.green('established')}  ${called}`
        : `Nothing speaks against ${called}, by ${popularNames} popular names. That does not make it good.`;
    },
  };
}
