import type { EventEnvelope } from '../contracts/event';
import { decisionsRecorded, imageRemoved, registryChanged } from '../contracts/event';
import { chainHash, GENESIS_HASH, linkHash } from './hash-chain';
import { MAX_LISTED_FAULTS, TrailReconciliation, type TrailVerdict } from './reconcile';
import { EMPTY_TRAIL, extendTrail, type TrailHead, type TrailRow } from './trail';

const AT = '2026-03-01T10:00:00.000Z';

function event(id: string, type = imageRemoved.subject, data: unknown = { skillId: id }): EventEnvelope {
  return { id, type, at: AT, source: { service: 'governance', replica: 'r1' }, data };
}
function decisions(id: string, sequences: number[], epoch = 'e1'): EventEnvelope {
  return event(id, decisionsRecorded.subject, {
    replica: 'r1',
    epoch,
    decisions: sequences.map((sequence) => ({ sequence })),
  });
}
function revision(id: string, value: number): EventEnvelope {
  return event(id, registryChanged.subject, { revision: value, parts: [] });
}

function verify(rows: readonly TrailRow[], head: TrailHead): TrailVerdict {
  const reconciliation = new TrailReconciliation();
  rows.forEach((row) => reconciliation.add(row));
  return reconciliation.finish(head);
}
function verifyEvents(events: readonly EventEnvelope[]): TrailVerdict {
  const { rows, head } = extendTrail(EMPTY_TRAIL, events);
  return verify(rows, head);
}
const kinds = (verdict: TrailVerdict): string[] => [...new Set(verdict.faults.map(({ kind }) => kind))];

const EVENTS = [
  event('a'),
  decisions('b', [1, 2, 3]),
  revision('c', 1),
  decisions('d', [4]),
  revision('e', 2),
  event('f'),
];
const { rows: ROWS, head: HEAD } = extendTrail(EMPTY_TRAIL, EVENTS);
const row = (index: number): TrailRow => ROWS[index] as TrailRow;
const edited = (index: number, change: Partial<TrailRow>): TrailRow[] =>
  ROWS.map((each, at) => (at === index ? { ...each, ...change } : each));

