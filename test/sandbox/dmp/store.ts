import { randomUUID } from 'node:crypto';
import { POPULATION } from '../insi/population.ts';

export type Flag = 'MASQUE_PS' | 'INVISIBLE_PATIENT' | 'INVISIBLE_REPRESENTANTS_LEGAUX';
export type AuthorizationState = 'VALIDE' | 'EXPIRE' | 'INTERDIT' | 'NON_EXISTE';

/** One document in a record. */
export interface Entry {
  readonly entryUUID: string;
  readonly uniqueId: string;
  status: 'Approved' | 'Deprecated';
  readonly title: string;
  /** « Dr Paule DURAND » as the patient reads it. */
  readonly author: string;
  readonly authorId: string;
  readonly institution: string;
  readonly type: string;
  readonly typeLabel: string;
  readonly class: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly depositedAt: string;
  readonly flags: readonly Flag[];
  readonly bytes: Buffer;
  readonly sha1: string;
  /** XAdES entries: never shown to anybody. */
  readonly signature: boolean;
  /** How it came, and under whose signature. */
  readonly deposit: Deposit;
}

/** Who put a document there, for whom. */
export interface Deposit {
  readonly td: 'TD2.1' | 'TD2.2';
  /** « Alix SIMON ». */
  readonly who: string;
  /** Holder of the card, or structure of the seal, that signed the lot. */
  readonly signer: string;
  readonly legalAuthenticator: string | null;
  /** Who typed it, as the document says; null when nobody did for its author. */
  readonly dataEnterer: string | null;
}

export interface Access {
  /** ISO 8601. */
  readonly at: string;
  readonly who: string;
  readonly whoId: string;
  readonly structure: string;
  readonly action: 'test' | 'feed' | 'search';
  readonly mode: 'normal' | 'bris_de_glace' | 'centre_15';
  readonly reason: string | null;
  /** Authors of what staff put there; null when somebody acts for themselves. */
  readonly forWhom: string | null;
  /** In the secret connection of a minor: their representatives are told nothing of it. */
  readonly secret: boolean;
  /** uniqueIds of the documents concerned; the patient reads the titles of those they may know of. */
  readonly documents: readonly string[];
}

interface Lot {
  readonly uniqueId: string;
  readonly at: string;
  readonly entries: readonly string[];
}

/** One person's record. */
export interface Record {
  readonly matricule: string;
  readonly oid: string;
  readonly birthName: string;
  readonly firstNames: string;
  readonly sex: 'M' | 'F';
  readonly birthDate: string;
  state: 'active' | 'closed' | 'none';
  monEspaceSante: boolean;
  closing: { readonly at: string; readonly reason: string } | null;
  /** For professionals that {@link authorizations} does not name. */
  defaultAuthorization: AuthorizationState;
  readonly authorizations: Map<string, AuthorizationState>;
  medecinTraitant: string | null;
  /** What the patient refuses of emergencies. */
  readonly oppositions: { breakGlass: boolean; regulation: boolean };
  readonly entries: Entry[];
  readonly lots: Lot[];
  readonly accesses: Access[];
}

/** Who is in which case (persons of sandbox/README 1). Everybody else has an open record without authorisation yet. */
export const SPECIAL_CASES = {
  /** Row 14, the main job: authorised. */
  authorised: '279035121518989',
  /** Row 17: no record. */
  without: '101072B99900114',
  /** Row 19: closed at the patient's request. */
  closed: '133061764035249',
  /** Row 15: blocks every professional. */
  blocked: '277076322082910',
  /** Row 18, first twin: authorisation run out. */
  expired: '199013417202174',
  /** Row 20: a minor. */
  minor: '111068647818424',
} as const;

export class Store {
  readonly records: readonly Record[];

  constructor() {
    this.records = POPULATION.filter((person) => person.fault === undefined).map((person) => {
      const matricule = person.ins.number + person.ins.key;
      const closed = matricule === SPECIAL_CASES.closed;
      return {
        matricule,
        oid: person.ins.oid,
        birthName: person.birthName,
        firstNames: person.firstNames,
        sex: person.sex,
        birthDate: person.birthDate,
        state: matricule === SPECIAL_CASES.without ? 'none' : closed ? 'closed' : 'active',
        monEspaceSante: !closed,
        closing: closed ? { at: '2025-02-03T09:30:00Z', reason: 'FERMETURE_DEMANDE_PATIENT' } : null,
        defaultAuthorization:
          matricule === SPECIAL_CASES.authorised
            ? 'VALIDE'
            : matricule === SPECIAL_CASES.blocked
              ? 'INTERDIT'
              : matricule === SPECIAL_CASES.expired
                ? 'EXPIRE'
                : 'NON_EXISTE',
        authorizations: new Map(),
        medecinTraitant: null,
        oppositions: { breakGlass: false, regulation: false },
        entries: [],
        lots: [],
        accesses: [],
      };
    });
  }

  find(matricule: string, oid?: string): Record | null {
    return this.records.find((record) => record.matricule === matricule && (oid === undefined || record.oid === oid)) ?? null;
  }

  /** @param who a professional, or the structure that staff act for. */
  authorization(record: Record, who: string): AuthorizationState {
    return record.authorizations.get(who) ?? record.defaultAuthorization;
  }

  /** The entry of that uniqueId, whoever it belongs to. */
  entry(uniqueId: string): Entry | null {
    return this.records.flatMap((record) => record.entries).find((entry) => entry.uniqueId === uniqueId) ?? null;
  }

  hasLot(uniqueId: string): boolean {
    return this.records.some((record) => record.lots.some((lot) => lot.uniqueId === uniqueId));
  }
}

export const newEntryId = (): string => `urn:uuid:${randomUUID()}`;
