import type { Endpoint } from '@sallyport/domain';
import { MessagePattern } from '@nestjs/microservices';

/**
 * Marks the controller method that serves an endpoint. It is called with the parsed request and its answer
 * is checked against the contract before it leaves.
 */
export function Serves(endpoint: Endpoint): MethodDecorator {
  return MessagePattern(endpoint.subject, { endpoint });
}
