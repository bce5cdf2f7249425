import { Clock } from '../ports/clock';

/** undefined: not in time; what comes later is nobody's. @throws what the work throws in time */
export function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  work.catch(() => undefined);
  return Promise.race([work, clock.sleep(ms).then(() => undefined)]);
}
