import { printable } from '@sallyport/domain';
import { resolveSpecifier, type Surroundings } from '../javascript/resolve-specifier';
import type { CodeFile } from './gather';
import type { Findings } from './python-requirements';

/** Resolves every specifier that the JavaScript and TypeScript of a skill names. */
export function addJavascriptRequirements(
  code: readonly CodeFile[],
  around: Surroundings & { names: ReadonlyMap<string, string>; isDeclared(name: string): boolean },
  { list, unresolved }: Findings,
): void {
  for (const { file, specifiers } of code) {
    for (const { specifier, isPrefix, line, marks } of specifiers) {
      const place = { file, line };
      const text = printable(specifier, 200);
      for (const resolved of resolveSpecifier(specifier, file, around, isPrefix)) {
        switch (resolved.kind) {
          case 'local':
          case 'builtin':
            break;
          case 'package': {
            const name = typedName(
              around.names.get(resolved.name) ?? resolved.name,
              marks.includes('type-only'),
              around,
            );
            // Deno's specifiers bring their range along, so they are their own manifest.
            if (resolved.range !== undefined)
              list.declare({ ecosystem: 'npm', name, extras: [], range: resolved.range, marks, text, place });
            list.add(
              'npm',
              name,
              { ...place, how: 'import', marks: [...marks], text },
              around.isDeclared(name) ? 'declared' : 'known',
            );
            break;
          }
          case 'open':
            unresolved.push({
              kind: 'dynamic',
              ecosystem: 'npm',
              text,
              candidates: [],
              marks: [...marks],
              place,
            });
            break;
          case 'foreign':
            unresolved.push({
              kind: 'foreign-source',
              ecosystem: 'npm',
              text,
              candidates: [],
              marks: [...marks],
              place,
            });
            break;
          case 'alias':
            unresolved.push({
              kind: 'alias',
              ecosystem: 'npm',
              text,
              candidates: [],
              marks: [...marks],
              place,
            });
        }
      }
    }
  }
}

/** Types of a package without its own are in `@types`, scopes joined by two underscores. */
function typedName(
  name: string,
  isType: boolean,
  { isDeclared }: { isDeclared(name: string): boolean },
): string {
  if (!isType || isDeclared(name)) return name;
  const typed = typesNameOf(name);
  return isDeclared(typed) ? typed : name;
}

export function typesNameOf(name: string): string {
  return `@types/${name.replace(/^@([^/]+)\//, '$1__')}`;
}
