import { z } from 'zod';
import {
  authorSpecialty,
  civility,
  confidentiality,
  documentType,
  encounterType,
  facilityType,
  practiceSetting,
  title as titleCode,
} from '../../shared/codes/index.ts';
import { MAX_TITLE, titleLength } from '../../shared/domain/documents/title.ts';
import { hiddenCharacter } from '../../shared/domain/hidden-character.ts';
import { isComplete, isOfficialBirthDate } from '../../shared/domain/ins/dates.ts';
import { hasRightKey } from '../../shared/domain/ins/matricule.ts';
import { toLexicalProfile } from '../../shared/domain/ins/names.ts';
import type { Coded } from '../../shared/domain/types.ts';
import { PosteError } from '../../shared/errors.ts';
import { INS_OIDS } from './constants.ts';
import { cdaError } from './errors.ts';
import { isOid } from './identifiers.ts';

/** One line of text: nothing hidden, not blank. */
const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((s) => s.trim() !== '' && hiddenCharacter(s) === null && !/[\uFFFE\uFFFF]/.test(s), 'texte vide ou caractère interdit');

/** A birth name or birth first names, in the lexical profile of INSi. */
const birthNames = (kind: 'family' | 'given') =>
  z.string().transform((typed, context) => {
    try {
      return toLexicalProfile(typed, kind, '');
    } catch (thrown) {
      if (!(thrown instanceof PosteError)) throw thrown;
      context.addIssue({ code: 'custom', message: thrown.message });
      return z.NEVER;
    }
  });

const french = z.locales.fr().localeError;

const instant = z.iso.datetime({ offset: true, error: 'instant ISO 8601 avec décalage attendu' });
const oid = z.string().refine(isOid, 'OID attendu');
const optional = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

const coded = z.strictObject({ code: line(64), displayName: line(256), codeSystem: oid });

/** A code of one list, alone or whole; the label written is always the list's own. */
const codeOf = (find: (code: string) => Coded | null) =>
  z.union([line(64), coded]).transform((value, context) => {
    const given = typeof value === 'string' ? value : value.code;
    const found = find(given);
    if (found !== null && (typeof value === 'string' || value.codeSystem === found.codeSystem)) return found;
    context.addIssue({ code: 'custom', message: `code inconnu : ${given}` });
    return z.NEVER;
  });

/** A bare code of a list, kept as a code. */
const bareCode = (find: (code: string) => Coded | null) => line(64).refine((code) => find(code) !== null, 'code inconnu');

const structure = z.strictObject({
  idNat: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z/._-]{0,63}$/, 'identifiant national de structure attendu'),
  name: line(150),
  sector: optional(bareCode(facilityType)),
  practiceSetting: optional(bareCode(practiceSetting)),
});

const pro = z.strictObject({
  idNat: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z/._-]{0,63}$/, 'identifiant national de professionnel attendu'),
  family: line(100),
  given: optional(line(100)),
  prefix: optional(bareCode(civility)),
  suffix: optional(bareCode(titleCode)),
  speciality: optional(codeOf(authorSpecialty)),
  structure: optional(structure),
});

const timedPro = pro.extend({ time: optional(instant) });

const patient = z.strictObject({
  ins: optional(
    z.strictObject({
      matricule: z.string().regex(/^\d{5}(\d{2}|2[AB])\d{8}$/, 'matricule INS de 15 caractères attendu'),
      oid: z.string().refine((o) => INS_OIDS.includes(o), 'OID de matricule INS attendu'),
    }),
  ),
  status: z.enum(['PROV', 'VALI', 'RECUP', 'QUAL']),
  ipp: optional(line(128)),
  birthName: birthNames('family'),
  birthFirstNames: optional(birthNames('given')),
  firstBirthFirstName: birthNames('given'),
  usedName: optional(line(100)),
  usedFirstName: optional(line(100)),
  sex: z.enum(['M', 'F']),
  birthDate: z.string().refine(isWrittenBirthDate, 'date du calendrier attendue : AAAA-MM-JJ, AAAA-MM ou AAAA'),
  birthPlace: optional(z.string().regex(/^[0-9][0-9AB][0-9]{3}$/, 'code officiel géographique de 5 caractères attendu')),
});

const flag = z.enum(['MASQUE_PS', 'INVISIBLE_PATIENT', 'INVISIBLE_REPRESENTANTS_LEGAUX']);

/** As INSi gives it (ins/README 2), or shorter: a month of the calendar, a year. */
function isWrittenBirthDate(date: string): boolean {
  return isOfficialBirthDate(date) || isComplete(`${date}-01`) || isComplete(`${date}-01-01`);
}

