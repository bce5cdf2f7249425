import type { SyntaxNode } from './syntax-node';
import { LIBRARIES, OBJECTS, plainPath } from './known-modules';

export interface Paths {
  path(node: SyntaxNode | null | undefined): string | undefined;
  textOf(node: SyntaxNode | null | undefined): string | undefined;
}

/** `operator.attrgetter('exec')`, before it is called with what it takes the member of. */
const GETTER = /^operator\.(?:attr|item)getter\((.+)\)$/;

/** Find what a text names. */
const RESOLVERS =
  /^(?:pkgutil\.resolve_name|pydoc\.locate|logging\.config\._resolve|(?:werkzeug\.utils|django\.utils\.module_loading)\.import_string)$/;

/** `os:system`, `builtins.exec` */
function named(text: string | undefined): string | undefined {
  return text === undefined ? undefined : plainPath(text.replace(':', '.').replace(/^builtins\./, ''));
}

/** What a call gives, by a name that what is done with it is known by; undefined: nothing that is known. */
export function givenBy(name: string, args: readonly SyntaxNode[], names: Paths): string | undefined {
  if (OBJECTS.test(name)) return `${name}()`;
  if (LIBRARIES.test(name)) return 'library()';
  // With arguments of its own it is called with these first, and is another function.
  if (name === 'functools.partial' && args.slice(1).every((arg) => arg.kind() === 'keyword_argument'))
    return names.path(args[0]);
  if (RESOLVERS.test(name)) return named(names.textOf(args[0]));
  if (!/^operator\.(?:attr|item)getter$/.test(name)) return undefined;
  const member = names.textOf(args[0]);
  return member === undefined ? undefined : `${name}(${member})`;
}

/** The member that a getter takes. */
export function memberTaken(name: string | undefined): string | undefined {
  return GETTER.exec(name ?? '')?.[1];
}
