import { describe, expect, it } from 'vitest';
import { visibilities } from '../../../../shared/domain/record/document.ts';
import { sendStates, type SendState } from '../../../../shared/domain/record/send.ts';
import { identityStatuses } from '../../../../shared/domain/types.ts';
import { identityMarks, leadingMark, sendMark, sendMarks, visibilityMarks } from '../../../../renderer/ui/marks.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';

const error = (code: ErrorCode) => ({ code, message: 'Peu importe.', action: 'Peu importe.', path: null, detail: null });

describe('states on screen', () => {
  it('gives every state an icon and a word of its own, never a colour alone', () => {
    for (const [marks, states] of [
      [sendMarks, [...sendStates, 'waiting-mss', 'considered-sent']],
      [visibilityMarks, visibilities],
      [identityMarks, identityStatuses],
    ] as const) {
      const shown = Object.values(marks);
      expect(Object.keys(marks).toSorted()).toEqual([...states].toSorted());
      expect(new Set(shown.map((mark) => mark.word)).size).toBe(shown.length);
      expect(new Set(shown.map((mark) => `${mark.tone} ${mark.word}`)).size).toBe(shown.length);
    }
  });

  it('lets a failure speak before what was sent', () => {
    const leading = (...states: readonly SendState[]) => leadingMark(states.map((state) => ({ state, error: null })))?.word;
    expect([leading('sent', 'failed', 'queued'), leading('sent', 'sending'), leading('read', 'sent'), leading()]).toEqual([
      'Échec',
      'Envoi en cours',
      'Envoyé',
      undefined,
    ]);
  });

  it('never says « Envoyé » of what a person considered as sent, which speaks before what was', () => {
    const considered = { state: 'sent', error: error('SEND_CONSIDERED_SENT') } as const;
    expect(sendMark(considered)).toMatchObject({ word: 'Considéré comme parti', tone: 'off' });
    expect(leadingMark([{ state: 'sent', error: null }, considered])).toBe(sendMark(considered));
    expect(leadingMark([considered, { state: 'cancelled', error: null }])).toMatchObject({ word: 'Annulé' });
  });

  it('says « Attend la connexion MSSanté » of what waits for that login, and « Attend la carte » of the rest', () => {
    const word = (code: ErrorCode) => sendMark({ state: 'waiting-card', error: error(code) }).word;
    expect([word('MSS_LOGIN_NEEDED'), word('PSC_EXPIRED'), word('OUTBOX_OTHER_PERSON')]).toEqual([
      'Attend la connexion MSSanté',
      'Attend la connexion MSSanté',
      'Attend la carte',
    ]);
    expect(sendMark({ state: 'waiting-card', error: null }).word).toBe('Attend la carte');
  });
});
