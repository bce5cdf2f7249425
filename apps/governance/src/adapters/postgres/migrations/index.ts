import { CreateSchema1795000000001 } from './1795000000001-create-schema';
import { CreateChangeLog1795000000002 } from './1795000000002-create-change-log';
import { CreatePackageEntry1795000000003 } from './1795000000003-create-package-entry';
import { CreateAgent1795000000004 } from './1795000000004-create-agent';
import { CreateAgentHistory1795000000005 } from './1795000000005-create-agent-history';
import { CreatePackageRequest1795000000006 } from './1795000000006-create-package-request';
import { CreateChangeRelay1795000000007 } from './1795000000007-create-change-relay';
import { CreateReplicaLease1795000000008 } from './1795000000008-create-replica-lease';
import { ExtendPackageEntry1795000000009 } from './1795000000009-extend-package-entry';
import { CreateRegistryRecord1795000000010 } from './1795000000010-create-registry-record';
import { ExtendAgent1795000000011 } from './1795000000011-extend-agent';
import { ExtendPackageRequest1795000000012 } from './1795000000012-extend-package-request';
import { CreateUsage1795000000013 } from './1795000000013-create-usage';
import { CreateRequestedPackage1795000000014 } from './1795000000014-create-requested-package';
import { ExtendReplicaLease1795000000015 } from './1795000000015-extend-replica-lease';
import { CreateRegistrySnapshot1795000000016 } from './1795000000016-create-registry-snapshot';

/** In order. One thing each, with a way back; never edited once released. */
export const MIGRATIONS = [
  CreateSchema1795000000001,
  CreateChangeLog1795000000002,
  CreatePackageEntry1795000000003,
  CreateAgent1795000000004,
  CreateAgentHistory1795000000005,
  CreatePackageRequest1795000000006,
  CreateChangeRelay1795000000007,
  CreateReplicaLease1795000000008,
  ExtendPackageEntry1795000000009,
  CreateRegistryRecord1795000000010,
  ExtendAgent1795000000011,
  ExtendPackageRequest1795000000012,
  CreateUsage1795000000013,
  CreateRequestedPackage1795000000014,
  ExtendReplicaLease1795000000015,
  CreateRegistrySnapshot1795000000016,
];
