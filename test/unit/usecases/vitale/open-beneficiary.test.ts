import { expect, it } from 'vitest';
import { LastVitaleRead } from '../../../../electron/usecases/vitale/last-read.ts';
import { openBeneficiary } from '../../../../electron/usecases/vitale/open-beneficiary.ts';
import { readingAt } from '../reading.ts';
import { refusal } from '../refusal.ts';
import { PAULE, workplace } from '../workplace.ts';
import { APP_INS, card, dominique } from './cards.ts';

it('somebody chosen on a card has their record open, told on disk before it is shown; one that is refused is not told', async () => {
  const place = workplace();
  const { store, common, journal } = place;
  const desk = new LastVitaleRead({ store, uuid: () => 'read', inSession: () => true, maxAgeMs: 60_000, changed: () => undefined });
  await desk.take(card('apcv', dominique({ ins: APP_INS })));
  const open = openBeneficiary({
    ...common,
    ...readingAt(place),
    lastRead: desk,
    testOidsAllowed: true,
    later: () => false,
    searchByVitale: () => Promise.reject(new Error('not asked')),
  });
  const chosen = { read: 'read', beneficiary: 0, patient: null, seen: [] };
  await expect(open({ ...chosen, read: 'gone' }, PAULE)).rejects.toEqual(refusal('VITALE_GONE'));
  expect(await journal()).toEqual([]);
  const { patient, insi, insiError, warnings } = await open(chosen, PAULE);
  expect([patient.status, insi, insiError, warnings]).toEqual(['QUAL', null, null, []]);
  expect((await journal()).map(({ act, patientId }) => [act, patientId])).toEqual(
    ['patient.created', 'identity.vitale-app', 'patient.opened'].map((act) => [act, patient.id]),
  );
});
