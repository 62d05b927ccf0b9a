import { child, children, textOf, type Element } from '../common/soap.ts';
import { OID } from './matricule.ts';
import { norm, type Person, type Search, type VitaleSearch } from './population.ts';

export const RECSANS = 'http://www.cnamts.fr/INSiRecSans';
export const RECVIT = 'http://www.cnamts.fr/INSiRecVit';
export const BAM = 'urn:siram:bam:ctxbam';
/** Of this project: the real one is in no public text (insi/README 8). */
export const VERIFICATION = 'urn:poste-sante:simulation:insi:verification';

/** WS_INS2. */
export function readSearch(body: Element | null): Search {
  const value = (name: string): string => textOf(child(body, RECSANS, name)) ?? '';
  return {
    // Untrimmed: a space at the wrong place is a lexical fault.
    birthName: child(body, RECSANS, 'NomNaissance')?.textContent ?? '',
    firstNames: children(body, RECSANS, 'Prenom').map((name) => name.textContent ?? ''),
    sex: value('Sexe'),
    birthDate: value('DateNaissance'),
    birthPlace: value('LieuNaissance') === '' ? null : value('LieuNaissance'),
  };
}

/** SEL-MP-043 §2 and 3.4.1, as ins/README 3 quotes it. */
export function isLexical(wanted: Search): boolean {
  return (
    isFamilyName(wanted.birthName) &&
    wanted.firstNames.length > 0 &&
    wanted.firstNames.every((name) => inAlphabet(name) && !name.includes('--') && !/[-']$/.test(name)) &&
    /^[MF]$/.test(wanted.sex) &&
    /^\d{4}-\d{2}-\d{2}$/.test(wanted.birthDate) &&
    (wanted.birthPlace === null || /^[0-9A-B]{5}$/.test(wanted.birthPlace))
  );
}

export const isFamilyName = (name: string): boolean => inAlphabet(name) && !/^[ -]/.test(name);
const inAlphabet = (name: string): boolean => /^[A-Z '-]+$/.test(name) && !/ {2}|''| '|' /.test(name);

/** WS_INS1. */
export function readVitale(body: Element | null): VitaleSearch {
  const value = (name: string): string | null => textOf(child(body, RECVIT, name));
  const nir = (name: string): string | null => {
    const holder = child(body, RECVIT, name);
    return holder === null ? null : `${textOf(child(holder, RECVIT, 'NumIdentifiant')) ?? ''}${textOf(child(holder, RECVIT, 'Cle')) ?? ''}`;
  };
  const rank = value('RangNaissance');
  return {
    nir: nir('MatriculeIndividu'),
    insured: nir('MatriculeOD'),
    birthName: value('NomNaissance'),
    birthDate: value('DateNaissance'),
    rank: rank === null ? null : Number(rank),
  };
}

/**
 * What is wrong in a WS_INS1 request beyond its schemas: NIRs, date and rank in form, and COUVERTURE saying the same as
 * the body (insi/README 2, insi/README 4); null when nothing is.
 */
export function vitaleFault(wanted: VitaleSearch, bam: Element): string | null {
  if (wanted.insured === null || wanted.birthDate === null || wanted.rank === null) return 'ouvrant droit, date ou rang absent';
  if (![wanted.insured, wanted.nir ?? wanted.insured].every((nir) => /^\d{5}(\d{2}|2[AB])\d{6}\d{2}$/.test(nir))) return 'NIR mal formé';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(wanted.birthDate) || !/^[1-9]$/.test(String(wanted.rank))) return 'date ou rang mal formé';
  const cover = child(bam, BAM, 'COUVERTURE');
  const insured = child(child(cover, BAM, 'ASSURE'), BAM, 'Id');
  const beneficiary = child(cover, BAM, 'BENEFICIAIRE');
  const nir = child(beneficiary, BAM, 'Nir');
  const number = (holder: Element | null): string => (textOf(child(holder, BAM, 'Num')) ?? '') + (textOf(child(holder, BAM, 'Cle')) ?? '');
  if (number(insured) !== wanted.insured) return 'assuré de COUVERTURE différent de l’ouvrant droit';
  if ((nir === null ? null : number(nir)) !== wanted.nir) return 'NIR du bénéficiaire différent de celui de la recherche';
  if (textOf(child(beneficiary, BAM, 'DateNai')) !== wanted.birthDate || textOf(child(beneficiary, BAM, 'Rang')) !== String(wanted.rank)) {
    return 'date ou rang de COUVERTURE différent de la recherche';
  }
  return null;
}

interface VerificationRequest {
  readonly number: string;
  readonly key: string;
  readonly oid: string;
  readonly birthName: string;
  readonly firstNames: string;
  readonly sex: string;
  readonly birthDate: string;
  readonly birthPlace: string | null;
}

/** The simulated verification; null when the structure is not the one of insi/README 8. */
export function readVerification(body: Element | null): VerificationRequest | null {
  const names = (parent: Element | null): string =>
    children(parent)
      .map((element) => (element.namespaceURI === VERIFICATION ? element.localName : '?'))
      .join(' ');
  const given = child(body, VERIFICATION, 'INSFourni');
  const id = child(given, VERIFICATION, 'IdIndividu');
  const traits = child(body, VERIFICATION, 'TraitsIdentiteIndividu');
  if (names(body) !== 'INSFourni TraitsIdentiteIndividu' || names(given) !== 'IdIndividu OID') return null;
  if (
    !/^NumIdentifiant Cle( TypeMatricule)?$/.test(names(id)) ||
    !/^NomNaissance (Prenom )?ListePrenom Sexe DateNaissance( LieuNaissance)?$/.test(names(traits))
  )
    return null;
  const value = (parent: Element | null, name: string): string => textOf(child(parent, VERIFICATION, name)) ?? '';
  return {
    number: value(id, 'NumIdentifiant'),
    key: value(id, 'Cle'),
    oid: value(given, 'OID'),
    birthName: value(traits, 'NomNaissance'),
    firstNames: value(traits, 'ListePrenom'),
    sex: value(traits, 'Sexe'),
    birthDate: value(traits, 'DateNaissance'),
    birthPlace: textOf(child(traits, VERIFICATION, 'LieuNaissance')),
  };
}

const NIR_OIDS = new Set<string>([OID.NIR, OID.NIR_TEST]);

/** Whether the base has that matricule, as the active one, with those traits. An NIR counts under its test OID too (insi/README 9). */
export function isSame(population: readonly Person[], asked: VerificationRequest): boolean {
  const sameOid = (oid: string): boolean => oid === asked.oid || (NIR_OIDS.has(oid) && NIR_OIDS.has(asked.oid));
  return population.some(
    (known) =>
      known.ins.number === asked.number &&
      known.ins.key === asked.key &&
      sameOid(known.ins.oid) &&
      norm(known.birthName) === norm(asked.birthName) &&
      norm(known.firstNames) === norm(asked.firstNames) &&
      known.sex === asked.sex &&
      known.birthDate === asked.birthDate &&
      (asked.birthPlace === null || known.birthPlace === null || known.birthPlace === asked.birthPlace),
  );
}
