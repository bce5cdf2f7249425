import type { MinMaturity } from '../../agent/maturity';
import { decide } from '../decide';
import { factsInOrder, policyWith, release } from '../decide.examples';
import type { Decision } from '../decision';
import type { PolicyRules } from '../policy';
import { REGISTRY_RULES } from '../readings/registry-demands';
import { toldBy } from '../readings/registry-fact';
import type { ReasonCode } from '../reason-code';
import { REGISTRY_SETTINGS, registryWith } from '../registry-examples';
import { registryFactUnknown } from './registry-fact-unknown';

type Rule = keyof typeof REGISTRY_SETTINGS;
type Changes = Parameters<typeof registryWith>[0];

function decided(
  rules: Partial<PolicyRules>,
  changes: Changes | undefined,
  maturity: MinMaturity = 'intern',
): Decision {
  const known = release({ registry: changes && registryWith(changes) });
  return decide(factsInOrder({ known, maturity, policy: policyWith(rules) }), 1);
}

const only = (rule: Rule): Partial<PolicyRules> => ({ [rule]: REGISTRY_SETTINGS[rule] });
const added = (...ages: (number | null)[]) => ages.map((ageDays, n) => ({ name: `d${n}`, ageDays }));
const change = (changed: boolean, isNewcomer: boolean) => ({ before: 'bob', changed, isNewcomer });
const jump = (majors: number, isLower: boolean, continuesLine: boolean) => ({
  ...{ highest: '4.17.20', majors, isLower, continuesLine },
});
const deps = (step: 'patch' | 'minor' | null, ...ages: (number | null)[]) => ({
  ...{ previous: '4.17.20', step, added: added(...ages), more: 0 },
});

