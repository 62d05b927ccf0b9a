import { describe, expect, it } from 'vitest';
import {
  beneficiaryChoice,
  billingRights,
  cardProof,
  cardSearch,
  matchRecord,
  ownNir,
  proposedTraits,
  recordsOf,
  type CardPerson,
  type CardReading,
  type LocalRecord,
} from '../../../shared/domain/identity/beneficiary.ts';
import { mayTransmitIns, moveIdentity } from '../../../shared/domain/identity/status.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';
import { identityStatuses } from '../../../shared/domain/types.ts';

const TODAY = '2026-03-02';
const TEST = { test: true };
const OID = insOids['NIR-TEST'];

const person = (changed: Partial<CardPerson> & Pick<CardPerson, 'firstName' | 'birthDate'>): CardPerson => ({
  birthName: 'INS-FAMILLE-ONZE',
  usedName: null,
  rank: 1,
  sex: null,
  nir: null,
  ins: null,
  ...changed,
});
const nir = (number: string, key: string, certifiedOn: string | null = null) => ({ number, key, certifiedOn });
const record = (changed: Partial<LocalRecord> & Pick<LocalRecord, 'id' | 'birthFirstNames' | 'birthDate'>): LocalRecord => ({
  birthName: 'INS-FAMILLE-ONZE',
  usedName: null,
  usedFirstName: null,
  sex: 'M',
  rank: null,
  matricule: null,
  ...changed,
});

/** Persons 16 and 17 of sandbox/README 1: a child on a parent's card. */
const paul = person({ firstName: 'PAUL', birthDate: '1970-08-07', nir: nir('1700826221701', '61', '2024-01-15') });
const corse = person({ firstName: 'CORSE', birthDate: '2001-07-14' });
const family: CardReading = {
  source: 'vitale',
  readAt: '2026-03-02T09:00:00Z',
  holder: paul,
  beneficiaries: [paul, corse],
  regime: '01',
  fund: '751',
  centre: null,
};
/** Person 18: twins. */
const twin = (firstName: string, rank: number) => person({ birthName: 'INSFAMILLEQUATRE', firstName, birthDate: '1999-01-15', rank });
const twins: CardReading = { ...family, beneficiaries: [paul, twin('JUMEAUUN', 1), twin('JUMEAUDEUX', 2)] };
const twinRecord = (birthFirstNames: string, rank: number | null = null) =>
  record({ id: birthFirstNames, birthName: 'INSFAMILLEQUATRE', birthFirstNames, birthDate: '1999-01-15', rank });

describe('which beneficiary', () => {
  it('a child on a parent’s card is proposed for the child’s record', () => {
    const choice = beneficiaryChoice(family, record({ id: 'c', birthFirstNames: 'CORSE', birthDate: '2001-07-14' }));
    expect(choice.proposed).toBe(1);
    expect(choice.candidates.map(({ person: { firstName }, holder, match }) => [firstName, holder, match])).toEqual([
      ['CORSE', false, 'same'],
      ['PAUL', true, 'other'],
    ]);
  });

  it('nobody is proposed for a search, nor for a stranger, and the card’s order stays', () => {
    for (const open of [null, record({ id: 'x', birthName: 'AUTRE', birthFirstNames: 'LEA', birthDate: '1990-01-01' })]) {
      const choice = beneficiaryChoice(family, open);
      expect(choice.proposed).toBeNull();
      expect(choice.candidates.map(({ index }) => index)).toEqual([0, 1]);
    }
  });

  it.each([
    ['JUMEAUUN', 1],
    ['JUMEAUDEUX', 2],
  ])('twins are told apart by their given name: %s', (firstName, index) => {
    const choice = beneficiaryChoice(twins, twinRecord(firstName));
    expect(choice.proposed).toBe(index);
    expect(choice.candidates.filter((candidate) => candidate.twin)).toHaveLength(2);
  });

  it('a rank that contradicts the record is not proposed', () => {
    expect(beneficiaryChoice(twins, twinRecord('JUMEAUUN', 2)).proposed).toBeNull();
    expect(beneficiaryChoice(twins, twinRecord('JUMEAUUN', 1)).proposed).toBe(1);
  });

  it('twins with one given name are left to the user, unless the rank says', () => {
    const alike: CardReading = { ...twins, beneficiaries: [twin('CAMILLE', 1), twin('CAMILLE', 2)] };
    expect(beneficiaryChoice(alike, twinRecord('CAMILLE')).proposed).toBeNull();
    expect(beneficiaryChoice(alike, twinRecord('CAMILLE', 2)).proposed).toBe(1);
  });

  it('a twin is never taken for the other in a search', () => {
    expect(recordsOf(twin('JUMEAUUN', 1), [twinRecord('JUMEAUDEUX'), twinRecord('JUMEAUUN')])).toEqual([{ id: 'JUMEAUUN', match: 'same' }]);
  });

  it('a search gives those to be looked at after the same person, wherever they stand', () => {
    const near = { ...twinRecord('JUMEAUUN'), id: 'near', birthDate: '1999-01-16' };
    expect(recordsOf(twin('JUMEAUUN', 1), [near, twinRecord('JUMEAUUN')])).toEqual([
      { id: 'JUMEAUUN', match: 'same' },
      { id: 'near', match: 'near' },
    ]);
  });

  it('the rank tells the ouvrant droit from a twin of the same given name', () => {
    const choice = beneficiaryChoice(
      { ...twins, holder: twin('CAMILLE', 1), beneficiaries: [twin('CAMILLE', 1), twin('CAMILLE', 2)] },
      null,
    );
    expect(choice.candidates.map(({ holder }) => holder)).toEqual([true, false]);
  });
});

