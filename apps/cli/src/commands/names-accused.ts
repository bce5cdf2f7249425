import {
  accuseName,
  builtInPopularNames,
  parseEcosystem,
  PopularNames,
  type Accusation,
} from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { foreign } from '../screen/foreign';
import { textOfFile } from '../text-of-file';

interface Options {
  ecosystem: string;
  popular: string;
  by?: string;
}

interface Accused {
  rank: number;
  name: string;
  accusations: Accusation[];
}

/** `sallyport names accused`: what a list of popular names would be told of itself. Asks no service. */
export function addNamesAccused(names: Command, run: Run): void {
  names
    .command('accused')
    .summary('which names of a list are accused, each explained, without a stack')
    .description(
      'Of a list of popular names, all of them honest, what is accused is accused wrongly: how good the accusations are can be read here. A name is never accused by a list that it is in.',
    )
    .requiredOption('--ecosystem <name>', 'pypi or npm')
    .requiredOption('--popular <file>', 'the names to be judged, one a line, most popular first')
    .option(
      '--by <file>',
      'the popular names to judge by (default: the built-in list, by which decisions are made)',
    )
    .action((_: unknown, command: Command) =>
      run<Options>(command, async ({ around }, options) => {
        const ecosystem = parseEcosystem(options.ecosystem);
        const judged = PopularNames.parse(ecosystem, textOfFile(around, options.popular));
        const popular =
          options.by === undefined
            ? builtInPopularNames(ecosystem)
            : PopularNames.parse(ecosystem, textOfFile(around, options.by));
        const accused = judged.names.flatMap((name, index): Accused[] => {
          const accusations = accuseName({ ecosystem, name, popular });
          return accusations.length === 0 ? [] : [{ rank: index + 1, name, accusations }];
        });
        const share = judged.names.length === 0 ? 0 : accused.length / judged.names.length;
        return {
          json: {
            ecosystem,
            judged: judged.names.length,
            popularNames: popular.names.length,
            share,
            accused,
          },
          text: ({ table }) =>
            [
              `${accused.length} of ${judged.names.length} names are accused, ${(share * 100).toFixed(2)} %, by ${popular.names.length} popular names`,
              ...(accused.length === 0
                ? []
                : [table(['rank', 'name', 'taken for', 'kind', 'how'], accused.flatMap(rowsOf))]),
            ].join('\n'),
        };
      }),
    );
}

function rowsOf({ rank, name, accusations }: Accused): string[][] {
  return accusations.map(({ target, kind, text }, index) => [
    index === 0 ? String(rank) : '',
    index === 0 ? foreign(name) : '',
    foreign(target),
    kind,
    foreign(text, 400),
  ]);
}