describe('libs/domain/policy/rules: what a registry says', () => {
  // prettier-ignore
  it.each<[Rule, string, Changes, boolean, boolean, boolean]>([
    // rule, title, what differs; whether intern, supervised, autonomous are refused
    ['deprecated', 'is', { deprecated: { deprecated: true, message: null } }, true, true, false],
    ['deprecated', 'is not', { deprecated: { deprecated: false, message: null } }, false, false, false],
    ['publisher-changed', 'to somebody new', { publisherChange: change(true, true) }, true, true, false],
    ['publisher-changed', 'to somebody of before', { publisherChange: change(true, false) }, true, false, false],
    ['publisher-changed', 'not', { publisherChange: change(false, false) }, false, false, false],
    ['long-dormant', 'a year to the day', { dormancy: { days: 365, previous: '1.0.0' } }, false, false, false],
    ['long-dormant', 'a day more', { dormancy: { days: 366, previous: '1.0.0' } }, true, false, false],
    ['long-dormant', 'a lifetime', { dormancy: { days: 9_000, previous: '1.0.0' } }, true, true, true],
    ['release-burst', 'as many as may be', { burst: { hour: 3, day: 10 } }, false, false, false],
    ['release-burst', 'one too many in an hour', { burst: { hour: 4, day: 4 } }, true, false, false],
    ['release-burst', 'one too many in a day', { burst: { hour: 1, day: 21 } }, true, true, false],
    ['version-jump', 'the next major', { versionJump: jump(1, false, false) }, false, false, false],
    ['version-jump', 'over two', { versionJump: jump(2, false, false) }, true, false, false],
    ['version-jump', 'far beyond', { versionJump: jump(95, false, false) }, true, true, true],
    ['version-jump', 'below, of no line', { versionJump: jump(0, true, false) }, true, true, false],
    ['version-jump', 'below, of an old line', { versionJump: jump(0, true, true) }, false, false, false],
    ['new-dependency-in-patch', 'of today', { newDependencies: deps('patch', 0) }, true, true, false],
    ['new-dependency-in-patch', 'of two months ago', { newDependencies: deps('patch', 60) }, true, false, false],
    ['new-dependency-in-patch', 'of exactly the age', { newDependencies: deps('patch', 90) }, false, false, false],
    ['new-dependency-in-patch', 'one among old ones', { newDependencies: deps('patch', 999, 0) }, true, true, false],
    ['new-dependency-in-patch', 'a known one beside an unknown', { newDependencies: deps('patch', null, 0) }, true, true, false],
    ['new-dependency-in-patch', 'in a minor release', { newDependencies: deps('minor', 0) }, false, false, false],
    ['new-dependency-in-patch', 'in a pre-release', { newDependencies: deps(null, 0) }, false, false, false],
    ['source-mismatch', 'another', { sourceAgainstInside: { agrees: false, registry: 'https://a.invalid', inside: 'https://b.invalid' } }, true, true, false],
    ['source-mismatch', 'the same', {}, false, false, false],
    ['install-scripts-hidden', 'inside only', { installScripts: { agrees: false, registry: false, inside: true } }, true, true, false],
    ['install-scripts-hidden', 'on both sides', { installScripts: { agrees: true, registry: true, inside: true } }, false, false, false],
  ])('%s: %s', (rule, _title, changes, intern, supervised, autonomous) => {
    const codes = (['intern', 'supervised', 'autonomous'] as const).map(
      (maturity) => decided(only(rule), changes, maturity).reasonCode,
    );

    expect(codes).toEqual(
      [intern, supervised, autonomous].map((isRefused) => (isRefused ? rule : 'approved')),
    );
  });

  const FACTS: Readonly<Record<Rule, keyof Changes>> = {
    deprecated: 'deprecated',
    'publisher-changed': 'publisherChange',
    'long-dormant': 'dormancy',
    'release-burst': 'burst',
    'version-jump': 'versionJump',
    'new-dependency-in-patch': 'newDependencies',
    'source-mismatch': 'sourceAgainstInside',
    'install-scripts-hidden': 'installScripts',
  };
  const rules = REGISTRY_RULES.map((rule) => [rule, FACTS[rule]] as const);

  it.each(rules)('%s asks for its fact, and for no other', (rule, fact) => {
    const all = Object.fromEntries(Object.values(FACTS).map((name) => [name, 'unknown'])) as Changes;
    const others = Object.fromEntries(
      Object.values(FACTS)
        .filter((name) => name !== fact)
        .map((name) => [name, 'unknown']),
    ) as Changes;

    expect(decided(only(rule), { [fact]: 'unknown' })).toMatchObject({
      ...{ effect: 'undecided', reasonCode: 'registry-fact-unknown' },
      evidence: [{ fact: 'release', text: `unknown: ${rule}: the registry does not say` }],
    });
    expect(decided(only(rule), all).evidence).toHaveLength(1);
    expect(decided(only(rule), others).reasonCode).toBe('approved');
  });

  it.each(rules)('%s is undecided where the registry was never asked', (rule) => {
    expect(decided(only(rule), undefined)).toMatchObject({
      ...{ reasonCode: 'registry-fact-unknown', effect: 'undecided' },
      evidence: [{ text: `unknown: ${rule}: the registry was not asked` }],
    });
  });

  it.each(rules)('%s is nothing to a policy that leaves it out or switches it off', (rule) => {
    const off = { [rule]: { ...REGISTRY_SETTINGS[rule], mode: 'off' } } as Partial<PolicyRules>;

    expect([decided({}, undefined), decided(off, undefined)].map(({ reasonCode }) => reasonCode)).toEqual([
      'approved',
      'approved',
    ]);
    expect(decided(off, undefined).dryRun).toBeUndefined();
  });

  it.each(rules)('%s only tells where it runs dry', (rule) => {
    const dry = { [rule]: { ...REGISTRY_SETTINGS[rule], mode: 'dry-run' } } as Partial<PolicyRules>;

    expect(decided(dry, undefined)).toMatchObject({ allowed: true, dryRun: ['registry-fact-unknown'] });
  });

  it.each<[Rule, keyof Changes]>([
    ['deprecated', 'deprecated'],
    ['publisher-changed', 'publisherChange'],
    ['new-dependency-in-patch', 'newDependencies'],
    ['source-mismatch', 'sourceAgainstInside'],
    ['install-scripts-hidden', 'installScripts'],
  ])('%s needs no fact for whom it could refuse nothing', (rule, fact) => {
    expect(decided(only(rule), { [fact]: 'unknown' }, 'autonomous').reasonCode).toBe('approved');
  });

  it('needs the age of what comes in with a patch, where it matters', () => {
    const codes = (['intern', 'supervised', 'autonomous'] as const).map(
      (maturity) =>
        decided(only('new-dependency-in-patch'), { newDependencies: deps('patch', 999, null) }, maturity)
          .reasonCode,
    );

    expect(codes).toEqual(['registry-fact-unknown', 'registry-fact-unknown', 'approved']);
    expect(
      decided(only('new-dependency-in-patch'), { newDependencies: deps('minor', null) }).reasonCode,
    ).toBe('approved');
  });

  it('enforces what is unknown where one of the rules that miss something is enforced', () => {
    const two = {
      deprecated: { ...REGISTRY_SETTINGS.deprecated, mode: 'dry-run' },
      'long-dormant': REGISTRY_SETTINGS['long-dormant'],
    } as const;

    expect(decided(two, undefined)).toMatchObject({ allowed: false, reasonCode: 'registry-fact-unknown' });
    expect(decided(two, { deprecated: 'unknown' })).toMatchObject({
      ...{ allowed: true, dryRun: ['registry-fact-unknown'] },
    });
  });

  it.each<[Rule, Changes, ReasonCode, string]>([
    [
      'deprecated',
      { deprecated: { deprecated: true, message: 'use x\u001b[2J' } },
      'deprecated',
      'Its publisher has deprecated this release: use x\\u001b[2J',
    ],
    [
      'deprecated',
      { deprecated: { deprecated: true, message: null } },
      'deprecated',
      'Its publisher has deprecated this release.',
    ],
    [
      'publisher-changed',
      { publisher: 'eve', publisherChange: change(true, true) },
      'publisher-changed',
      'Published by eve, and the version before by bob; no earlier one is by the new publisher.',
    ],
    [
      'publisher-changed',
      { publisher: 'ann', publisherChange: change(true, false) },
      'publisher-changed',
      'Published by ann, and the version before by bob.',
    ],
    [
      'version-jump',
      { versionJump: jump(95, false, false) },
      'version-jump',
      'It is 95 major versions above 4.17.20, the highest when it came.',
    ],
    [
      'install-scripts-hidden',
      { installScripts: { agrees: false, registry: false, inside: true } },
      'install-scripts-hidden',
      'The artifact has install scripts that the registry does not tell of.',
    ],
    [
      'version-jump',
      { versionJump: jump(0, true, false) },
      'version-jump',
      'It came after 4.17.20, is lower, and carries on no earlier line.',
    ],
    [
      'install-scripts-hidden',
      { installScripts: { agrees: false, registry: true, inside: false } },
      'install-scripts-hidden',
      'The registry tells of install scripts that the artifact does not have.',
    ],
  ])('%s says why', (rule, changes, reasonCode, reason) => {
    expect(decided(only(rule), changes)).toMatchObject({ reasonCode, reason });
  });

  it('shows where a fact is from, and how old it is', () => {
    expect(decided(only('long-dormant'), { dormancy: { days: 900, previous: '4.0.0' } }).evidence).toEqual([
      { fact: 'release', text: '900 days after 4.0.0 (npm packument, 2026-06-15T11:00:00.000Z)' },
    ]);
  });

  it.each([
    [false, true, 'registry: none, artifact: scripts'],
    [true, false, 'registry: scripts, artifact: none'],
  ])('says on which side the scripts are: %s, %s', (registry, inside, text) => {
    const { evidence } = decided(only('install-scripts-hidden'), {
      installScripts: { agrees: false, registry, inside },
    });

    expect(evidence[0]?.text).toContain(text);
  });

  it('has nothing to say where nobody asks, or nothing was told', () => {
    const facts = factsInOrder({ known: undefined });

    expect(registryFactUnknown.judgeBy(policyWith({}).rules, facts)).toBeUndefined();
    expect(toldBy(facts, 'burst')).toBe('');
  });

  it('asks for the age of dependencies only where that rule is there', () => {
    expect(decided(only('long-dormant'), { newDependencies: deps('patch', null) }).reasonCode).toBe(
      'approved',
    );
  });

  it('says which maturity would do', () => {
    expect(decided(only('long-dormant'), { dormancy: { days: 900, previous: null } }).maturityRequired).toBe(
      'autonomous',
    );
  });
});
