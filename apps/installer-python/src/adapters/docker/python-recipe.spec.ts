import type { FetchedLock, FetchedPackage } from '@sallyport/domain';
import { pythonRecipe } from './python-recipe';

const recipe = pythonRecipe({ builderImage: 'builder', baseImage: 'base' });
const digest = `sha256:${'a'.repeat(64)}`;

function lockOf(filename: string): FetchedLock {
  const artifact = {
    kind: 'wheel' as const,
    filename,
    url: 'https://fake.invalid/x',
    integrity: 'sha256-AAAA',
  };
  const six: FetchedPackage = {
    name: 'six',
    version: '1.17.0',
    path: 'six',
    artifact,
    dependencies: [],
    digest,
  };
  return { ecosystem: 'pypi', target: 't', requirements: ['six'], roots: ['six'], packages: [six] };
}

describe('installer-python/docker/python-recipe', () => {
  it('holds every wheel to its digest, and the result to the lock', () => {
    const files = recipe.files(lockOf('six-1.17.0-py2.py3-none-any.whl'));

    expect(files.slice(1)).toEqual([
      { path: 'requirements.txt', text: `six==1.17.0 --hash=${digest}\n` },
      { path: 'expected.json', text: '{"six":"1.17.0"}' },
      { path: 'wheels/six-1.17.0-py2.py3-none-any.whl', digest },
    ]);
    expect(files[0]?.path).toBe('install.py');
  });

  it.each(['../../install.py', 'a/b-1-py3-none-any.whl', 'six-1.17.0.tar.gz', ''])(
    'lays out nothing under %p',
    (filename) => {
      expect(() => recipe.files(lockOf(filename))).toThrow('no wheel');
    },
  );
});
