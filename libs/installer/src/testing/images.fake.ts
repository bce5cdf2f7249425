import { DomainError, type Digest, type FetchedLock } from '@sallyport/domain';
import { Images, type BuiltImage, type ImageFacts } from '../application/ports';

/** An engine in memory that counts tags as the real one does. */
export class FakeImages extends Images {
  readonly built: FetchedLock[] = [];
  readonly tags = new Map<string, string>();
  private readonly images = new Map<string, Digest>();
  fault: DomainError | undefined;

  async ping(): Promise<void> {
    if (this.fault?.code === 'engine-unavailable') throw this.fault;
  }

  async ensure(lock: FetchedLock, lockDigest: Digest): Promise<BuiltImage> {
    await this.ping();
    if (this.fault) throw this.fault;
    const imageId = `image-of-${lockDigest}`;
    if (this.images.has(imageId)) return { imageId, reused: true };
    this.built.push(lock);
    this.images.set(imageId, lockDigest);
    return { imageId, reused: false };
  }

  async tag(skillId: string, imageId: string): Promise<string> {
    if (!this.images.has(imageId)) throw new DomainError('image-missing', `There is no ${imageId}`);
    this.tags.set(skillId, imageId);
    return `tag-of-${skillId}`;
  }

  async untag(skillId: string): Promise<void> {
    this.tags.delete(skillId);
  }

  async release(imageId: string): Promise<boolean> {
    if ([...this.tags.values()].includes(imageId)) return false;
    return this.images.delete(imageId);
  }

  async describe(imageId: string): Promise<ImageFacts | undefined> {
    await this.ping();
    const lockDigest = this.images.get(imageId);
    return lockDigest === undefined ? undefined : { imageId, lockDigest };
  }

  /** What somebody else did to the engine. */
  relabel(imageId: string, lockDigest: Digest | undefined): void {
    if (lockDigest === undefined) this.images.delete(imageId);
    else this.images.set(imageId, lockDigest);
  }

  get count(): number {
    return this.images.size;
  }
}
