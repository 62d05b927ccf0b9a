import { describe, expect, it } from 'vitest';
import { judgeAddress, judgeRecipient } from '../../../../electron/usecases/documents/judge-recipient.ts';
import { refusal } from '../refusal.ts';
import { documentRecord } from '../sent.ts';
import { workplace } from '../workplace.ts';

const judging = async () => {
  const { store, records } = workplace();
  await records({});
  await store.commit({
    changes: [
      { kind: 'document.save', document: documentRecord() },
      { kind: 'correspondents.set', patientId: 'p1', correspondents: [{ name: 'Inès MOREL', address: 'ines@cabinet.mssante.fr' }] },
    ],
    audit: [],
  });
  return judgeRecipient({ store, trusts: (domain) => domain.endsWith('.mssante.fr') });
};

describe('an address being typed', () => {
  it.each([
    ['that the record knows', 'INES@cabinet.mssante.fr', 'Inès MOREL, correspondant', null],
    ['of somebody else', 'luc@cabinet.mssante.fr', null, null],
    ['out of the trust space', 'luc@gmail.com', null, 'MSS_DOMAIN'],
    ['that is none', 'luc@', null, 'MSS_ADDRESS'],
  ])('%s is named or refused', async (_what, address, role, code) => {
    const judged = await (await judging())({ id: 'd1', address });
    expect([judged.role, judged.error?.code ?? null, judged.error?.path ?? null]).toEqual([role, code, code === null ? null : '/address']);
  });

  it.each([
    ['luc@cabinet.mssante.fr', null],
    ['luc@gmail.com', 'MSS_DOMAIN'],
    ['luc@', 'MSS_ADDRESS'],
  ])('is judged by itself where there is no document: %s', (address, code) => {
    const { error } = judgeAddress((domain) => domain.endsWith('.mssante.fr'))({ address });
    expect([error?.code ?? null, error?.path ?? null]).toEqual([code, code === null ? null : '/address']);
  });

  it('is of a document that is there', async () => {
    await expect((await judging())({ id: 'd9', address: 'luc@cabinet.mssante.fr' })).rejects.toEqual(refusal('DOCUMENT_UNKNOWN'));
  });
});
