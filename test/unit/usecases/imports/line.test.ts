import { describe, expect, it } from 'vitest';
import { fail } from '../../../../shared/errors.ts';
import {
  authorityOf,
  contradiction,
  holderOf,
  instantOf,
  isOlder,
  lineOf,
  numberChange,
  pastOf,
  rejected,
} from '../../../../electron/usecases/imports/line.ts';
import { importDesk, INS, lineFrom, OTHER, OTHER_INS, OWN, QUALIFIED } from './kit.ts';

describe('who says a line', () => {
  it.each([
    [['CHU', OTHER], OTHER],
    [['CHU', 'GAP'], 'CHU'],
    [['CHU', '12'], 'CHU'],
    [[], 'fichier'],
  ])('of %j is %s', (authorities, authority) => expect(authorityOf(authorities, { defaultAuthority: 'fichier' })).toBe(authority));

  it.each([
    [[], { authority: 'fichier', sender: 'patients.csv' }],
    [['CHU', OTHER], { authority: OTHER, sender: 'CHU' }],
    [[OTHER], { authority: OTHER, sender: OTHER }],
  ])('%j is named by people', (authorities, expected) => {
    expect(lineOf(lineFrom({ authorities }), importDesk().context())).toMatchObject(expected);
  });

  it('is believed when it is the own domain, by the name of the file too', () => {
    const domain = (own: readonly string[], authorities: readonly string[]) =>
      lineOf(lineFrom({ authorities }), importDesk().context({ own })).received.domain;
    expect([domain([OWN], [OWN]), domain([OWN], [OTHER]), domain(['fichier'], []), domain([OWN], [])]).toEqual([
      'own',
      'foreign',
      'own',
      'foreign',
    ]);
  });
});

describe('the number of a line', () => {
  it('is of its authority, and of when it was told', () => {
    const { context } = importDesk();
    expect(lineOf(lineFrom({ authorities: [OTHER] }, '2026-11-20T08:30:00+01:00'), context()).number).toEqual({
      authority: OTHER,
      value: 'H1',
      eventAt: '2026-11-20T07:30:00.000Z',
    });
    expect(lineOf(lineFrom({ ipp: null }), context()).number).toBeNull();
    expect(lineOf(lineFrom({}, '2026-11-30T08:30:00+01:00'), context()).number?.eventAt).toBeNull();
  });

  it('designates its record', () => {
    expect(numberChange({ authority: OTHER, value: 'H1', eventAt: null }, 'p1')).toEqual({
      kind: 'identifier.set',
      identifier: { patientId: 'p1', authority: OTHER, value: 'H1', eventAt: null },
    });
  });
});

describe('when a line was told', () => {
  const now = new Date('2026-11-21T10:00:00.000Z');

  it('is an instant, whatever its offset', () => {
    expect([instantOf(null), instantOf('2026-11-20T08:30:00+02:00')]).toEqual([null, '2026-11-20T06:30:00.000Z']);
  });

  it.each([
    [null, null],
    ['2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z'],
    ['2026-11-22T10:00:00.000Z', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22T10:00:00.001Z', null],
  ])('%s counts as %s', (event, past) => expect(pastOf(event, now)).toBe(past));

  it.each([
    ['2026-11-20', '2026-11-21', true],
    ['2026-11-21', '2026-11-21', false],
    ['2026-11-21', '2026-11-20', false],
    [null, '2026-11-20', false],
    ['2026-11-20', null, false],
  ])('%s is older than %s: %s', (event, held, older) => expect(isOlder(event, held)).toBe(older));
});

describe('the record that holds a matricule', () => {
  it('is found; none holds another one', async () => {
    const { context, records } = importDesk();
    await records(QUALIFIED);
    expect((await holderOf(INS.matricule, context()))?.id).toBe('p1');
    expect(await holderOf(OTHER_INS.matricule, context())).toBeNull();
  });
});

describe('a line that is not taken', () => {
  it('says why, and changes nothing', () => {
    const error = fail('IMPORT_AMBIGUOUS');
    expect(rejected(error)).toEqual({ outcome: 'rejected', changes: [], error, conflict: false, notices: [], record: null });
  });

  it('for a contradiction waits in the work list with what it said', async () => {
    const desk = importDesk();
    await desk.records({});
    const taken = await desk.take((context) =>
      contradiction(fail('IMPORT_CONTRADICTION'), ['p1'], lineOf(lineFrom({ birthName: 'AUTRE', authorities: [OTHER] }), context), context),
    );
    expect(taken).toMatchObject({ outcome: 'rejected', conflict: true, record: null, error: { code: 'IMPORT_CONTRADICTION' } });
    const [waits, ...others] = await desk.store.worklists.waiting();
    expect([waits, others]).toMatchObject([
      {
        code: 'IMPORT_CONTRADICTION',
        patientIds: ['p1'],
        incoming: { birthName: 'AUTRE', ipp: 'H1', authority: OTHER, from: 'patients.csv, ligne 2' },
      },
      [],
    ]);
  });
});
