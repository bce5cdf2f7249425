import { posix } from 'node:path';
import { MAX_VALUE, type Layer } from '../../decoders';
import { asText, isPlace, unknown, type Place, type Value } from './value';

type Note = (layer: Layer) => void;
type Named = ReadonlyMap<string, Value>;
type Builtin = (args: readonly Value[], note: Note, named: Named) => Value;
/** Values of a JSON file that are made values of Python. */
const MAX_ITEMS = 20_000;

/** What lies in the package, as one file of it finds it. */
export class PackageFiles {
  /**
   * @param file the file that reads
   * @param content of a file of the package by its path; undefined where there is none, or it was not kept
   */
  constructor(
    private readonly file: string,
    private readonly content: (path: string) => Buffer | undefined,
  ) {}

  /** `__file__` */
  own(name: string): Value | undefined {
    return name === '__file__' ? { kind: 'place', path: `/${this.file}` } : undefined;
  }

  /** A path begins at the file itself, at its folder, or where the program was started: at the package's. */
  read({ path }: Place): Buffer {
    const candidates = path.startsWith('/')
      ? [path]
      : [`/${path}`, posix.join('/', posix.dirname(this.file), path)];
    for (const candidate of candidates) {
      const found = this.content(posix.normalize(candidate).replace(/^\/+/, ''));
      if (found !== undefined) return found.length > MAX_VALUE ? unknown() : found;
    }
    return unknown();
  }

  /** `pkgutil.get_data('a.b', 'c.txt')` */
  resource(module: Value | undefined, name: Value | undefined): Place {
    const folder =
      module === '__name__' || isPlace(module)
        ? posix.dirname(this.file)
        : asText(module).replaceAll('.', '/');
    return { kind: 'place', path: posix.join('/', folder, asText(name ?? '.')) };
  }
}

/** Functions of Python's library by which a package reads its own files; undefined: none of them. */
export function ofPackage(path: string, files: PackageFiles): Builtin | undefined {
  switch (path) {
    case 'open':
    case 'io.open':
    case 'codecs.open':
      return ([place, mode], _, named) => opened(asPlace(place), mode ?? named.get('mode'));
    case 'pathlib.Path':
    case 'pathlib.PurePath':
    case 'pathlib.PosixPath':
    case 'os.path.join':
      return (args) => joined(args);
    case 'os.path.abspath':
    case 'os.path.realpath':
    case 'os.path.normpath':
    case 'os.fspath':
      return ([place]) => asPlace(place);
    case 'os.path.dirname':
      return ([place]) => placeMember(asPlace(place), 'parent');
    case 'pkgutil.get_data':
    case 'importlib.resources.read_binary':
      return ([module, name], note) => content(files.resource(module, name), true, files, note);
    case 'importlib.resources.read_text':
      return ([module, name], note) => content(files.resource(module, name), false, files, note);
    case 'importlib.resources.files':
      return ([module]) => files.resource(module, undefined);
    case 'json.load':
      return ([file], note) => ofJson(String(content(asPlace(file), false, files, note)));
    case 'json.loads':
      return ([text]) => ofJson(Buffer.isBuffer(text) ? text.toString('utf8') : asText(text));
    default:
      return undefined;
  }
}

export function placeMember(object: Value, member: string): Value {
  if (!isPlace(object)) return unknown();
  if (member === 'parent') return { kind: 'place', path: posix.dirname(object.path) };
  return member === 'name' ? posix.basename(object.path) : unknown();
}

export function placeMethod(
  place: Place,
  name: string,
  args: readonly Value[],
  files: PackageFiles | undefined,
  note: Note,
): Value {
  const [first] = args;
  switch (name) {
    case 'read':
      return first === undefined ? content(place, place.isBytes === true, files, note) : unknown();
    case 'read_text':
    case 'read_bytes':
      return content(place, name === 'read_bytes', files, note);
    case 'readlines':
      return asText(content(place, false, files, note))
        .split(/(?<=\n)/)
        .slice(0, MAX_ITEMS);
    case 'open':
      return opened(place, first);
    case 'joinpath':
      return joined([place, ...args]);
    case 'with_name':
      return joined([placeMember(place, 'parent'), ...args]);
    case 'resolve':
    case 'absolute':
    case '__enter__':
      return place;
    default:
      return unknown();
  }
}

/** `Path(…) / 'name'` */
export function joined(parts: readonly Value[]): Place {
  return {
    kind: 'place',
    path: parts
      .map((part) => asPlace(part).path)
      .reduce((held, part) => (part.startsWith('/') ? part : posix.join(held, part)), ''),
  };
}

function asPlace(value: Value | undefined): Place {
  return isPlace(value) ? value : { kind: 'place', path: asText(value) };
}

function opened(place: Place, mode: Value | undefined): Place {
  const how = mode === undefined || mode === null ? 'r' : asText(mode);
  return /[wax+]/.test(how) ? unknown() : { kind: 'place', path: place.path, isBytes: how.includes('b') };
}

function content(place: Place, isBytes: boolean, files: PackageFiles | undefined, note: Note): Value {
  if (files === undefined) return unknown();
  const found = files.read(place);
  note('a file of the package');
  return isBytes ? found : found.toString('utf8');
}

function ofJson(text: string): Value {
  let left = MAX_ITEMS;
  try {
    return valueOf(JSON.parse(text) as unknown);
  } catch {
    return unknown();
  }

  function valueOf(given: unknown): Value {
    if ((left -= 1) < 0) return unknown();
    if (
      given === null ||
      typeof given === 'string' ||
      typeof given === 'number' ||
      typeof given === 'boolean'
    )
      return given;
    if (Array.isArray(given)) return given.map(valueOf);
    return {
      kind: 'dictionary',
      items: new Map(
        Object.entries(given as Record<string, unknown>).map(([key, each]) => [key, valueOf(each)]),
      ),
    };
  }
}
