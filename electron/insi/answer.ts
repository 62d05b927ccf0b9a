import { hiddenCharacter } from '../../shared/domain/hidden-character.ts';
import { isOfficialBirthDate } from '../../shared/domain/ins/dates.ts';
import { checkMatricule, matriculeKey } from '../../shared/domain/ins/matricule.ts';
import { insKind, insOids } from '../../shared/domain/ins/oids.ts';
import { isCog } from '../../shared/domain/ins/traits.ts';
import type { Ins, Sex } from '../../shared/domain/types.ts';
import { at, descendants, elements, parseXml, text, type XmlElement } from '../xml/read.ts';
import { SOAP_11_NS, SOAP_12_NS } from '../xml/soap-names.ts';
import { RESULTAT_NS } from './constants.ts';
import { insiError } from './errors.ts';
import { faultError, readFault, unknownError, withoutTraits } from './fault.ts';

/** CodeCR: identity found, none, several. */
export type InsiCode = '00' | '01' | '02';

export interface InsiAnswer {
  readonly code: InsiCode;
  /** The service's own words. */
  readonly label: string;
  /** Given by `00` alone. */
  readonly identity: InsiIdentity | null;
  /** The answer as received, to be kept (EXI REC 07/08). */
  readonly verbatim: Uint8Array;
}

export interface InsiIdentity {
  readonly ins: Ins;
  /** Former matricules (INSHISTO), in message order. */
  readonly history: readonly FormerIns[];
  /** Official traits; the schema makes each one optional. */
  readonly traits: {
    readonly birthName: string | null;
    /** All given names, space-separated, in civil order. */
    readonly firstNames: string | null;
    readonly sex: Sex | null;
    /** `YYYY-MM-DD`, possibly with 00 parts. */
    readonly birthDate: string | null;
    readonly birthPlace: string | null;
  };
  /** What is unusual in the answer: [] most often. Nothing of it stops the reading. */
  readonly flags: readonly InsiFlag[];
}