/** `doc.json` of `cda build` (cli/README 4). Optional people default to the author. */
const cdaInput = z.strictObject({
  type: z.union([line(64), coded]).transform((t) => (typeof t === 'string' ? t : t.code)),
  title: line(4096).transform((t) => t.trim()),
  createdAt: instant,
  patient,
  author: pro,
  event: z.strictObject({ start: instant, end: optional(instant), code: optional(coded) }),
  encounter: z
    .strictObject({ code: optional(codeOf(encounterType)), start: optional(instant), end: optional(instant) })
    .default({ code: null, start: null, end: null }),
  legalAuthenticator: optional(pro),
  /** Who typed, under delegation: the author stays the professional. */
  dataEnterer: optional(timedPro),
  custodian: optional(structure),
  recipients: z.array(pro).readonly().default([]),
  /** `time`: date of the prescription. */
  prescriber: optional(timedPro),
  medecinTraitant: optional(pro),
  confidentiality: codeOf((code) => (['N', 'R', 'V'].includes(code) ? confidentiality(code) : null)).prefault('N'),
  /** Bare OID: the DMP refuses an extension. */
  id: optional(oid),
  setId: optional(oid),
  version: z.int().min(1).max(9999).default(1),
  replaces: z
    .union([
      oid,
      z
        .array(oid)
        .length(1)
        .transform(([id]) => id ?? null),
    ])
    .nullable()
    .default(null),
  flags: z.array(flag).readonly().default([]),
});

/** What the caller gives (optional keys may be absent). */
export type CdaInput = z.input<typeof cdaInput>;
/** The same once read: every key there, codes with their labels. */
export type CdaDescription = z.output<typeof cdaInput>;

/**
 * Reads a description of a document and applies the rules it must meet before anything is written.
 *
 * @throws PosteError INPUT_INVALID (path = JSON pointer), TYPE_UNKNOWN, TITLE_TOO_LONG, INS_NOT_QUALIFIED, INS_KEY,
 * FLAGS_INCOMPATIBLE, VERSION_WITHOUT_REPLACES.
 */
export function readCdaInput(input: unknown): CdaDescription {
  const parsed = cdaInput.safeParse(input, { error: french });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const extra = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const path = `/${[...(issue?.path ?? []), ...extra].map((p) => String(p).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
    throw cdaError('INPUT_INVALID', { path, values: { why: `${path} : ${issue?.message ?? ''}` } });
  }
  const doc = parsed.data;
  const invalid = (path: string, why: string) => cdaError('INPUT_INVALID', { path, values: { why } });

  if (documentType(doc.type) === null) throw cdaError('TYPE_UNKNOWN', { path: '/type', values: { type: doc.type } });
  const length = titleLength(doc.title);
  if (length > MAX_TITLE) throw cdaError('TITLE_TOO_LONG', { path: '/title', values: { length, max: MAX_TITLE } });

  const { ins } = doc.patient;
  if (ins !== null && doc.patient.status !== 'QUAL') throw cdaError('INS_NOT_QUALIFIED', { path: '/patient/status' });
  if (ins !== null && !hasRightKey(ins)) throw cdaError('INS_KEY', { path: '/patient/ins/matricule' });
  if (ins !== null && doc.patient.birthFirstNames === null) {
    throw invalid('/patient/birthFirstNames', 'avec un matricule INS, les prénoms de l’acte de naissance sont obligatoires');
  }
  if (ins === null && doc.patient.ipp === null) throw invalid('/patient/ipp', 'sans matricule INS, un identifiant local est obligatoire');

  if (doc.author.speciality === null) throw invalid('/author/speciality', 'la profession de l’auteur est obligatoire');
  if (doc.author.structure === null) throw invalid('/author/structure', 'la structure de l’auteur est obligatoire');
  if (doc.author.structure.sector === null) throw invalid('/author/structure/sector', 'le secteur d’activité est obligatoire');
  if (doc.author.structure.practiceSetting === null) {
    throw invalid('/author/structure/practiceSetting', 'le cadre d’exercice est obligatoire');
  }
  for (const span of ['event', 'encounter'] as const) {
    const { start, end } = doc[span];
    if (start !== null && end !== null && Date.parse(end) < Date.parse(start)) throw invalid(`/${span}/end`, 'la fin précède le début');
  }

  if (doc.flags.includes('MASQUE_PS') && doc.flags.includes('INVISIBLE_PATIENT')) throw cdaError('FLAGS_INCOMPATIBLE', { path: '/flags' });
  if (doc.version > 1 && doc.replaces === null) {
    throw cdaError('VERSION_WITHOUT_REPLACES', { path: '/replaces', values: { version: doc.version } });
  }
  if (doc.version > 1 && doc.setId === null) throw invalid('/setId', 'une nouvelle version garde le numéro de lot de versions (setId)');
  if (doc.version === 1 && doc.replaces !== null)
    throw invalid('/version', 'un document qui en remplace un autre porte la version 2 ou plus');
  return doc;
}
