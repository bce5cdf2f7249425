import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { discover } from '../discover/discover';
import { withSkill } from '../testing';
import { DEFAULT_LIMITS, type SkillLimits } from './limits';

const file = (path: string, content: string) => ({ path, content: Buffer.from(content) });

describe('skill/limits', () => {
  it.each<[string, Partial<SkillLimits>, ReturnType<typeof file>[], string]>([
    [
      'too many files',
      { files: 3 },
      ['a.py', 'b.py', 'c.py', 'd.py'].map((path) => file(path, '')),
      'too-many-files',
    ],
    ['folders inside each other', { depth: 2 }, [file('a/b/c/d/e.py', 'import x')], 'too-deep'],
    ['a large file of code', { codeBytes: 10 }, [file('a.py', 'import requests')], 'too-large'],
    ['a large lock', { manifestBytes: 10 }, [file('poetry.lock', '[[package]]\nname = "x"')], 'too-large'],
    [
      'too much in all',
      { totalBytes: 20 },
      [file('a.py', 'import requests'), file('b.py', 'import requests')],
      'too-large',
    ],
  ])('%s: named, and the answer is not whole', (_, limits, files, kind) => {
    const { problems, complete } = withSkill({ files }, (folder) =>
      discover(folder, { ...DEFAULT_LIMITS, ...limits }),
    );

    expect(problems.map((problem) => problem.kind)).toContain(kind);
    expect(complete).toBe(false);
  });

  it('does not open what is no file', () => {
    const { problems } = withSkill({ files: [] }, (folder) => {
      execFileSync('mkfifo', [join(folder, 'pipe.py')]);
      return discover(folder);
    });

    expect(problems).toEqual([expect.objectContaining({ kind: 'special-file', place: { file: 'pipe.py' } })]);
  });

  it('does not follow a folder that leads out, or round in a circle', () => {
    const skill = { files: [file('a/main.py', 'import httpx')] };

    const { requirements, problems } = withSkill(skill, (folder) => {
      symlinkSync('..', join(folder, 'a', 'circle'));
      symlinkSync('/', join(folder, 'everything'));
      return discover(folder);
    });

    expect(requirements.map(({ name }) => name)).toEqual(['httpx']);
    expect(problems).toEqual([
      expect.objectContaining({ kind: 'link-outside', place: { file: 'everything' } }),
    ]);
  });
});
