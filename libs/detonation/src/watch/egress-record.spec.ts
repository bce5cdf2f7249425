import { EgressRecord } from './egress-record';

const TOKEN = 'npm_abcdefghijklmnopqrstuvwxyz0123456789';
const stream = (number: number) =>
  ({ kind: 'stream', stream: number, address: '192.0.2.7', name: null, tls: false }) as const;
const bytes = (number: number, text: string) =>
  ({ kind: 'bytes', stream: number, data: Buffer.from(text).toString('base64') }) as const;

describe('watch/egress-record', () => {
  it('finds what is planted in all that one stream has carried', () => {
    const record = new EgressRecord();

    for (const event of [stream(1), bytes(1, TOKEN.slice(0, 20)), bytes(1, TOKEN.slice(20))])
      record.hear(event);

    expect(record.canaries([{ place: 'NPM_TOKEN', token: TOKEN }], () => 'drop.invalid')).toEqual([
      { canary: 'NPM_TOKEN', where: 'sent', to: 'drop.invalid', encodings: [] },
    ]);
    expect(record.gaps.size).toBe(0);
  });

  it('has a gap where bytes come of a stream that it does not know', () => {
    const record = new EgressRecord();

    record.hear(bytes(1, TOKEN));

    expect([...record.gaps]).toEqual(['Not kept: bytes of nobody']);
  });
});
