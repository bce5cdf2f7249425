import { InstallerConfig } from '@sallyport/installer';
import { z } from 'zod';

/** Registry, scopes, credentials, proxy and certificates are npm's own configuration. */
export const Config = InstallerConfig.extend({
  BASE_IMAGE_NPM: z.string().min(1, 'image that Node.js skills run on'),
  BUILDER_IMAGE_NPM: z.string().min(1, 'image with npm that installs tarballs'),
});
export type Config = z.infer<typeof Config>;
