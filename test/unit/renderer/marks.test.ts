import { describe, expect, it } from 'vitest';
import { sendState, visibility } from '../../../shared/contract/documents.ts';
import { identityStatus } from '../../../shared/contract/patients.ts';
import { identityMarks, leadingState, sendMarks, visibilityMarks } from '../../../renderer/ui/marks.ts';

describe('states on screen', () => {
  it('gives every state an icon and a word of its own, never a colour alone', () => {
    for (const [marks, states] of [[sendMarks, sendState.options], [visibilityMarks, visibility.options], [identityMarks, identityStatus.options]] as const) {
      const shown = Object.values(marks);
      expect(Object.keys(marks).toSorted()).toEqual([...states].toSorted());
      expect(new Set(shown.map((mark) => mark.word)).size).toBe(shown.length);
      expect(new Set(shown.map((mark) => `${mark.tone} ${mark.word}`)).size).toBe(shown.length);
    }
  });

  it('lets a failure speak before what was sent', () => {
    expect(leadingState([{ state: 'sent' }, { state: 'failed' }, { state: 'queued' }])).toBe('failed');
    expect(leadingState([{ state: 'sent' }, { state: 'sending' }])).toBe('sending');
    expect(leadingState([{ state: 'sent' }, { state: 'read' }])).toBe('sent');
    expect(leadingState([])).toBeNull();
  });
});
