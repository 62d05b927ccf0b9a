import type { Matricule } from './matricule.ts';

/** A person as the simulated base of INSi knows them. */
export interface TestPerson {
  /** Stable name for tests: `garonne-adam`. */
  readonly id: string;
  /** `published`: public test identities (sandbox/README 1); `own`: plainly fictitious, of this project. */
  readonly source: 'published' | 'own';
  readonly kinds: readonly Kind[];
  readonly birthName: string;
  /** Given names, space-separated, in civil order. */
  readonly firstNames: string;
  /** First given name, when it is made of several words. */
  readonly firstName: string;
  readonly sex: 'M' | 'F';
  /** `YYYY-MM-DD`, 00 parts when the date is lunar. */
  readonly birthDate: string;
  /** COG code; null when INSi gives none: any place sent then corresponds. */
  readonly birthPlace: string | null;
  /** As people would type the names, when it is not as INSi writes them. */
  readonly typed: { readonly birthName: string; readonly firstNames: string } | null;
  /** Null: INSi does not know this person. */
  readonly ins: Matricule | null;
  readonly history: readonly (Matricule & { readonly from: string; readonly to: string })[];
  readonly vitale: VitaleLine | null;
  readonly answers: Answers;
  /** The platform answers an error for this person instead of an identity. */
  readonly fault?: 'siram_40';
}

export type Kind =
  | 'family'
  | 'twin'
  | 'homonym'
  | 'history'
  | 'nia'
  | 'corsica'
  | 'abroad'
  | 'unknown-place'
  | 'no-place'
  | 'lunar'
  | 'minor'
  | 'newborn'
  | 'name'
  | 'overseas'
  | 'elder'
  | 'wrong-key';

/** Where a person stands on a carte Vitale. */
export interface VitaleLine {
  /** NIR of the *ouvrant droit*: 15 characters. */
  readonly insured: string;
  /** Whether the card bears the person's own certified NIR. */
  readonly certified: boolean;
  /** *Rang de naissance* in the base of health insurance. */
  readonly rank: number;
  /** What the card says otherwise than INSi. */
  readonly card?: { readonly birthDate?: string; readonly rank?: number };
}

/** What INSi answers about a person. */
export interface Answers {
  /** First call of the search strategy: first given name, no place. */
  readonly firstCall: '00' | '01' | '02' | 'fault';
  /** End of the strategy, every trait known. */
  readonly byTraits: '00' | '01' | '02' | 'fault';
  /** WS_INS1 with what the card says; `other`: 00 with another person's traits, which the client refuses; null: on no card. */
  readonly byVitale: '00' | '01' | 'other' | null;
}

export interface PersonRow {
  readonly birthName: string;
  readonly firstNames: string;
  readonly sex: 'M' | 'F';
  readonly birthDate: string;
  readonly birthPlace: string | null;
  readonly ins: Matricule | null;
  readonly firstName?: string;
  readonly typed?: TestPerson['typed'];
  readonly history?: TestPerson['history'];
  readonly vitale?: VitaleLine | null;
  readonly answers?: Partial<Answers>;
  readonly fault?: 'siram_40';
  readonly id?: string;
}

/** Fills a row: most people are found at the first call. */
export function person(source: TestPerson['source'], kinds: readonly Kind[], row: PersonRow): TestPerson {
  const firstName = row.firstName ?? row.firstNames.split(' ')[0] ?? '';
  const vitale = row.vitale ?? null;
  const usual = row.fault !== undefined ? 'fault' : row.ins === null ? '01' : '00';
  return {
    id:
      row.id ??
      `${row.birthName} ${firstName}`
        .toLowerCase()
        .replaceAll(/[^a-z]+/g, '-')
        .replaceAll(/^-|-$|^sable-/g, ''),
    source,
    kinds,
    birthName: row.birthName,
    firstNames: row.firstNames,
    firstName,
    sex: row.sex,
    birthDate: row.birthDate,
    birthPlace: row.birthPlace,
    typed: row.typed ?? null,
    ins: row.ins,
    history: row.history ?? [],
    vitale,
    answers: { firstCall: usual, byTraits: usual, byVitale: vitale === null ? null : row.ins === null ? '01' : '00', ...row.answers },
    ...(row.fault === undefined ? {} : { fault: row.fault }),
  };
}
