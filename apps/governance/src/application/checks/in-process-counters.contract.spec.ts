import { decisionCountersContract } from '../ports/decision-counters.contract';
import { InProcessCounters } from './in-process-counters';

describe('governance/application/checks/in-process-counters', () => {
  decisionCountersContract(async () => new InProcessCounters());

  it('says that its figures are of one replica', async () => {
    expect(await new InProcessCounters().totals()).toMatchObject({ shared: false });
  });
});
