import type { ArtifactStore } from '@sallyport/artifact-store';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import type { BuildFile } from './build-recipe';

export interface BuildPlan {
  /** Content ids: a tag could move between our look at it and the build. */
  builderId: string;
  baseId: string;
  install: readonly string[];
  files: readonly BuildFile[];
  /** Marks what this build leaves behind. */
  buildId: string;
  buildLabel: string;
}

/** Uid of sandboxes and of the build stage; nobody on the host has it. */
const NOBODY = '10001:10001';

/**
 * Two stages: what installs never is where skills run. The result belongs to root, so that the sandbox's user
 * could not write to it even on a writable root.
 */
export function dockerfile(
  plan: Pick<BuildPlan, 'builderId' | 'baseId' | 'install' | 'buildId' | 'buildLabel'>,
): string {
  return [
    `FROM ${plan.builderId} AS build`,
    `LABEL ${plan.buildLabel}=${plan.buildId}`,
    `USER ${NOBODY}`,
    'WORKDIR /build',
    `COPY --chown=${NOBODY} build/ /build/`,
    `RUN ${JSON.stringify(plan.install)}`,
    `FROM ${plan.baseId}`,
    'COPY --from=build --chown=0:0 /build/skill /opt/skill',
    'WORKDIR /opt/skill',
    `USER ${NOBODY}`,
    '',
  ].join('\n');
}

/** The build's context as a tar stream; artifacts are checked against their digests while they pass. */
export function buildContext(plan: BuildPlan, artifacts: ArtifactStore): Pack {
  const tar = pack();
  fill(tar, plan, artifacts).then(
    () => tar.finalize(),
    (cause: unknown) => tar.destroy(cause instanceof Error ? cause : new Error(String(cause))),
  );
  return tar;
}

async function fill(tar: Pack, plan: BuildPlan, artifacts: ArtifactStore): Promise<void> {
  tar.entry({ name: 'Dockerfile' }, dockerfile(plan));
  for (const file of plan.files) {
    const name = `build/${file.path}`;
    if ('text' in file) tar.entry({ name, mode: 0o644 }, file.text);
    else {
      const size = await artifacts.sizeOf(file.digest);
      await pipeline(await artifacts.openChecked(file.digest), tar.entry({ name, size, mode: 0o644 }));
    }
  }
}
