import { behaviourDigest, getBehaviour, type Digest } from '@sallyport/domain';
import { traceOf } from '@sallyport/domain/testing';
import { MemoryDetonationStore } from '../testing/memory-detonation-store.fake';
import { GetBehaviour } from './get-behaviour';

const digest = (hex: string): Digest => `sha256:${hex.repeat(64)}`;

describe('application/get-behaviour', () => {
  it('tells what was seen last, judged by the rules of now', async () => {
    const store = new MemoryDetonationStore();
    const kept = { digest: digest('a'), surroundings: '1'.repeat(64), detonator: 'd1' };
    await store.keep({ ...kept, at: '2026-01-01T00:00:00.000Z', trace: traceOf() });
    const trace = traceOf({ names: ['host.invalid'] });
    await store.keep({ ...kept, detonator: 'd2', at: '2026-01-02T00:00:00.000Z', trace });

    const reply = getBehaviour.reply.parse(await new GetBehaviour(store).get({ digest: digest('a') }));

    expect(reply).toMatchObject({
      verdict: 'warning',
      detonator: 'd2',
      findings: [{ rule: 'detonation-connects' }, { rule: 'detonation-connects' }],
    });
    expect(reply.contract.behaviours).toMatchObject([{ act: 'look-up', what: 'host.invalid' }]);
    expect(reply.behaviour).toBe(behaviourDigest(reply.contract));
  });

  it('says so where it was never run', async () => {
    const use = new GetBehaviour(new MemoryDetonationStore());

    await expect(use.get({ digest: digest('a') })).rejects.toMatchObject({ code: 'behaviour-not-found' });
  });
});
