// The one table of our services: what each is started with, and nothing it does not need.
import { join } from 'node:path';
import { seedFileOf } from './credentials.mjs';
import { repoRoot } from './layout.mjs';

/**
 * @typedef {object} Surroundings what the parts below the services turned out to be
 * @property {string} stackId
 * @property {string} natsUrl
 * @property {string} credsDir
 * @property {string} databaseUrl
 * @property {string} dockerHost
 * @property {string} artifactStoreDir
 * @property {string} workDir
 * @property {string} uvPath
 * @property {string} pythonPath
 * @property {Record<string, string>} images
 * @property {string} gatewayTokensFile
 * @property {string} decisionKeyFiles private keys as in PATH; governance's alone
 * @property {string} decisionPublicKeysFile
 */

/**
 * @typedef {object} Service
 * @property {string} name also its user on the bus and the name of its log
 * @property {boolean} [listens] whether it needs a port of its own
 * @property {boolean} [isExtra] whether it is started only where it is asked for: it needs root, and programs that others do not
 * @property {(around: Surroundings, port: number | undefined) => NodeJS.ProcessEnv} env
 */

const only = (/** @type {string} */ name) => (process.env[name] ? { [name]: process.env[name] } : {});
const trust = () => ({
  ...only('SALLYPORT_TRUSTED_ROOT'),
  ...only('SALLYPORT_REGISTRY_KEYS'),
  ...only('SALLYPORT_BUILD_ISSUERS'),
});

/** @type {Service[]} */
export const services = [
  {
    name: 'governance',
    env: ({ databaseUrl, decisionKeyFiles }) => ({
      DATABASE_URL: databaseUrl,
      DECISION_KEY_FILE: decisionKeyFiles,
      // Until somebody applies another one: a fresh machine has no advisory data.
      INITIAL_POLICY_FILE: join(repoRoot, 'deploy/dev/policy.yaml'),
      ...only('REDIS_URL'),
      ...only('WEBHOOKS'),
    }),
  },
  {
    name: 'scanner',
    env: ({ databaseUrl, artifactStoreDir }) => ({
      DATABASE_URL: databaseUrl,
      ARTIFACT_STORE_DIR: artifactStoreDir,
    }),
  },
  {
    name: 'audit',
    env: ({ databaseUrl }) => ({ DATABASE_URL: databaseUrl }),
  },
  {
    name: 'installer-python',
    env: ({ dockerHost, artifactStoreDir, workDir, uvPath, pythonPath, images, decisionPublicKeysFile }) => ({
      DECISION_PUBLIC_KEYS_FILE: decisionPublicKeysFile,
      DOCKER_HOST: dockerHost,
      ARTIFACT_STORE_DIR: artifactStoreDir,
      WORK_DIR: join(workDir, 'python'),
      UV_PATH: uvPath,
      PYTHON_PATH: pythonPath,
      BASE_IMAGE_PYPI: images.BASE_IMAGE_PYPI,
      BUILDER_IMAGE_PYPI: images.BUILDER_IMAGE_PYPI,
      ...trust(),
    }),
  },
  {
    name: 'installer-npm',
    env: ({ dockerHost, artifactStoreDir, workDir, images, decisionPublicKeysFile }) => ({
      DECISION_PUBLIC_KEYS_FILE: decisionPublicKeysFile,
      DOCKER_HOST: dockerHost,
      ARTIFACT_STORE_DIR: artifactStoreDir,
      WORK_DIR: join(workDir, 'npm'),
      BASE_IMAGE_NPM: images.BASE_IMAGE_NPM,
      BUILDER_IMAGE_NPM: images.BUILDER_IMAGE_NPM,
      ...trust(),
    }),
  },
  {
    name: 'detonator',
    isExtra: true,
    env: ({ dockerHost, artifactStoreDir, images }) => ({
      DOCKER_HOST: dockerHost,
      ARTIFACT_STORE_DIR: artifactStoreDir,
      BASE_IMAGE_NPM: images.BASE_IMAGE_NPM,
      BASE_IMAGE_PYPI: images.BASE_IMAGE_PYPI,
    }),
  },
  {
    name: 'gateway',
    listens: true,
    env: ({ gatewayTokensFile }, port) => ({
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      GATEWAY_TOKENS_FILE: gatewayTokensFile,
    }),
  },
];

/** What of the host a service sees: how to find programs, proxies and certificates, and how to log. */
const fromHost =
  /^(PATH|HOME|LANG|LC_\w+|TZ|TMPDIR|(https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|\w*CA_BUNDLE|PIP_\w+|UV_\w+|npm_config_(registry|userconfig|globalconfig|cafile)|OTEL_\w+|LOG_LEVEL)$/i;

export const hostEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => fromHost.test(name)));

/**
 * @param {Service} service
 * @param {Surroundings} around
 * @param {number | undefined} port
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentOf(service, around, port) {
  return {
    LOG_LEVEL: 'info',
    ...hostEnvironment(),
    NODE_ENV: 'production',
    NATS_URL: around.natsUrl,
    NATS_NKEY_SEED_FILE: seedFileOf(around.credsDir, service.name),
    SALLYPORT_STACK_ID: around.stackId,
    ...service.env(around, port),
  };
}

/** @param {Service} service */
export const appDirOf = (service) => join(repoRoot, 'apps', service.name);
