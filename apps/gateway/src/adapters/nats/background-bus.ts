import { DomainError, type Endpoint, type ReplyOf, type RequestOf } from '@sallyport/domain';
import { Bus, logger, type BusConfig, type DiscoveredService } from '@sallyport/messaging';
import { ServiceBus } from '../../application/ports/service-bus';

const RETRY_MS = 1_000;
/** A server that restarts is back within this; a call that waits longer for it is given up. */
const LOST_AFTER_MS = 3_000;
const WATCH_MS = 250;

type Connect = (config: BusConfig) => Promise<Bus>;

/** Connects in the background, so that the gateway starts, and says what is wrong, while there is no bus. */
export class BackgroundBus extends ServiceBus {
  private bus: Bus | undefined;
  private closed = false;
  private wake: () => void = () => undefined;
  private readonly connecting: Promise<void>;

  constructor(
    private readonly config: BusConfig,
    private readonly connect: Connect = Bus.connect.bind(Bus),
  ) {
    super();
    this.connecting = this.keepConnecting();
  }

  override async call<E extends Endpoint>(
    endpoint: E,
    request: RequestOf<E>,
    options: { timeoutMs?: number } = {},
  ): Promise<ReplyOf<E>> {
    const bus = this.connected();
    const loss = watchLoss(bus, endpoint.subject);
    try {
      return await Promise.race([bus.call(endpoint, request, options), loss.promise]);
    } finally {
      loss.cancel();
    }
  }

  override subscribe(
    subject: string,
    onMessage: (body: unknown, subject: string) => void,
  ): { unsubscribe(): void } {
    return this.connected().subscribe(subject, onMessage);
  }

  override async discover(): Promise<readonly DiscoveredService[]> {
    return this.connected().discover();
  }

  override async close(): Promise<void> {
    this.closed = true;
    this.wake();
    await this.connecting;
    await this.bus?.close();
  }

  private connected(): Bus {
    if (this.bus?.isConnected()) return this.bus;
    throw new DomainError('bus-unavailable', 'The gateway has no connection to the bus', {
      hint: 'It is tried again every second; `npm run status` says whether the NATS server runs.',
    });
  }

  private async keepConnecting(): Promise<void> {
    while (!this.closed && !this.bus) {
      try {
        this.bus = await this.connect(this.config);
        logger.info('The gateway is connected to the bus');
      } catch (cause) {
        logger.warn({ cause }, 'The gateway cannot connect to the bus; trying again');
        await this.pause();
      }
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, RETRY_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** The reply to a request that was under way when the connection broke never comes: no reason to wait minutes for it. */
function watchLoss(bus: Bus, subject: string): { promise: Promise<never>; cancel(): void } {
  let cancel = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    let lostMs = 0;
    const timer = setInterval(() => {
      lostMs = bus.isConnected() ? 0 : lostMs + WATCH_MS;
      if (lostMs < LOST_AFTER_MS) return;
      clearInterval(timer);
      reject(
        new DomainError('bus-unavailable', `The bus was lost while ${subject} was asked`, {
          hint: 'Whether it was done is not known: look before you ask again.',
        }),
      );
    }, WATCH_MS);
    cancel = () => clearInterval(timer);
  });
  return { promise, cancel };
}
