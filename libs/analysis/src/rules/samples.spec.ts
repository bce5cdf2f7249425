import type { Finding } from '@sallyport/domain';
import { analyzeArtifact } from '../process/analyze-artifact';
import { ecosystemOf, sampleArchive } from '../testing/sample-archive';
import { RULES } from './index';
import type { Language } from './language';
import type { Sample } from './sample';

const HITS = RULES.flatMap((rule) =>
  rule.samples.hits.map((sample) => ({ rule, code: rule.code, what: sample.what, sample })),
);
const IGNORES = RULES.flatMap((rule) =>
  rule.samples.ignores.map((sample) => ({ rule, code: rule.code, what: sample.what, sample })),
);

/** What a file that a finding names is written in. Hooks are commands in a manifest. */
const LANGUAGES: readonly (readonly [RegExp, readonly Language[]])[] = [
  [/\.[cm]?[jt]sx?$/, ['javascript']],
  [/\.(?:py|pth)$/, ['python']],
  [/\.(?:sh|bat)$/, ['shell']],
  [/\.gypi?$/, ['gyp']],
  [/\.so$/, ['machine-code']],
  /** Machine code that calls itself otherwise. */
  [/\.(?:dat|txt)$/, ['machine-code']],
  [/(?:^|\/)(?:settings|tasks|devcontainer)\.json$/, ['settings', 'shell']],
  [/(?:^|\/)package\.json$/, ['manifest', 'shell']],
  /** What a hook starts that is no script. */
  [/^bin\//, ['shell']],
  /** Compiled Python, by its own name and by another. */
  [/\.(?:pyc|bin)$/, ['python']],
];

/** Of a fault of the archive, where the file says nothing; and of what is seen in a hook's command, which is in no file. */
function languagesOf(kind: Finding['kind'], file = 'package.json'): readonly Language[] {
  if (kind === 'archive') return ['archive', 'manifest'];
  return LANGUAGES.find(([form]) => form.test(file))?.[1] ?? [];
}

/** Several tests ask of one sample: it is looked at once. */
const analyses = new Map<Sample, ReturnType<typeof analyzeArtifact>>();

async function analysis(sample: Sample) {
  const known = analyses.get(sample);
  if (known !== undefined) return known;
  const made = sampleArchive(sample).then((archive) => analyzeArtifact(ecosystemOf(sample), archive));
  analyses.set(sample, made);
  return made;
}

function spoken(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))];
}

/** A bomb is unpacked up to its bound, which takes seconds on a machine that does other things too. */
jest.setTimeout(30_000);

describe('rules, their samples', () => {
  it.each(HITS)('$code sees $what', async ({ code, sample }) => {
    const { verdict, findings } = await analysis(sample);

    expect([verdict, spoken(findings)]).toEqual([
      sample.verdict ?? verdict,
      expect.arrayContaining([code, ...(sample.speaks ?? [])]),
    ]);
  });

  it.each(IGNORES)('$code leaves $what alone', async ({ code, sample }) => {
    const { verdict, findings } = await analysis(sample);

    expect(spoken(findings)).not.toContain(code);
    expect([verdict, spoken(findings)]).toEqual([
      sample.verdict ?? verdict,
      expect.arrayContaining([...(sample.speaks ?? [])]),
    ]);
  });

  it.each(HITS)('$code speaks of a language of its own in $what', async ({ rule, sample }) => {
    const { findings } = await analysis(sample);
    const read = findings
      .filter(({ rule: code }) => code === rule.code)
      .map(({ kind, file }) => languagesOf(kind, file));

    expect(
      read.filter((languages) => !rule.languages.some((language) => languages.includes(language))),
    ).toEqual([]);
  });

  it.each([...HITS, ...IGNORES])('$code, $what: names no host but those made up', ({ sample }) => {
    const hosts = [...JSON.stringify(sample).matchAll(/https?:\/\/([\w.$-]+)/g)].map(([, host]) => host);

    expect(
      hosts.filter(
        (host) =>
          !/\.invalid$|^REGISTRY$|^127\.0\.0\.1$|^203\.0\.113\.|^(?:webhook\.site|discord\.com)$/.test(
            host ?? '',
          ),
      ),
    ).toEqual([]);
  });

  it.each(IGNORES)('$code says why $what is left alone', ({ sample }) => {
    expect(sample.why).toMatch(/^[A-Z].*\.$/);
  });
});
