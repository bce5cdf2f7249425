import { DEFAULT_LIMITS } from '@sallyport/domain';
import { sandboxContract } from '../sandbox.contract';
import { FakeSandbox } from './fake-sandbox';

describe('libs/sandbox/testing/fake-sandbox', () => {
  sandboxContract(() => {
    const sandbox = new FakeSandbox();
    sandbox.images = new Set(['image']);
    return { sandbox, imageId: 'image' };
  });

  it('fails with engine-unavailable when it is switched off', async () => {
    const sandbox = new FakeSandbox();
    sandbox.engineUp = false;

    await expect(sandbox.ping()).rejects.toMatchObject({ code: 'engine-unavailable' });
  });

  it('says what it is told to say for Python, and remembers what it was asked', async () => {
    const sandbox = new FakeSandbox();
    sandbox.answer = () => ({ result: 42 });
    const run = {
      ...{ imageId: 'any', ecosystem: 'pypi' as const, code: 'result = 42' },
      ...{ inputs: null, limits: DEFAULT_LIMITS },
    };

    const execution = await sandbox.run(run);

    expect(execution).toMatchObject({ result: 42, death: 'exited' });
    expect(sandbox.runs).toEqual([run]);
  });
});
