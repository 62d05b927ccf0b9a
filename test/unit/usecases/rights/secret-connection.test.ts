import { describe, expect, it } from 'vitest';
import { requirePatient } from '../../../../electron/usecases/patients/view.ts';
import { patientRights, setSecretConnection } from '../../../../electron/usecases/rights/patient-rights.ts';
import type { OpenSession } from '../../../../electron/session/session.ts';
import { SecretConnection } from '../../../../electron/usecases/rights/secret-connection.ts';
import type { AuditEntry } from '../../../../shared/domain/record/audit.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { PAULE, SECRETARY, withProfession, workplace } from '../workplace.ts';

const MINOR: Partial<PatientRecord> = { status: 'QUAL', ins: DOMINIQUE.ins, birthDate: '2010-11-22' };
const OTHER: Partial<PatientRecord> = {
  birthName: 'PAT-CINQ',
  birthDate: '2012-01-01',
  birthFirstNames: 'LUC',
  firstBirthFirstName: 'LUC',
};

async function desk(changed: Partial<PatientRecord> = MINOR, parameters = { minors: true, ageOfMajority: 18 }) {
  const told: AuditEntry[] = [];
  const touched: string[] = [];
  let secret: SecretConnection | null = null;
  let there: OpenSession | null = PAULE;
  const place = workplace({ isSecret: (id) => secret?.isOpen(id) === true, ageOfMajority: () => parameters.ageOfMajority });
  const made = new SecretConnection({
    trace: { add: (entry) => void told.push(entry) },
    now: place.common.now,
    current: () => there,
    parameters: () => parameters,
    changed: (id) => void touched.push(id),
  });
  secret = made;
  await place.records(changed, OTHER);
  const ports = { store: place.store, rights: place.rights, secret: made };
  return {
    ...place,
    secret: made,
    told: () => told.map(({ act, patientId, actor }) => `${act} ${patientId} ${actor?.name}`),
    touched,
    rightsOf: patientRights(ports),
    logged: (somebody: OpenSession | null) => void (there = somebody),
    set: (open: boolean, id = 'p1') => setSecretConnection(ports)({ id, open }, PAULE),
  };
}

describe('the secret connection of a minor (R-032)', () => {
  it('is opened from their record and ended there, each time told to the journal and to the screens', async () => {
    const { set, secret, told, touched } = await desk();
    await set(true);
    await set(true);
    expect([secret.isOpen('p1'), secret.isOpen('p2'), secret.isOpenFor(DOMINIQUE.ins)]).toEqual([true, false, true]);
    expect(secret.isOpenFor({ ...DOMINIQUE.ins, matricule: '279035121518890' })).toBe(false);
    await set(false, 'p2');
    expect(secret.isOpen('p1')).toBe(true);
    await set(false);
    await set(false);
    expect([secret.isOpen('p1'), secret.isOpenFor(DOMINIQUE.ins)]).toEqual([false, false]);
    expect(told()).toEqual(['secret-connection.opened p1 Dr Paule DURAND', 'secret-connection.closed p1 Dr Paule DURAND']);
    expect(touched).toEqual(['p1', 'p1']);
  });

  it.each([
    ['nobody', null],
    ['somebody else', SECRETARY],
  ])('is not left open to %s when its person leaves while it opens', async (_who, next) => {
    const { set, secret, logged, told } = await desk();
    const opening = set(true);
    // What ends with the session ends, then.
    logged(next);
    secret.end();
    await expect(opening).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect([secret.isOpen('p1'), told()]).toEqual([false, []]);
  });

  it('ends when another record is opened, and stays while its own is read again', async () => {
    const { set, secret, told } = await desk();
    await set(true);
    secret.leave('p1');
    expect(secret.isOpen('p1')).toBe(true);
    secret.leave('p2');
    expect([secret.isOpen('p1'), told().length]).toEqual([false, 2]);
  });

  it.each<readonly [string, Partial<PatientRecord>, { readonly minors: boolean; readonly ageOfMajority: number } | undefined, string]>([
    ['of an adult', { ...MINOR, birthDate: '2008-11-21' }, undefined, 'RIGHTS_MINOR'],
    [
      'of somebody who has come of the age that the DMP says',
      { ...MINOR, birthDate: '2010-11-21' },
      { minors: true, ageOfMajority: 16 },
      'RIGHTS_MINOR',
    ],
    ['where the DMP has no functions for minors', MINOR, { minors: false, ageOfMajority: 18 }, 'RIGHTS_MINOR'],
    ['with a matricule that nobody qualified', { ...MINOR, status: 'RECUP' }, undefined, 'DMP_INS_NOT_QUALIFIED'],
    ['without a qualified identity', { birthDate: '2010-11-22' }, undefined, 'DMP_INS_NOT_QUALIFIED'],
  ])('is refused %s', async (_what, record, parameters, code) => {
    const { set, secret, told } = await desk(record, parameters);
    await expect(set(true)).rejects.toEqual(refusal(code as 'RIGHTS_MINOR'));
    expect([secret.isOpen('p1'), told()]).toEqual([false, []]);
  });

  it('of another minor ends the one before', async () => {
    const { set, secret, told, store } = await desk();
    await set(true);
    const other = await requirePatient(store, 'p2');
    secret.begin(PAULE, { ...other, status: 'QUAL', ins: { ...DOMINIQUE.ins, matricule: '112017812345678' } });
    expect([secret.isOpen('p1'), secret.isOpen('p2')]).toEqual([false, true]);
    expect(told().map((line) => line.slice(0, 27))).toEqual([
      'secret-connection.opened p1',
      'secret-connection.closed p1',
      'secret-connection.opened p2',
    ]);
  });

  it('lasts until the day of majority, whose eve is still one of a minor', async () => {
    await (await desk({ ...MINOR, birthDate: '2008-11-22' })).set(true);
  });

  it('deposits what representatives do not see, and nothing else', async () => {
    const { set, rights, store } = await desk();
    await set(true);
    const decide = await rights.about(PAULE, await requirePatient(store, 'p1'));
    const feeds = (visibility: 'visible' | 'masked' | 'invisible-patient' | 'invisible-representatives') =>
      decide({ act: 'TD2.1', dmp: null, document: { type: '11488-4', visibility, state: 'current', author: null, structure: null } }).code;
    expect([feeds('visible'), feeds('masked'), feeds('invisible-patient'), feeds('invisible-representatives')]).toEqual([
      'RIGHTS_SECRET',
      'RIGHTS_SECRET',
      'RIGHTS_SECRET',
      null,
    ]);
  });
});

