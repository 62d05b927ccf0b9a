import { expect, it } from 'vitest';
import { listSends } from '../../../../electron/usecases/outbox/list-sends.ts';
import { document, send, validated } from '../../../integration/store/samples.ts';
import { PAULE, workplace } from '../workplace.ts';

it('sends of every patient are shown as the outbox knows them, page by page', async () => {
  const { store, records } = workplace();
  await records({});
  await store.commit({
    changes: [
      { kind: 'document.save', document: document({ status: 'validated', validated }) },
      { kind: 'send.save', send: send({ id: 's1' }) },
      { kind: 'send.save', send: send({ id: 's2', channel: 'mss', recipient: 'a@x.mssante.fr' }) },
    ],
    audit: [],
  });
  const list = listSends({ store, shown: (row) => ({ ...row, state: 'sent' }) });
  const all = await list(null, PAULE.pro.idNat);
  expect(all.map(({ id, state, patientName, title, mine }) => [id, state, patientName, title, mine]).toSorted()).toEqual([
    ['s1', 'sent', 'PAT-TROIS DOMINIQUE', 'CR de consultation', true],
    ['s2', 'sent', 'PAT-TROIS DOMINIQUE', 'CR de consultation', true],
  ]);
  const [first] = await list({ limit: 1 }, PAULE.pro.idNat);
  const following = await list({ after: first?.id, limit: 1 }, 'another');
  expect(following.map(({ id, mine }) => [id, mine])).toEqual([[all.find(({ id }) => id !== first?.id)?.id, false]]);
});
