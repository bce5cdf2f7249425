import type { ArtifactStore } from '@sallyport/artifact-store';
import { Digest, DomainError, type Ecosystem, type FetchedLock } from '@sallyport/domain';
import type Dockerode from 'dockerode';
import { Images, type BuiltImage, type ImageFacts } from '../../application/ports';
import { sealedBuild, type BuildLimits } from './build-container';
import { buildContext } from './build-context';
import type { BuildRecipe } from './build-recipe';
import { asked } from './engine';
import { IMAGE_LABELS, lockImageName, skillRepository, skillTag } from './image-names';

export interface DockerImagesOptions {
  ecosystem: Ecosystem;
  /** Marks our images, so that several stacks can share one engine. */
  stackId: string;
  recipe: BuildRecipe;
  limits: BuildLimits;
}

/** Committing a large layer takes time after the build's own limit. */
const STALE_AFTER_MS = 10 * 60_000;

/** Sealed images in a Docker engine, from API 1.41 on. */
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
    const { ecosystem, stackId, recipe, limits } = this.options;
    const [builderId, baseId] = await Promise.all([
      this.idOf(recipe.builderImage),
      this.idOf(recipe.baseImage),
    ]);
    const name = lockImageName(ecosystem, lockDigest, baseId);
    const existing = await this.inspect(name);
    if (existing && isOf(existing.Config.Labels, lockDigest, baseId))
      return { imageId: existing.Id, reused: true };
    const plan = {
      ...{ builderId, baseId, name, limits, tool: recipe.tool, install: recipe.install },
      labels: {
        ...{ [IMAGE_LABELS.lock]: lockDigest, [IMAGE_LABELS.base]: baseId },
        ...{ [IMAGE_LABELS.stack]: stackId, [IMAGE_LABELS.ecosystem]: ecosystem },
        [IMAGE_LABELS.kind]: 'skill',
      },
      containerLabels: {
        ...{ [IMAGE_LABELS.stack]: stackId, [IMAGE_LABELS.kind]: 'build' },
        [IMAGE_LABELS.staleAt]: String(Date.now() + limits.buildMs + STALE_AFTER_MS),
      },
    };
    const files = recipe.files(lock);
    const context = () => buildContext(files, this.artifacts);
    return { imageId: await sealedBuild(this.docker, plan, context), reused: false };
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

  /** Removes containers of builds whose process is gone, with their volumes. @returns how many there were */
  async sweep(now: number): Promise<number> {
    const label = [`${IMAGE_LABELS.stack}=${this.options.stackId}`, `${IMAGE_LABELS.kind}=build`];
    const found = await asked(this.docker.listContainers({ all: true, filters: { label } }));
    const stale = found.filter(({ Labels }) => !(Number(Labels[IMAGE_LABELS.staleAt]) > now));
    for (const { Id } of stale)
      await asked(this.docker.getContainer(Id).remove({ force: true, v: true })).catch(absent);
    return stale.length;
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
