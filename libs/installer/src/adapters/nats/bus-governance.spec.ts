import { checkClosure, DomainError, EXAMPLES, recordRelease, reportMissingName } from '@sallyport/domain';
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

  it('tells of releases in messages that pass the bus, whatever is in them', async () => {
    const registry = EXAMPLES.approved.known?.release.registry;
    const told = Array.from({ length: 600 }, (_, n) => ({
      ...{ name: `p${n}`, version: '1.0.0' },
      release: { registry },
    }));

    await governance.recordReleases(told);

    const sent = call.mock.calls.map(([endpoint, request]) => ({ endpoint, request }));
    expect(sent.map(({ endpoint }) => endpoint)).toEqual(Array(3).fill(recordRelease));
    expect(sent.map(({ request }) => request.releases.length)).toEqual([250, 250, 100]);
    expect(sent.every(({ request }) => recordRelease.request.safeParse(request).success)).toBe(true);
  });

  it('goes on where it cannot tell of releases, and says so in the log', async () => {
    const warn = jest.spyOn(logger, 'warn').mockReturnValue(undefined);
    call.mockRejectedValue(new DomainError('nobody-listens', 'gone'));

    await expect(
      governance.recordReleases([{ name: 'a', version: '1.0.0', release: {} }]),
    ).resolves.toBeUndefined();
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('goes on where governance does not listen, and says so in the log', async () => {
    const warn = jest.spyOn(logger, 'warn').mockReturnValue(undefined);
    call.mockRejectedValue(new DomainError('nobody-listens', 'gone'));

    await expect(governance.reportMissingName('lodahs', 'agent')).resolves.toBeUndefined();
    expect(warn).toHaveBeenCalledTimes(1);
  });
});
