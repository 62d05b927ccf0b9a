import { describe, expect, it } from 'vitest';
import { sameIdentity } from '../../../../electron/usecases/outbox/same-identity.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import type { IdentityTransition } from '../../../../shared/domain/record/transition.ts';
import type { Ins } from '../../../../shared/domain/types.ts';
import { document, paule, send } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const ins = (matricule: string): Ins => ({ matricule, oid: insOids['NIR-TEST'] });
const FORMER = ins('279035121518989');
const NOW = ins('260058815400233');

const moved = (insBefore: Ins | null, insAfter: Ins | null): IdentityTransition => ({
  patientId: 'p1',
  at: '2026-11-21T09:00:00.000Z',
  by: paule,
  event: 'insiAccepted',
  from: 'QUAL',
  to: 'QUAL',
  source: 'INSI',
  insBefore,
  insAfter,
  insiAnswerId: null,
  documentType: null,
  traits: null,
});

/** A document that carries a matricule, of a record that bears {@link NOW}. @param transition of its identity. */
const desk = async (carried: Ins | null, transition: IdentityTransition | null = moved(FORMER, NOW)) => {
  const place = workplace();
  await place.records({ status: 'QUAL', ins: NOW });
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document() },
      { kind: 'document.content', documentId: 'd1', content: 'cda', bytes: Buffer.from('<cda/>') },
      { kind: 'document.save', document: document({ id: 'd2' }) },
      ...(transition === null ? [] : [{ kind: 'identity.transition' as const, transition }]),
    ],
    audit: [],
  });
  let opened = 0;
  const check = sameIdentity({
    store: place.store,
    carried: (cda) => {
      expect(Buffer.from(cda).toString()).toBe('<cda/>');
      opened += 1;
      return { ins: carried, ipp: 'P000001' };
    },
  });
  return { ...place, check, opened: () => opened };
};

describe('what leaves under an identity', () => {
  it.each([
    ['that is no longer the record’s', FORMER, 'SEND_OTHER_IDENTITY'],
    ['of another nature', { ...NOW, oid: insOids['NIA'] }, 'SEND_OTHER_IDENTITY'],
  ])('%s does not', async (_what, carried, code) => {
    await expect((await desk(carried)).check(send())).rejects.toMatchObject({ code });
  });

  it.each([
    ['that is the record’s still', NOW],
    ['that no document names', null],
  ])('%s does', async (_what, carried) => {
    const { check, opened } = await desk(carried);
    await check(send());
    expect(opened()).toBe(1);
  });

  it.each([
    ['never moved', null],
    ['was found for the first time', moved(null, NOW)],
    ['was found the same again', moved(NOW, NOW)],
  ])('that %s is not even opened', async (_what, transition) => {
    const { check, opened } = await desk(FORMER, transition);
    await check(send());
    expect(opened()).toBe(0);
  });

  it('is compared after a merge too', async () => {
    const { check, store, records } = await desk(FORMER, null);
    await records({ revision: 1, status: 'QUAL', ins: NOW }, { birthName: 'PAT-QUATRE' });
    const merge = {
      id: 'm1',
      kept: 'p1',
      removed: 'p2',
      at: '2026-11-21T09:00:00.000Z',
      by: paule,
      undoneAt: null,
      name: 'PAT-QUATRE DOMINIQUE',
      ipp: 'P000002',
      keptBefore: null,
      dropped: [],
    };
    await store.commit({ changes: [{ kind: 'patient.merge', merge }], audit: [] });
    await expect(check(send())).rejects.toMatchObject({ code: 'SEND_OTHER_IDENTITY' });
  });

  it('of a document without CDA, or of nobody, is for others to refuse', async () => {
    const { check, opened } = await desk(FORMER);
    await check(send({ documentId: 'd2' }));
    await check(send({ patientId: 'p9' }));
    expect(opened()).toBe(0);
  });
});
