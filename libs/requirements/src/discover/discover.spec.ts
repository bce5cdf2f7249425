import { precisionOf, recallOf, sampleSkills, scoresOf, sum, withSkill } from '../testing';
import { discover } from './discover';

const SAMPLES = sampleSkills();
/** Of the issue: what is found, and what of it is right. */
const LEAST = 0.98;

describe('discover/discover', () => {
  it.each(SAMPLES.map((sample) => [`${sample.group}: ${sample.name}`, sample] as const))(
    '%s',
    (_, sample) => {
      const discovery = withSkill(sample, (folder) => discover(folder));

      const scores = scoresOf(sample, discovery);

      expect(Object.values(scores).flatMap(({ wrong, missed }) => [...wrong, ...missed])).toEqual([]);
      expect(discovery.complete).toBe(sample.unresolved.length + sample.problems.length === 0);
    },
  );

  it('finds what skills require, and nothing else, over all of them', () => {
    const scores = SAMPLES.map((sample) => withSkill(sample, (folder) => scoresOf(sample, discover(folder))));

    const requirements = sum(scores.map((each) => each.requirements));

    expect(SAMPLES.length).toBeGreaterThanOrEqual(80);
    expect(requirements.hits).toBeGreaterThan(400);
    expect(precisionOf(requirements)).toBeGreaterThanOrEqual(LEAST);
    expect(recallOf(requirements)).toBeGreaterThanOrEqual(LEAST);
  });

  it('says where each requirement comes from, what stands in its way, and which version is pinned', () => {
    const skill = {
      files: [
        {
          path: 'main.py',
          content: Buffer.from('import os\ntry:\n    import yaml\nexcept ImportError:\n    yaml = None\n'),
        },
        { path: 'requirements.txt', content: Buffer.from('# pinned\nPyYAML==6.0.0\n') },
      ],
    };

    const { requirements } = withSkill(skill, (folder) => discover(folder));

    expect(requirements).toEqual([
      {
        ecosystem: 'pypi',
        name: 'pyyaml',
        need: 'required',
        certainty: 'declared',
        extras: [],
        ranges: ['==6.0.0'],
        versions: ['6'],
        imported: true,
        declared: true,
        sources: [
          { file: 'requirements.txt', line: 2, how: 'manifest', marks: [], text: 'PyYAML==6.0.0' },
          { file: 'main.py', line: 3, how: 'import', marks: ['guarded'], text: 'yaml' },
        ],
      },
    ]);
  });

  it('takes one file for a skill', () => {
    const skill = {
      files: [
        { path: 'a.py', content: Buffer.from('import httpx') },
        { path: 'b.py', content: Buffer.from('import rich') },
      ],
    };

    const { requirements } = withSkill(skill, (folder) => discover(`${folder}/a.py`));

    expect(requirements.map(({ name }) => name)).toEqual(['httpx']);
  });

  it('refuses what is not there', () => {
    expect(() => discover('/nowhere/at/all')).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
