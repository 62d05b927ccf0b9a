import { describe, expect, it, vi } from 'vitest';
import type { CdaDocument } from '../../../../electron/cda/document.ts';
import type { Preparation } from '../../../../electron/usecases/documents/validate-document.ts';
import { sendElsewhere } from '../../../../electron/usecases/outbox/send-elsewhere.ts';
import type { DocumentForm } from '../../../../shared/domain/record/document.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import type { SendRecord } from '../../../../shared/domain/record/send.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { carried, documentRecord, sendRecord } from '../sent.ts';
import { PAULE, workplace } from '../workplace.ts';

const LUC = 'luc.aubert@cabinet.mssante.fr';
const WRONG = 'luc.aubret@cabinet.mssante.fr';
const CITIZEN = '279035121518989@patient.mssante.fr';
const NOW = { ...DOMINIQUE.ins, matricule: '260058815400233' };
const BY = { idNat: PAULE.pro.idNat, name: 'Dr Paule DURAND' };
const CDA = new TextEncoder().encode(JSON.stringify({ ins: DOMINIQUE.ins, ipp: null }));
const validated = {
  at: '2026-11-20T09:00:00.000Z',
  by: BY,
  situation: PAULE.situation.structureIdNat,
  cda: { id: '2.25.1', setId: '2.25.2', version: 1 },
};

/** A document that went to the DMP, its mail refused. */
async function post(
  changed: {
    readonly patient?: Partial<PatientRecord>;
    readonly refused?: Partial<SendRecord>;
    readonly form?: Partial<DocumentForm>;
    readonly cda?: Uint8Array | null;
    readonly situation?: string;
    readonly state?: 'open' | 'no-mailbox';
  } = {},
) {
  const place = workplace();
  await place.records({ status: 'QUAL', ins: DOMINIQUE.ins, ...changed.patient });
  const { cda = CDA } = changed;
  const document = documentRecord({
    status: 'validated',
    validated: { ...validated, situation: changed.situation ?? validated.situation },
  });
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: { ...document, form: { ...document.form, ...changed.form } } },
      ...(cda === null ? [] : [{ kind: 'document.content' as const, documentId: 'd1', content: 'cda' as const, bytes: cda }]),
      { kind: 'send.save', send: sendRecord({ id: 'dmp' }) },
      {
        kind: 'send.save',
        send: sendRecord({
          id: 'refused',
          channel: 'mss',
          recipient: WRONG,
          state: 'failed',
          attempts: 1,
          sentAt: null,
          messageId: '<refused@x>',
          ...changed.refused,
        }),
      },
    ],
    audit: [],
  });
  const composed: { readonly recipient: string; readonly cda: Uint8Array; readonly flags: readonly string[] }[] = [];
  let kicks = 0;
  const never = (): never => {
    throw new Error('nothing of the document is made again');
  };
  const composeMessage: Preparation['composeMessage'] = (_session, { recipient, cda: document_, flags }) => {
    composed.push({ recipient, cda: document_.bytes, flags });
    return Promise.resolve({
      payload: { bytes: document_.bytes, mediaType: 'message/rfc822', facts: { recipient } },
      messageId: `<${recipient}>`,
    });
  };
  const elsewhere = sendElsewhere({
    ...place.common,
    prepare: { buildCda: never, prepareLot: never, composeMessage },
    // Cast: what is asked of the document here is its bytes and whom it names.
    readDocument: (bytes) => ({ bytes, content: { patient: carried(bytes) } }) as unknown as CdaDocument,
    plan: {
      store: place.store,
      now: place.common.now,
      current: () => PAULE,
      rights: place.rights,
      ageOfMajority: () => 18,
      trusts: (domain) => domain.endsWith('.mssante.fr'),
      mailboxOf: () => null,
      mss: () => ({ state: changed.state ?? 'open', mailbox: 'paule.durand@cabinet.mssante.fr' }),
    },
    kick: () => void (kicks += 1),
    undoMs: () => Promise.resolve(10_000),
  });
  return { ...place, ...elsewhere, composed, kicks: () => kicks };
}

