/**
 * What PID-32 says of an identity: HL7 table 0445 as IHE PAM France fills it (FR Core CodeSystem v2-0445). Each code has
 * its own meaning; several may stand together. Only DOUT and FICT are attributes of ours, with HOMA and HOMD.
 */

/** What a code does here. */
interface ReliabilityMeaning {
  /** French words, as they are shown. */
  readonly label: string;
  /** The sender applied the high-trust check (RNIV « validée »). */
  readonly validated?: true;
  /** Whatever else is said, such an identity is never validated nor qualified by this message. */
  readonly neverQualifies?: true;
  readonly attribute?: 'doubtful' | 'fictive' | 'homonym';
  /** Somebody looks at it: a duplicate, two people mixed, an identity stolen or withdrawn. */
  readonly work?: ReliabilityWork;
  /** Said beside the line, nothing more. */
  readonly notice?: true;
}

export type ReliabilityWork = 'duplicate' | 'collision' | 'usurpation' | 'invalidated';

export const reliabilityCodes: Readonly<Record<string, ReliabilityMeaning>> = {
  VIDE: { label: 'identité non encore qualifiée' },
  PROV: { label: 'identité provisoire' },
  VALI: { label: 'identité validée', validated: true },
  QUAL: { label: 'identité qualifiée', validated: true },
  RECUP: { label: 'identité récupérée' },
  DOUT: { label: 'identité douteuse', neverQualifies: true, attribute: 'doubtful' },
  FICT: { label: 'identité fictive', neverQualifies: true, attribute: 'fictive' },
  HOMD: { label: 'homonyme détecté', attribute: 'homonym' },
  HOMA: { label: 'homonyme avéré', attribute: 'homonym' },
  DOUB: { label: 'doublon', neverQualifies: true, work: 'duplicate' },
  DPOT: { label: 'doublon potentiel', work: 'duplicate' },
  DOUA: { label: 'doublon avéré', neverQualifies: true, work: 'duplicate' },
  COLP: { label: 'collision potentielle', neverQualifies: true, work: 'collision' },
  COLV: { label: 'collision validée', neverQualifies: true, work: 'collision' },
  USUR: { label: 'usurpation d’identité', neverQualifies: true, work: 'usurpation' },
  DESA: { label: 'identité désactivée', neverQualifies: true, work: 'invalidated' },
  INVA: { label: 'identité invalidée', neverQualifies: true, work: 'invalidated' },
  CACH: { label: 'identité cachée', notice: true },
  ANOM: { label: 'identité anonyme', neverQualifies: true, notice: true },
  FILI: { label: 'filiation', notice: true },
  IDVER: { label: 'identité vérifiée par l’utilisateur', notice: true },
  RECD: { label: 'identité reçue d’un autre domaine', notice: true },
  IDRA: { label: 'identité rapprochée', notice: true },
};

/** What the codes of a message say together. */
interface Reliability {
  readonly validated: boolean;
  readonly neverQualifies: boolean;
  readonly doubtful: boolean;
  readonly fictive: boolean;
  readonly homonym: boolean;
  readonly work: readonly ReliabilityWork[];
  /** Words of the codes that are only said; an unknown code is said as it is. */
  readonly said: readonly string[];
}

/** @param codes PID-32, as received. */
export function reliabilityOf(codes: readonly string[]): Reliability {
  const meanings = codes.map((code) => (Object.hasOwn(reliabilityCodes, code) ? (reliabilityCodes[code] ?? null) : null));
  const has = (test: (meaning: ReliabilityMeaning) => boolean): boolean => meanings.some((meaning) => meaning !== null && test(meaning));
  const fictive = has(({ attribute }) => attribute === 'fictive');
  const work = meanings.flatMap((meaning) => meaning?.work ?? []);
  return {
    validated: has(({ validated }) => validated === true),
    neverQualifies: has(({ neverQualifies }) => neverQualifies === true),
    fictive,
    // Fictive goes alone (EXI ID 24/26).
    doubtful: !fictive && has(({ attribute }) => attribute === 'doubtful'),
    homonym: !fictive && has(({ attribute }) => attribute === 'homonym'),
    work: [...new Set(work)],
    said: codes.flatMap((code, i) => {
      const meaning = meanings[i];
      if (meaning === null || meaning === undefined) return [`code « ${code} » inconnu`];
      return meaning.notice === true ? [meaning.label] : [];
    }),
  };
}
