import {
  Capability,
  DomainError,
  MinMaturity,
  SelectorInput,
  type Ecosystem,
  type PackageRef,
} from '@sallyport/domain';
import { z } from 'zod';

/** Fields of the REST API, spelled as the first version of it did. The domain judges names, versions and ids. */
export const agentId = z.string().describe('Who asks; an agent that is not registered counts as a student.');
export const packageName = z.string().describe('Name in the registry of the ecosystem.');
export const version = z.string().describe('One exact version.');
export const skillId = z
  .string()
  .describe('The skill; `npm` and `jobs` are words of the path and no skills here.');
export const minMaturity = MinMaturity.describe('The least maturity that may use it.');
export const requirements = z
  .array(z.string())
  .describe('Such as `requests>=2,<3` or `lodash@^4`; resolved to their closure.');
export const note = z.string().max(2_000);
export const reason = z.string().max(2_000);
export const maturity = z.string().describe('student, intern, supervised or autonomous.');

/** Query values are text. */
export const limit = z.coerce.number().int().min(1).max(1_000);
export const position = z.coerce.number().int().nonnegative();
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const selector = SelectorInput.describe(
  'Such as {"kind":"range","ecosystem":"npm","name":"lodash","range":"^4.17.21"}; kinds: exact, range, all, pattern, digest, publisher.',
);

/** Terms of an approval. */
export const terms = {
  expires_at: z.string().optional().describe('ISO 8601; policy may bound it.'),
  without: z.array(Capability).optional().describe('Capabilities that are not granted.'),
  break_glass: z.boolean().optional().describe('One reviewer at once, for hours only; needs a note.'),
  seen_revision: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Nothing changes if somebody decided since.'),
};

/** As the bus spells them. */
export function termsOf(input: z.output<z.ZodObject<typeof terms>>) {
  return {
    expiresAt: input.expires_at,
    without: input.without,
    breakGlass: input.break_glass,
    seenRevision: input.seen_revision,
  };
}

const NamedPackage = z.strictObject({ package_name: packageName, version });

/** Which packages a review is about: one package, several, or all of a request. */
export const target = {
  package_name: packageName.optional(),
  version: version.optional(),
  packages: z.array(NamedPackage).optional().describe('Several packages in one act.'),
  request_id: z.string().optional().describe('The whole closure of this request.'),
};
type Target = z.output<z.ZodObject<typeof target>>;

/** @throws DomainError `invalid-request` unless exactly one way of naming is used */
export function targetOf(
  ecosystem: Ecosystem,
  { package_name, version, packages, request_id }: Target,
): { packages?: PackageRef[]; requestId?: string } {
  const isOne = package_name !== undefined && version !== undefined;
  const isHalf = (package_name !== undefined || version !== undefined) && !isOne;
  const ways = [isOne, packages !== undefined, request_id !== undefined].filter(Boolean).length;
  if (isHalf || ways !== 1) {
    throw new DomainError(
      'invalid-request',
      'The body does not say which packages are meant in exactly one way',
      {
        hint: 'Give package_name with version, or packages, or request_id.',
      },
    );
  }
  if (request_id !== undefined) return { requestId: request_id };
  if (packages !== undefined) return { packages: packages.map((named) => refOf(ecosystem, named)) };
  return { packages: [refOf(ecosystem, { package_name: package_name ?? '', version: version ?? '' })] };
}

export function refOf(ecosystem: Ecosystem, named: z.output<typeof NamedPackage>): PackageRef {
  return { ecosystem, name: named.package_name, version: named.version };
}

/** What a package request is about: requirements, or one package, with its version or any. */
export const wanted = {
  requirements: requirements.optional(),
  package_name: packageName.optional(),
  version: version.optional(),
};
type Wanted = z.output<z.ZodObject<typeof wanted>>;

const EXACTLY: Readonly<Record<Ecosystem, string>> = { pypi: '==', npm: '@' };

/** @throws DomainError `invalid-request` unless exactly one way of naming is used */
export function requirementsOf(
  ecosystem: Ecosystem,
  { requirements, package_name, version }: Wanted,
): string[] {
  if (requirements !== undefined && package_name === undefined && version === undefined) return requirements;
  if (requirements === undefined && package_name !== undefined) {
    return [version === undefined ? package_name : `${package_name}${EXACTLY[ecosystem]}${version}`];
  }
  throw new DomainError('invalid-request', 'The body does not say what is requested in exactly one way', {
    hint: 'Give requirements, or package_name with or without version.',
  });
}

/** Paths put these where a skill id stands. */
const PATH_WORDS: ReadonlySet<string> = new Set(['npm', 'jobs']);

/** @throws DomainError `invalid-skill-id` for an id that the paths cannot carry */
export function addressable(skill: string): string {
  if (!PATH_WORDS.has(skill)) return skill;
  throw new DomainError(
    'invalid-skill-id',
    `"${skill}" is a word of the REST paths and cannot be a skill here`,
    {
      hint: 'Choose another id; a skill of this name that was installed over the bus is managed with the command line.',
    },
  );
}
