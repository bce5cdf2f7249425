import type { EventData, inventedNameAppeared } from '@sallyport/domain';
import type { EventStream } from '../ports/event-stream';
import type { Log } from '../ports/log';

export type Appeared = EventData<typeof inventedNameAppeared>;

/** Never fails: the registry blocks the name already, and its log says so should the event get lost. */
export async function tellAppeared(
  to: { stream: EventStream; log: Log },
  name: Appeared,
  at: string,
): Promise<void> {
  to.log.warn(
    name,
    'A name that agents asked for while it did not exist is on the registry now; it is blocked',
  );
  const id = `appeared-${JSON.stringify([at, name.ecosystem, name.name])}`;
  await to.stream
    .nameAppeared(id.slice(0, 200), name)
    .catch((cause: unknown) =>
      to.log.error({ cause, ...name }, 'That a name appeared could not be published'),
    );
}