/** A matricule that INSi gives as former, and its period (`YYYY-MM-DD`, null when not given, as written even when reversed). */
interface FormerIns extends Ins {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * - `KEY`: the active matricule has a wrong key or a wrong structure (kept as received: never qualify silently, ins/README 1);
 * - `OID`: its OID is not one of the INS;
 * - `OID_SUBSTITUTED`: test setting ({@link withTestOid});
 * - `TRAIT_MISSING`: birth name, given names, sex or birth date not given;
 * - `TRAIT_UNREADABLE`: a trait that is none (a date of no form, a place that is no code, a name with hidden characters): not given;
 * - `HISTORY_KEY`: a former matricule has a wrong key or structure;
 * - `HISTORY_PERIOD`: a period ends before it begins;
 * - `HISTORY_ACTIVE`: a former matricule is the active one;
 * - `HISTORY_UNREADABLE`: a former matricule without number or OID was left out.
 */
type InsiFlag =
  | 'KEY'
  | 'OID'
  | 'OID_SUBSTITUTED'
  | 'TRAIT_MISSING'
  | 'TRAIT_UNREADABLE'
  | 'HISTORY_KEY'
  | 'HISTORY_PERIOD'
  | 'HISTORY_ACTIVE'
  | 'HISTORY_UNREADABLE';

const ANSWER_LIMITS = { maxBytes: 1024 * 1024, maxDepth: 64 } as const;

/**
 * Reads an answer of INSi by namespaces, with every variant seen on the wire (insi/README 5): order, prefixes,
 * `Prenom` or `ListePrenom`, dates before IdIndividu, reversed periods, key or type of matricule absent.
 *
 * @throws PosteError INSI_UNAVAILABLE, INSI_REFUSED, INSI_FAULT for a fault; INSI_GARBAGE for anything that is not an answer.
 */
export function parseInsiAnswer(bytes: Uint8Array): InsiAnswer {
  const result = descendants(insiBody(bytes), RESULTAT_NS, 'RESULTAT')[0] ?? null;
  const code = value(at(result, RESULTAT_NS, 'CR', 'CodeCR'));
  const label = value(at(result, RESULTAT_NS, 'CR', 'LibelleCR'));
  if (result === null || code === null) throw insiError('INSI_GARBAGE');
  // Any other report code is an error the published tables do not know.
  if (code !== '00' && code !== '01' && code !== '02') {
    throw unknownError(/^[\w.-]{1,16}$/.test(code) ? `CR ${code}` : 'CR', label === null ? null : withoutTraits(label));
  }
  return { code, label: label ?? '', identity: code === '00' ? readIdentity(at(result, RESULTAT_NS, 'INDIVIDU')) : null, verbatim: bytes };
}

/**
 * The SOAP body of an answer.
 *
 * @throws PosteError INSI_UNAVAILABLE, INSI_REFUSED, INSI_FAULT when it is a fault; INSI_GARBAGE when there is none.
 */
export function insiBody(bytes: Uint8Array): XmlElement {
  const body = soapBody(bytes);
  const fault = readFault(body);
  if (fault !== null) throw faultError(fault);
  return body;
}

/**
 * The answer under the OID of test matricules: the integration platform says `.8` for test people where the DMP's test
 * patients have `.10` (insi/README 9). An explicit setting, refused in production; the verbatim answer is left as it is.
 */
export function withTestOid(answer: InsiAnswer): InsiAnswer {
  const { identity } = answer;
  if (identity === null) return answer;
  const test = <T extends Ins>(ins: T): T => (ins.oid === insOids.NIR ? { ...ins, oid: insOids['NIR-TEST'] } : ins);
  if (![identity.ins, ...identity.history].some(({ oid }) => oid === insOids.NIR)) return answer;
  return {
    ...answer,
    identity: { ...identity, ins: test(identity.ins), history: identity.history.map(test), flags: [...identity.flags, 'OID_SUBSTITUTED'] },
  };
}

function soapBody(bytes: Uint8Array): XmlElement {
  let envelope: XmlElement;
  try {
    envelope = parseXml(bytes, ANSWER_LIMITS);
  } catch (cause) {
    throw insiError('INSI_GARBAGE', { cause });
  }
  for (const ns of [SOAP_12_NS, SOAP_11_NS]) {
    const body = envelope.ns === ns && envelope.name === 'Envelope' ? at(envelope, ns, 'Body') : null;
    if (body !== null) return body;
  }
  throw insiError('INSI_GARBAGE');
}

function readIdentity(person: XmlElement | null): InsiIdentity {
  const active = at(person, RESULTAT_NS, 'INSACTIF');
  if (person === null || active === null) throw insiError('INSI_GARBAGE', { detail: '00 sans INDIVIDU' });
  const ins = readIns(active);
  if (ins === null) throw insiError('INSI_GARBAGE', { detail: 'INS sans matricule ou sans OID' });
  const former = elements(person, RESULTAT_NS, 'INSHISTO').map(readFormer);
  const history = former.filter((found) => found !== null);
  const { traits, unreadable } = readTraits(at(person, RESULTAT_NS, 'TIQ'));
  const raised: readonly (readonly [InsiFlag, boolean])[] = [
    ['KEY', isWrong(ins)],
    ['OID', insKind(ins.oid) === null],
    ['TRAIT_MISSING', [traits.birthName, traits.firstNames, traits.sex, traits.birthDate].includes(null)],
    ['TRAIT_UNREADABLE', unreadable],
    ['HISTORY_KEY', history.some(isWrong)],
    ['HISTORY_PERIOD', history.some(({ from, to }) => from !== null && to !== null && to < from)],
    ['HISTORY_ACTIVE', history.some(({ matricule, oid }) => matricule === ins.matricule && oid === ins.oid)],
    ['HISTORY_UNREADABLE', former.length > history.length],
  ];
  return { ins, history, traits, flags: raised.filter(([, there]) => there).map(([flag]) => flag) };
}

function readTraits(holder: XmlElement | null): { readonly traits: InsiIdentity['traits']; readonly unreadable: boolean } {
  const given = (name: string): string | null => value(at(holder, RESULTAT_NS, name))?.replaceAll(/\s+/g, ' ') ?? null;
  let unreadable = false;
  const readable = (text: string | null, right: (text: string) => boolean): string | null => {
    if (text === null || right(text)) return text;
    unreadable = true;
    return null;
  };
  // Letters outside the lexical profile are shown as they came, and refused where the identity would be taken.
  const name = (text: string | null): string | null => readable(text, (one) => hiddenCharacter(one) === null);
  const sex = readable(given('Sexe')?.toUpperCase() ?? null, (one) => one === 'M' || one === 'F');
  const traits: InsiIdentity['traits'] = {
    birthName: name(given('NomNaissance')),
    firstNames: name(given('ListePrenom') ?? given('Prenom')),
    sex: sex === 'M' || sex === 'F' ? sex : null,
    birthDate: readable(given('DateNaissance'), isOfficialBirthDate),
    birthPlace: readable(given('LieuNaissance')?.toUpperCase() ?? null, isCog),
  };
  return { traits, unreadable };
}

function readFormer(holder: XmlElement): FormerIns | null {
  const ins = readIns(holder);
  return ins === null ? null : { ...ins, from: value(at(holder, RESULTAT_NS, 'DateDeb')), to: value(at(holder, RESULTAT_NS, 'DateFin')) };
}

/** A wrong key is kept as received. An absent one (optional in the schema) is computed; null without number, OID or computable key. */
function readIns(holder: XmlElement): Ins | null {
  const number = value(at(holder, RESULTAT_NS, 'IdIndividu', 'NumIdentifiant'))?.toUpperCase() ?? null;
  const oid = value(at(holder, RESULTAT_NS, 'OID'));
  if (number === null || oid === null) return null;
  const key = value(at(holder, RESULTAT_NS, 'IdIndividu', 'Cle'));
  if (key === null && !/^\d{5}(\d{2}|2[AB])\d{6}$/.test(number)) return null;
  return { matricule: number + (key ?? matriculeKey(number)), oid };
}

const isWrong = (ins: Ins): boolean => !checkMatricule(ins.matricule, null, { test: true }).valid;

const value = (element: XmlElement | null): string | null => {
  const found = text(element)?.trim() ?? '';
  return found === '' ? null : found;
};
