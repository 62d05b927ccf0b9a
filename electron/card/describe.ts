import { authorSpecialty } from '../../shared/codes/index.ts';
import type { Coded } from '../../shared/domain/types.ts';
import { buildChain, readCertificate, type ReadCertificate } from './certificate.ts';
import { EXTENSION, LABEL } from './constants.ts';
import { readSkill } from './situation.ts';
import type { CardCertificate, CardHolder, PublicCard } from './types.ts';

/** What can be read of a card before the PIN, whatever holds it. */
export interface CardFacts {
  readonly serial: string;
  readonly tokenLabel: string;
  readonly model: string;
  /** Whether the mechanism list offers RSA-PSS. */
  readonly pssMechanism: boolean;
  readonly demonstration: boolean;
  /** `id` = CKA_ID, null for the file card. */
  readonly certificates: readonly { readonly der: Uint8Array; readonly label: string; readonly id: Uint8Array | null }[];
  /** CPS_INFO_PS, null when there is none. */
  readonly info: Uint8Array | null;
  readonly triesLeft: number | null;
}

/**
 * Describes a card from what it shows. Certificates are chosen by what they are for, never by their identifier:
 * nonRepudiation signs, clientAuth authenticates (card/README 5); the label only breaks a tie.
 *
 * @param issuers DER of CAs that may complete the chains.
 * @returns null when it is not a card of the CPS family (or one without its two certificates).
 */
export function describeCard(facts: CardFacts, issuers: readonly Uint8Array[]): PublicCard | null {
  const read = facts.certificates.flatMap(({ der, label }) => {
    const certificate = readIfCertificate(der);
    return certificate === null ? [] : [{ certificate, label }];
  });
  const leaves = read.filter(({ certificate }) => !certificate.isCa);
  const choose = (suits: (certificate: ReadCertificate) => boolean, label: string): ReadCertificate | null => {
    const suitable = leaves.filter(({ certificate }) => suits(certificate));
    return (suitable.find((one) => one.label === label) ?? suitable[0])?.certificate ?? null;
  };
  const signature = choose((one) => one.keyUsage.includes('nonRepudiation'), LABEL.signature);
  const authentication = choose((one) => one.clientAuth, LABEL.authentication);
  if (signature === null || authentication === null || signature.cardType === null) return null;
  const cas = [...read.filter(({ certificate }) => certificate.isCa).map(({ certificate }) => certificate.der), ...issuers];
  const generation = generationOf(facts);
  const authenticationId = facts.certificates.find(({ der }) => Buffer.compare(der, authentication.der) === 0)?.id ?? null;
  return {
    serial: facts.serial,
    generation,
    demonstration: facts.demonstration,
    type: signature.cardType,
    holder: holderOf(signature, facts.info),
    pin: { triesLeft: facts.triesLeft },
    authentication: withChain(authentication, cas),
    signature: withChain(signature, cas),
    // SoftHSM2 offers PSS whatever card it plays.
    pss: generation === 'CPS4' && facts.pssMechanism,
    pkcs11: authenticationId === null ? null : { tokenLabel: facts.tokenLabel, authenticationId },
  };
}

function readIfCertificate(der: Uint8Array): ReadCertificate | null {
  try {
    return readCertificate(der);
  } catch {
    // An unreadable object among the certificates does not make the card unusable.
    return null;
  }
}

/** The token's label contains it (exact labels are not public), else the model, else what the card can do. */
function generationOf({ tokenLabel, model, pssMechanism }: CardFacts): PublicCard['generation'] {
  const said = /CPS[34]/.exec(tokenLabel)?.[0];
  if (said === 'CPS3' || said === 'CPS4') return said;
  if (model.startsWith('ChipDoc')) return 'CPS4';
  if (model.startsWith('IAS ECC')) return 'CPS3';
  return pssMechanism ? 'CPS4' : 'CPS3';
}

function holderOf(certificate: ReadCertificate, info: Uint8Array | null): CardHolder {
  const { attributes, profession, training } = certificate;
  const idNat = attributes.get('CN') ?? '';
  const family = attributes.get('SN');
  const given = attributes.get('GN');
  const skill = certificate.skill ?? (info === null ? null : readSkill(info));
  return {
    idNat,
    // A card that is not directly nominative: structure and identifier stand in for the names (PDT-INF-617).
    family: family ?? namelike(attributes.get('O') ?? idNat),
    given: given ?? (family === undefined ? namelike(idNat) : null),
    nominative: family !== undefined,
    // The subject's title is the label of the profession.
    profession:
      profession !== null
        ? coded(profession, attributes.get('title'), EXTENSION.profession)
        : training === null
          ? null
          : coded(training, attributes.get('title'), EXTENSION.training),
    skill: skill === null ? null : coded(skill, skillLabel(profession, skill), EXTENSION.skill),
  };
}

const coded = (code: string, displayName: string | undefined, codeSystem: string): Coded => ({
  code,
  displayName: displayName ?? code,
  codeSystem,
});

/** « Médecin - Qualifié en Médecine Générale (SM) » of JDV_J01, without the profession. */
function skillLabel(profession: string | null, skill: string): string | undefined {
  return authorSpecialty(`G15_${profession ?? ''}/${skill}`)?.displayName.replace(/^.*? - /, '');
}

/** PDT-INF-617: any special character but apostrophe, hyphen and space becomes a hyphen. */
const namelike = (text: string): string => text.replaceAll(/[^\p{L}\p{N}' -]/gu, '-');

function withChain(certificate: ReadCertificate, cas: readonly Uint8Array[]): CardCertificate {
  const { der, subject, issuer, serial, notBefore, notAfter, keyUsage } = certificate;
  return { der, chain: buildChain(der, cas), subject, issuer, serial, notBefore, notAfter, keyUsage };
}
