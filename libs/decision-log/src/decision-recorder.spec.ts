import { FakeDecisionStream, FakeRecorderLog, recorderClock } from './decision-stream.fake';
import { DecisionRecorder, MAX_AGE_MS, MAX_BACKLOG, type Answered } from './decision-recorder';

const answered = (name = 'lodash'): Answered => ({
  agentId: 'ann',
  maturity: 'intern',
  ecosystem: 'npm',
  name,
  version: '1.0.0',
  effect: 'deny',
  reasonCode: 'banned',
  revision: 7,
});
const closure = (size: number): Answered => ({
  agentId: 'ann',
  maturity: 'intern',
  ecosystem: 'npm',
  packages: Array.from({ length: size }, (_, n) => `p${n}@1.0.0`),
  allowed: true,
  refused: [],
  revision: 7,
});

const AT = Date.UTC(2026, 0, 1);

function setUp() {
  const [stream, clock, log] = [new FakeDecisionStream(), recorderClock(), new FakeRecorderLog()];
  const recorder = new DecisionRecorder(stream, clock, log, { replica: 'r1', epoch: 'e1' });
  const recordMany = (count: number) => Array.from({ length: count }, () => recorder.record(answered(), AT));
  return { stream, log, recorder, recordMany };
}
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

describe('decision-log/decision-recorder', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('groups what is answered within a moment into one message, numbered from one', async () => {
    const { stream, recorder } = setUp();

    recorder.record(answered('a'), AT);
    recorder.record(answered('b'), AT);
    await jest.advanceTimersByTimeAsync(40);

    expect([...stream.batches.keys()]).toEqual(['decisions-r1-e1-1']);
    expect([...stream.batches.values()][0]).toMatchObject({
      replica: 'r1',
      epoch: 'e1',
      decisions: [
        { sequence: 1, name: 'a', at: '2026-01-01T00:00:00.000Z' },
        { sequence: 2, name: 'b' },
      ],
    });
    expect(recorder.backlog).toBe(0);
  });

  it('names each message by its first number and never leaves one out', async () => {
    const { stream, recorder, recordMany } = setUp();

    recordMany(1_201);
    await jest.advanceTimersByTimeAsync(100);
    recorder.record(answered(), AT);
    await jest.advanceTimersByTimeAsync(100);

    expect([...stream.batches.keys()]).toEqual(
      ['1', '501', '1001', '1202'].map((first) => `decisions-r1-e1-${first}`),
    );
    expect(stream.sequences).toEqual(upTo(1_202));
  });

  it('splits large closures over messages that the bus takes', async () => {
    const { stream, recorder } = setUp();

    for (let n = 0; n < 4; n += 1) recorder.record(closure(10_000), AT);
    await jest.advanceTimersByTimeAsync(100);

    expect(stream.batches.size).toBe(4);
    expect(stream.sequences).toEqual([1, 2, 3, 4]);
  });

  it('tries a refused message again, the same one, before any later one', async () => {
    const { stream, log, recorder, recordMany } = setUp();
    stream.failures = 4;

    recordMany(600);
    await jest.advanceTimersByTimeAsync(60);
    recordMany(10);
    await jest.advanceTimersByTimeAsync(5_000);

    expect(stream.sequences).toEqual(upTo(610));
    expect([...stream.batches.keys()][0]).toBe('decisions-r1-e1-1');
    expect(recorder.backlog).toBe(0);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  it('is stored once where only the acknowledgement was lost', async () => {
    const { stream, recordMany } = setUp();
    stream.loseAcks = 2;

    recordMany(5);
    await jest.advanceTimersByTimeAsync(2_000);

    expect(stream.attempts).toBe(3);
    expect(stream.sequences).toEqual(upTo(5));
  });

  it('has no room when the backlog is full, and has again when the stream takes records', async () => {
    const { stream, recorder, recordMany } = setUp();
    stream.failures = 3;

    recordMany(MAX_BACKLOG - 1);
    expect(() => recorder.assertRoom()).not.toThrow();
    recordMany(1);
    expect(() => recorder.assertRoom()).toThrow(expect.objectContaining({ code: 'audit-unavailable' }));
    await jest.advanceTimersByTimeAsync(10_000);

    expect(() => recorder.assertRoom()).not.toThrow();
    expect(stream.sequences).toEqual(upTo(MAX_BACKLOG));
  });

  it('has no room when the closures in the backlog are too large to keep', () => {
    const { recorder } = setUp();

    for (let n = 0; n < 170; n += 1) recorder.record(closure(10_000), AT);

    expect(() => recorder.assertRoom()).toThrow(expect.objectContaining({ code: 'audit-unavailable' }));
  });

  it('has no room when the oldest record waits too long', async () => {
    const { stream, recorder, recordMany } = setUp();
    stream.failures = 10;
    recordMany(1);

    await jest.advanceTimersByTimeAsync(MAX_AGE_MS - 1);
    expect(() => recorder.assertRoom()).not.toThrow();
    await jest.advanceTimersByTimeAsync(1);
    expect(() => recorder.assertRoom()).toThrow(expect.objectContaining({ code: 'audit-unavailable' }));
    await jest.advanceTimersByTimeAsync(20_000);

    expect(() => recorder.assertRoom()).not.toThrow();
    expect(stream.sequences).toEqual([1]);
  });

  it('sends what waits before it closes, and takes nothing more', async () => {
    const { stream, log, recorder, recordMany } = setUp();
    recordMany(700);

    const closed = recorder.close();
    await jest.advanceTimersByTimeAsync(50);
    await closed;

    expect(stream.sequences).toEqual(upTo(700));
    expect(() => recorder.assertRoom()).toThrow(expect.objectContaining({ code: 'audit-unavailable' }));
    expect(log.lines).toEqual([]);
  });

  it('says what was lost where the stream stays away', async () => {
    const { stream, log, recorder, recordMany } = setUp();
    stream.failures = 1_000;
    recordMany(3);

    const closed = recorder.close();
    await jest.advanceTimersByTimeAsync(10_000);
    await closed;

    expect(log.lines.at(-1)).toMatchObject({
      level: 'error',
      fields: { lost: 3, fromSequence: 1, replica: 'r1' },
    });
  });
});
