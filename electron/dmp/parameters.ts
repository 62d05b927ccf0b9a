import { z } from 'zod';
import { DailyFile, type DailyFilePorts } from '../daily-file.ts';
import type { HttpRequest, HttpResponse, Transport } from '../net/types.ts';
import { attribute, elements, text, type XmlElement } from '../xml/read.ts';
import { dmpError } from './errors.ts';

/** What the DMP says to every software of its own rules (dmp/README 10). */
export interface DmpParameters {
  /** The functions for minors are open: secret connection, documents hidden from representatives. */
  readonly minors: boolean;
  /** In years. */
  readonly ageOfMajority: number;
  /** A document may be invisible to the patient and masked to professionals at once. */
  readonly cumulAllowed: boolean;
  /** Longest period of a search of reimbursements, in months; null: unknown. */
  readonly reimbursementMonths: number | null;
}

const YES: ReadonlySet<string> = new Set(['true', '1', 'oui', 'o', 'yes']);
const NO: ReadonlySet<string> = new Set(['false', '0', 'non', 'n', 'no']);
const flag = z
  .string()
  .toLowerCase()
  .refine((word) => YES.has(word) || NO.has(word))
  .transform((word) => YES.has(word));
const whole = (min: number, max: number) => z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(min).max(max));

/** Its names, and what each may say. A majority out of these ages is a slip: nobody is made a minor or an adult by it. */
const file = z.object({
  'fonctions-gestion-mineurs': flag.optional(),
  'age-majorite': whole(16, 21).optional(),
  'cumul-invisible_patient-masque_ps': flag.optional(),
  'hr-periode-max-mois': whole(1, 600).optional(),
});
type Field = keyof typeof file.shape;

const isField = (name: string): name is Field => Object.hasOwn(file.shape, name);

const NAMES = ['nom', 'name', 'code', 'cle', 'key', 'id', 'identifiant'];
const VALUES = ['valeur', 'value', 'val'];

/**
 * The parameters that a file names; the form of that file is not public, so that a name is an element's own, an attribute's or a
 * child's, and its value an attribute's, a child's or the text.
 *
 * @param fallback of what it does not name.
 * @throws PosteError DMP_PARAMETERS when it names none, one twice otherwise, or one whose value cannot be
 */
export function readParameters(root: XmlElement, fallback: DmpParameters): DmpParameters {
  const found = new Map<Field, string>();
  collect(root, found);
  const parsed = file.safeParse(Object.fromEntries(found));
  if (found.size === 0 || !parsed.success)
    throw dmpError('DMP_PARAMETERS', { detail: String(parsed.error?.issues[0]?.path[0] ?? 'none of the names') });
  return {
    minors: parsed.data['fonctions-gestion-mineurs'] ?? fallback.minors,
    ageOfMajority: parsed.data['age-majorite'] ?? fallback.ageOfMajority,
    cumulAllowed: parsed.data['cumul-invisible_patient-masque_ps'] ?? fallback.cumulAllowed,
    reimbursementMonths: parsed.data['hr-periode-max-mois'] ?? fallback.reimbursementMonths,
  };
}

function collect(element: XmlElement, found: Map<Field, string>): void {
  const name = [element.name, ...said(element, NAMES)].map((one) => one.toLowerCase()).find(isField);
  if (name !== undefined) {
    const value = said(element, VALUES)[0] ?? text(element)?.trim() ?? '';
    const before = found.get(name);
    if (before !== undefined && before !== value) throw dmpError('DMP_PARAMETERS', { detail: `${name} twice` });
    found.set(name, value);
    return;
  }
  for (const child of elements(element)) collect(child, found);
}

/** What attributes, then children, of those names say. */
const said = (element: XmlElement, names: readonly string[]): readonly string[] => [
  ...names.flatMap((name) => attribute(element, name)?.trim() || []),
  ...elements(element).flatMap((child) => (names.includes(child.name.toLowerCase()) ? text(child)?.trim() || [] : [])),
];

interface ParametersPorts extends Pick<DailyFilePorts<DmpParameters>, 'url' | 'file' | 'now' | 'refreshMs' | 'changed'> {
  /** Gives up past its own limit of bytes. */
  readonly transport: Pick<Transport, 'send'>;
  /** Opens what came, where it cannot hold the application up. @throws PosteError for a DTD, what is no XML */
  readonly readXml: (bytes: Uint8Array) => Promise<XmlElement>;
  /** What serves as long as the DMP said nothing. */
  readonly fallback: DmpParameters;
  readonly timeoutMs: number;
}

/** Of the addresses that lead from one to the next. */
const MAX_REDIRECTS = 3;

const kept = z.strictObject({
  minors: z.boolean(),
  ageOfMajority: z.int().min(16).max(21),
  cumulAllowed: z.boolean(),
  reimbursementMonths: z.int().min(1).max(600).nullable(),
});

/** The parameters of the DMP; the configuration serves as long as it said nothing. */
export class ParametersKeeper {
  readonly #fallback: DmpParameters;
  readonly #file: DailyFile<DmpParameters>;

  constructor({ transport, readXml, fallback, timeoutMs, ...ports }: ParametersPorts) {
    this.#fallback = fallback;
    this.#file = new DailyFile({
      ...ports,
      kept,
      ask: async (url, signal) => readParameters(await readXml((await get(transport, { url, timeoutMs, signal })).body), fallback),
    });
  }

  get current(): DmpParameters {
    return this.#file.last?.value ?? this.#fallback;
  }

  /** Asks for them when they are old. Never rejects. */
  refresh(): Promise<void> {
    return this.#file.refresh();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** The answer, wherever the address leads: another one of HTTPS, some steps at most. */
async function get(
  transport: Pick<Transport, 'send'>,
  asked: Pick<HttpRequest, 'url' | 'timeoutMs'> & { readonly signal: AbortSignal },
  steps = 0,
): Promise<HttpResponse> {
  const answer = await transport.send({ ...asked, method: 'GET', headers: { accept: 'application/xml, text/xml' }, body: null });
  const { status, headers } = answer;
  const next = headers['location'];
  if (status >= 300 && status < 400 && next !== undefined && steps < MAX_REDIRECTS)
    return await get(transport, { ...asked, url: new URL(next, asked.url).href }, steps + 1);
  if (status !== 200) throw dmpError('DMP_PARAMETERS', { detail: `HTTP ${status}` });
  return answer;
}
