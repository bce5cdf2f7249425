import { npmTarball, sdist, wheel } from './archives';
import { type Sample } from './case';

/** The archive of a sample, as its package registry would hand it out. Equal samples give equal bytes. */
export async function archiveOf(sample: Sample): Promise<Buffer> {
  const { format, name, version } = sample;
  if (format === 'tarball') return npmTarball(sample.files());
  if (format === 'sdist') return sdist(name, version, sample.files());
  return wheel(name, version, sample.files());
}
