import { expect, it } from 'vitest';
import { settleDoubts } from '../../../../electron/usecases/outbox/settle-doubts.ts';
import { DOUBTED } from '../../../../shared/domain/sending/states.ts';
import { errorFacts, fail } from '../../../../shared/errors.ts';
import { document, send, validated } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

it.each([
  ['once nobody’s are left to decide', '899900000017', 1],
  ['not while another person’s are', '899900000033', 0],
])('that data may be a copy is settled %s', async (_what, idNat, settled) => {
  const { common, store, records } = workplace();
  await records({});
  const held = { state: 'held', error: errorFacts(fail(DOUBTED)) } as const;
  await store.commit({
    changes: [
      { kind: 'document.save', document: document({ status: 'validated', validated }) },
      { kind: 'send.save', send: send({ id: 's1', ...held }) },
      { kind: 'send.save', send: send({ id: 's2', ...held, bound: { ...send().bound, actor: { idNat, name: 'X' } } }) },
    ],
    audit: [],
  });
  let told = 0;
  const decide = settleDoubts({ ...common, kick: () => undefined, doubtsSettled: () => void (told += 1) });
  await decide({ decision: 'leave' });
  expect(told).toBe(settled);
});
