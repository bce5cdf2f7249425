import { trailStoreContract } from './trail-store.contract';
import { FakeTrailStore } from './trail-store.fake';

describe('apps/audit/application/ports/trail-store.fake', () => {
  trailStoreContract(async () => new FakeTrailStore());
});
