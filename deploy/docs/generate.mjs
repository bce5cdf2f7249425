// `npm run docs`: writes the generated documents from the build. test/docs.spec.ts says when they are stale.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documents } from './documents.mjs';
import { builtSources } from './sources.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

for (const [path, text] of Object.entries(documents(builtSources()))) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  process.stdout.write(`${path}\n`);
}
