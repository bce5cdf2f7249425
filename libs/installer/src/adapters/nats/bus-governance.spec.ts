import { checkClosure, DomainError, reportMissingName } from '@sallyport/domain';
import { logger, type Bus } from '@sallyport/messaging';
import { BusGovernance } from './bus-governance';

const call = jest.fn();
const governance = new BusGovernance({ call } as unknown as Bus, 'npm');

afterEach(() => {
  call.mockReset();
  jest.restoreAllMocks();
});

describe('installer/adapters/nats/bus-governance', () => {
  it('always asks for a signed answer', async () => {
    const question = {
      ...{ agentId: 'agent', skillId: 'skill', lockDigest: `sha256:${'1'.repeat(64)}`, minRevision: 4 },
      ...{ roots: ['node_modules/app'], packages: [{ name: 'app', version: '1.0.0' }] },
    };

    await governance.checkClosure(question);

    expect(call).toHaveBeenCalledWith(checkClosure, { ...question, ecosystem: 'npm', sign: true });
    expect(checkClosure.request.safeParse(call.mock.calls[0][1]).success).toBe(true);
  });

  it('tells of a missing name and who asked for it, with little patience', async () => {
    await governance.reportMissingName('lodahs', 'agent');

    const report = { ecosystem: 'npm', name: 'lodahs', askedBy: 'agent:agent' };
    expect(call).toHaveBeenCalledWith(reportMissingName, report, { timeoutMs: 2_000 });
    expect(reportMissingName.request.safeParse(report).success).toBe(true);
  });

  it('goes on where governance does not listen, and says so in the log', async () => {
    const warn = jest.spyOn(logger, 'warn').mockReturnValue(undefined);
    call.mockRejectedValue(new DomainError('nobody-listens', 'gone'));

    await expect(governance.reportMissingName('lodahs', 'agent')).resolves.toBeUndefined();
    expect(warn).toHaveBeenCalledTimes(1);
  });
});
