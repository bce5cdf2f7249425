import {
  DomainError,
  ECOSYSTEMS,
  formatRequirement,
  fromPurl,
  packageId,
  parseEcosystem,
  parseRequirement,
  printable,
  type Ecosystem,
  type PackageId,
} from '@sallyport/domain';

/** Requirements of one ecosystem, as the services take them. */
export interface Requirements {
  ecosystem: Ecosystem;
  requirements: string[];
}

/**
 * Exact package versions as people type them: `pypi:requests==2.32.3`, `npm:lodash@4.17.21`,
 * `pkg:npm/lodash@4.17.21`, or without a prefix after the ecosystem's name or with `--ecosystem`.
 * @throws DomainError `invalid-request`, `unknown-ecosystem`, `invalid-name`, `invalid-version`, `invalid-requirement`
 */
export function packagesFrom(words: readonly string[], ecosystem?: string): PackageId[] {
  const { named, rest } = leadingEcosystem(words, ecosystem);
  if (rest.length === 0) throw nothingNamed();
  return rest.map((word) => packageFrom(word, named));
}

/** One of them. */
export function packageFrom(word: string, ecosystem?: Ecosystem): PackageId {
  if (word.startsWith('pkg:')) return agreeing(fromPurl(word), ecosystem, word);
  const { prefix, text } = splitPrefix(word, ecosystem);
  const { name, version } = prefix === 'pypi' ? splitPypi(text) : splitAt(text);
  if (version !== undefined) return packageId({ ecosystem: prefix, name, version });
  throw new DomainError('invalid-version', `"${printable(word, 80)}" names no version`, {
    hint: 'Name one exact version: pypi:requests==2.32.3 or npm:lodash@4.17.21.',
  });
}

/**
 * Requirements (ranges allowed) of one ecosystem: `npm express@^4 lodash`, `npm:express@^4`, purls for exact versions.
 * @throws DomainError `invalid-request`, `empty-request`, `unknown-ecosystem`, `invalid-requirement`, `unsupported-source`
 */
export function requirementsFrom(words: readonly string[], ecosystem?: string): Requirements {
  const { named, rest } = leadingEcosystem(words, ecosystem);
  if (rest.length === 0) throw nothingNamed();
  const parsed = rest.map((word) => requirementFrom(word, named));
  const [first] = parsed;
  const stranger = parsed.find((requirement) => requirement.ecosystem !== first?.ecosystem);
  if (first === undefined || stranger !== undefined) {
    throw new DomainError('invalid-request', 'The requirements are of more than one ecosystem', {
      hint: 'A closure belongs to one ecosystem; run the command once for each.',
    });
  }
  return { ecosystem: first.ecosystem, requirements: parsed.map(formatRequirement) };
}

function requirementFrom(word: string, ecosystem: Ecosystem | undefined) {
  if (word.startsWith('pkg:')) {
    const { ecosystem: own, name, version } = agreeing(fromPurl(word), ecosystem, word);
    return parseRequirement(own, own === 'pypi' ? `${name}==${version}` : `${name}@${version}`);
  }
  const { prefix, text } = splitPrefix(word, ecosystem);
  return parseRequirement(prefix, text);
}

/** `npm express` is `--ecosystem npm express`; a lone `npm` is a package's name only where the ecosystem is known. */
function leadingEcosystem(words: readonly string[], option: string | undefined) {
  if (option !== undefined) return { named: parseEcosystem(option), rest: words };
  const named = ECOSYSTEMS.find((ecosystem) => ecosystem === words[0]);
  return named ? { named, rest: words.slice(1) } : { named: undefined, rest: words };
}

function splitPrefix(word: string, ecosystem: Ecosystem | undefined): { prefix: Ecosystem; text: string } {
  const prefixed = /^([A-Za-z][A-Za-z0-9]*):(.*)$/s.exec(word);
  const known = ECOSYSTEMS.find((each) => each === prefixed?.[1]);
  if (known !== undefined)
    return { prefix: agreeing({ ecosystem: known }, ecosystem, word).ecosystem, text: prefixed?.[2] ?? '' };
  if (ecosystem !== undefined) return { prefix: ecosystem, text: word };
  throw new DomainError(
    'unknown-ecosystem',
    `"${printable(word, 80)}" does not say which ecosystem it is of`,
    {
      hint: `Write npm:${word.startsWith('@') ? '@scope/' : ''}name@1.2.3 or pypi:name==1.2.3, or give --ecosystem ${ECOSYSTEMS.join('|')}.`,
    },
  );
}

function splitPypi(text: string): { name: string; version: string | undefined } {
  const at = text.indexOf('==');
  if (at !== -1) return { name: text.slice(0, at).trim(), version: text.slice(at + 2).trim() };
  return splitAt(text);
}

/** The last `@`, which is not the one of a scope. */
function splitAt(text: string): { name: string; version: string | undefined } {
  const at = text.lastIndexOf('@');
  return at <= 0
    ? { name: text, version: undefined }
    : { name: text.slice(0, at), version: text.slice(at + 1) };
}

function agreeing<T extends { ecosystem: Ecosystem }>(
  found: T,
  expected: Ecosystem | undefined,
  word: string,
): T {
  if (expected === undefined || found.ecosystem === expected) return found;
  throw new DomainError('invalid-request', `"${printable(word, 80)}" is not of the ecosystem ${expected}`, {
    hint: 'Leave out the ecosystem, or the prefix of the package.',
  });
}

function nothingNamed(): DomainError {
  return new DomainError('empty-request', 'No package is named', {
    hint: 'For example: npm:lodash@4.17.21, pypi:requests==2.32.3, or `npm express@^4`.',
  });
}
