import { detail, STATEMENT } from './testing/reported';
import { worstFirst } from './worst-first';

const KEV = { addedOn: '2026-01-01', dueOn: null, ransomware: false };

describe('closure-report/worst-first', () => {
  it('puts malware first, then known exploitation, severity, likelihood, score, id; and what is stated last', () => {
    const inOrder = [
      detail({ id: 'malware', malware: true, severity: 'critical' }),
      detail({ id: 'exploited', severity: 'low', kev: KEV }),
      detail({ id: 'critical', severity: 'critical' }),
      detail({ id: 'likely', severity: 'high', epss: { probability: 0.9, percentile: 0.99 } }),
      detail({ id: 'unlikely', severity: 'high', epss: { probability: 0.1, percentile: 0.5 } }),
      detail({ id: 'worse', severity: 'high', score: 8.8 }),
      detail({ id: 'high-a', severity: 'high' }),
      detail({ id: 'high-b', severity: 'high' }),
      { ...detail({ id: 'stated', severity: 'critical', kev: KEV }), statement: STATEMENT },
    ];

    const ids = (findings: readonly { id: string }[]) => findings.map(({ id }) => id);

    expect(ids(worstFirst([...inOrder].reverse()))).toEqual(ids(inOrder));
    expect(ids(worstFirst([...inOrder].sort((a, b) => a.id.localeCompare(b.id))))).toEqual(ids(inOrder));
  });

  it('never puts malware last, whatever is stated', () => {
    const stated = { ...detail({ id: 'malware', malware: true }), statement: STATEMENT };

    expect(worstFirst([detail({ id: 'z', severity: 'critical', kev: KEV }), stated])[0]).toBe(stated);
  });
});
