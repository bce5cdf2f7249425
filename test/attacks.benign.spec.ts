import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { parseSync } from 'oxc-parser';
import { archiveOf, BENIGN, INCIDENTS, type BenignCase } from './attacks/benign';

/** Reads `[path, source]` pairs from stdin and names those that are not Python, all in one process. */
const PARSE_ALL = `
import ast, json, sys, warnings
warnings.simplefilter("ignore")
bad = []
for path, source in json.load(sys.stdin):
    try:
        ast.parse(source, path)
    except (SyntaxError, ValueError) as error:
        bad.append(f"{path}: {error}")
json.dump(bad, sys.stdout)
`;
const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;
const FILES = BENIGN.flatMap((benign) =>
  Object.entries(benign.files()).map(([path, content]) => ({
    benign,
    path,
    content,
    at: `${benign.id}: ${path}`,
  })),
);
const TEXTS = FILES.flatMap((file) =>
  typeof file.content === 'string' ? [{ ...file, content: file.content }] : [],
);
/** Real services have no place in an inert file; RFC 6761 names, loopback and link-local addresses do. */
const HARMLESS_HOST = /(?:^|\.)(?:example|test|invalid|localhost)$|^127\.|^0\.0\.0\.0$|^169\.254\.|^\[?::1/;

const count = (has: (benign: BenignCase) => boolean): number => BENIGN.filter(has).length;

function syntaxErrors({ path, content, at }: (typeof TEXTS)[number]): string[] {
  const lang = path.endsWith('.ts') ? 'ts' : path.endsWith('.jsx') ? 'jsx' : 'js';
  const { errors } = parseSync(path, content, { lang, sourceType: 'unambiguous' });
  return errors.map(({ message }) => `${at}: ${message}`);
}

function hostsOf(content: string): string[] {
  return [...content.matchAll(/\b(?:https?|wss?|git\+https|ftp|ssh):\/\/(?:[\w.-]+@)?([\w.-]*[\w])/g)].map(
    ([, host]) => host as string,
  );
}

function manifestNames({ format, name, version, files }: BenignCase): boolean {
  const all = files();
  if (format === 'tarball') {
    const manifest = JSON.parse(String(all['package.json'])) as { name: string; version: string };
    return manifest.name === name && manifest.version === version;
  }
  const path = Object.keys(all).find((own) => /^[^/]*\.dist-info\/METADATA$|^PKG-INFO$/.test(own)) ?? '';
  return String(all[path]).includes(`\nName: ${name}\nVersion: ${version}\n`);
}

/** What `main`, `bin` and hooks of the form `node FILE` point at, without what a build makes. */
function missingStarts({ id, files }: BenignCase): string[] {
  const all = files();
  const { main, bin, scripts } = JSON.parse(String(all['package.json'])) as {
    main?: string;
    bin?: Record<string, string>;
    scripts?: Record<string, string>;
  };
  const hooks = ['preinstall', 'install', 'postinstall', 'prepare'].flatMap((hook) => {
    const [, file] = /^node ([\w.][\w./-]*)/.exec(scripts?.[hook] ?? '') ?? [];
    return file?.replace(/^\.\//, '') ?? [];
  });
  return [...(main === undefined ? [] : [main]), ...Object.values(bin ?? {}), ...hooks]
    .filter((path) => !(path in all))
    .map((path) => `${id}: ${path}`);
}

function recordAndFiles({ files }: BenignCase): { record: string[]; files: string[] } {
  const all = Object.entries(files());
  const [path, record] = all.find(([own]) => own.endsWith('.dist-info/RECORD')) ?? ['', ''];
  const lines = all.map(([own, content]) => {
    const digest = createHash('sha256').update(content).digest('base64url');
    return own === path ? `${own},,` : `${own},sha256=${digest},${String(Buffer.byteLength(content))}`;
  });
  return { record: String(record).trimEnd().split('\n').sort(), files: lines.sort() };
}

describe('test/attacks/benign', () => {
  it('has a twin for every incident, and at least 100 look-alikes beside them', () => {
    const twins = BENIGN.flatMap(({ twinOf }) => twinOf ?? []);

    expect([...twins].sort()).toEqual([...INCIDENTS].sort());
    expect(count(({ twinOf }) => twinOf === undefined)).toBeGreaterThanOrEqual(100);
  });

  it.each([
    ['tarball', 60],
    ['wheel', 30],
    ['sdist', 25],
  ] as const)('has enough of each format: %s, at least %i', (format, least) => {
    expect(count((benign) => benign.format === format)).toBeGreaterThanOrEqual(least);
  });

  it('gives every case its own id, and a name only to one ecosystem', () => {
    const ids = BENIGN.map(({ id }) => id);
    const names = new Set(BENIGN.map(({ ecosystem, name }) => `${ecosystem} ${name}`));

    expect(new Set(ids).size).toBe(ids.length);
    expect(names.size).toBe(new Set([...names].map((name) => name.split(' ')[1])).size);
  });

  it('says of every case why it is honest, and gives it licence, readme and code of its own', () => {
    const bare = BENIGN.filter((benign) => {
      const paths = Object.keys(benign.files());
      const own = paths.filter((path) => !/LICENSE|README|PKG-INFO|(?:dist|egg)-info\//.test(path));
      return benign.why.length < 40 || !paths.some((path) => /LICENSE$/.test(path)) || own.length < 2;
    });

    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it('builds the same archive each time', async () => {
    const once = await Promise.all(BENIGN.map(archiveOf));
    const again = await Promise.all(BENIGN.map(archiveOf));

    expect(BENIGN.filter((_, at) => !once[at]?.equals(again[at] as Buffer)).map(({ id }) => id)).toEqual([]);
  }, 120_000);

  it('has manifests that name the same package as the case', () => {
    const astray = BENIGN.filter((benign) => !manifestNames(benign)).map(({ id }) => id);

    expect(astray).toEqual([]);
  });

  it('has every file that a package.json starts from', () => {
    const missing = BENIGN.filter(({ format }) => format === 'tarball').flatMap(missingStarts);

    expect(missing).toEqual([]);
  });

  it('has wheels whose RECORD lists every file with its digest and size', () => {
    const listed = BENIGN.filter(({ format }) => format === 'wheel').map(recordAndFiles);

    expect(listed.map(({ record }) => record)).toEqual(listed.map(({ files }) => files));
  });

  it('has JavaScript that parses', () => {
    const scripts = TEXTS.filter(({ path }) => /\.(m?js|cjs|jsx|d\.ts)$/.test(path));

    expect(scripts.length).toBeGreaterThan(100);
    expect(scripts.flatMap(syntaxErrors)).toEqual([]);
  });

  it('has JSON that parses', () => {
    const documents = TEXTS.filter(({ path }) => path.endsWith('.json'));

    expect(documents.length).toBeGreaterThan(60);
    expect(documents.map(({ content }) => typeof JSON.parse(content))).not.toContain('undefined');
  });

  (HAS_PYTHON ? it : it.skip)('has Python that parses (needs python3)', () => {
    const modules = TEXTS.filter(({ path }) => path.endsWith('.py'));

    const run = spawnSync('python3', ['-c', PARSE_ALL], {
      input: JSON.stringify(modules.map(({ at, content }) => [at, content])),
      encoding: 'utf8',
      maxBuffer: 1 << 24,
    });

    expect(modules.length).toBeGreaterThan(100);
    expect({ status: run.status, bad: JSON.parse(run.stdout || '[]') as unknown, said: run.stderr }).toEqual({
      status: 0,
      bad: [],
      said: '',
    });
  });

  it('names no host that could be reached', () => {
    const real = TEXTS.flatMap(({ at, content }) =>
      hostsOf(content)
        .filter((host) => !HARMLESS_HOST.test(host))
        .map((host) => `${at}: ${host}`),
    );

    expect(real).toEqual([]);
  });
});
