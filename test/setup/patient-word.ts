import type { InformationRecord } from '../../shared/domain/record/information.ts';
import type { PatientFile } from '../../shared/domain/record/patient.ts';

/** A fictitious entry; every test changes what it looks at. */
export const informationEntry = (changed: Partial<InformationRecord> = {}): InformationRecord => ({
  id: 1,
  patientId: 'p1',
  purpose: 'feeding',
  episode: 'e1',
  team: null,
  state: 'informed',
  at: '2026-11-21T10:00:00.000Z',
  by: { idNat: '899900000017', name: 'Dr Paule DURAND' },
  means: null,
  act: 'recorded',
  collector: null,
  notice: null,
  origin: 'person',
  corrects: null,
  corrected: false,
  ...changed,
});

/** A patient of whom nothing was ever told nor answered. */
export const NO_WORD: Pick<
  PatientFile,
  'feeding' | 'consultation' | 'mssPatient' | 'mssProfessionals' | 'earlierOppositions' | 'collective' | 'currentEpisode'
> = {
  feeding: null,
  consultation: null,
  mssPatient: null,
  mssProfessionals: null,
  earlierOppositions: [],
  collective: null,
  currentEpisode: null,
};