describe('a card’s person and a record', () => {
  const child = person({ birthName: 'D’ARTAGNAN', firstName: 'JEAN-LUC', birthDate: '2001-00-00', sex: 'M' });
  const base = { id: 'r', birthName: "D'ARTAGNAN", birthFirstNames: 'JEAN LUC MARIE', birthDate: '2001-12-31' };

  it.each([
    ['spelling apart', {}, 'same'],
    ['another given name of the list', { birthFirstNames: 'PAUL JEAN-LUC' }, 'same'],
    ['a used first name', { birthFirstNames: 'PAUL', usedFirstName: 'Jean-Luc' }, 'same'],
    ['another given name', { birthFirstNames: 'PAUL' }, 'twin'],
    ['another sex', { sex: 'F' as const }, 'other'],
    ['another given name and sex', { birthFirstNames: 'ANNE', sex: 'F' as const }, 'twin'],
    ['an undetermined sex in the record', { sex: 'I' as const }, 'same'],
    ['another date', { birthDate: '2001-12-30' }, 'near'],
    ['birth name known as used name', { birthName: 'DURAND', usedName: 'D’Artagnan' }, 'near'],
    ['birth name known as used name, and another date', { birthName: 'DURAND', usedName: 'D’Artagnan', birthDate: '2001-12-30' }, 'other'],
    ['another name', { birthName: 'DURAND' }, 'other'],
  ] as const)('%s: %s', (_, changed, expected) => {
    expect(matchRecord(child, record({ ...base, ...changed }))).toBe(expected);
  });
});

describe('what WS_INS1 is asked with (insi/README 4)', () => {
  it('a child without NIR: the insured’s apart, date and rank, and no MatriculeIndividu', () => {
    expect(cardSearch(family, 1)).toEqual({
      nir: null,
      nirCertifiedOn: null,
      insuredNir: '170082622170161',
      birthName: 'INS-FAMILLE-ONZE',
      firstName: 'CORSE',
      birthDate: '2001-07-14',
      birthRank: 1,
      regime: '01',
      fund: '751',
      centre: null,
    });
    expect(cardSearch(twins, 2).birthRank).toBe(2);
  });

  it('the holder: own certified NIR twice', () => {
    expect(cardSearch(family, 0)).toMatchObject({ nir: '170082622170161', nirCertifiedOn: '2024-01-15', insuredNir: '170082622170161' });
    expect(cardSearch({ ...family, beneficiaries: [{ ...paul, nir: null }] }, 0)).toMatchObject({
      nir: '170082622170161',
      nirCertifiedOn: '2024-01-15',
    });
  });

  it('an uncertified own NIR is not sent', () => {
    expect(cardSearch({ ...family, beneficiaries: [{ ...corse, nir: nir('101072B999001', '14') }] }, 0)).toMatchObject({
      nir: null,
      nirCertifiedOn: null,
    });
    expect(cardSearch({ ...family, beneficiaries: [{ ...corse, nir: nir('101072B999001', '14', '2024-01-15') }] }, 0)).toMatchObject({
      nir: '101072B99900114',
    });
  });

  it('the holder’s NIR repeated on a child is nobody’s INS', () => {
    const copied = { ...corse, nir: paul.nir };
    const reading = { ...family, beneficiaries: [paul, copied] };
    expect(ownNir(reading, copied)).toBeNull();
    expect(cardSearch(reading, 1)).toMatchObject({ nir: null, nirCertifiedOn: null, insuredNir: '170082622170161' });
  });

  it('without the insured’s number, or for somebody who is not on the card, is refused', () => {
    expect(() => cardSearch({ ...family, holder: { ...paul, nir: null } }, 1)).toThrow(
      expect.objectContaining({ code: 'BENEFICIARY_NO_INSURED' }),
    );
    for (const index of [-1, 2, 0.5])
      expect(() => cardSearch(family, index)).toThrow(expect.objectContaining({ code: 'BENEFICIARY_UNKNOWN' }));
  });
});

