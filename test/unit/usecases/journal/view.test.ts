import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../../shared/domain/record/actor.ts';
import { auditEntryView } from '../../../../electron/usecases/journal/view.ts';

describe('a line of the journal', () => {
  const line = (act: string, details: Record<string, string | number>, actor: Actor | null = null, onBehalfOf: Actor | null = null) =>
    auditEntryView({
      index: 7,
      at: '2026-11-29T10:00:00Z',
      actor,
      onBehalfOf,
      situation: null,
      act,
      label: 'Acte',
      patientId: 'p1',
      objectId: null,
      result: 'ok',
      details,
      hash: 'h',
      patientName: 'PAT-TROIS DOMINIQUE',
      about: { title: 'Compte rendu', recipient: null },
    });

  it('says who, what, on whom and how it ended', () => {
    expect(line('patient.opened', {}, { idNat: '1', name: 'Dr Paule DURAND' })).toEqual({
      index: 7,
      at: '2026-11-29T10:00:00Z',
      actor: 'Dr Paule DURAND',
      onBehalfOf: null,
      act: 'patient.opened',
      label: 'Acte',
      detail: null,
      patient: 'PAT-TROIS DOMINIQUE',
      about: { title: 'Compte rendu', recipient: null },
      result: 'ok',
    });
    expect(line('outbox.interrupted', {}).actor).toBe('Poste Santé');
  });

  it('says in whose name it was done', () => {
    const secretary = { idNat: '2', name: 'Alix SIMON' };
    const told = line('document.prepared', {}, secretary, { idNat: '1', name: 'Dr Paule DURAND' });
    expect([told.actor, told.onBehalfOf]).toEqual(['Alix SIMON', 'Dr Paule DURAND']);
  });

  it.each([
    ['patients.searched', { words: 'pat-trois' }, '« pat-trois »'],
    ['session.refused', { triesLeft: 2 }, 'il restait 2 essais'],
    ['session.refused', { triesLeft: 1 }, 'il restait 1 essai'],
    ['session.refused', { triesLeft: 0 }, 'carte bloquée'],
    ['session.refused', {}, null],
    ['patient.opened', { triesLeft: 2 }, null],
    ['settings.saved', { 'theme.before': 'system', 'theme.after': 'light' }, 'Thème : comme le système → clair'],
    ['settings.saved', { 'undoSeconds.before': 10, 'undoSeconds.after': 0 }, 'Délai d’annulation : 10 s → aucun'],
    [
      'settings.saved',
      { 'theme.before': 'light', 'theme.after': 'dark', 'undoSeconds.before': 0, 'undoSeconds.after': 5 },
      'Thème : clair → sombre ; délai d’annulation : aucun → 5 s',
    ],
    ['identity.verified', { from: 'PROV', to: 'VALI' }, 'Provisoire → Validée'],
    ['identity.verified', { from: 'VALI', to: 'VALI' }, null],
    ['identity.verified', { from: 'VALI' }, null],
    ['identity.verified', { from: 'toString', to: 'VALI' }, null],
    ['identity.verified', { from: 1, to: 'VALI' }, null],
    ['delegation.made', { to: 'Alix SIMON', acts: 'prepare' }, 'à Alix SIMON'],
    ['document.validated', { preparedBy: 'Alix SIMON' }, 'préparé par Alix SIMON'],
    ['document.given-back', { preparedBy: 'Alix SIMON', reason: 'type' }, 'préparé par Alix SIMON · Type à revoir'],
    ['document.given-back', { preparedBy: 'Alix SIMON', reason: 'toString' }, 'préparé par Alix SIMON'],
    // Half a change says nothing.
    ['settings.saved', { 'theme.before': 'light', 'undoSeconds.after': 5 }, ''],
    ['settings.saved', { 'theme.after': 'light', 'undoSeconds.before': 5 }, ''],
  ] as const)('of %s %j says more: %s', (act, details, detail) => {
    expect(line(act, details).detail).toBe(detail);
  });
});
