import { z } from 'zod';
import { Digest } from '../artifact/digest';
import { Ecosystem } from '../package/ecosystem';
import { DetonationTrace } from '../scan/detonation/trace';
import { endpoint } from './endpoint';

const ArtifactKind = z.enum(['tarball', 'wheel', 'sdist']);
/** Where it lies in the lock: npm: `node_modules/a/node_modules/b`; PyPI: the name. */
const LockPath = z.string().min(1).max(2_048);

/** What surrounds an artifact is laid out beside it; more than this is no dependency but a distribution. */
export const MAX_LAID_OUT = 2_000;

export const DetonationRequest = z.strictObject({
  ecosystem: Ecosystem,
  name: z.string().min(1).max(512),
  version: z.string().min(1).max(256),
  digest: Digest,
  kind: ArtifactKind,
  path: LockPath,
  /** All that it requires, so that it finds it. */
  dependencies: z
    .array(z.strictObject({ digest: Digest, kind: ArtifactKind, path: LockPath }))
    .max(MAX_LAID_OUT),
});
export type DetonationRequest = z.infer<typeof DetonationRequest>;

export const detonateArtifact = endpoint({
  subject: 'detonator.artifact.detonate',
  service: 'detonator',
  summary:
    'Installs and imports one artifact of the artifact store in two unlike cages that lead nowhere, and says what it did.',
  permission: 'internal',
  pace: 'long',
  request: DetonationRequest,
  reply: z.object({ detonator: z.string().min(1).max(64), trace: DetonationTrace }),
  errors: ['artifact-missing', 'digest-mismatch', 'engine-unavailable', 'image-missing', 'scan-failed'],
});

export const detonatorStatus = endpoint({
  subject: 'detonator.service.status',
  service: 'detonator',
  summary: 'Which detonator this is: its code and the images that it runs artifacts in.',
  permission: 'internal',
  pace: 'instant',
  request: z.strictObject({}),
  reply: z.object({ detonator: z.string().min(1).max(64) }),
  errors: [],
});
