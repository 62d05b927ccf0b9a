import { fail, type PosteError } from '../../errors.ts';
import { oppositionTo, type PatientWord } from '../consent/information.ts';
import type { MailAddress } from '../mss/address.ts';

/** Whether the patient opposes messages to themselves, and those to professionals. */
export interface MssOppositions {
  readonly mssPatient: ReturnType<typeof oppositionTo>;
  readonly mssProfessionals: ReturnType<typeof oppositionTo>;
}

export const mssOppositionsOf = (word: Omit<PatientWord, 'collective'>): MssOppositions => ({
  mssPatient: oppositionTo(word, 'mssPatient'),
  mssProfessionals: oppositionTo(word, 'mssProfessionals'),
});

/** An opposition to messages closes the way to that address, and no other; null when nothing does. */
export function mssOppositionRefusal(oppositions: MssOppositions, { kind }: Pick<MailAddress, 'kind'>): PosteError | null {
  const opposition = kind === 'citizen' ? oppositions.mssPatient : oppositions.mssProfessionals;
  if (opposition === null) return null;
  return fail(opposition === 'earlier' ? 'MSS_OPPOSED_EARLIER' : 'RIGHTS_MSS_OPPOSED');
}
