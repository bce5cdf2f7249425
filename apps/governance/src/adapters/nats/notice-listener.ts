import { replicaNotices } from '@sallyport/domain';
import { Bus } from '@sallyport/messaging';
import { CurrentView } from '../../application/registry/current-view';

type Subscription = ReturnType<Bus['subscribe']>;

/**
 * Hears what replicas tell each other. That something has changed is only a hint to look: the change itself is read
 * from the database, so nothing that reaches the bus can alter what is allowed. That a holder has applied a change is
 * believed, since only governance's credential may say so.
 */
export class NoticeListener {
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly bus: Pick<Bus, 'subscribe'>,
    private readonly current: CurrentView,
  ) {}

  start(): void {
    const { changed, applied } = replicaNotices;
    this.subscriptions = [
      this.bus.subscribe(changed.subject, (body) => {
        const { data } = changed.data.safeParse(body);
        if (data !== undefined) this.current.hint(data.revision);
      }),
      this.bus.subscribe(applied.subject, (body) => {
        const { data } = applied.data.safeParse(body);
        if (data !== undefined) this.current.noticed(data.holder, data.revision);
      }),
    ];
  }

  stop(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }
}
