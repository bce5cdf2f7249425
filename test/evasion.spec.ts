import { analyzeArtifact } from '@sallyport/analysis';
import { CONTAINERS, FORMS, NAMES, PLACES } from './hostile/evasions';
import { COMPILED, MORE_FORMS, TWINS } from './hostile/evasions-more';

const ALL = [...PLACES, ...NAMES, ...FORMS, ...MORE_FORMS, ...COMPILED, ...CONTAINERS];

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
    300_000,
  );

  it.each(ALL.filter(({ isUnknowable }) => isUnknowable === true))(
    'does not call clean what it cannot know: $what',
    async ({ ecosystem, build }) => {
      const { verdict, findings } = await analyzeArtifact(ecosystem, await build());

      expect(verdict).not.toBe('clean');
      expect(findings).not.toEqual([]);
    },
    300_000,
  );

  it.each(TWINS)(
    'leaves alone who does the same for an honest reason: $what',
    async ({ ecosystem, build }) => {
      const { verdict, findings } = await analyzeArtifact(ecosystem, await build());

      expect(findings).toEqual([]);
      expect(verdict).toBe('clean');
    },
    300_000,
  );
});
