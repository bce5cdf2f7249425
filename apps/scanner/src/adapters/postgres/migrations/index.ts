import { CreateSchema1795100000001 } from './1795100000001-create-schema';
import { CreateAdvisory1795100000002 } from './1795100000002-create-advisory';
import { CreateAdvisoryImport1795100000003 } from './1795100000003-create-advisory-import';
import { CreateArtifactAnalysis1795100000004 } from './1795100000004-create-artifact-analysis';
import { CreateArtifactReport1795100000005 } from './1795100000005-create-artifact-report';
import { OrderAdvisories1795100000006 } from './1795100000006-order-advisories';
import { CreateAdvisoryIndex1795100000007 } from './1795100000007-create-advisory-index';
import { CreateArtifactProfile1795100000039 } from './1795100000039-create-artifact-profile';
import { CreateDetonation1795100000041 } from './1795100000041-create-detonation';
import { CreateExploitation1795100000021 } from './1795100000021-create-exploitation';
import { CreateFileMemory1795100000022 } from './1795100000022-create-file-memory';

export const MIGRATIONS = [
  CreateSchema1795100000001,
  CreateAdvisory1795100000002,
  CreateAdvisoryImport1795100000003,
  CreateArtifactAnalysis1795100000004,
  CreateArtifactReport1795100000005,
  OrderAdvisories1795100000006,
  CreateAdvisoryIndex1795100000007,
  CreateExploitation1795100000021,
  CreateFileMemory1795100000022,
  CreateArtifactProfile1795100000039,
  CreateDetonation1795100000041,
];
