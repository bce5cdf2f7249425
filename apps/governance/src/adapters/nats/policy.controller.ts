import { Controller } from '@nestjs/common';
import { applyPolicy, getPolicy, simulatePolicy, type ParsedRequestOf } from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { ApplyPolicy } from '../../application/policy/apply-policy';
import { GetPolicy } from '../../application/policy/get-policy';
import { SimulatePolicy } from '../../application/policy/simulate-policy';

@Controller()
export class PolicyController {
  constructor(
    private readonly applyPolicy: ApplyPolicy,
    private readonly getPolicy: GetPolicy,
    private readonly simulatePolicy: SimulatePolicy,
  ) {}

  @Serves(applyPolicy)
  apply(request: ParsedRequestOf<typeof applyPolicy>) {
    return this.applyPolicy.apply(request);
  }

  @Serves(getPolicy)
  get() {
    return this.getPolicy.get();
  }

  @Serves(simulatePolicy)
  simulate(request: ParsedRequestOf<typeof simulatePolicy>) {
    return this.simulatePolicy.simulate(request);
  }
}
