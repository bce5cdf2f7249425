import { isWithinStep, versionStep } from './version-step';

describe('libs/domain/registry/delta/version-step', () => {
  it.each([
    ['npm', '1.2.3', '1.2.4', 'patch'],
    ['npm', '1.2.3', '1.3.0', 'minor'],
    ['npm', '1.2.3', '2.0.0', 'major'],
    ['npm', '0.2.3', '0.2.4', 'patch'],
    ['npm', '0.2.3', '0.3.0', 'major'],
    ['npm', '1.2.3', '1.2.4-beta.1', null],
    ['npm', '1.2.3-rc.1', '1.2.3', null],
    ['npm', 'x', '1.2.3', null],
    ['pypi', '1.2', '1.2.1', 'patch'],
    ['pypi', '1', '1.0.1', 'patch'],
    ['pypi', '1', '1.1', 'minor'],
    ['pypi', '1.2.3', '1.2.3.1', 'patch'],
    ['pypi', '1.2', '1.2.post1', 'patch'],
    ['pypi', '1.2', '1!1.2', 'major'],
    ['pypi', '0.1', '0.2', 'major'],
    ['pypi', '1.2', '1.2.1rc1', null],
    ['pypi', '1.2', '1.2.1.dev1', null],
    ['pypi', '1.2', '1.2.1+local', null],
    ['pypi', 'x', '1', null],
  ] as const)('%s %s to %s: %s', (ecosystem, from, to, step) => {
    expect(versionStep(ecosystem, from, to)).toBe(step);
  });

  it.each([
    ['patch', '1.0.1', true],
    ['patch', '1.1.0', false],
    ['minor', '1.0.1', true],
    ['minor', '1.1.0', true],
    ['minor', '2.0.0', false],
    ['any', '2.0.0', true],
    ['any', '2.0.0-rc.1', false],
  ] as const)('policy %s lets 1.0.0 pass on to %s: %s', (policy, to, expected) => {
    expect(isWithinStep(policy, 'npm', '1.0.0', to)).toBe(expected);
  });
});
