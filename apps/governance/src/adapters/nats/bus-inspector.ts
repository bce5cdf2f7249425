import { installer, type Ecosystem, type Lock } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { Inspector } from '../../application/ports/inspector';

export class BusInspector extends Inspector {
  constructor(private readonly bus: Pick<Bus, 'call'>) {
    super();
  }

  async inspect(
    ecosystem: Ecosystem,
    what: { lock: Lock } | { requirements: readonly string[] },
  ): Promise<void> {
    const request = 'lock' in what ? what : { requirements: [...what.requirements] };
    await this.bus.call(installer[ecosystem].inspect, request);
  }
}
