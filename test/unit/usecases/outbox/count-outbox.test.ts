import { describe, expect, it } from 'vitest';
import { countOutbox } from '../../../../electron/usecases/outbox/count-outbox.ts';
import { sendStates, type SendRecord } from '../../../../shared/domain/record/send.ts';
import { DOUBTED } from '../../../../shared/domain/sending/states.ts';
import { errorFacts, fail } from '../../../../shared/errors.ts';
import { document, paule, send } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const LUC = { idNat: '899900000025', name: 'Dr Luc MARTIN' };
const doubted: Partial<SendRecord> = { state: 'held', error: errorFacts(fail(DOUBTED)) };

const desk = async (...sends: readonly Partial<SendRecord>[]) => {
  const { store, records } = workplace();
  await records({});
  await store.commit({
    changes: [
      { kind: 'document.save', document: document() },
      ...sends.map((one, i) => ({ kind: 'send.save' as const, send: send({ id: `s${i + 1}`, ...one }) })),
    ],
    audit: [],
  });
  return store;
};

const NONE = { attention: 0, pending: 0, held: 0, failed: 0, doubted: { mine: 0, others: 0 } };
const EACH: Readonly<Partial<Record<SendRecord['state'], object>>> = {
  held: { pending: 1, held: 1 },
  scheduled: { pending: 1 },
  'waiting-card': { pending: 1 },
  queued: { pending: 1 },
  sending: { pending: 1 },
  unknown: { attention: 1, failed: 1 },
  failed: { attention: 1, failed: 1 },
};

describe('the sends that are counted', () => {
  it.each(sendStates.map((state) => [state] as const))('%s', async (state) => {
    expect(await countOutbox(await desk({ state }))).toEqual({ ...NONE, ...EACH[state] });
  });

  it('ask for a decision, and leave nothing by themselves, when their data may be a copy: mine and those of others', async () => {
    const bound = { actor: LUC, situation: '499900000017001', mode: 'normal', delegation: null } as const;
    const store = await desk(doubted, { ...doubted, bound }, { ...doubted, bound }, { state: 'failed' }, { state: 'held' });
    const counts = { attention: 4, pending: 1, held: 1, failed: 1 };
    expect(await countOutbox(store, paule.idNat)).toEqual({ ...counts, doubted: { mine: 1, others: 2 } });
    expect(await countOutbox(store)).toEqual({ ...counts, doubted: { mine: 0, others: 3 } });
  });
});
