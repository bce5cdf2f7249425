import { parseRequirement, type Ecosystem, type Lock } from '@sallyport/domain';

const INTEGRITY = `sha256-${'A'.repeat(43)}=`;

/** name -> what it depends on; everything at version 1.2.3. */
const TREES: Readonly<Record<Ecosystem, Readonly<Record<string, readonly string[]>>>> = {
  pypi: {
    requests: ['certifi', 'charset-normalizer', 'idna', 'urllib3'],
    certifi: [],
    'charset-normalizer': [],
    idna: [],
    urllib3: [],
  },
  npm: {
    express: ['body-parser', ...Array.from({ length: 30 }, (_, index) => `part-${index}`)],
    'body-parser': ['qs'],
    qs: [],
    lodash: [],
    picocolors: [],
    ...Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`part-${index}`, []])),
  },
};

/** A made-up closure in the shape of a real one. */
export function closureOf(ecosystem: Ecosystem, requirements: readonly string[]): Lock {
  const tree = TREES[ecosystem];
  const roots = requirements.map((text) => parseRequirement(ecosystem, text).name);
  const names = new Set(roots);
  for (const name of names) for (const dependency of tree[name] ?? []) names.add(dependency);
  return {
    ecosystem,
    target: 'test',
    requirements: [...requirements],
    roots,
    packages: [...names].sort().map((name) => ({
      name,
      version: '1.2.3',
      path: name,
      artifact: {
        kind: ecosystem === 'npm' ? 'tarball' : 'wheel',
        filename: `${name}-1.2.3`,
        url: `https://registry.invalid/${name}`,
        integrity: INTEGRITY,
      },
      dependencies: [...(tree[name] ?? [])],
    })),
  };
}
