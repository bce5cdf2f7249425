import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Capability, DEFAULT_LIMITS, ECOSYSTEMS } from '@sallyport/domain';
import { containerOptions } from './profile';
import { CAGE, notWithheld } from './withheld';

const started = (ecosystem: 'pypi' | 'npm') =>
  containerOptions({ imageId: 'image', ecosystem, limits: DEFAULT_LIMITS, labels: {} });
const harness = readFileSync(join(__dirname, '../harness/run.py'), 'utf8');

describe('sandbox/withheld', () => {
  it('speaks of every capability, with a reason', () => {
    expect(Object.keys(CAGE).sort()).toEqual([...Capability.options].sort());
    expect(Object.values(CAGE).filter(({ why }) => !why.endsWith('.'))).toEqual([]);
  });

  it.each(ECOSYSTEMS)('withholds from %s exactly what the profile keeps from it', (ecosystem) => {
    const { Env, NetworkDisabled, HostConfig, Entrypoint } = started(ecosystem);
    const mounts = [HostConfig?.Binds, HostConfig?.Mounts, HostConfig?.Devices, HostConfig?.VolumesFrom];
    const names = (Env ?? []).map((line) => line.split('=')[0]);

    expect(CAGE.network.withheld).toBe(HostConfig?.NetworkMode === 'none' && NetworkDisabled === true);
    expect(CAGE.environment.withheld).toBe(names.join() === 'PATH,HOME,TMPDIR,LANG');
    expect(CAGE['credential-files'].withheld).toBe(
      mounts.every((mount) => mount === undefined) && Env?.includes('HOME=/tmp') === true,
    );
    expect(CAGE['filesystem-write'].withheld).toBe(
      HostConfig?.ReadonlyRootfs === true && Object.keys(HostConfig.Tmpfs as object).length === 0,
    );
    expect(CAGE['autoload-file'].withheld).toBe(
      ecosystem === 'npm' || ['-I', '-S'].every((flag) => Entrypoint?.includes(flag)),
    );
  });

  it('has a harness that does not start by itself what Python was told not to start', () => {
    const code = harness.replace(/"""[\s\S]*?"""|#.*/g, '');

    expect(code).not.toMatch(/\b(import|from) site\b|addsitedir|sitecustomize/);
  });

  it.each<[Capability[], Capability[]]>([
    [[], []],
    [['network'], []],
    [['network', 'environment', 'credential-files', 'autoload-file'], []],
    [['subprocess'], ['subprocess']],
    [
      ['network', 'subprocess', 'subprocess', 'native-code'],
      ['subprocess', 'native-code'],
    ],
    [
      ['filesystem-write', 'dynamic-code', 'obfuscation'],
      ['filesystem-write', 'dynamic-code', 'obfuscation'],
    ],
  ])('of %j it cannot withhold %j', (without, expected) => {
    expect(notWithheld(without).map(({ capability }) => capability)).toEqual(expected);
  });
});
