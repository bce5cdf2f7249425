import { registryStoreContract } from './registry-store.contract';
import { FakeRegistryStore } from './registry-store.fake';
import { replicaLeasesContract } from './replica-leases.contract';
import { FakeReplicaLeases } from './replica-leases.fake';
import { usageStoreContract } from './usage-store.contract';
import { FakeUsageStore } from './usage-store.fake';

describe('governance/application/ports/registry-store.fake', () => {
  registryStoreContract(async () => new FakeRegistryStore());
});

describe('governance/application/ports/usage-store.fake', () => {
  usageStoreContract(async () => new FakeUsageStore());
});

describe('governance/application/ports/replica-leases.fake', () => {
  replicaLeasesContract(async () => new FakeReplicaLeases());
});
