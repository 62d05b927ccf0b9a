import { matriculeKey } from '../../shared/domain/ins/matricule.ts';
import type { Ins, Sex } from '../../shared/domain/types.ts';
import { at, attribute, descendants, elements, parseXml, text, type XmlElement } from '../xml/read.ts';
import { RESULTAT_NS, SIRAM_NS } from './constants.ts';
import { SOAP_11_NS, SOAP_12_NS } from '../xml/soap-names.ts';
import { insiError } from './errors.ts';

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
  /** Former matricules, in message order. */
  readonly history: readonly { readonly ins: Ins; readonly from: string | null; readonly to: string | null }[];
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
}

/** A SOAP fault of INSi (ins.md 1.6). */
export interface InsiFault {
  /** Subcode without its prefix (`siram_40`), null when absent. */
  readonly subcode: string | null;
  /** Code of urn:siram Erreur (`insi_102`, `desir_550`), null when absent. */
  readonly code: string | null;
}

const ANSWER_LIMITS = { maxBytes: 1024 * 1024, maxDepth: 64 } as const;

/**
 * Reads an answer of INSi by namespaces, with every variant seen on the wire (ins.md 1.5): order, prefixes,
 * `Prenom` or `ListePrenom`, dates before IdIndividu, key or type of matricule absent.
 *
 * @throws PosteError INSI_FAULT, INSI_REFUSED for a fault; INSI_GARBAGE for anything that is not an answer.
 */
export function parseInsiAnswer(bytes: Uint8Array): InsiAnswer {
  const body = soapBody(bytes);
  const fault = readFault(body);
  if (fault !== null) throw faultError(fault);
  const result = descendants(body, RESULTAT_NS, 'RESULTAT')[0] ?? null;
  const code = value(at(result, RESULTAT_NS, 'CR', 'CodeCR'));
  if (result === null || code === null) throw insiError('INSI_GARBAGE');
  // Any other report code is an error the published tables do not know.
  if (code !== '00' && code !== '01' && code !== '02') throw insiError('INSI_FAULT', { detail: `CR ${code}` });
  const person = at(result, RESULTAT_NS, 'INDIVIDU');
  return {
    code,
    label: value(at(result, RESULTAT_NS, 'CR', 'LibelleCR')) ?? '',
    identity: code === '00' ? readIdentity(person) : null,
    verbatim: bytes,
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
  const traits = at(person, RESULTAT_NS, 'TIQ');
  if (person === null || active === null) throw insiError('INSI_GARBAGE', { detail: '00 sans INDIVIDU' });
  const trait = (name: string): string | null => value(at(traits, RESULTAT_NS, name));
  const sex = trait('Sexe');
  return {
    ins: readIns(active),
    history: elements(person, RESULTAT_NS, 'INSHISTO').map((former) => ({
      ins: readIns(former),
      from: value(at(former, RESULTAT_NS, 'DateDeb')),
      to: value(at(former, RESULTAT_NS, 'DateFin')),
    })),
    traits: {
      birthName: trait('NomNaissance'),
      firstNames: trait('ListePrenom') ?? trait('Prenom'),
      sex: sex === 'M' || sex === 'F' ? sex : null,
      birthDate: trait('DateNaissance'),
      birthPlace: trait('LieuNaissance'),
    },
  };
}

/** A wrong key is kept as received: the domain flags it. An absent one (optional in the schema) is computed. */
function readIns(holder: XmlElement): Ins {
  const number = value(at(holder, RESULTAT_NS, 'IdIndividu', 'NumIdentifiant'));
  const oid = value(at(holder, RESULTAT_NS, 'OID'));
  if (number === null || oid === null) throw insiError('INSI_GARBAGE', { detail: 'INS sans matricule ou sans OID' });
  const key = value(at(holder, RESULTAT_NS, 'IdIndividu', 'Cle'));
  if (key === null && !/^\d{5}(\d{2}|2[AB])\d{6}$/.test(number)) throw insiError('INSI_GARBAGE', { detail: 'matricule sans clé' });
  return { matricule: number + (key ?? matriculeKey(number)), oid };
}

const value = (element: XmlElement | null): string | null => {
  const found = text(element)?.trim() ?? '';
  return found === '' ? null : found;
};

/** The fault of a SOAP body, 1.2 or 1.1; null when there is none. */
export function readFault(body: XmlElement): InsiFault | null {
  const fault = at(body, SOAP_12_NS, 'Fault');
  const old = at(body, SOAP_11_NS, 'Fault');
  if (fault === null && old === null) return null;
  const error = descendants(body, SIRAM_NS, 'Erreur')[0] ?? null;
  const subcode = fault === null ? value(at(old, '', 'faultcode')) : value(at(fault, SOAP_12_NS, 'Code', 'Subcode', 'Value'));
  return { subcode: subcode === null ? null : subcode.slice(subcode.indexOf(':') + 1), code: attribute(error, 'code') };
}

/** Codes that a second call cannot change, with what to tell the user (ins.md 1.6). */
const REFUSALS: Readonly<Record<string, { readonly why: string; readonly what: string }>> = {
  siram_100: { why: 'logiciel non autorisé', what: 'Contactez l’éditeur du logiciel.' },
  desir_550: { why: 'logiciel non autorisé', what: 'Contactez l’éditeur du logiciel.' },
  desir_560: { why: 'certificat ou carte sans droit d’accès à INSi', what: 'Utilisez une carte CPS ou demandez un certificat autorisé.' },
};

/** The fault's own text may repeat the traits: only codes are kept. */
function faultError(fault: InsiFault): Error {
  const detail = [fault.subcode, fault.code].filter((code) => code !== null).join(' ') || 'sans code';
  const refusal = REFUSALS[fault.code ?? ''] ?? REFUSALS[fault.subcode ?? ''];
  return refusal === undefined ? insiError('INSI_FAULT', { detail }) : insiError('INSI_REFUSED', { detail, values: refusal });
}
