import { valueOf, type Fact, type RegistryFactName, type RegistryFacts } from '@sallyport/domain';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';

type Value<Name extends RegistryFactName> =
  Extract<RegistryFacts[Name], { value: unknown }> extends { value: infer Held } ? Held : never;

/** What a value says, in words. Everything in it comes from outside. */
const WORDS: {
  readonly [Name in RegistryFactName]: [what: string, words: (value: Value<Name>) => string];
} = {
  publishedAt: ['published', String],
  packageSince: ['package since', String],
  yanked: ['yanked', ({ yanked, reason }) => `${yesNo(yanked)}${because(reason)}`],
  deprecated: ['deprecated', ({ deprecated, message }) => `${yesNo(deprecated)}${because(message)}`],
  publisher: ['publisher', (name) => foreign(name, 100)],
  publisherChange: [
    'publisher before',
    ({ before, changed, isNewcomer }) =>
      before === null
        ? 'none: the first version'
        : `${foreign(before, 100)}${changed ? ', another' : ''}${isNewcomer ? ' (new to this package)' : ''}`,
  ],
  maintainers: [
    'maintainers',
    ({ names, count }) => `${listed(names)}${count > names.length ? `, ${count} in all` : ''}`,
  ],
  maintainersAdded: ['maintainers added', listed],
  dormancy: [
    'release before',
    ({ days, previous }) =>
      previous === null ? 'none: the first version' : `${foreign(previous, 100)}, ${days} days earlier`,
  ],
  burst: ['releases around it', ({ hour, day }) => `${hour} within an hour, ${day} within a day`],
  versionJump: [
    'highest before',
    ({ highest, majors, isLower, continuesLine }) =>
      highest === null
        ? 'none: the first version'
        : `${foreign(highest, 100)}${majors > 1 ? `, ${majors} major versions below it` : ''}${isLower ? `, higher${continuesLine ? ' (it carries on an older line)' : ''}` : ''}`,
  ],
  newDependencies: [
    'new dependencies',
    ({ previous, step, added, more }) => {
      const names = added.map(({ name, ageDays }) => `${foreign(name, 100)} (${ageDays ?? '?'} days old)`);
      const against =
        previous === null
          ? ''
          : ` against ${foreign(previous, 100)}${step === null ? '' : `, a ${step} step`}`;
      return `${names.length === 0 ? 'none' : names.join(', ')}${more > 0 ? ` and ${more} more` : ''}${against}`;
    },
  ],
  weeklyDownloads: ['downloads a week', String],
  licence: ['licence', (spdx) => foreign(spdx, 256)],
  sourceRepository: ['source', (url) => foreign(url, 300)],
  sourceAgainstInside: [
    'source inside',
    ({ agrees, inside }) => (agrees ? 'the same' : `another: ${foreign(inside ?? 'none', 300)}`),
  ],
  installScripts: [
    'install scripts',
    ({ agrees, registry, inside }) =>
      agrees ? yesNo(inside) : `registry: ${yesNo(registry)}, artifact: ${yesNo(inside)}`,
  ],
};

const NAMES = Object.keys(WORDS) as RegistryFactName[];

/** A line a fact, known or not, with who said it and when. */
export function registryLines(facts: RegistryFacts | undefined, paint: Paint): string[] {
  return facts === undefined ? [] : NAMES.map((name) => line(name, facts, paint));
}

/** Only what a reviewer should not pass over. */
export function oddRegistryLines(facts: RegistryFacts | undefined, paint: Paint): string[] {
  if (facts === undefined) return [];
  return NAMES.filter((name) => isOdd(name, facts)).map((name) => line(name, facts, paint));
}

function line(name: RegistryFactName, facts: RegistryFacts, paint: Paint): string {
  const fact: Fact<unknown> = facts[name];
  const [what, words] = WORDS[name] as [string, (value: unknown) => string];
  const told = paint.dim(`(${foreign(fact.source, 64)}, ${fact.asOf})`);
  if ('unknown' in fact) return `${what}: ${paint.yellow(`unknown: ${foreign(fact.unknown, 200)}`)} ${told}`;
  const text = words(fact.value);
  return `${what}: ${isOdd(name, facts) ? paint.red(text) : text} ${told}`;
}

/** What a reviewer should not pass over. */
function isOdd(name: RegistryFactName, facts: RegistryFacts): boolean {
  switch (name) {
    case 'yanked':
      return valueOf(facts.yanked)?.yanked === true;
    case 'deprecated':
      return valueOf(facts.deprecated)?.deprecated === true;
    case 'publisherChange':
      return valueOf(facts.publisherChange)?.isNewcomer === true;
    case 'sourceAgainstInside':
      return valueOf(facts.sourceAgainstInside)?.agrees === false;
    case 'installScripts':
      return valueOf(facts.installScripts)?.agrees === false;
    default:
      return false;
  }
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

function because(text: string | null): string {
  return text === null ? '' : `: ${foreign(text, 200)}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => foreign(name, 100)).join(', ');
}
