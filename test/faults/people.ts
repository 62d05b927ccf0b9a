import type { StrictTraits } from '../../shared/domain/types.ts';
import { SPECIAL_CASES } from '../sandbox/dmp/index.ts';
import { LUC_AUBERT, PAULE_DURAND, type Holder } from '../sandbox/index.ts';
import type { ConfigChanges } from '../setup/sandbox-config.ts';

/** Long PINs: eight digits are not found by chance in an identifier. */
export const PAULE: Holder = { ...PAULE_DURAND, pin: '73915064' };
export const LUC: Holder = { ...LUC_AUBERT, pin: '60482917' };

export interface Person {
  readonly matricule: string;
  readonly traits: StrictTraits;
}
const person = (matricule: string, birthName: string, birthFirstNames: string, sex: 'M' | 'F', birthDate: string): Person => ({
  matricule,
  traits: { birthName, birthFirstNames, sex, birthDate, birthPlace: null },
});

/** Known to INSi, each with a DMP of its own kind. */
export const PEOPLE = {
  open: person(SPECIAL_CASES.authorised, 'PAT-TROIS', 'DOMINIQUE MARIE-LOUISE', 'F', '1979-03-28'),
  without: person(SPECIAL_CASES.without, 'INS-FAMILLE-ONZE', 'CORSE', 'M', '2001-07-14'),
  closed: person(SPECIAL_CASES.closed, 'PAT-QUATRE', 'ISABELLE', 'F', '1933-06-07'),
  minor: person(SPECIAL_CASES.minor, 'MELANGE', 'SEBASTIEN', 'M', '2011-06-19'),
  blocked: person(SPECIAL_CASES.blocked, 'NESSI', 'RUTH ISABELLE', 'F', '1977-07-14'),
} as const;

/** Services answer in milliseconds here; nobody waits for the field's delays. */
export const FAST: ConfigChanges = {
  card: { pollMs: 50 },
  insi: { timeoutMs: 5000 },
  dmp: { timeoutMs: 5000 },
  mss: { timeoutMs: 5000 },
  outbox: { pollMs: 50, retryMs: [150] },
  // Nothing is asked of INSi behind a test that does not say so.
  identity: { queueMax: 0 },
};
