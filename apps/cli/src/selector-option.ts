import {
  DomainError,
  ECOSYSTEMS,
  normalizeName,
  packageId,
  parseEcosystem,
  printable,
  type Ecosystem,
  type PackageRef,
  type SelectorInput,
} from '@sallyport/domain';
import type { Command } from 'commander';
import { packageFrom } from './package-spec';

/** How a command line names packages for more than one version at once; governance judges what is said. */
export interface SelectorOptions {
  ecosystem?: string;
  range?: string;
  all?: boolean;
  pattern?: string;
  digest?: string;
  publisher?: string;
}

/** @param publisher whether whoever published a release may be named: for bans only */
export function addSelectorOptions(command: Command, { publisher }: { publisher: boolean }): Command {
  command
    .option('--ecosystem <name>', 'pypi or npm, for what has no prefix')
    .option('--range <range>', "versions of the package: '<6.11' (npm), '>=1,<2' (pypi)")
    .option('--all', 'every version of the package')
    .option('--pattern <pattern>', "names with *: 'npm:@acme/*'")
    .option('--digest <digest>', 'one file, sha256:…');
  if (publisher)
    command.option(
      '--publisher <name>',
      'whoever published it, by the name that the registry knows: npm:NAME; stops what nobody knows the publisher of, too',
    );
  return command;
}

/**
 * The selector that a package and options name: `npm:qs@6.11.0`, `npm:qs --range '<6.11'`, `npm:qs --all`,
 * `--pattern 'npm:@acme/*'`, `--digest sha256:…`, `--publisher npm:NAME`.
 * @throws DomainError `invalid-selector` where they name none or more than one; as `packageFrom`
 */
export function selectorFrom(word: string | undefined, options: SelectorOptions): SelectorInput {
  const ecosystem = options.ecosystem === undefined ? undefined : parseEcosystem(options.ecosystem);
  const { range, all, pattern, digest, publisher } = options;
  const kinds = [range, all, pattern, digest, publisher].filter((value) => value !== undefined).length;
  if (kinds > 1)
    throw misnamed('Only one of --range, --all, --pattern, --digest and --publisher can be meant');
  if (digest !== undefined) return withoutPackage(word, '--digest', { kind: 'digest', digest });
  if (pattern !== undefined) {
    const { prefix, text } = prefixed(pattern, ecosystem);
    return withoutPackage(word, '--pattern', { kind: 'pattern', ecosystem: prefix, pattern: text });
  }
  if (publisher !== undefined) {
    const { prefix, text } = prefixed(publisher, ecosystem);
    return withoutPackage(word, '--publisher', { kind: 'publisher', ecosystem: prefix, publisher: text });
  }
  if (word === undefined) throw misnamed('No package is named');
  if (kinds === 0) {
    const id = packageId(packageFrom(word, ecosystem));
    return { kind: 'exact', ecosystem: id.ecosystem, name: id.name, version: id.version };
  }
  const named = nameFrom(word, ecosystem);
  return range === undefined ? { kind: 'all', ...named } : { kind: 'range', ...named, range };
}

/** `npm:qs`: a name without a version. @throws DomainError `unknown-ecosystem`, `invalid-name` */
export function nameFrom(
  word: string,
  ecosystem: Ecosystem | undefined,
): { ecosystem: Ecosystem; name: string } {
  const { prefix, text } = prefixed(word, ecosystem);
  return { ecosystem: prefix, name: normalizeName(prefix, text) };
}

function prefixed(text: string, ecosystem: Ecosystem | undefined): { prefix: Ecosystem; text: string } {
  const found = ECOSYSTEMS.find((each) => text.startsWith(`${each}:`));
  if (found === undefined) {
    if (ecosystem !== undefined) return { prefix: ecosystem, text };
    throw new DomainError(
      'unknown-ecosystem',
      `"${printable(text, 80)}" does not say which ecosystem it is of`,
      {
        hint: `Write it with a prefix (${ECOSYSTEMS.join(': or ')}:), or give --ecosystem.`,
      },
    );
  }
  if (ecosystem === undefined || ecosystem === found)
    return { prefix: found, text: text.slice(found.length + 1) };
  throw misnamed(`"${printable(text, 80)}" is not of the ecosystem ${ecosystem}`);
}

function withoutPackage(word: string | undefined, option: string, selector: SelectorInput): SelectorInput {
  if (word === undefined) return selector;
  throw misnamed(`A package and ${option} cannot be combined`);
}

function misnamed(message: string): DomainError {
  return new DomainError('invalid-selector', message, {
    hint: "For example: npm:qs@6.11.0, npm:qs --range '<6.11', npm:qs --all, --pattern 'npm:@acme/*', --digest sha256:….",
  });
}

/** The one version that a selector names; undefined where it names more. */
export function exactOf({ kind, ecosystem, name, version }: SelectorInput): PackageRef | undefined {
  if (kind !== 'exact' || ecosystem === undefined || name === undefined || version === undefined)
    return undefined;
  return { ecosystem, name, version };
}
