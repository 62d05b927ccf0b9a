import type { Person } from '../pki/index.ts';

export type Generation = 'CPS3' | 'CPS4';

export interface Situation {
  /** 1 to 16; gaps are allowed, real cards have them. */
  readonly index: number;
  /** Struct_IdNat. */
  readonly idNat: string;
  readonly name: string;
  /** `SA07`. */
  readonly sector: string;
}

export interface CardOptions {
  /** 4 to 8 digits. */
  readonly pin: string;
  readonly situations: readonly Situation[];
  /** CPS3 by default: the harder one (no RSA-PSS). */
  readonly generation?: Generation;
}

/** A data object of the card (card/README 5). `private` = only after the PIN. */
interface DataObject {
  readonly label: string;
  readonly private: boolean;
  readonly value: Buffer;
}

/** What the virtual cards have in common with a real one. */
export interface CardContent {
  readonly tokenLabel: string;
  readonly model: string;
  /** Last 16 characters of the card's number. */
  readonly serial: string;
  readonly data: readonly DataObject[];
  readonly keys: readonly CardKey[];
}

export interface CardKey {
  readonly role: 'auth' | 'sign';
  readonly id: Buffer;
  readonly certificateLabel: string;
  readonly privateLabel: string;
  readonly keyPem: string;
  readonly certPem: string;
}

const ISSUER = '8025000001';
const MODEL: Readonly<Record<Generation, string>> = { CPS3: 'IAS ECC', CPS4: 'ChipDoc' };
/** Last byte of CKA_ID, by generation. */
const KEY_ID = { CPS3: { auth: '02', sign: '01' }, CPS4: { auth: '20', sign: '10' } } as const;

/** Lays out a person's card: labels, 14-byte identifiers and data objects of card/README 5. */
export function cardContent(person: Person, options: CardOptions): CardContent {
  if (!/^\d{4,8}$/.test(options.pin)) throw new Error('a PIN is 4 to 8 digits');
  const generation = options.generation ?? 'CPS3';
  const { request } = person;
  const text = (label: string, value: string): DataObject => ({ label, private: false, value: Buffer.from(value, 'utf8') });
  const name = [request.family, request.given].filter((part) => part !== null).join(' ');
  // Only the end is known of the real layout: the last four characters are the skill.
  const info = `${request.profession ?? request.training ?? ''}${request.skill ?? ''}`;
  const activities = (prefix: string): DataObject[] =>
    options.situations.map((situation) => ({
      label: activityLabel(prefix, situation.index),
      private: true,
      value: encodeSituation(situation),
    }));
  const id = (last: string): Buffer => Buffer.from(`E828BD080F${ISSUER}FF0010${last}`, 'hex');
  return {
    tokenLabel: `${generation}-TEST`,
    model: MODEL[generation],
    serial: `${ISSUER}${request.cardId}`.slice(-16),
    data: [
      text('CPS_ID_CARD', `${ISSUER}/${request.cardId}`),
      text('CPS_NAME_PS', name),
      text('CPS_LANG_PS', 'fr'),
      text('CPS_INFO_PS', info),
      ...activities('CPS'),
      // A CPS4 says it all once more, as its predecessor did.
      ...(generation === 'CPS4' ? [text('CPS2TER_NAME', name), text('CPS2TER_PSINFO', info), ...activities('CPS2TER')] : []),
    ],
    keys: [
      {
        role: 'auth',
        id: id(KEY_ID[generation].auth),
        certificateLabel: "Certificat d'Authentification CPS",
        privateLabel: 'CPS_PRIV_AUT',
        ...person.auth,
      },
      {
        role: 'sign',
        id: id(KEY_ID[generation].sign),
        certificateLabel: 'Certificat de Signature CPS',
        privateLabel: 'CPS_PRIV_SIG',
        ...person.sign,
      },
    ],
  };
}

function activityLabel(prefix: string, index: number): string {
  if (!Number.isInteger(index) || index < 1 || index > 16) throw new Error('situations are numbered 1 to 16');
  return `${prefix}_ACTIVITY_${String(index).padStart(2, '0')}_PS`;
}

/** `EE { 84 name, 85 Struct_IdNat, 86 sector }`, with one tag that no public source explains, as on real cards. */
function encodeSituation({ name, idNat, sector }: Situation): Buffer {
  return tlv(
    0xee,
    Buffer.concat([
      tlv(0x83, Buffer.from([1])),
      tlv(0x84, Buffer.from(name)),
      tlv(0x85, Buffer.from(idNat)),
      tlv(0x86, Buffer.from(sector)),
    ]),
  );
}

function tlv(tag: number, value: Buffer): Buffer {
  const length = value.length < 0x80 ? [value.length] : [0x81, value.length];
  if (value.length > 0xff) throw new Error('value too long for a card');
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