describe('what may be done about a patient', () => {
  const standings = ({ secret, ...rights }: Awaited<ReturnType<Awaited<ReturnType<typeof desk>>['rightsOf']>>): readonly string[] => [
    ...Object.entries(rights).map(([what, { standing, reason }]) => `${what} ${standing} ${reason?.code ?? ''}`.trim()),
    `secret ${secret.offered} ${secret.open}`,
  ];

  it('is said to a doctor, with what is missing now', async () => {
    const { rightsOf, set } = await desk();
    expect(standings(await rightsOf('p1', PAULE))).toEqual([
      'feed yes',
      'look no RIGHTS_INFORM',
      'authorize no RIGHTS_INFORM',
      'writeToPatient yes',
      'writeToProfessionals yes',
      'secret true false',
    ]);
    await set(true);
    const rights = await rightsOf('p1', PAULE);
    expect([rights.feed.standing, rights.secret]).toEqual(['yes', { offered: true, open: true }]);
  });

  it('is not a secret connection of an adult, and says why not and what to do', async () => {
    const { rightsOf } = await desk({ ...MINOR, birthDate: '1979-03-28' });
    const { secret, feed, look } = await rightsOf('p1', PAULE);
    expect([secret, feed]).toEqual([
      { offered: false, open: false },
      { standing: 'yes', reason: null },
    ]);
    expect(look.reason).toMatchObject({ code: 'RIGHTS_INFORM', action: expect.stringMatching(/\.$/) });
  });

  it('is never to look, for a secretary, nor to decide a secret connection', async () => {
    const { rightsOf } = await desk();
    expect(standings(await rightsOf('p1', SECRETARY))).toEqual([
      'feed no RIGHTS_DELEGATION',
      'look never RIGHTS_NO_STAFF',
      'authorize yes',
      'writeToPatient no RIGHTS_DELEGATION',
      'writeToProfessionals no RIGHTS_DELEGATION',
      'secret false false',
    ]);
  });

  it('is nothing at all for a profession that nobody knows', async () => {
    const { rightsOf } = await desk();
    const { secret, ...rights } = await rightsOf('p1', withProfession('99'));
    expect(Object.values(rights).map(({ standing, reason }) => `${standing} ${reason?.code}`)).toEqual(
      Array.from({ length: 5 }, () => 'never RIGHTS_PROFESSION'),
    );
    expect(secret.offered).toBe(false);
  });

  it('is of a record that is there', async () => {
    await expect((await desk()).rightsOf('p9', PAULE)).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
  });
});
