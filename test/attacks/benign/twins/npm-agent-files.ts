import { tarballs } from '../archives';
import { src } from '../benign-case';

export const AGENT_FILE_TWINS = tarballs('benign twins', [
  {
    twinOf: 'sandworm-mode',
    why: 'A declared MCP server; it adds itself to an assistant only when its user runs `setup` and names the assistant.',
    name: 'notes-mcp-server',
    version: '0.9.4',
    summary: 'An MCP server that lets assistants search a folder of notes.',
    author: 'Kasper Holm <kasper@notes-mcp.example>',
    usage: `// in a shell\n// npx notes-mcp-server setup --client claude --notes ~/notes`,
    manifest: {
      type: 'module',
      bin: { 'notes-mcp-server': 'src/main.js' },
      keywords: ['mcp', 'mcp-server', 'notes'],
      dependencies: { '@modelcontextprotocol/sdk': '^1.20.0' },
    },
    files: {
      'src/main.js': src`
#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { serve } from './server.js';
import { setup } from './setup.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { client: { type: 'string' }, notes: { type: 'string', default: process.cwd() } },
});

if (positionals[0] === 'setup') await setup(values.client, values.notes);
else await serve(values.notes);
`,
      'src/setup.js': src`
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const FILES = {
  claude: join(homedir(), '.claude.json'),
  cursor: join(homedir(), '.cursor', 'mcp.json'),
  windsurf: join(homedir(), '.codeium', 'windsurf', 'mcp_config.json'),
};

/** Adds this server to one assistant's list, beside what is there already. */
export async function setup(client, notes) {
  const file = FILES[client];
  if (!file) throw new Error(\`--client must be one of \${Object.keys(FILES).join(', ')}\`);
  const config = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  config.mcpServers = {
    ...config.mcpServers,
    notes: { command: 'npx', args: ['notes-mcp-server', '--notes', notes] },
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(config, null, 2) + '\n');
  console.error(\`Added "notes" to \${file}. Remove the entry to undo this.\`);
}
`,
      'src/server.js': src`
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function serve(folder) {
  const server = new McpServer({ name: 'notes', version: '0.9.4' });
  server.registerTool('search', { description: 'Notes that contain a text' }, async ({ text }) => {
    const hits = [];
    for (const name of await readdir(folder)) {
      if (!name.endsWith('.md')) continue;
      const note = await readFile(join(folder, name), 'utf8');
      if (note.toLowerCase().includes(String(text).toLowerCase())) hits.push(name);
    }
    return { content: [{ type: 'text', text: hits.join('\n') || 'nothing' }] };
  });
  await server.connect(new StdioServerTransport());
}
`,
    },
  },
  {
    twinOf: 'sap-cap-js',
    why: 'Editor and agent settings in the package recommend a formatter and forbid tools; no hook, no task that starts by itself.',
    name: '@ledgerkit/cds-sqlite',
    version: '2.0.3',
    summary: 'SQLite adapter of ledgerkit services.',
    author: 'Ledgerkit <maintainers@ledgerkit.example>',
    licence: 'Apache-2.0',
    usage: `const sqlite = require('@ledgerkit/cds-sqlite');\nconst db = await sqlite.open(':memory:');`,
    manifest: {
      main: 'index.js',
      scripts: { test: 'node --test', prepare: 'husky' },
      peerDependencies: { 'better-sqlite3': '>=11' },
      devDependencies: { husky: '^9.1.0' },
    },
    files: {
      'index.js': src`
'use strict';

const { toSql } = require('./lib/to-sql');

exports.open = async function open(file) {
  const Database = require('better-sqlite3');
  const db = new Database(file);
  return {
    run: (query) => db.prepare(toSql(query)).all(query.values || []),
    close: () => db.close(),
  };
};
`,
      'lib/to-sql.js': src`
'use strict';

const quote = (name) => '"' + name.replace(/"/g, '""') + '"';

exports.toSql = ({ from, columns = ['*'], where = [] }) => {
  const list = columns.map((column) => (column === '*' ? '*' : quote(column))).join(', ');
  const filter = where.map((column) => quote(column) + ' = ?').join(' AND ');
  return 'SELECT ' + list + ' FROM ' + quote(from) + (filter ? ' WHERE ' + filter : '');
};
`,
      '.vscode/settings.json': `{\n  "editor.formatOnSave": true,\n  "eslint.validate": ["javascript"]\n}\n`,
      '.vscode/extensions.json': `{ "recommendations": ["dbaeumer.vscode-eslint", "esbenp.prettier-vscode"] }\n`,
      '.claude/settings.json': `{\n  "permissions": {\n    "deny": ["Bash(git push:*)", "Read(./.env)"]\n  }\n}\n`,
      'AGENTS.md': `# For agents\n\n- Run \`npm test\` before you say that something works.\n- SQL is built in \`lib/to-sql.js\` only; names are quoted there.\n- Never commit: ask first.\n`,
      '.husky/pre-commit': `npm test\n`,
    },
  },
  {
    twinOf: 'keyv-chaindrop',
    why: 'A cache with adapters whose repository files (tasks to start by hand, a review command for agents) were packed along.',
    name: 'cachestone',
    version: '5.3.0',
    summary: 'Key-value cache with one interface for memory, files and Redis.',
    author: 'Jan Willem Smit <jw@cachestone.example>',
    usage: `import { Cache } from 'cachestone';\nconst cache = new Cache({ ttl: 5000 });\nawait cache.set('a', 1);`,
    manifest: {
      type: 'module',
      exports: { '.': './src/cache.js', './file': './src/file-store.js' },
      scripts: { build: 'tsc', prepare: 'npm run build --if-present', prepublishOnly: 'node --test' },
    },
    files: {
      'src/cache.js': src`
export class Cache {
  #store;
  #ttl;

  constructor({ store = new Map(), ttl = 0 } = {}) {
    this.#store = store;
    this.#ttl = ttl;
  }

  async get(key) {
    const entry = await this.#store.get(key);
    if (!entry) return undefined;
    if (entry.expires && entry.expires < Date.now()) {
      await this.#store.delete(key);
      return undefined;
    }
    return entry.value;
  }

  async set(key, value, ttl = this.#ttl) {
    await this.#store.set(key, { value, expires: ttl ? Date.now() + ttl : 0 });
  }
}
`,
      'src/file-store.js': src`
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One file for each key, named by its digest so that keys may hold anything. */
export class FileStore {
  constructor(folder) {
    this.folder = folder;
  }

  #path(key) {
    return join(this.folder, createHash('sha256').update(key).digest('hex'));
  }

  async get(key) {
    const text = await readFile(this.#path(key), 'utf8').catch(() => undefined);
    return text && JSON.parse(text);
  }

  async set(key, entry) {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.#path(key), JSON.stringify(entry));
  }

  async delete(key) {
    await rm(this.#path(key), { force: true });
  }
}
`,
      '.vscode/tasks.json': `{\n  "version": "2.0.0",\n  "tasks": [\n    { "label": "test", "type": "npm", "script": "test", "group": "test", "problemMatcher": [] },\n    { "label": "build", "type": "npm", "script": "build", "group": { "kind": "build", "isDefault": true } }\n  ]\n}\n`,
      '.claude/commands/review.md': `Review the staged diff. Look for keys that are not hashed and for entries that never expire.\nList findings with file and line; change nothing.\n`,
    },
  },
]);
