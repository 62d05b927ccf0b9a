import { z } from 'zod';
import { configSchema } from './schema.ts';

/**
 * Entries that are never a user's choice in production, policy or not (electron/README 10): whom to trust, where
 * the data are, whether it is a regulation centre, the structure's rules of identity, whose cards it takes and who administers it. A pointer holds for
 * what is below it.
 */
export const MACHINE_ENTRIES: readonly string[] = [
  '/dataFolder',
  '/stateFolder',
  '/trustFile',
  '/crl',
  '/dmp/regulationCentre',
  '/identity/recheckYears',
  '/identity/localAuthority',
  '/identity/proof',
  '/identity/documents',
  '/structure/ids',
  '/structure/administrators',
];

/** Any part of what this schema describes: a layer says what it changes, and nothing else. */
function partial(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodObject)
    return z.strictObject(Object.fromEntries(Object.entries(schema.shape).map(([key, one]) => [key, partial(one).optional()])));
  if (schema instanceof z.ZodNullable) return partial(schema.unwrap()).nullable();
  if (schema instanceof z.ZodDiscriminatedUnion) return z.union(schema.options.map(partial));
  // Cast: the library types the inside of a schema by its core, of which every schema here is the classic form.
  return schema as z.ZodType;
}

/** JSON pointer of an entry of the configuration, or of a group of entries. What is replaced whole is locked whole: lists, and choices by `kind`. */
const entry = z
  .string()
  .regex(/^(\/[A-Za-z0-9]+)+$/)
  .refine(isEntry);

function isEntry(pointer: string): boolean {
  let at: z.core.$ZodType | undefined = configSchema;
  for (const key of pointer.slice(1).split('/')) {
    if (!(at instanceof z.ZodObject) || !Object.hasOwn(at.shape, key)) return false;
    at = at.shape[key];
  }
  return true;
}

const layer = partial(configSchema);

/**
 * The machine's policy file: any part of the configuration, and the entries that the user's settings cannot change
 * (`"locked": ["/session/idleLockMs", "/mss"]`). Shipped as `resources/policy.schema.json`.
 */
export const policySchema = z.strictObject({
  ...(layer instanceof z.ZodObject ? layer.shape : {}),
  locked: z.array(entry).max(200).optional(),
});
