import type { PosteError } from '../../shared/errors.ts';
import { checkMatricule } from '../../shared/domain/ins/matricule.ts';
import { toLexicalProfile } from '../../shared/domain/ins/names.ts';
import { xml, type Xml } from '../xml/write.ts';
import { parseInsiAnswer, withTestOid, type InsiAnswer } from './answer.ts';
import { beneficiaryDifferences, type BeneficiaryTrait } from './beneficiary.ts';
import { callInsi, type InsiConnection } from './call.ts';
import { ACTION_SEARCH_BY_VITALE, RECVIT_NS } from './constants.ts';
import { insiEnvelope, type EnvelopePorts, type Nir } from './envelope.ts';
import { insiError } from './errors.ts';
import { lunarDate } from './search-by-traits.ts';

/** The beneficiary whom the user picked among those of a carte Vitale (insi/README 4, identity/README 4), as the card writes him. */
export interface VitaleBeneficiary {
  /** His own certified NIR, 13 characters and key; null when the card has none (a child on a parent's card). */
  readonly nir: string | null;
  /** Day of its certification, `YYYY-MM-DD`. */
  readonly nirCertifiedOn: string | null;
  /** NIR of the *ouvrant droit*, 13 characters and key. Never the beneficiary's matricule INS, unless they are one person. */
  readonly insuredNir: string;
  readonly birthName: string;
  /** Compared with the answer, never sent; null when the card does not give it. */
  readonly firstName: string | null;
  /** `YYYY-MM-DD`, 00 parts allowed. */
  readonly birthDate: string;
  /** *Rang de naissance*, 1 to 9: tells twins apart. */
  readonly birthRank: number;
  /** *Régime*, *caisse* and *centre* of attachment; null when the card does not give them. */
  readonly regime: string | null;
  readonly fund: string | null;
  readonly centre: string | null;
}

/** An answer to WS_INS1, compared with the beneficiary. */
export interface VitaleAnswer extends InsiAnswer {
  /**
   * What in the answer is not the picked beneficiary's: [] when all of it is. When it is not, the answer is refused:
   * `identity` is null although `code` is `00`, and only `verbatim` keeps what was answered (identity/README 4).
   */
  readonly differences: readonly BeneficiaryTrait[];
}

/**
 * WS_INS1, `rechercherInsAvecCarteVitale`: one call for one beneficiary of a carte Vitale (insi/README 4). The card opens
 * the search; it never qualifies (identity/README 1).
 *
 * @throws PosteError TRAIT_*, INSI_BIRTH_DATE, INSI_CARD_DATA, INSI_IDAM before any call; those of {@link callInsi}.
 */
export async function searchByVitale(connection: InsiConnection, beneficiary: VitaleBeneficiary): Promise<VitaleAnswer> {
  const read = await callInsi(connection, ACTION_SEARCH_BY_VITALE, () => searchByVitaleRequest(connection, beneficiary), parseInsiAnswer);
  const answer = connection.substituteTestOid === true ? withTestOid(read) : read;
  const differences = answer.identity === null ? [] : beneficiaryDifferences(beneficiary, answer.identity.traits);
  return { ...answer, identity: differences.length > 0 ? null : answer.identity, differences };
}

/** The whole request. Exported for its conformance tests. */
export function searchByVitaleRequest(ports: EnvelopePorts, beneficiary: VitaleBeneficiary): Xml {
  const insured = cardNir(beneficiary.insuredNir, '/insuredNir');
  const own = beneficiary.nir === null ? null : cardNir(beneficiary.nir, '/nir');
  const birthDate = lunarDate(beneficiary.birthDate);
  const rank = beneficiary.birthRank;
  if (!Number.isInteger(rank) || rank < 1 || rank > 9) throw insiError('INSI_CARD_DATA', { path: '/birthRank' });
  const body = xml`<ins:RECVITALE xmlns:ins="${RECVIT_NS}">
    ${own !== null && xml`<ins:MatriculeIndividu><ins:NumIdentifiant>${own.number}</ins:NumIdentifiant><ins:Cle>${own.key}</ins:Cle></ins:MatriculeIndividu>`}
    <ins:MatriculeOD><ins:NumIdentifiant>${insured.number}</ins:NumIdentifiant><ins:Cle>${insured.key}</ins:Cle></ins:MatriculeOD>
    <ins:NomNaissance>${toLexicalProfile(beneficiary.birthName, 'family', '/birthName')}</ins:NomNaissance>
    <ins:DateNaissance>${birthDate}</ins:DateNaissance><ins:RangNaissance>${rank}</ins:RangNaissance>
  </ins:RECVITALE>`;
  return insiEnvelope(ports, ACTION_SEARCH_BY_VITALE, body, {
    regime: beneficiary.regime,
    fund: beneficiary.fund,
    centre: beneficiary.centre,
    insured,
    beneficiary: { nir: own, certifiedOn: beneficiary.nirCertifiedOn, birthDate, birthRank: rank },
  });
}

/** @throws PosteError INSI_CARD_DATA when it is not 13 characters and their key */
function cardNir(nir: string, path: string): Nir {
  const { reason, normalised } = checkMatricule(nir, null, { test: true });
  if (reason !== null || normalised === null) throw insiError('INSI_CARD_DATA', { path });
  return { number: normalised.slice(0, 13), key: normalised.slice(13) };
}

/** Why an answer was refused, as an error whose sentences can be shown; null when it was not. */
export function otherPerson(answer: VitaleAnswer): PosteError | null {
  if (answer.differences.length === 0) return null;
  const named = { birthName: 'nom de naissance', firstName: 'prénom', birthDate: 'date de naissance' } as const;
  return insiError('INSI_OTHER_PERSON', { values: { differences: answer.differences.map((trait) => named[trait]).join(', ') } });
}
