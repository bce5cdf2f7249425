import { MAX_OBSERVED, MAX_TEXT, type CanarySighting } from '@sallyport/domain';
import type { Canary } from '../canary/canaries';
import { recogniseCanaries, speltByNames } from '../canary/recognise-canaries';
import type { SinkEvent } from '../sink/sink-events';

interface Stream {
  readonly address: string;
  readonly name: string | null;
  readonly parts: Buffer[];
}

/** What one phase sent and asked for, as the sink has told it. */
export class EgressRecord {
  private readonly streams = new Map<number, Stream>();
  private readonly asked: string[] = [];
  readonly gaps = new Set<string>();

  hear(event: SinkEvent): void {
    if (event.kind === 'name') {
      if (this.asked.length < 4 * MAX_OBSERVED) this.asked.push(event.name.slice(0, MAX_TEXT));
      else this.gaps.add('More names were looked up than could be kept');
    } else if (event.kind === 'stream') {
      this.streams.set(event.stream, { address: event.address, name: event.name, parts: [] });
    } else if (event.kind === 'bytes') {
      const stream = this.streams.get(event.stream);
      if (stream === undefined) this.gaps.add('Not kept: bytes of nobody');
      stream?.parts.push(Buffer.from(event.data, 'base64'));
    } else if (event.kind === 'lost') {
      this.gaps.add(`Not kept: ${event.what}`);
    } else if (event.kind === 'refused-tls') {
      this.gaps.add(
        `What was to be sent over TLS to ${event.address} could not be read: it trusts nobody but its own list`,
      );
    }
  }

  knows(stream: number): boolean {
    return this.streams.has(stream);
  }

  names(): string[] {
    const names = [...new Set(this.asked)];
    if (names.length > MAX_OBSERVED) this.gaps.add('More names were looked up than could be kept');
    return names.slice(0, MAX_OBSERVED);
  }

  /** @param nameOf the name that was looked up for an address */
  canaries(planted: readonly Canary[], nameOf: (address: string) => string | undefined): CanarySighting[] {
    const sent = [...this.streams.values()].flatMap(({ address, name, parts }) =>
      this.sightings(Buffer.concat(parts), planted, {
        where: 'sent',
        to: name ?? nameOf(address) ?? address,
      }),
    );
    const spelt = speltByNames(this.asked).flatMap(({ domain, text }) =>
      this.sightings(Buffer.from(text, 'latin1'), planted, { where: 'looked-up', to: domain }),
    );
    return [...sent, ...spelt].slice(0, MAX_OBSERVED);
  }

  sightings(
    bytes: Buffer,
    planted: readonly Canary[],
    { where, to }: Pick<CanarySighting, 'where' | 'to'>,
  ): CanarySighting[] {
    const { found, isCutShort } = recogniseCanaries(bytes, planted);
    if (isCutShort) this.gaps.add(`Not every reading of what went to ${to} was tried`);
    return found.map(({ place, encodings }) => ({
      canary: place,
      where,
      to: to.slice(0, MAX_TEXT),
      encodings: [...encodings].slice(0, 8),
    }));
  }
}
