import { EventEnvelope, registryChanged } from '@sallyport/domain';
import { Bus } from '@sallyport/messaging';
import { CurrentView } from '../../application/registry/current-view';

/**
 * Hears of changes that any replica made. What the event says is only a hint to look: the change itself is read
 * from the database, so nothing that reaches the bus can alter what is allowed.
 */
export class ChangeListener {
  private subscription: { unsubscribe(): void } | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly current: CurrentView,
  ) {}

  start(): void {
    this.subscription = this.bus.subscribe(registryChanged.subject, (body) => {
      const change = registryChanged.data.safeParse(EventEnvelope.safeParse(body).data?.data);
      if (change.success) this.current.hint(change.data.revision);
    });
  }

  stop(): void {
    this.subscription?.unsubscribe();
  }
}