const addressed = async ({ store }: Pick<Awaited<ReturnType<typeof post>>, 'store'>) =>
  (await store.outbox.list({ documentId: 'd1' }))
    .filter(({ channel }) => channel === 'mss')
    .map(({ recipient, state, messageId, nextAt, error }) => ({ recipient, state, messageId, nextAt, error: error?.code ?? null }))
    .toSorted((a, b) => (a.recipient ?? '').localeCompare(b.recipient ?? ''));

describe('a mail that was refused', () => {
  it('leaves again for another address: the document kept at validation, another message, the undo window, one entry of the journal', async () => {
    const place = await post({ form: { visibility: 'masked' } });
    expect(await place.redirect({ id: 'refused', address: ` ${LUC} ` })).toBe('d1');
    expect(place.composed.map(({ recipient, cda, flags }) => [recipient, Buffer.from(cda).toString(), flags])).toEqual([
      [LUC, Buffer.from(CDA).toString(), ['MASQUE_PS']],
    ]);
    expect(await addressed(place)).toEqual([
      { recipient: LUC, state: 'scheduled', messageId: `<${LUC}>`, nextAt: '2026-11-21T10:00:10.000Z', error: null },
      { recipient: WRONG, state: 'cancelled', messageId: '<refused@x>', nextAt: null, error: 'SEND_REDIRECTED' },
    ]);
    const made = (await place.store.outbox.list({ documentId: 'd1' })).find(({ recipient }) => recipient === LUC);
    expect(await place.store.outbox.payload(made?.id ?? '')).toMatchObject({ facts: { recipient: LUC } });
    expect(await place.journal()).toMatchObject([{ act: 'outbox.redirected', patientId: 'p1', objectId: made?.id, result: 'ok' }]);
    expect(place.kicks()).toBe(1);
  });

  it.each<[string, Partial<SendRecord>, string, ErrorCode]>([
    ['to the address that was refused', {}, WRONG.toUpperCase(), 'SEND_SAME_ADDRESS'],
    ['once it has arrived', { state: 'sent' }, LUC, 'SEND_OVER'],
    ['while it may have arrived', { state: 'unknown' }, LUC, 'SEND_IN_DOUBT'],
    [
      'by another than who validated it',
      { bound: { actor: { idNat: '8000', name: 'X' }, situation: 's', mode: 'normal', delegation: null } },
      LUC,
      'SEND_OTHER_PERSON',
    ],
  ])('does not leave again %s', async (_what, refused, address, code) => {
    const place = await post({ refused });
    await expect(place.redirect({ id: 'refused', address })).rejects.toEqual(refusal(code));
    expect([place.composed, await place.journal(), place.kicks()]).toEqual([[], [], 0]);
  });

  it('asked twice at once, leaves once', async () => {
    const place = await post();
    const both = await Promise.allSettled([
      place.redirect({ id: 'refused', address: LUC }),
      place.redirect({ id: 'refused', address: LUC }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await addressed(place)).filter(({ recipient }) => recipient === LUC)).toHaveLength(1);
  });
});

describe('a document sent to somebody more', () => {
  it('leaves as it was validated, the others untouched, named as the record knows them', async () => {
    const place = await post();
    await place.store.commit({
      changes: [{ kind: 'correspondents.set', patientId: 'p1', correspondents: [{ name: 'Dr Luc AUBERT', address: LUC }] }],
      audit: [],
    });
    await place.also({ id: 'd1', address: LUC });
    expect((await addressed(place)).map(({ recipient, state }) => [recipient, state])).toEqual([
      [LUC, 'scheduled'],
      [WRONG, 'failed'],
    ]);
    expect((await place.store.outbox.list({ documentId: 'd1' })).map(({ role }) => role).filter(Boolean)).toEqual([
      'Dr Luc AUBERT, correspondant',
    ]);
    expect(await place.journal()).toMatchObject([{ act: 'outbox.added', patientId: 'p1', result: 'ok' }]);
  });

  it('may go again where nothing arrived: refused or given up', async () => {
    const place = await post({ refused: { recipient: LUC, state: 'cancelled' } });
    await place.also({ id: 'd1', address: LUC });
    expect((await addressed(place)).map(({ state }) => state).toSorted()).toEqual(['cancelled', 'scheduled']);
  });

  it.each<[string, Parameters<typeof post>[0], string, ErrorCode]>([
    ['where it already is', { refused: { recipient: LUC, state: 'sent' } }, LUC.toUpperCase(), 'SEND_ALREADY_THERE'],
    ['where it is on its way', { refused: { recipient: LUC, state: 'queued' } }, LUC, 'SEND_ALREADY_THERE'],
    ['out of the trust space', {}, 'luc.aubert@gmail.com', 'MSS_DOMAIN'],
    ['to what is no address', {}, 'luc.aubert@', 'MSS_ADDRESS'],
    ['to oneself', {}, 'Paule.Durand@cabinet.mssante.fr', 'MSS_SELF'],
    ['R-010 to the patient whose identity is not qualified', { patient: { status: 'PROV', ins: null } }, CITIZEN, 'MSS_INS_NOT_QUALIFIED'],
    ['R-033 to the patient when it is invisible to them', { form: { visibility: 'invisible-patient' } }, CITIZEN, 'MSS_INVISIBLE_PATIENT'],
    ['without a mailbox', { state: 'no-mailbox' }, LUC, 'MSS_NO_MAILBOX'],
    ['from another structure', { situation: '499900000099999' }, LUC, 'SEND_OTHER_STRUCTURE'],
    ['without the document kept at validation', { cda: null }, LUC, 'SEND_CONTENT_GONE'],
  ])('is refused %s, and nothing changes', async (_what, changed, address, code) => {
    const place = await post(changed);
    const before = await place.store.outbox.list({});
    await expect(place.also({ id: 'd1', address })).rejects.toEqual(refusal(code));
    expect([await place.store.outbox.list({}), place.composed, await place.journal(), place.kicks()]).toEqual([before, [], [], 0]);
  });

  it('is refused under a matricule that is no longer the patient’s', async () => {
    const place = await post({ patient: { ins: NOW } });
    await place.store.commit({
      changes: [
        {
          kind: 'identity.transition',
          transition: {
            patientId: 'p1',
            at: '2026-11-21T09:00:00.000Z',
            by: BY,
            event: 'insiAccepted',
            from: 'QUAL',
            to: 'QUAL',
            source: 'INSI',
            insBefore: DOMINIQUE.ins,
            insAfter: NOW,
            insiAnswerId: null,
            documentType: null,
            traits: null,
          },
        },
      ],
      audit: [],
    });
    await expect(place.also({ id: 'd1', address: LUC })).rejects.toEqual(refusal('SEND_OTHER_IDENTITY'));
  });

  it('stays here when somebody else is logged in by the time it was read', async () => {
    const place = await post();
    const { list } = place.store.outbox;
    vi.spyOn(place.store.outbox, 'list').mockImplementation((filter) => {
      place.logged({ ...PAULE, pro: { ...PAULE.pro, idNat: '899900000025' } });
      return list(filter);
    });
    await expect(place.also({ id: 'd1', address: LUC })).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect([place.composed, await place.journal(), place.kicks()]).toEqual([[], [], 0]);
  });

  it('is nobody’s but of whoever validated it, and not before', async () => {
    const place = await post();
    place.logged({ ...PAULE, pro: { ...PAULE.pro, idNat: '899900000025' } });
    await expect(place.also({ id: 'd1', address: LUC })).rejects.toEqual(refusal('SEND_OTHER_PERSON'));
    place.logged(PAULE);
    await place.store.commit({ changes: [{ kind: 'document.save', document: documentRecord({ id: 'd2' }) }], audit: [] });
    await expect(place.also({ id: 'd2', address: LUC })).rejects.toEqual(refusal('SEND_DRAFT'));
    place.logged(null);
    await expect(place.also({ id: 'd1', address: LUC })).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});
