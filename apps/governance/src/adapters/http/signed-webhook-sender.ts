import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { printable } from '@sallyport/domain';
import { Webhook } from 'standardwebhooks';
import { WebhookSender, type SendOutcome } from '../../application/ports/webhook-sender';
import type { Delivery, WebhookTarget } from '../../application/webhooks/webhook';

/** From the connection to the status line; what a receiver does with an event it does after its answer. */
const TIMEOUT_MS = 10_000;
/** Receivers commonly refuse more; an event that is larger is told without its data, see `truncated`. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Signs as the Standard Webhooks specification 1.0 says (`webhook-id`, `webhook-timestamp`, `webhook-signature`).
 * Redirects are failures: an address that nobody configured is told nothing. No proxy is used.
 */
export class SignedWebhookSender extends WebhookSender {
  constructor(
    private readonly now: () => Date = () => new Date(),
    private readonly timeoutMs = TIMEOUT_MS,
  ) {
    super();
  }

  async send(target: WebhookTarget, delivery: Delivery): Promise<SendOutcome> {
    try {
      return outcomeOf(await this.post(target, delivery));
    } catch (cause) {
      return { state: 'failed', why: printable(cause instanceof Error ? cause.message : String(cause)) };
    }
  }

  /** The status. Of the answer's body not a byte is kept. */
  private post({ url, secret }: WebhookTarget, delivery: Delivery): Promise<number> {
    const body = bodyOf(delivery);
    const at = this.now();
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'sallyport-webhooks',
      'webhook-id': delivery.id,
      'webhook-timestamp': Math.floor(at.getTime() / 1_000).toString(),
      'webhook-signature': new Webhook(secret).sign(delivery.id, at, body),
    };
    return new Promise((resolve, reject) => {
      const send = url.startsWith('https:') ? httpsRequest : httpRequest;
      // An agent of its own for each: a connection that hangs is shared with nobody.
      const posted = send(url, {
        method: 'POST',
        headers,
        agent: false,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      posted.once('error', reject);
      posted.once('response', (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      });
      posted.end(body);
    });
  }
}

function outcomeOf(status: number): SendOutcome {
  if (status >= 200 && status < 300) return { state: 'delivered' };
  return { state: status === 410 ? 'refused' : 'failed', why: `status ${status}` };
}

function bodyOf({ type, at, data }: Delivery): string {
  const body = JSON.stringify({ type, timestamp: at, data });
  if (Buffer.byteLength(body) <= MAX_BODY_BYTES) return body;
  return JSON.stringify({ type, timestamp: at, data: null, truncated: true });
}