describe('billing and INS are two fields', () => {
  it('a child’s reimbursements go under the insured, whose number appears nowhere in the child’s identity', () => {
    expect(billingRights(family, 1)).toMatchObject({ nss: '170082622170161', holder: { firstName: 'PAUL' }, rank: 1 });
    expect(JSON.stringify(proposedTraits(corse))).not.toContain('1700826221701');
    expect(JSON.stringify(cardProof(family, 1, TODAY, TEST))).not.toContain('1700826221701');
  });
});

describe('what a card proves (identity/README 1)', () => {
  const ins = { matricule: '101072B99900114', oid: OID, birthFirstNames: 'CORSE MARIE', birthPlace: '2B020' };
  const app = (changed: Partial<CardPerson> = {}): CardReading => ({
    ...family,
    source: 'apcv',
    beneficiaries: [{ ...corse, sex: 'M', ins, ...changed }],
  });

  it('the plastic card: nothing, even with everything on it', () => {
    expect(cardProof({ ...app(), source: 'vitale' }, 0, TODAY, TEST)).toEqual({ event: null, reason: 'plastic', error: null });
  });

  it('the Appli carte Vitale with a full INS identity, of an ayant droit too: qualified from any status, INSi not called', () => {
    const proof = cardProof(app(), 0, TODAY, TEST);
    expect(proof).toEqual({
      event: 'vitaleApp',
      ins: { matricule: '101072B99900114', oid: OID },
      traits: { birthName: 'INS-FAMILLE-ONZE', birthFirstNames: 'CORSE MARIE', sex: 'M', birthDate: '2001-07-14', birthPlace: '2B020' },
      firstBirthFirstName: 'CORSE',
    });
    for (const status of identityStatuses)
      expect(proof.event === null ? null : moveIdentity(status, proof.event)).toEqual({ to: 'QUAL', ins: 'store' });
  });

  it.each([
    ['no INS', { ins: null }, 'incomplete'],
    ['no sex', { sex: null }, 'incomplete'],
    ['a wrong key', { ins: { ...ins, matricule: '101072B99900115' } }, 'refused'],
    ['an unknown OID', { ins: { ...ins, oid: '1.2.3' } }, 'refused'],
    ['a first name that is not of the list', { firstName: 'PAUL' }, 'refused'],
    ['a date that does not exist', { birthDate: '2001-13-00' }, 'refused'],
    ['a birth in the future', { birthDate: '2027-01-01' }, 'refused'],
    ['a character outside the profile', { birthName: 'ONZЕ' }, 'refused'],
    ['the holder’s matricule', { ins: { ...ins, matricule: '170082622170161' } }, 'refused'],
  ] as const)('the Appli carte Vitale with %s: no status, and why', (_, changed, reason) => {
    const proof = cardProof(app(changed), 0, TODAY, TEST);
    expect(proof).toMatchObject({ event: null, reason, error: { code: 'BENEFICIARY_NO_PROOF' } });
    expect(JSON.stringify(proof)).not.toMatch(/101072B|1700826221701/);
  });

  it('the INS matricule of the ouvrant droit on somebody else proves nothing, whatever their NIR', () => {
    const holder = { ...paul, nir: null, ins: { ...ins, matricule: '170082622170161', birthFirstNames: 'PAUL' } };
    expect(cardProof({ ...app({ ins: { ...ins, matricule: holder.ins.matricule } }), holder }, 0, TODAY, TEST)).toMatchObject({
      event: null,
      reason: 'refused',
      error: { detail: 'holder' },
    });
  });

  it('a test matricule proves nothing in production', () => {
    expect(cardProof(app(), 0, TODAY, { test: false })).toMatchObject({ event: null, reason: 'refused' });
    expect(cardProof(app({ ins: { ...ins, oid: insOids.NIR } }), 0, TODAY, { test: false })).toMatchObject({ event: 'vitaleApp' });
  });

  it('nobody without INS (AME, visitor, newborn) is validated beyond « validée », and nothing goes out with a matricule', () => {
    const newborn = { ...family, beneficiaries: [person({ firstName: 'LEA', birthDate: '2026-02-28' })] };
    expect(cardProof(newborn, 0, TODAY, TEST).event).toBeNull();
    const { to } = moveIdentity('PROV', 'documentChecked');
    expect([to, mayTransmitIns(to)]).toEqual(['VALI', false]);
  });
});
