import { traceOf } from '../testing/traces';
import { behaviourContract, behaviourDigest, differences, newBehaviours } from './behaviour-contract';

const process = (...argv: string[]) => ({ processes: [{ argv, started: true }] });

describe('scan/detonation/behaviour-contract', () => {
  it('is the same for the same deeds, whatever chance chose', () => {
    const one = traceOf({ ...process('/usr/bin/tar', '-xf', '/tmp/pack-aX91/x.tgz', '--id=48213') });
    const other = traceOf({ ...process('/bin/tar', '-xf', '/tmp/pack-Qq02/x.tgz', '--id=90127') });

    expect(behaviourContract(one).behaviours).toEqual([
      {
        phase: 'install',
        act: 'start',
        what: 'tar -xf /tmp/*/x.tgz --id=*',
        environments: ['workstation', 'ci'],
      },
    ]);
    expect(behaviourDigest(behaviourContract(one))).toBe(behaviourDigest(behaviourContract(other)));
  });

  it('differs in its digest where anything else is done', () => {
    const quiet = behaviourContract(traceOf());
    const loud = behaviourContract(traceOf({ names: ['host.invalid'] }));

    expect(behaviourDigest(quiet)).not.toBe(behaviourDigest(loud));
  });

  it('tells what is new in a later version, and nothing of what is gone', () => {
    const earlier = behaviourContract(traceOf({ names: ['old.invalid', 'both.invalid'] }));
    const later = behaviourContract({
      ...traceOf({ names: ['both.invalid', 'new.invalid'] }),
      version: '1.0.1',
    });

    expect(newBehaviours(earlier, later)).toEqual([
      { phase: 'install', act: 'look-up', what: 'new.invalid', environments: ['workstation', 'ci'] },
    ]);
    expect(newBehaviours(later, later)).toEqual([]);
  });

  it('calls new what moves from the import to the installation, and not what moves to another machine', () => {
    const imported = behaviourContract(traceOf({ phase: 'import', names: ['host.invalid'] }));
    const installed = behaviourContract(traceOf({ phase: 'install', names: ['host.invalid'] }));
    const onOne = behaviourContract(traceOf({ phase: 'import' }, { ci: { names: ['host.invalid'] } }));

    expect(newBehaviours(imported, installed)).toHaveLength(1);
    expect(newBehaviours(imported, onOne)).toEqual([]);
  });

  it('knows no differences of machines where only one has seen the phase', () => {
    const { environments, ...rest } = traceOf({ names: ['host.invalid'] });

    expect(differences({ ...rest, environments: environments.slice(0, 1) })).toEqual([]);
    expect(differences(traceOf({}, { workstation: { names: ['host.invalid'] } }))).toEqual([
      { phase: 'install', act: 'look-up', what: 'host.invalid', environments: ['workstation'] },
    ]);
  });
});
