import type { RuleException } from '../registry/standing';
import { decide } from './decide';
import {
  ADVISORY_DATA,
  EXACT_APPROVAL,
  EXAMPLE_NOW,
  EXAMPLES,
  factsInOrder,
  KNOWN_IN_ORDER,
  policyWith,
} from './decide.examples';
import type { AdvisoryMatch } from './package-facts';
import { statementOn } from './readings/statements';
import { NOT_AFFECTED } from './statement';
import { unchangedBetween } from './unchanged-between';

const at = (milliseconds: number) => new Date(EXAMPLE_NOW + milliseconds).toISOString();
const match = (own: Partial<AdvisoryMatch> = {}): AdvisoryMatch => ({
  id: 'GHSA-1',
  aliases: ['CVE-1', 'GHSA-1'],
  severity: 'critical',
  fixedIn: [],
  malware: false,
  summary: 'reads too far',
  ...own,
});
const stated = (own: Partial<RuleException> = {}): RuleException => ({
  id: 'statement-1',
  rule: NOT_AFFECTED,
  notAffected: { advisory: 'CVE-1', justification: 'vulnerable_code_not_present' },
  selector: EXACT_APPROVAL.selector,
  agentId: null,
  owner: 'ada',
  reason: 'the parser is not shipped',
  by: 'person:ada',
  grantedAt: '2026-06-01T00:00:00Z',
  expiresAt: at(1),
  state: 'live',
  ...own,
});
const given = (matches: AdvisoryMatch[], exceptions: RuleException[]) =>
  factsInOrder({
    known: { ...KNOWN_IN_ORDER, advisories: { matches, data: ADVISORY_DATA } },
    exceptions,
  });

describe('libs/domain/policy/statement', () => {
  it.each<[string, Partial<RuleException>, string]>([
    ['by an alias', {}, 'approved'],
    [
      'by its own id',
      { notAffected: { advisory: 'GHSA-1', justification: 'component_not_present' } },
      'approved',
    ],
    [
      'on another advisory',
      { notAffected: { advisory: 'CVE-11', justification: 'component_not_present' } },
      'advisory-severity',
    ],
    ['that names no advisory', { notAffected: undefined }, 'advisory-severity'],
    ['that ends now', { expiresAt: at(0) }, 'advisory-severity'],
    ['that has ended', { expiresAt: at(-1) }, 'advisory-severity'],
    ['whose end cannot be read', { expiresAt: 'never' }, 'advisory-severity'],
    ['that was withdrawn', { state: 'withdrawn' }, 'advisory-severity'],
    ['for this agent alone', { agentId: 'agent-7' }, 'advisory-severity'],
  ])('a statement %s', (_title, own, code) => {
    expect(decide(given([match()], [stated(own)]), 1).reasonCode).toBe(code);
  });

  it('lets no other advisory pass', () => {
    const other = match({ id: 'GHSA-2', aliases: ['GHSA-2'], severity: 'high' });

    const decision = decide(given([match(), other], [stated()]), 1);

    expect(decision.reasonCode).toBe('advisory-severity');
    expect(decision.reason).toContain('GHSA-2');
    expect(JSON.stringify(decision.evidence)).not.toContain('GHSA-1');
  });

  it.each<[string, Partial<AdvisoryMatch>]>([
    ['a malware report', { malware: true }],
    ['a malware report of a MAL- id', { malware: true, id: 'MAL-1', aliases: ['CVE-1'] }],
  ])('never silences %s', (_title, own) => {
    expect(decide(given([match(own)], [stated()]), 1).reasonCode).toBe('malicious');
  });

  it('silences nothing else: not a ban, nor a scan', () => {
    for (const code of ['banned', 'suspicious', 'malicious', 'release-too-new'] as const)
      expect(decide({ ...EXAMPLES[code], exceptions: [stated()] }, 1).reasonCode).toBe(code);
  });

  it('is told in the decision that it made possible, once', () => {
    const twin = match({ id: 'GHSA-3', aliases: ['CVE-1'] });

    const decision = decide(given([match(), twin], [stated()]), 1);

    expect(decision).toMatchObject({ allowed: true, exceptions: ['statement-1'] });
    expect(decision.evidence.at(-1)).toEqual({
      fact: 'exception',
      text: `CVE-1 is stated not to affect it (vulnerable_code_not_present) until ${at(1)}; ada answers for it`,
      ref: 'statement-1',
    });
  });

  it('is no statement on malware, whoever asks', () => {
    const now = EXAMPLE_NOW;

    expect(statementOn(match(), { exceptions: [stated()], now })?.id).toBe('statement-1');
    expect(statementOn(match({ malware: true }), { exceptions: [stated()], now })).toBeUndefined();
  });

  it('is not told where the rule decides nothing', () => {
    const policy = policyWith({
      'advisory-severity': {
        mode: 'dry-run',
        refuseFrom: { intern: 'low', supervised: 'low', autonomous: 'low' },
      },
    });

    expect(decide({ ...given([match()], [stated()]), policy }, 1)).not.toHaveProperty('exceptions');
  });

  it('is not told where the advisory is too mild to refuse', () => {
    expect(decide(given([match({ severity: 'info' })], [stated()]), 1)).not.toHaveProperty('exceptions');
  });

  it('of several the one that lasts longest counts', () => {
    const [short, long] = [stated({ id: 'short' }), stated({ id: 'long', expiresAt: at(9) })];

    for (const exceptions of [
      [short, long],
      [long, short],
    ])
      expect(decide(given([match()], exceptions), 1).exceptions).toEqual(['long']);
  });

  it('ends at an instant that no remembered decision passes', () => {
    expect(unchangedBetween(given([match()], [stated()])).before).toBe(EXAMPLE_NOW + 1);
  });
});
