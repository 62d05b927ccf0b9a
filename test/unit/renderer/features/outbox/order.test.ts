import { describe, expect, it } from 'vitest';
import { listed } from '../../../../../renderer/features/outbox/order.ts';
import type { CallOutput } from '../../../../../shared/contract/index.ts';
import type { ErrorCode } from '../../../../../shared/errors.ts';

type Row = CallOutput<'outbox.list'>[number];
const facts = { message: 'Peu importe.', action: 'Peu importe.', path: null, detail: null };
const row = (id: string, state: Row['state'], minute: number, code: ErrorCode | null = null): Row => ({
  id,
  state,
  documentId: 'd1',
  patientId: 'p1',
  patientName: 'PAT-TROIS DOMINIQUE',
  title: 'Lettre',
  role: null,
  channel: 'mss',
  recipient: 'a@x.mssante.fr',
  mine: true,
  actions: [],
  attempts: 1,
  updatedAt: new Date(Date.UTC(2026, 10, 21, 12, minute)).toISOString(),
  leavesAt: null,
  sentAt: null,
  error: code === null ? null : { code, ...facts },
});
const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);

describe('the order of the sends', () => {
  it('begins with what needs a human, held copies among them, then the latest', () => {
    const rows = [
      row('sent', 'sent', 9),
      row('failed', 'failed', 1),
      row('held', 'held', 8),
      row('copy', 'held', 2, 'SEND_DOUBTED'),
      row('doubt', 'unknown', 3),
    ];
    expect(ids(listed(rows, []))).toEqual(['doubt', 'copy', 'failed', 'sent', 'held']);
  });

  it('stays as it was drawn whatever becomes of the rows, and of those that go', () => {
    const before = ['b', 'a', 'c'];
    expect(ids(listed([row('c', 'failed', 9), row('a', 'sent', 8), row('b', 'sent', 1)], before))).toEqual(before);
    expect(ids(listed([row('c', 'failed', 9), row('b', 'sent', 1)], before))).toEqual(['b', 'c']);
  });

  it('is made anew for a row that was not there', () => {
    expect(ids(listed([row('a', 'sent', 1), row('b', 'sent', 2), row('new', 'queued', 3)], ['a', 'b']))).toEqual(['new', 'b', 'a']);
  });
});
