import { OnApplicationBootstrap } from '@nestjs/common';
import { ApplyInitialPolicy } from './application/policy/apply-initial-policy';

/** After the view follows the registry (governance-runtime.ts) and before any request is taken. */
export class PolicyStart implements OnApplicationBootstrap {
  constructor(private readonly initial: ApplyInitialPolicy) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.initial.apply();
  }
}
