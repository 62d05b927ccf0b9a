import { describe, expect, it } from 'vitest';
import { act, actorOf } from '../../../electron/usecases/acting.ts';
import { PAULE } from './workplace.ts';

const COMMAND = { command: { idNat: '', name: 'Commande poste' } };

describe('who acts', () => {
  it('is the person of the session, by their title and name, or the command', () => {
    expect(actorOf(PAULE)).toEqual({ idNat: '899900000017', name: 'Dr Paule DURAND' });
    expect(actorOf(COMMAND)).toEqual({ idNat: '', name: 'Commande poste' });
  });
});

describe('an act', () => {
  const now = new Date('2026-11-21T10:00:00.000Z');
  const entry = { act: 'patient.opened', label: 'Dossier ouvert', patientId: 'p1' };

  it('is told with who, as what, when, on whom, and that it went well unless told otherwise', () => {
    expect(act(PAULE, now, entry)).toEqual({
      at: '2026-11-21T10:00:00.000Z',
      actor: { idNat: '899900000017', name: 'Dr Paule DURAND' },
      onBehalfOf: null,
      situation: '499900000017001',
      ...entry,
      objectId: null,
      result: 'ok',
      details: {},
    });
    expect(act(PAULE, now, { ...entry, objectId: 'd1', result: 'SEND_LEFT', details: { shown: 1 } })).toMatchObject({
      objectId: 'd1',
      result: 'SEND_LEFT',
      details: { shown: 1 },
    });
  });

  it('of a command has no situation', () => {
    expect(act(COMMAND, now, entry)).toMatchObject({ actor: COMMAND.command, situation: null });
  });
});
