import { randomUUID } from 'node:crypto';
import {
  actorText,
  assertMay,
  canonicalJson,
  packageId,
  parseSelector,
  type ParsedRequestOf,
  type ReplyOf,
  type Selector,
  type setBan,
  type StandingBan,
} from '@sallyport/domain';
import { BanPackage } from '../packages/ban-package';
import { Clock } from '../ports/clock';
import { RegistryStore } from '../ports/registry-store';
import { RegistryWriter } from '../registry/registry-writer';
import { oneRecord } from '../review/one-record';

type Ban = ParsedRequestOf<typeof setBan>;

/** Bans by selector, known to the registry or not. An exact one is the ban of that version. */
export class SetBan {
  constructor(
    private readonly store: RegistryStore,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
    private readonly exact: BanPackage,
  ) {}

  async set({ actor, selector: raw, reason }: Ban): Promise<ReplyOf<typeof setBan>> {
    assertMay('ban', actor);
    const selector = parseSelector(raw);
    if (selector.kind === 'exact') {
      return { ...(await this.exact.ban({ actor, package: packageId(selector), reason })), banId: null };
    }
    const at = this.clock.now().toISOString();
    const same = await this.sameBan(selector, reason);
    const ban: StandingBan = {
      ...{ id: randomUUID(), selector, reason, at },
      state: 'live',
      by: actorText(actor),
    };
    let banId = ban.id;
    const receipt = await this.writer.write({
      records: same.map((key) => ({ kind: 'ban', key })),
      at,
      decide: (present) => {
        const standing = same.find((key) => present.recordOf('ban', key)?.state === 'live');
        banId = standing ?? ban.id;
        return standing === undefined
          ? [oneRecord('ban', ban.id, { action: 'set', value: ban, actor, at, note: reason })]
          : [];
      },
    });
    return { ...receipt, unchanged: 1 - receipt.changed, banId };
  }

  /** Keys of live bans that say the same; asking twice must not give two. */
  private async sameBan(selector: Selector, reason: string): Promise<string[]> {
    const { records } = await this.store.records('ban');
    const text = canonicalJson(selector);
    return records
      .filter(({ value }) => value.state === 'live' && value.reason === reason)
      .filter(({ value }) => canonicalJson(value.selector) === text)
      .map(({ key }) => key);
  }
}