describe('domain/audit/reconcile', () => {
  it('finds nothing in an untouched trail', () => {
    expect(verify(ROWS, HEAD)).toEqual({
      intact: true,
      events: 6,
      decisions: 4,
      head: { sequence: 6, hash: HEAD.hash },
      faults: [],
    });
  });

  it('finds nothing in an empty trail', () => {
    expect(verify([], EMPTY_TRAIL)).toMatchObject({
      intact: true,
      events: 0,
      head: { sequence: 0, hash: GENESIS_HASH },
    });
  });

  it('hashes a body as the contract says that an event is hashed', () => {
    expect(row(0).hash).toBe(chainHash(GENESIS_HASH, 1, EVENTS[0] as EventEnvelope));
  });

  it.each<[string, Partial<TrailRow>, string[]]>([
    ['the body', { body: row(2).body.replace('r1', 'r2') }, ['hash-mismatch']],
    ['one space in the body', { body: row(2).body.replace(':', ': ') }, ['hash-mismatch']],
    ['the body into no JSON', { body: '{' }, ['hash-mismatch', 'revision-gap']],
    ['the id', { id: 'z' }, ['hash-mismatch', 'revision-gap']],
    ['the type', { type: imageRemoved.subject }, ['hash-mismatch', 'revision-gap']],
    ['the time', { at: '2026-03-01T10:00:00Z' }, ['hash-mismatch', 'revision-gap']],
    ['the service', { service: 'audit' }, ['hash-mismatch', 'revision-gap']],
    ['the replica', { replica: 'r2' }, ['hash-mismatch', 'revision-gap']],
    ['the previous hash', { previousHash: GENESIS_HASH }, ['chain-broken', 'hash-mismatch']],
    ['the hash', { hash: GENESIS_HASH }, ['hash-mismatch', 'chain-broken']],
    ['the sequence, upwards', { sequence: 9 }, ['sequence-gap', 'hash-mismatch']],
    ['the sequence, downwards', { sequence: 1 }, ['sequence-gap', 'hash-mismatch']],
  ])('notices an edit of %s', (_, change, expected) => {
    const verdict = verify(edited(2, change), HEAD);

    expect(verdict.intact).toBe(false);
    expect(kinds(verdict)).toEqual(expect.arrayContaining(expected));
  });

  it('notices an edit whose hash was made to fit', () => {
    const body = row(2).body.replace('r1', 'r2');
    const verdict = verify(
      edited(2, { body, replica: 'r2', hash: linkHash(row(2).previousHash, 3, body) }),
      HEAD,
    );

    expect(kinds(verdict)).toEqual(['chain-broken']);
  });

  it('notices a rewritten trail, because its head is not the one noted', () => {
    const forged = extendTrail(EMPTY_TRAIL, [event('forged'), ...EVENTS.slice(1)]);

    expect(verify(forged.rows, HEAD).faults).toEqual([
      { kind: 'truncated', where: 'event 6 is not the one that the head names' },
    ]);
  });

  it.each<[string, TrailRow[], string, string]>([
    ['the first row gone', ROWS.slice(1), 'sequence-gap', 'events: 1 is missing'],
    [
      'two rows gone',
      ROWS.filter((_, at) => at !== 1 && at !== 2),
      'sequence-gap',
      'events: 2 to 3 are missing',
    ],
    ['two rows swapped', [row(0), row(2), row(1), ...ROWS.slice(3)], 'sequence-gap', 'events: 2 is missing'],
    ['a row twice', [row(0), row(0), ...ROWS.slice(1)], 'sequence-gap', 'event 1 stands after event 1'],
    ['the tail cut off', ROWS.slice(0, 4), 'truncated', 'the trail ends at event 4, its head says 6'],
    ['everything gone', [], 'truncated', 'the trail ends at event 0, its head says 6'],
    [
      'a row appended past the head',
      extendTrail(EMPTY_TRAIL, [...EVENTS, event('g')]).rows,
      'truncated',
      'the trail ends at event 7, its head says 6',
    ],
    [
      'decisions gone with their row',
      [row(0), ...ROWS.slice(2)],
      'truncated',
      '1 decisions are there, the head says 4',
    ],
    [
      'decisions gone with their row',
      [row(0), ...ROWS.slice(2)],
      'decision-gap',
      'decisions of replica r1 epoch e1: 1 to 3 are missing',
    ],
    [
      'a revision gone with its row',
      ROWS.filter((_, at) => at !== 2),
      'revision-gap',
      'revisions of the registry: 1 is missing',
    ],
  ])('notices %s', (_, rows, kind, where) => {
    const verdict = verify(rows, HEAD);

    expect(verdict.intact).toBe(false);
    expect(verdict.faults).toContainEqual({ kind, where });
  });

  it('notices two bodies that changed places although sequences count up', () => {
    const swapped = edited(0, { body: row(5).body, id: row(5).id });

    expect(kinds(verify(swapped, HEAD))).toEqual(['hash-mismatch']);
  });

  it.each<[string, EventEnvelope[], string[]]>([
    ['in order', [decisions('a', [1, 2]), decisions('b', [3])], []],
    ['out of order between batches', [decisions('a', [3, 4]), decisions('b', [1, 2])], []],
    ['interleaved epochs', [decisions('a', [1]), decisions('b', [1], 'e2'), decisions('c', [2])], []],
    ['a batch that repeats decisions', [decisions('a', [1, 2]), decisions('b', [2, 3])], []],
    ['no first decision', [decisions('a', [2])], ['decisions of replica r1 epoch e1: 1 is missing']],
    [
      'a hole between batches',
      [decisions('a', [1]), decisions('b', [5])],
      ['decisions of replica r1 epoch e1: 2 to 4 are missing'],
    ],
    ['a hole inside a batch', [decisions('a', [1, 3])], ['decisions of replica r1 epoch e1: 2 is missing']],
    [
      'a hole in the second epoch',
      [decisions('a', [1]), decisions('b', [2], 'e2')],
      ['decisions of replica r1 epoch e2: 1 is missing'],
    ],
    [
      'a batch without numbers',
      [event('a', decisionsRecorded.subject, { decisions: 'none' })],
      ['event 1: its decisions cannot be read'],
    ],
  ])('counts decisions: %s', (_, events, faults) => {
    expect(verifyEvents(events).faults).toEqual(faults.map((where) => ({ kind: 'decision-gap', where })));
  });

  it.each<[string, EventEnvelope[], string[]]>([
    ['in order', [revision('a', 1), revision('b', 2)], []],
    ['overtaken', [revision('a', 2), revision('b', 1)], []],
    ['a hole', [revision('a', 1), revision('b', 4)], ['revisions of the registry: 2 to 3 are missing']],
    ['no number', [event('a', registryChanged.subject, null)], ['event 1: its revision cannot be read']],
  ])('counts revisions: %s', (_, events, faults) => {
    expect(verifyEvents(events).faults).toEqual(faults.map((where) => ({ kind: 'revision-gap', where })));
  });

  it('lists a bounded number of faults', () => {
    const rows = Array.from({ length: MAX_LISTED_FAULTS + 5 }, () => row(0));

    const verdict = verify(rows, HEAD);

    expect(verdict.faults).toHaveLength(MAX_LISTED_FAULTS);
    expect(verdict.intact).toBe(false);
  });
});
