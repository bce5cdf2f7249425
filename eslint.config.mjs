import js from '@eslint/js';
import { readdirSync, readFileSync } from 'node:fs';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom, by Nx tag. Domain <- everything else; no app imports another app.
 * test/architecture.spec.ts holds package.json files and imports to this same table.
 */
const MAY_IMPORT = JSON.parse(
  readFileSync(new URL('./deploy/dev/dependency-rules.json', import.meta.url), 'utf8'),
);
const ALL_LIBS = readdirSync(new URL('./libs', import.meta.url));

const projectRules = ['apps', 'libs'].flatMap((kind) =>
  readdirSync(new URL(`./${kind}`, import.meta.url)).map((name) => {
    const tag = `${kind === 'apps' ? 'app' : 'lib'}:${name}`;
    const allowed = MAY_IMPORT[tag] ?? [];
    const forbidden = ALL_LIBS.filter((lib) => !allowed.includes(lib)).map((lib) => ({
      group: [`@sallyport/${lib}`, `@sallyport/${lib}/*`],
      message: `${tag} may import only: ${allowed.join(', ') || 'nothing'} (deploy/dev/dependency-rules.json)`,
    }));
    return {
      files: [`${kind}/${name}/src/**/*.ts`],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              ...forbidden,
              { regex: String.raw`^(\.\./)+(apps|libs)/`, message: 'Import other projects by name.' },
            ],
          },
        ],
      },
    };
  }),
);

const domainPurity = {
  files: ['libs/domain/src/**/*.ts'],
  // Draws are what laws are tried on; nothing but specs imports them.
  ignores: ['libs/domain/src/**/*.spec.ts', 'libs/domain/src/**/testing/drawn-*.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex:
              '^(?!\\.|zod$|semver$|packageurl-js$|@renovatebot/pep440$|yaml$|spdx-expression-parse$|node:crypto$)',
            message: 'The domain is pure: no framework, clock, env, I/O or logger.',
          },
        ],
      },
    ],
    'no-restricted-syntax': [
      'error',
      {
        selector: "NewExpression[callee.name='Date'][arguments.length=0]",
        message: 'Time is an argument in the domain.',
      },
      {
        selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
        message: 'Time is an argument in the domain.',
      },
      {
        selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
        message: 'Chance is an argument in the domain.',
      },
      {
        selector: "MemberExpression[object.name='process']",
        message: 'The domain does not read the environment.',
      },
      { selector: 'AwaitExpression', message: 'The domain does not wait.' },
    ],
  },
};

/** What is judged of an artifact is judged the same at any time and on any machine. */
const analysisPurity = {
  files: ['libs/analysis/src/{facts,rules}/**/*.ts'],
  ignores: ['**/*.spec.ts'],
  rules: { 'no-restricted-syntax': domainPurity.rules['no-restricted-syntax'] },
};

/** Layers inside an app: application code does not know adapters or frameworks that speak to the outside. */
const applicationLayer = {
  files: ['apps/*/src/application/**/*.ts', 'libs/*/src/application/**/*.ts'],
  ignores: ['**/*.spec.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ['**/adapters/**', 'typeorm', 'pg', 'dockerode', 'nats', 'ioredis'],
            message: 'Application code talks to ports, not adapters.',
          },
        ],
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/dist/**', '.sallyport/**', '.nx/**', 'coverage/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      eqeqeq: 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'child_process',
          property: 'exec',
          message: 'Commands are argument lists, never shell strings.',
        },
        {
          object: 'child_process',
          property: 'execSync',
          message: 'Commands are argument lists, never shell strings.',
        },
      ],
    },
  },
  {
    // Nest reads constructor parameter types at run time, so those imports must stay values.
    files: ['apps/*/src/**/*.ts', 'libs/{messaging,installer}/src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  ...projectRules,
  domainPurity,
  analysisPurity,
  applicationLayer,
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: { globals: globals.node },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
