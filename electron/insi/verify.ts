import { toLexicalProfile } from '../../shared/domain/ins/names.ts';
import type { Ins, Sex, StrictTraits } from '../../shared/domain/types.ts';
import { PosteError, type ErrorCode } from '../../shared/errors.ts';
import { at, descendants, text } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { insiBody } from './answer.ts';
import { callInsi, type InsiConnection } from './call.ts';
import { ACTION_VERIFY, COG_UNKNOWN, VERIFICATION_NS } from './constants.ts';
import { insiEnvelope, type EnvelopePorts } from './envelope.ts';
import { insiError } from './errors.ts';
import { lunarDate } from './search-by-traits.ts';

/** Whether INSi knows this matricule with these traits; `indisponible` when it did not say. */
export type Verification = 'identique' | 'different' | 'indisponible';

/** An identity to verify: received from outside, or qualified long ago (insi/README 8). */
export interface VerifiedIdentity extends StrictTraits<Sex> {
  /** Matricule and OID as they are held. */
  readonly ins: Ins;
}

/**
 * WS_INS3, unit verification; the real binding waits for the package of the GIE, batches too.
 * Verification against a simulator, with the structure that the public texts give under a local namespace (insi/README 8).
 * Refused in production by the configuration.
 *
 * @throws PosteError TRAIT_*, INSI_BIRTH_DATE, INSI_IDAM before any call; INSI_REFUSED; NET_* of our own doing. Everything
 *   else that is not an answer is `indisponible`.
 */
export async function verifySimulated(connection: InsiConnection, identity: VerifiedIdentity): Promise<Verification> {
  try {
    return await callInsi(connection, ACTION_VERIFY, () => verifyRequest(connection, identity), readVerification);
  } catch (thrown) {
    if (thrown instanceof PosteError && NO_ANSWER.has(thrown.code)) return 'indisponible';
    throw thrown;
  }
}

const NO_ANSWER: ReadonlySet<ErrorCode> = new Set(['INSI_UNAVAILABLE', 'INSI_UNREACHABLE', 'INSI_GARBAGE', 'INSI_FAULT']);

/** The whole request. Exported for its tests. */
function verifyRequest(ports: EnvelopePorts, { ins, ...traits }: VerifiedIdentity): Xml {
  const place = traits.birthPlace === COG_UNKNOWN ? null : traits.birthPlace;
  const body = xml`<v:IndividuVerifie xmlns:v="${VERIFICATION_NS}">
    <v:INSFourni>
      <v:IdIndividu><v:NumIdentifiant>${ins.matricule.slice(0, 13)}</v:NumIdentifiant><v:Cle>${ins.matricule.slice(13)}</v:Cle></v:IdIndividu>
      <v:OID>${ins.oid}</v:OID>
    </v:INSFourni>
    <v:TraitsIdentiteIndividu>
      <v:NomNaissance>${toLexicalProfile(traits.birthName, 'family', '/birthName')}</v:NomNaissance>
      <v:ListePrenom>${toLexicalProfile(traits.birthFirstNames, 'given', '/birthFirstNames')}</v:ListePrenom>
      <v:Sexe>${traits.sex}</v:Sexe><v:DateNaissance>${lunarDate(traits.birthDate)}</v:DateNaissance>
      ${place !== null && xml`<v:LieuNaissance>${place}</v:LieuNaissance>`}
    </v:TraitsIdentiteIndividu>
  </v:IndividuVerifie>`;
  return insiEnvelope(ports, ACTION_VERIFY, body);
}

/** `REPUnitaire/Resultat`, both names and values ours. */
function readVerification(bytes: Uint8Array): Verification {
  const answer = descendants(insiBody(bytes), VERIFICATION_NS, 'REPUnitaire')[0] ?? null;
  const result = text(at(answer, VERIFICATION_NS, 'Resultat'))?.trim();
  if (result !== 'identique' && result !== 'different') throw insiError('INSI_GARBAGE');
  return result;
}
