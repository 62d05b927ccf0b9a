import { toLexicalProfile } from '../../shared/domain/ins/names.ts';
import type { Sex } from '../../shared/domain/types.ts';
import { xml, type Xml } from '../xml/write.ts';
import { parseInsiAnswer, withTestOid, type InsiAnswer } from './answer.ts';
import { callInsi, type InsiConnection } from './call.ts';
import { ACTION_SEARCH_BY_TRAITS, RECSANS_NS } from './constants.ts';
import { insiEnvelope, type EnvelopePorts } from './envelope.ts';
import { insiError } from './errors.ts';

export type { InsiConnection };

/** The traits of one call. */
export interface InsiTraits {
  readonly birthName: string;
  /** The value of one Prenom: a given name, or several separated by spaces. */
  readonly firstNames: string;
  readonly sex: Sex;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  /** COG code, only to tell homonyms apart. */
  readonly birthPlace: string | null;
}

/**
 * WS_INS2, `rechercherInsAvecTraitsIdentite`: one call (insi/README 3).
 *
 * @throws PosteError TRAIT_* (names out of the lexical profile), INSI_BIRTH_DATE, INSI_IDAM before any call; those of
 *   {@link callInsi}. `detail` holds codes only.
 */
export async function searchByTraits(connection: InsiConnection, traits: InsiTraits): Promise<InsiAnswer> {
  const answer = await callInsi(connection, ACTION_SEARCH_BY_TRAITS, () => searchByTraitsRequest(connection, traits), parseInsiAnswer);
  return connection.substituteTestOid === true ? withTestOid(answer) : answer;
}

/** The whole request. Exported for its conformance tests and for those who keep the exchanged bytes. */
export function searchByTraitsRequest(ports: EnvelopePorts, traits: InsiTraits): Xml {
  const body = xml`<ins:RECSANSVITALE xmlns:ins="${RECSANS_NS}">
    <ins:NomNaissance>${toLexicalProfile(traits.birthName, 'family', '/birthName')}</ins:NomNaissance>
    <ins:Prenom>${toLexicalProfile(traits.firstNames, 'given', '/firstNames')}</ins:Prenom>
    <ins:Sexe>${traits.sex}</ins:Sexe><ins:DateNaissance>${lunarDate(traits.birthDate)}</ins:DateNaissance>
    ${traits.birthPlace !== null && xml`<ins:LieuNaissance>${traits.birthPlace}</ins:LieuNaissance>`}
  </ins:RECSANSVITALE>`;
  return insiEnvelope(ports, ACTION_SEARCH_BY_TRAITS, body);
}

/** A date as INSi wants it, `YYYY-MM-DD`, 00 parts allowed. @throws PosteError INSI_BIRTH_DATE */
export function lunarDate(birthDate: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) throw insiError('INSI_BIRTH_DATE', { path: '/birthDate' });
  return birthDate;
}
