import type { ArtifactStore } from '@sallyport/artifact-store';
import { Digest, DomainError, type Ecosystem, type FetchedLock } from '@sallyport/domain';
import { engineError } from '@sallyport/sandbox';
import type Dockerode from 'dockerode';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Images, type BuiltImage, type ImageFacts } from '../../application/ports';
import { buildContext, type BuildPlan } from './build-context';
import { readBuild } from './build-log';
import type { BuildRecipe } from './build-recipe';
import { IMAGE_LABELS, lockImageName, skillRepository, skillTag } from './image-names';

export interface DockerImagesOptions {
  ecosystem: Ecosystem;
  /** Marks our images, so that several stacks can share one engine. */
  stackId: string;
  recipe: BuildRecipe;
  limits: {
    /** Milliseconds of one build. */
    buildMs: number;
    /** Bytes of memory of one build step. */
    memoryBytes: number;
  };
}

/** No answer of the engine other than a build's takes longer. */
const ENGINE_MS = 60_000;

/** Sealed images in a Docker engine (API 1.41, classic builder: it needs no plugin and no network). */
export class DockerImages extends Images {
  constructor(
    private readonly docker: Dockerode,
    private readonly artifacts: ArtifactStore,
    private readonly options: DockerImagesOptions,
  ) {
    super();
  }

  async ping(): Promise<void> {
    await asked(this.docker.ping());
  }

  async ensure(lock: FetchedLock, lockDigest: Digest): Promise<BuiltImage> {
    const { ecosystem, recipe } = this.options;
    const [builderId, baseId] = await Promise.all([
      this.idOf(recipe.builderImage),
      this.idOf(recipe.baseImage),
    ]);
    const name = lockImageName(ecosystem, lockDigest, baseId);
    const existing = await this.inspect(name);
    if (existing && isOf(existing.Config.Labels, lockDigest, baseId))
      return { imageId: existing.Id, reused: true };
    const plan = {
      ...{ builderId, baseId, install: recipe.install, files: recipe.files(lock) },
      ...{ buildId: randomUUID(), buildLabel: IMAGE_LABELS.build },
    };
    return { imageId: await this.build(plan, name, lockDigest), reused: false };
  }

  async tag(skillId: string, imageId: string): Promise<string> {
    const tag = skillTag(this.options.ecosystem, this.options.stackId, skillId);
    const [repo, name] = tag.split(':') as [string, string];
    await asked(this.docker.getImage(imageId).tag({ repo, tag: name }));
    return tag;
  }

  async untag(skillId: string): Promise<void> {
    await this.removeName(skillTag(this.options.ecosystem, this.options.stackId, skillId));
  }

  async release(imageId: string): Promise<boolean> {
    const names = (await this.inspect(imageId))?.RepoTags ?? [];
    const skills = `${skillRepository(this.options.ecosystem)}:`;
    if (names.length === 0 || names.some((name) => name.startsWith(skills))) return false;
    // By name, never by id and never forced: a skill that takes the image meanwhile keeps it.
    for (const name of names) await this.removeName(name);
    return (await this.inspect(imageId)) === undefined;
  }

  async describe(imageId: string): Promise<ImageFacts | undefined> {
    const image = await this.inspect(imageId);
    if (!image) return undefined;
    const lockDigest = Digest.safeParse(image.Config.Labels?.[IMAGE_LABELS.lock]);
    return lockDigest.success ? { imageId: image.Id, lockDigest: lockDigest.data } : undefined;
  }

  private async build(plan: BuildPlan, name: string, lockDigest: Digest): Promise<string> {
    const { ecosystem, stackId, limits } = this.options;
    const labels = {
      ...{ [IMAGE_LABELS.lock]: lockDigest, [IMAGE_LABELS.base]: plan.baseId },
      ...{ [IMAGE_LABELS.stack]: stackId, [IMAGE_LABELS.ecosystem]: ecosystem },
    };
    const abort = new AbortController();
    const clock = setTimeout(() => abort.abort(), limits.buildMs);
    const context = buildContext(plan, this.artifacts);
    // A context that breaks must end the request, or the engine would wait for the rest of it.
    let broken: unknown;
    context.on('error', (cause) => {
      broken = cause;
      abort.abort();
    });
    try {
      const stream = await this.docker.buildImage(context as unknown as NodeJS.ReadableStream, {
        ...{ t: name, labels, networkmode: 'none', pull: false, nocache: true, rm: true, forcerm: true },
        ...{ memory: limits.memoryBytes, memswap: limits.memoryBytes },
        abortSignal: abort.signal,
      });
      const imageId = await readBuild(stream as Readable);
      return (await this.inspect(imageId))?.Id ?? imageId;
    } catch (cause) {
      if (broken !== undefined) throw DomainError.is(broken) ? broken : engineError(broken);
      if (abort.signal.aborted)
        throw new DomainError('build-failed', `The build did not end within ${limits.buildMs} ms`);
      throw engineError(cause);
    } finally {
      clearTimeout(clock);
      context.destroy();
      await this.sweep(plan.buildId);
    }
  }

  /** The build stage stays in the engine as an image without a name; it holds a second copy of everything. */
  private async sweep(buildId: string): Promise<void> {
    const filters = JSON.stringify({ dangling: ['true'], label: [`${IMAGE_LABELS.build}=${buildId}`] });
    await asked(this.docker.pruneImages({ filters })).catch(() => undefined);
  }

  private async idOf(reference: string): Promise<string> {
    const image = await this.inspect(reference);
    if (image) return image.Id;
    throw new DomainError('engine-unavailable', `The Docker engine does not have the image ${reference}`, {
      hint: 'Run `npm start` or deploy/images/build.mjs; it makes the base images.',
    });
  }

  private async inspect(reference: string): Promise<Dockerode.ImageInspectInfo | undefined> {
    return asked(this.docker.getImage(reference).inspect()).catch(absent);
  }

  private async removeName(name: string): Promise<void> {
    await asked(this.docker.getImage(name).remove({ noprune: false })).catch(absent);
  }
}

function isOf(
  labels: Record<string, string> | null | undefined,
  lockDigest: Digest,
  baseId: string,
): boolean {
  return labels?.[IMAGE_LABELS.lock] === lockDigest && labels[IMAGE_LABELS.base] === baseId;
}

/** @throws the same error unless it says that there is no such image */
function absent(error: unknown): undefined {
  if (DomainError.is(error) && error.code === 'image-missing') return undefined;
  throw error;
}

async function asked<T>(call: Promise<T>): Promise<T> {
  let clock: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    const error = new DomainError(
      'engine-unavailable',
      `The Docker engine has not answered within ${ENGINE_MS} ms`,
    );
    clock = setTimeout(() => reject(error), ENGINE_MS);
  });
  try {
    return await Promise.race([call, tooSlow]);
  } catch (cause) {
    throw engineError(cause);
  } finally {
    clearTimeout(clock);
  }
}
