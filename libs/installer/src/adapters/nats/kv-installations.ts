import { Installation, INSTALLATIONS_BUCKET, type Ecosystem } from '@sallyport/domain';
import { keyOf, type Bus, type KeyValue } from '@sallyport/messaging';
import { Installations } from '../../application/ports';

export class KvInstallations extends Installations {
  private readonly bucket: KeyValue<Installation>;

  constructor(
    bus: Bus,
    private readonly ecosystem: Ecosystem,
  ) {
    super();
    this.bucket = bus.keyValue(INSTALLATIONS_BUCKET, Installation);
  }

  get(skillId: string): Promise<Installation | undefined> {
    return this.bucket.get(keyOf(this.ecosystem, skillId));
  }

  put(installation: Installation): Promise<void> {
    return this.bucket.put(keyOf(this.ecosystem, installation.skillId), installation);
  }

  delete(skillId: string): Promise<void> {
    return this.bucket.delete(keyOf(this.ecosystem, skillId));
  }

  list(): Promise<Installation[]> {
    return this.bucket.list(this.ecosystem);
  }
}
