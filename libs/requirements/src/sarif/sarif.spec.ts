import { sarifLogOf } from '@sallyport/domain';
import { discover } from '../discover/discover';
import { withSkill } from '../testing';
import { requirementsRunOf } from './sarif';

const SKILL = {
  files: [
    {
      path: 'a b/ä.py',
      content: Buffer.from('import importlib\nimport httpx\nimport magic\nimportlib.import_module(x)\n'),
    },
    { path: 'package.json', content: Buffer.from('{') },
    { path: 'requirements.txt', content: Buffer.from('rich\n') },
  ],
};

interface Sarif {
  version: string;
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    invocations: { executionSuccessful: boolean }[];
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: unknown[];
    }[];
  }[];
}

describe('sarif/sarif', () => {
  it('has every unresolved name, problem and difference, with its rule and place', () => {
    const sarif = sarifLogOf([requirementsRunOf(withSkill(SKILL, (folder) => discover(folder)))]) as Sarif;
    const [run] = sarif.runs;

    expect(sarif.version).toBe('2.1.0');
    expect(run?.invocations).toEqual([{ executionSuccessful: false }]);
    expect(run?.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['unresolved-ambiguous', 'error'],
      ['unresolved-dynamic', 'error'],
      ['malformed-manifest', 'error'],
      ['undeclared', 'warning'],
      ['unused', 'note'],
    ]);
    expect(run?.results.map(({ ruleIndex }) => run.tool.driver.rules[ruleIndex]?.id)).toEqual(
      run?.results.map(({ ruleId }) => ruleId),
    );
    expect(run?.results[0]).toMatchObject({
      message: { text: expect.stringContaining('magic: one of python-magic, file-magic') },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b/%C3%A4.py', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3 },
          },
        },
      ],
    });
  });

  it('says that everything was read where it was', () => {
    const sarif = sarifLogOf([
      requirementsRunOf(withSkill({ files: [] }, (folder) => discover(folder))),
    ]) as Sarif;

    expect(sarif.runs[0]).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
  });
});
