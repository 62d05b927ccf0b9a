import { describe, expect, it } from 'vitest';
import { setMedecinTraitant } from '../../../../electron/usecases/patients/set-medecin-traitant.ts';
import { workplace } from '../workplace.ts';

const code = (expected: string): unknown => expect.objectContaining({ code: expected });

describe('the médecin traitant of a patient', () => {
  const trusts = (domain: string): boolean => domain.endsWith('.mssante.fr');

  it('is kept with their mailbox, and told in the journal', async () => {
    const { common, store, records, journal } = workplace();
    await records({});
    await setMedecinTraitant({ ...common, trusts })({
      id: 'p1',
      medecinTraitant: { name: ' Dr Luc MARTIN ', address: ' luc@cabinet.mssante.fr ' },
    });
    expect((await store.patients.get('p1'))?.medecinTraitant).toEqual({ name: 'Dr Luc MARTIN', address: 'luc@cabinet.mssante.fr' });
    expect(await journal()).toMatchObject([{ act: 'patient.medecin-traitant', patientId: 'p1', result: 'ok' }]);
  });

  it('is forgotten when there is none any more', async () => {
    const { common, store, records } = workplace();
    await records({});
    const set = setMedecinTraitant({ ...common, trusts });
    await set({ id: 'p1', medecinTraitant: { name: 'Dr Luc MARTIN', address: null } });
    await set({ id: 'p1', medecinTraitant: null });
    expect((await store.patients.get('p1'))?.medecinTraitant).toBeNull();
  });

  it.each([
    ['an address of another space', { name: 'Dr Luc MARTIN', address: 'luc@exemple.fr' }, 'MSS_DOMAIN'],
    ['what is no address', { name: 'Dr Luc MARTIN', address: 'luc@' }, 'MSS_ADDRESS'],
    ['nobody’s name', { name: '  ', address: null }, 'PERSON_NAME'],
  ])('is refused with %s, and nothing changes', async (_what, medecinTraitant, refusal) => {
    const { common, store, records, journal } = workplace();
    await records({});
    await expect(setMedecinTraitant({ ...common, trusts })({ id: 'p1', medecinTraitant })).rejects.toEqual(code(refusal));
    expect((await store.patients.get('p1'))?.medecinTraitant).toBeNull();
    expect(await journal()).toEqual([]);
  });

  it('is nobody’s to change without a session, nor of a patient that is not there', async () => {
    const { common, logged, records } = workplace();
    await records({});
    await expect(setMedecinTraitant({ ...common, trusts })({ id: 'p9', medecinTraitant: null })).rejects.toEqual(code('PATIENT_UNKNOWN'));
    logged(null);
    await expect(setMedecinTraitant({ ...common, trusts })({ id: 'p1', medecinTraitant: null })).rejects.toEqual(code('SESSION_CLOSED'));
  });
});
