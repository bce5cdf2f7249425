import type { Finding } from '@sallyport/domain';
import { distinct, verdictOf, worstFirst } from './worst-first';

const finding = (rule: string, severity: Finding['severity'], line?: number): Finding => ({
  ...{ rule, severity, kind: 'code', message: rule },
  ...(line === undefined ? {} : { line }),
});

describe('rules/worst-first', () => {
  it('puts what makes an artifact malicious before what makes it suspicious, and that before what is odd', () => {
    const findings = [
      finding('install-script', 'low'),
      finding('code-obfuscated', 'high'),
      finding('code-secret-sent', 'critical'),
    ];

    expect(worstFirst(findings).map(({ rule }) => rule)).toEqual([
      'code-secret-sent',
      'code-obfuscated',
      'install-script',
    ]);
  });

  it('keeps each place of each rule once', () => {
    const findings = [
      finding('a', 'low', 1),
      finding('a', 'low', 1),
      finding('a', 'low', 2),
      finding('b', 'low', 1),
    ];

    expect(distinct(findings).map(({ rule, line }) => [rule, line])).toEqual([
      ['a', 1],
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('does not take a finding of a rule that is not known for harmless', () => {
    expect(verdictOf({ rule: 'of-another-version' })).toBe('unknown');
  });
});
