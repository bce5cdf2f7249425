import { pickRegistry } from 'npm-registry-fetch';
import type { Content, Sample } from '../rules/sample';
import { rawTarball, recordLine, zip } from './archives';
import { machineCode } from './machine-code';

type File = readonly [path: string, content: Buffer];

const REGISTRY = new URL(pickRegistry('any', {})).host;
const IDENTITY = { name: 'sample', version: '1.0.0' };
const INFO = 'sample-1.0.0.dist-info';

/** The ecosystem that a sample's format belongs to. */
export function ecosystemOf({ format }: Pick<Sample, 'format'>): 'npm' | 'pypi' {
  return format === 'tarball' ? 'npm' : 'pypi';
}

/** The real archive of a sample, as its package registry would hand it out. */
export async function sampleArchive(sample: Sample): Promise<Buffer> {
  const archive = sample.format === 'wheel' ? wheelOf(sample) : await tarballOf(sample);
  return archive.subarray(0, sample.cutTo);
}

function tarballOf({ format, manifest = {}, files = {}, entries = [] }: Sample): Promise<Buffer> {
  const [root, name] = format === 'tarball' ? ['package', 'package.json'] : ['sample-1.0.0', 'PKG-INFO'];
  const own: File[] = manifest === null ? [] : [[name, Buffer.from(manifestText(format, manifest))]];
  return rawTarball([
    ...[...own, ...contentsOf(files)].map(
      ([path, content]) => [{ name: `${root}/${path}` }, content] as const,
    ),
    ...entries.map(({ content, ...header }) => [header, content] as const),
  ]);
}

function wheelOf({ manifest = {}, files = {}, entries = [], record }: Sample): Buffer {
  const own: File[] = [
    ...(manifest === null
      ? []
      : [[`${INFO}/METADATA`, Buffer.from(manifestText('wheel', manifest))] as const]),
    [`${INFO}/WHEEL`, Buffer.from('Wheel-Version: 1.0\n')],
  ];
  const packed = contentsOf(files);
  const listed: (readonly [string, string | Buffer])[] =
    record === undefined || record === null ? packed : Object.entries(record);
  const lines = [...listed, ...own].map(([path, content]) => recordLine(path, content));
  const recorded: File[] =
    record === null ? [] : [[`${INFO}/RECORD`, Buffer.from([...lines, `${INFO}/RECORD,,`, ''].join('\n'))]];
  return zip([
    ...[...packed, ...own, ...recorded].map(([name, content]) => ({ name, content })),
    ...entries.map(({ name, content = '' }) => ({ name, content })),
  ]);
}

function manifestText(format: Sample['format'], manifest: Readonly<Record<string, unknown>>): string {
  if (format === 'tarball') return JSON.stringify({ ...IDENTITY, ...manifest });
  const headers = { 'Metadata-Version': '2.1', Name: IDENTITY.name, Version: IDENTITY.version, ...manifest };
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${String(value)}\n`)
    .join('');
}

function contentsOf(files: Readonly<Record<string, Content>>): File[] {
  return Object.entries(files).map(([path, content]) => [path, bytesOf(content)]);
}

function bytesOf(content: Content): Buffer {
  if (typeof content === 'string') return Buffer.from(content.replaceAll('REGISTRY', REGISTRY));
  return Buffer.concat([headOf(content), Buffer.from(content.then ?? '')]);
}

function headOf(content: Exclude<Content, string>): Buffer {
  if ('machineCode' in content) return machineCode(content.machineCode);
  return 'hex' in content
    ? Buffer.from(content.hex, 'hex')
    : Buffer.from(content.repeat.repeat(content.times));
}
