import { alternativeFor, checkPackage } from './check';
import { applyTo, approval, APPROVED, ban, facts, NOW, npm, viewOf } from './registry-view.sample';
import type { RegistryView } from './registry-view';

const ask = (agentId: string, name: string, version: string) => ({
  agentId,
  ecosystem: 'npm',
  name,
  version,
});

describe('registry-view/alternative', () => {
  const alternative = (loaded: RegistryView, agentId: string, version: string) =>
    alternativeFor(loaded, checkPackage(loaded, ask(agentId, 'a', version), { now: NOW }), { now: NOW });
  const versions = (...allowed: string[]) =>
    viewOf(
      allowed.map((version) => [npm('a', version), APPROVED] as const),
      allowed.map((version) => facts(npm('a', version))),
    );

  it.each([
    ['the next one up', '4.17.20', ['3.10.1', '4.17.19', '4.17.21', '5.0.0'], '4.17.21'],
    ['the next one down where none is up', '4.17.22', ['3.10.1', '4.17.19', '4.17.21', '5.0.0'], '4.17.21'],
    ['another major version where no other is there', '4.0.0', ['2.0.0', '6.0.0'], '6.0.0'],
    ['none', '4.0.0', [], null],
  ])('is %s', (_title, asked, allowed, expected) => {
    expect(alternative(versions(...allowed), 'intern', asked)).toBe(expected);
  });

  it('is one that this agent may use', () => {
    const loaded = versions('1.0.2', '1.0.3');
    applyTo(loaded, {
      packages: [[npm('a', '1.0.1'), { ...APPROVED, minMaturity: 'autonomous' }]],
      records: [
        facts(npm('a', '1.0.1')),
        ban({ kind: 'range', ecosystem: 'npm', name: 'a', range: '1.0.2' }),
      ],
    });

    expect(
      ['intern', 'autonomous', 'student', 'suspended'].map((agent) => alternative(loaded, agent, '1.0.0')),
    ).toEqual(['1.0.3', '1.0.1', null, null]);
  });

  it('is one that only a standing approval covers', () => {
    const loaded = viewOf(
      [],
      [facts(npm('a', '1.2.0')), approval({ kind: 'range', ecosystem: 'npm', name: 'a', range: '^1.1.0' })],
    );

    expect(alternative(loaded, 'supervised', '1.0.0')).toBe('1.2.0');
  });
});
