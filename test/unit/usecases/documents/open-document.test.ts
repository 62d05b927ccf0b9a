import { describe, expect, it } from 'vitest';
import { openDocument } from '../../../../electron/usecases/documents/open-document.ts';
import type { Change } from '../../../../electron/store/types.ts';
import { document } from '../../../integration/store/samples.ts';
import { readingAt } from '../reading.ts';
import { PAULE, workplace } from '../workplace.ts';

async function atWork() {
  const place = workplace();
  const ports = readingAt(place);
  const saved = (id: string): Change => ({ kind: 'document.save', document: document({ id }) });
  await place.records({});
  await place.store.commit({
    changes: [saved('d1'), saved('d2'), { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: Buffer.from('%PDF') }],
    audit: [],
  });
  const offered: { readonly type: string; readonly text: string }[] = [];
  const open = openDocument({
    ...ports,
    offer: ({ type, bytes }) => {
      offered.push({ type, text: Buffer.from(bytes).toString() });
      return '/resource/1';
    },
  });
  return { ...place, ports, open, offered };
}

describe('a document that is opened', () => {
  it('is given to the window and told on its patient', async () => {
    const { open, offered, ports, journal } = await atWork();
    expect(await open('d1', PAULE)).toBe('/resource/1');
    expect(offered).toEqual([{ type: 'application/pdf', text: '%PDF' }]);
    await ports.trace.flush();
    expect(await journal()).toMatchObject([{ act: 'document.opened', patientId: 'p1', objectId: 'd1', details: { status: 'draft' } }]);
  });

  it.each([
    ['without its file', 'd2'],
    ['that nobody knows', 'd9'],
  ])('%s is neither given nor told', async (_what, id) => {
    const { open, offered, ports, journal } = await atWork();
    await expect(open(id, PAULE)).rejects.toEqual(expect.objectContaining({ code: 'DOCUMENT_UNKNOWN' }));
    await ports.trace.flush();
    expect([offered, await journal()]).toEqual([[], []]);
  });
});
