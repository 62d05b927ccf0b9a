import { describe, expect, it } from 'vitest';
import type { ImportedPatient } from '../../../../electron/import/types.ts';
import { lineOf, type TakePorts } from '../../../../electron/usecases/imports/line.ts';
import { noticesOf, workOf, workSaid } from '../../../../electron/usecases/imports/line-said.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { patientRecord } from '../../../setup/patient.ts';
import { importDesk, INS, lineFrom, OTHER, OWN, received } from './kit.ts';

const said = (patient: Partial<ImportedPatient>, context: Partial<TakePorts> = {}) =>
  lineOf(lineFrom(patient), importDesk().context(context));
const codes = (patient: Partial<ImportedPatient>, record: Partial<PatientRecord> = {}) =>
  noticesOf(said(patient), patientRecord(record)).map(({ code }) => code);

describe('what a sender says that somebody looks at', () => {
  it.each([
    ['DOUB', 'IMPORT_DUPLICATE_SAID'],
    ['COLV', 'IMPORT_COLLISION_SAID'],
    ['USUR', 'IMPORT_USURPATION'],
    ['INVA', 'IMPORT_INVALIDATED'],
  ])('%s is %s', (code, work) => expect(workSaid(said({ reliability: [code] })).map((one) => one.code)).toEqual([work]));

  it('is said by the own domain, or by another system', () => {
    const words = (authority: string) => workSaid(said({ reliability: ['USUR'], authorities: [authority] }))[0]?.message;
    expect([words(OWN), words(OTHER)]).toEqual([
      'Votre domaine d’identification dit que cette identité est usurpée.',
      'Un autre système dit que cette identité est usurpée.',
    ]);
  });

  it('waits in the work list, once', async () => {
    const desk = importDesk();
    await desk.records({});
    for (let n = 0; n < 2; n += 1) await desk.save(...(await workOf(said({ reliability: ['DOUB', 'COLV'] }), 'p1', desk.context())));
    expect(await desk.waiting()).toEqual(['IMPORT_COLLISION_SAID p1', 'IMPORT_DUPLICATE_SAID p1']);
  });
});

describe('what is said of a line that is taken', () => {
  const opposed = { state: 'opposed', on: null } as const;

  it.each<readonly [string, Partial<ImportedPatient>, readonly string[]]>([
    ['nothing more', {}, []],
    ['what its reading said', { notices: [{ code: 'IMPORT_PLACE_DROPPED', message: '' }] }, ['IMPORT_PLACE_DROPPED']],
    ['an opposition to feeding (R-006)', { consent: { feeding: opposed, consultation: null } }, ['IMPORT_OPPOSITION_RECEIVED']],
    ['an opposition to consultation (R-006)', { consent: { feeding: null, consultation: opposed } }, ['IMPORT_OPPOSITION_RECEIVED']],
    ['no opposition', { consent: { feeding: { state: 'informed', on: null }, consultation: null } }, []],
    ['a duplicate', { reliability: ['DOUB'] }, ['IMPORT_DUPLICATE_SAID']],
    ['words of reliability', { reliability: ['CACH', 'X'] }, ['IMPORT_RELIABILITY_SAID', 'IMPORT_RELIABILITY_SAID']],
    ['a matricule kept apart', { matricule: received(INS) }, ['IMPORT_INS_RECEIVED']],
    [
      'an identity of ours without its proof',
      { authorities: [OWN], reliability: ['VALI'], matricule: received(INS) },
      ['IMPORT_INS_RECEIVED', 'IMPORT_NO_PROOF'],
    ],
  ])('%s', (_what, patient, expected) => expect(codes(patient)).toEqual(expected));

  it('is nothing of a matricule that the record holds', () => {
    expect(codes({ matricule: received(INS) }, { status: 'QUAL', ins: INS })).toEqual([]);
  });
});
