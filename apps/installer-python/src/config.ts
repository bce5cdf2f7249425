import { InstallerConfig } from '@sallyport/installer';
import { z } from 'zod';

export const Config = InstallerConfig.extend({
  /** uv 0.9 or newer. */
  UV_PATH: z.string().min(1).default('uv'),
  /** An interpreter for uv to look at; nothing of a package runs in it. */
  PYTHON_PATH: z.string().min(1).default('python3'),
  BASE_IMAGE_PYPI: z.string().min(1, 'image that Python skills run on'),
  BUILDER_IMAGE_PYPI: z.string().min(1, 'image with uv that installs wheels'),
  /** PEM certificates to trust besides Node.js's own. */
  SSL_CERT_FILE: z.string().min(1).optional(),
  FETCH_IDLE_MS: z.coerce.number().int().positive().default(60_000),
});
export type Config = z.infer<typeof Config>;
