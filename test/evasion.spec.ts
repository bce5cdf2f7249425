import { analyzeArtifact } from '@sallyport/analysis';
import { CONTAINERS, FORMS, NAMES, PLACES } from './hostile/evasions';

const ALL = [...PLACES, ...NAMES, ...FORMS, ...CONTAINERS];

describe('test/evasion', () => {
  it('knows at least forty ways', () => {
    expect(new Set(ALL.map(({ what }) => what)).size).toBe(ALL.length);
    expect(ALL.length).toBeGreaterThanOrEqual(40);
  });

  it.each(ALL.filter(({ isUnknowable }) => isUnknowable !== true))(
    'holds a payload $what',
    async ({ ecosystem, build }) => {
      const { verdict } = await analyzeArtifact(ecosystem, await build());

      expect(['suspicious', 'malicious']).toContain(verdict);
    },
    120_000,
  );

  it.each(ALL.filter(({ isUnknowable }) => isUnknowable === true))(
    'does not call clean what it cannot know: $what',
    async ({ ecosystem, build }) => {
      const { verdict, findings } = await analyzeArtifact(ecosystem, await build());

      expect(verdict).not.toBe('clean');
      expect(findings).not.toEqual([]);
    },
    120_000,
  );
});
