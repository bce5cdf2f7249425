// What we add to a root file system: the user and the harness; and for builders, the ecosystem's own tool.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmPackage, sandboxId } from './definitions.mjs';
import { npmTarball } from './npm-tarball.mjs';

/** @param {string} name @param {import('../dev/layout.mjs').Layout} layout */
function emptyContext(name, layout) {
  const context = join(layout.images, name);
  rmSync(context, { recursive: true, force: true });
  mkdirSync(context, { recursive: true });
  return context;
}

/**
 * @param {import('./definitions.mjs').Base} base
 * @param {{ from: string, harnessDir: string, layout: import('../dev/layout.mjs').Layout, debian: boolean }} options
 * @returns {string} the folder to build
 */
export function baseContext(base, { from, harnessDir, layout, debian }) {
  const context = emptyContext(`base-${base.language}`, layout);
  mkdirSync(join(context, 'sallyport'));
  for (const file of base.harness.filter((name) => existsSync(join(harnessDir, name)))) {
    cpSync(join(harnessDir, file), join(context, 'sallyport', file));
  }
  const lines = [
    `FROM ${from}`,
    `RUN echo 'sallyport:x:${sandboxId}:' >> /etc/group \\`,
    ` && echo 'sallyport:x:${sandboxId}:${sandboxId}::/tmp:/usr/sbin/nologin' >> /etc/passwd`,
    // A pulled image has not been through our hooks.
    ...(debian
      ? []
      : ['RUN find / -xdev -type f -perm /6000 -exec chmod a-s {} + && rm -rf /var/lib/apt/lists/*']),
    'COPY --chown=0:0 sallyport /opt/sallyport',
    'RUN chmod -R a+rX,go-w /opt/sallyport',
    'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/tmp',
    `LABEL org.opencontainers.image.title="sallyport base for ${base.ecosystem}" sallyport.role=base`,
    'WORKDIR /tmp',
    // Whoever forgets to name a user must not get root.
    `USER ${sandboxId}:${sandboxId}`,
  ];
  writeFileSync(join(context, 'Dockerfile'), `${lines.join('\n')}\n`);
  return context;
}

/**
 * @param {import('./definitions.mjs').Base} base
 * @param {{ from: string, uv?: string, layout: import('../dev/layout.mjs').Layout, log: string }} options
 * @returns {Promise<string>} the folder to build
 */
export async function builderContext(base, { from, uv, layout, log }) {
  const context = emptyContext(`builder-${base.language}`, layout);
  const lines = [`FROM ${from}`, 'USER 0:0'];
  if (uv) {
    cpSync(uv, join(context, 'uv'), { dereference: true });
    lines.push('COPY --chown=0:0 uv /usr/local/bin/uv', 'RUN chmod 755 /usr/local/bin/uv && uv --version');
  } else {
    cpSync(await npmTarball(npmPackage, { layout, log }), join(context, 'npm'), { recursive: true });
    const home = '/usr/local/lib/node_modules/npm';
    lines.push(
      `RUN rm -rf ${home} /usr/local/bin/npm /usr/local/bin/npx`,
      `COPY --chown=0:0 npm ${home}`,
      `RUN chmod 755 ${home}/bin/npm-cli.js && ln -s ${home}/bin/npm-cli.js /usr/local/bin/npm && npm --version`,
    );
  }
  lines.push(
    `RUN mkdir -p /build && chown ${sandboxId}:${sandboxId} /build`,
    'LABEL sallyport.role=builder',
    'WORKDIR /build',
    `USER ${sandboxId}:${sandboxId}`,
  );
  writeFileSync(join(context, 'Dockerfile'), `${lines.join('\n')}\n`);
  return context;
}
