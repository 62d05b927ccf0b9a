import { z } from 'zod';

/** What a text or a binary of the contract may be, tried in turn. */
const TEXTS = ['x1', '2026-11-21', '2026-11-21T10:00:00.000Z', 'nom@exemple.mssante.fr', '51215', ''];

/** Something that a schema of the contract takes, the shortest that is tried; for tests that ask what every call does before it is read any further. */
export function sampleOf(schema: z.core.$ZodType): unknown {
  // Cast: the library types the inside of a schema by its core, of which every schema here is the classic form.
  const one = schema as z.ZodType;
  const takes = (value: unknown): boolean => one.safeParse(value).success;
  const simple = [null, true, 1, new Uint8Array(), [], {}, ...TEXTS].find(takes);
  if (simple !== undefined) return simple;
  if (takes(undefined)) return undefined;
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape)
        .map(([key, part]) => [key, sampleOf(part as z.core.$ZodType)])
        .filter(([, value]) => value !== undefined),
    );
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion) return sampleOf(schema.options[0] as z.core.$ZodType);
  if (schema instanceof z.ZodArray) return [sampleOf(schema.element)];
  if (schema instanceof z.ZodPipe) return sampleOf(schema.in);
  throw new Error('nothing is known that this takes');
}
