import { spawnSync } from 'node:child_process';
import { parseSync } from 'oxc-parser';
import { archiveOf } from './attacks/build';
import { KINDS, WAYS, type AttackCase } from './attacks/case';
import { foreignHosts } from './attacks/inert';
import { INCIDENTS } from './attacks/incidents';
import { ATTACKS } from './attacks/replicas';

const SAMPLES = ATTACKS.flatMap((one) => (one.previous === undefined ? [one] : [one, one.previous]));
const REPLICAS = ATTACKS.filter(({ role }) => role === 'replica');
const variantsOf = (replica: AttackCase) => ATTACKS.filter(({ variantOf }) => variantOf === replica.id);
const textsOf = (sample: (typeof SAMPLES)[number], endings: RegExp) =>
  Object.entries(sample.files())
    .filter(([path]) => endings.test(path))
    .map(([path, content]) => ({ path: `${sample.filename} ${path}`, text: content.toString() }));

/** Node's own order: an .mjs is a module, a .cjs a script, and a .js what it can be read as. */
function syntaxErrors(path: string, text: string): string[] {
  const kinds = path.endsWith('.mjs')
    ? ['module']
    : path.endsWith('.cjs')
      ? ['script']
      : ['script', 'module'];
  const tried = kinds.map((sourceType) => {
    // What Node allows in a CommonJS file: `return` at the top, as inside the function it wraps around.
    const wrapped = sourceType === 'script' ? `(function(){${text.replace(/^#!.*/, '')}\n})` : text;
    return parseSync('sample.js', wrapped, { sourceType: sourceType as 'script' | 'module' }).errors;
  });
  return tried.some((errors) => errors.length === 0) ? [] : [`${path}: ${tried[0]?.[0]?.message}`];
}

const PYTHON_CHECK = `import ast, json, sys
bad = []
for path, text in json.load(sys.stdin):
    try:
        ast.parse(text)
    except (SyntaxError, ValueError) as error:
        bad.append("%s: %s" % (path, error))
json.dump(bad, sys.stdout)
`;

const python = spawnSync('python3', ['--version']).status === 0;

describe('test/attacks', () => {
  it('has one id a case, and one file name an archive', () => {
    const ids = ATTACKS.map(({ id }) => id);
    const filenames = ATTACKS.map(({ filename }) => filename);

    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(filenames).size).toBe(filenames.length);
  });

  it.each(INCIDENTS)('has a replica for the incident $id', ({ id }) => {
    expect(REPLICAS.filter(({ incident }) => incident === id)).not.toEqual([]);
  });

  it.each(KINDS.map((kind) => ({ kind })))('has a replica of the kind $kind', ({ kind }) => {
    expect(REPLICAS.filter((replica) => replica.kind === kind)).not.toEqual([]);
  });

  it('speaks of listed incidents only', () => {
    const known = ['kind', ...INCIDENTS.map(({ id }) => id as string)];

    expect(ATTACKS.filter(({ incident }) => !known.includes(incident)).map(({ id }) => id)).toEqual([]);
  });

  it.each(REPLICAS)('has three variants of $id, and no two alike', (replica) => {
    const variants = variantsOf(replica);
    const contents = [replica, ...variants].map((one) => JSON.stringify([one.name, one.files()]));

    expect(variants.map(({ how }) => how)).toEqual(WAYS);
    expect(new Set(contents).size).toBe(4);
    expect(variants.find(({ how }) => how === 'renamed')?.name).not.toBe(replica.name);
  });

  it.each(ATTACKS.filter(({ judgedBy }) => judgedBy !== 'artifact'))(
    '$id, which the artifact alone does not show, has what it is judged by',
    ({ judgedBy, previous, facts }) => {
      expect(judgedBy === 'delta' ? previous : facts).toBeDefined();
    },
  );

  it.each(SAMPLES)('builds $filename twice with the same bytes', async (sample) => {
    const [once, again] = [await archiveOf(sample), await archiveOf(sample)];

    expect(once.length).toBeGreaterThan(500);
    expect(once.equals(again)).toBe(true);
  });

  it('states in package.json and METADATA what the case states', () => {
    const wrong = SAMPLES.filter((sample) => {
      const files = sample.files();
      const [, told = ''] = Object.entries(files).find(([path]) =>
        /^package\.json$|^PKG-INFO$|^[^/]+\.dist-info\/METADATA$/.test(path),
      ) ?? ['', ''];
      const text = told.toString();
      return sample.ecosystem === 'npm'
        ? !text.includes(`"name": "${sample.name}"`) || !text.includes(`"version": "${sample.version}"`)
        : !text.includes(`\nName: ${sample.name}\nVersion: ${sample.version}\n`);
    });

    expect(wrong.map(({ filename }) => filename)).toEqual([]);
  });

  it('has JavaScript that parses', () => {
    const scripts = SAMPLES.flatMap((sample) => textsOf(sample, /\.[cm]?js$/));

    expect(scripts.length).toBeGreaterThan(250);
    expect(scripts.flatMap(({ path, text }) => syntaxErrors(path, text))).toEqual([]);
  });

  (python ? it : it.skip)('has Python that parses', () => {
    const modules = SAMPLES.flatMap((sample) => textsOf(sample, /\.(py|pth)$/)).map(({ path, text }) => [
      path,
      text,
    ]);

    const run = spawnSync('python3', ['-W', 'ignore', '-c', PYTHON_CHECK], {
      input: JSON.stringify(modules),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });

    expect(modules.length).toBeGreaterThan(150);
    expect(JSON.parse(run.stdout)).toEqual([]);
  });

  it('names no host that somebody could own, in no file', () => {
    const named = SAMPLES.flatMap((sample) =>
      Object.entries(sample.files()).flatMap(([path, content]) =>
        foreignHosts(content.toString()).map((host) => `${sample.filename} ${path}: ${host}`),
      ),
    );

    expect(named).toEqual([]);
  });
});
