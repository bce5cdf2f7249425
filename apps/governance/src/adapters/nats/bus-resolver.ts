import { installer, type Ecosystem, type Lock } from '@sallyport/domain';
import { Bus } from '@sallyport/messaging';
import { Resolver } from '../../application/ports/resolver';

export class BusResolver extends Resolver {
  constructor(private readonly bus: Bus) {
    super();
  }

  async resolve(ecosystem: Ecosystem, requirements: readonly string[]): Promise<Lock> {
    const { lock } = await this.bus.call(installer[ecosystem].resolve, { requirements: [...requirements] });
    return lock;
  }
}
