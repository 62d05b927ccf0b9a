import { describe, expect, it } from 'vitest';
import type { DmpExistence } from '../../../../electron/dmp/existence.ts';
import { documentArrived, feedDocument, knowledgeOf, type FeedGateway } from '../../../../electron/usecases/outbox/feed-document.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import type { InformationRecord } from '../../../../shared/domain/record/information.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { fail, type ErrorCode } from '../../../../shared/errors.ts';
import { document, paule, send, validated } from '../../../integration/store/samples.ts';
import { PAULE, workplace } from '../workplace.ts';

const INS = { matricule: '279035121518989', oid: insOids['NIR-TEST'] };
const QUALIFIED = { status: 'QUAL', ins: INS } as const;
const OPEN: DmpExistence = {
  exists: true,
  state: 'active',
  authorization: 'VALIDE',
  medecinTraitant: true,
  accountOpen: null,
  monEspaceSante: null,
  closedAt: null,
  closingReason: null,
  oppositionBrisDeGlace: null,
  oppositionAccesUrgence: null,
};
const LOT = { bytes: Buffer.from('lot'), mediaType: 'multipart/related', facts: null };
/** An error after which nobody knows whether what left arrived. */
const UNKNOWN = 'DMP_NO_ANSWER';

const desk = async (gateway: Partial<FeedGateway> = {}, changed: Partial<PatientRecord> = QUALIFIED) => {
  const place = workplace();
  await place.records(changed);
  const sends = [send({ state: 'sending' }), send({ id: 's2', state: 'sending', uniqueId: null }), send({ id: 's3', state: 'sending' })];
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document({ status: 'validated', validated }) },
      ...sends.map((one) => ({ kind: 'send.save' as const, send: one })),
      ...['s1', 's2'].map((sendId) => ({ kind: 'send.payload' as const, sendId, payload: LOT })),
    ],
    audit: [],
  });
  const asked: string[] = [];
  const dmp: FeedGateway = {
    existence: (session, patient) => {
      asked.push(`existence ${patient.matricule} ${session.pro.idNat}`);
      return Promise.resolve(OPEN);
    },
    feed: (session, patient, { bytes }) => {
      asked.push(`feed ${patient.matricule} ${Buffer.from(bytes).toString()} ${session.pro.idNat}`);
      return Promise.resolve();
    },
    holds: (_session, { bytes }, uniqueId) => {
      asked.push(`holds ${Buffer.from(bytes).toString()} ${uniqueId}`);
      return Promise.resolve(true);
    },
    ...gateway,
  };
  const feed = feedDocument({ store: place.store, dmp, rights: place.rights, now: place.common.now });
  return { ...place, dmp, asked, feed: (id = 's1') => feed(sends.find((one) => one.id === id) ?? send({ id }), PAULE) };
};

const refused = (code: ErrorCode) => () => Promise.reject(fail(code));

describe('a document that leaves for the DMP', () => {
  it('is deposited once the record is known to exist; what the DMP said of it is kept', async () => {
    const { feed, asked, store } = await desk();
    expect(await feed()).toBe('sent');
    expect(asked).toEqual([`existence ${INS.matricule} 899900000017`, `feed ${INS.matricule} lot 899900000017`]);
    expect((await store.patients.get('p1'))?.dmp).toEqual({
      state: 'open',
      authorization: 'VALIDE',
      medecinTraitant: true,
      by: '899900000017',
      opposed: { breakGlass: null, regulation: null },
      at: '2026-11-21T10:00:00.000Z',
    });
  });

  it.each<readonly [string, Partial<DmpExistence>, string, string]>([
    ['R-011: a record that does not exist', { exists: false, state: null, authorization: 'NON_EXISTE' }, 'DMP_ABSENT', 'none'],
    ['R-011: a closed record', { state: 'terminated', closingReason: 'décès' }, 'DMP_CLOSED', 'closed'],
    ['R-012: a record that blocks this professional', { authorization: 'INTERDIT' }, 'DMP_BLOCKED', 'open'],
  ])('%s takes nothing, and is kept as it is known now', async (_what, existence, code, state) => {
    const { feed, asked, store } = await desk({ existence: () => Promise.resolve({ ...OPEN, ...existence }) });
    await expect(feed()).rejects.toMatchObject({ code, ...(code === 'DMP_CLOSED' ? { detail: 'décès' } : {}) });
    expect([asked, (await store.patients.get('p1'))?.dmp?.state]).toEqual([[], state]);
  });

  it('R-012: an expired authorisation does not stop it', async () => {
    expect(await (await desk({ existence: () => Promise.resolve({ ...OPEN, authorization: 'EXPIRE' }) })).feed()).toBe('sent');
  });

  it.each<readonly [string, Partial<PatientRecord>, Partial<InformationRecord> | null, string]>([
    ['R-008: an identity no longer qualified', {}, null, 'DMP_INS_NOT_QUALIFIED'],
    ['R-070: an opposition recorded since', QUALIFIED, {}, 'DMP_FEEDING_OPPOSED'],
    ['R-070: an opposition that another system recorded', QUALIFIED, { origin: 'import' }, 'DMP_FEEDING_RECEIVED'],
  ])('%s keeps it here: the DMP is not even asked', async (_what, patient, opposition, code) => {
    const { feed, asked, store } = await desk({}, patient);
    if (opposition !== null)
      await store.commit({
        changes: [
          {
            kind: 'information.record',
            information: {
              patientId: 'p1',
              purpose: 'feeding',
              episode: 'e1',
              state: 'opposed',
              at: '2026-11-21T09:00:00.000Z',
              by: paule,
              origin: 'person',
              ...opposition,
            },
          },
        ],
        audit: [],
      });
    await expect(feed()).rejects.toMatchObject({ code });
    expect([asked, (await store.patients.get('p1'))?.dmp]).toEqual([[], null]);
  });

  it('without anything ready to leave is unknown', async () => {
    const { feed, asked } = await desk();
    await expect(feed('s3')).rejects.toMatchObject({ code: 'SEND_UNKNOWN' });
    expect(asked).toEqual([]);
  });

  it('of which nobody answered the question is unreachable, never in doubt: nothing had left', async () => {
    const { feed, asked } = await desk({ existence: () => Promise.reject(fail(UNKNOWN, { detail: 'ECONNRESET' })) });
    await expect(feed()).rejects.toMatchObject({ code: 'DMP_UNREACHABLE', detail: 'ECONNRESET' });
    expect(asked).toEqual([]);
    await expect((await desk({ existence: refused('DMP_BLOCKED') })).feed()).rejects.toMatchObject({ code: 'DMP_BLOCKED' });
    const slip = new TypeError('no such thing');
    await expect((await desk({ existence: () => Promise.reject(slip) })).feed()).rejects.toBe(slip);
  });

  it('that the DMP says to be a duplicate was there already, when it holds it', async () => {
    const { feed, asked } = await desk({ feed: refused('DMP_DUPLICATE') });
    expect(await feed()).toBe('found');
    expect(asked.at(-1)).toBe('holds lot 2.25.1');
  });

  it.each<readonly [string, string, string, Partial<FeedGateway>]>([
    [
      'a duplicate that the DMP does not hold',
      's1',
      'DMP_DUPLICATE',
      { feed: refused('DMP_DUPLICATE'), holds: () => Promise.resolve(false) },
    ],
    ['a duplicate of no identifier', 's2', 'DMP_DUPLICATE', { feed: refused('DMP_DUPLICATE') }],
    ['a duplicate about which nobody answers', 's1', 'DMP_UNREACHABLE', { feed: refused('DMP_DUPLICATE'), holds: refused(UNKNOWN) }],
    ['any other refusal', 's1', 'DMP_BLOCKED', { feed: refused('DMP_BLOCKED') }],
    ['an outcome that nobody knows', 's1', UNKNOWN, { feed: refused(UNKNOWN) }],
  ])('fails for %s', async (_what, id, code, gateway) => {
    await expect((await desk(gateway)).feed(id)).rejects.toMatchObject({ code });
  });
});

describe('a document in doubt', () => {
  it.each([true, false])('is asked of the DMP by its identifier: %s', async (held) => {
    const { store, dmp, asked, rights } = await desk();
    const holds: FeedGateway['holds'] = async (...question) => {
      await dmp.holds(...question);
      return held;
    };
    expect(await documentArrived({ store, rights, dmp: { holds } })(send(), PAULE)).toBe(held);
    expect(asked).toEqual(['holds lot 2.25.1']);
  });

  it.each([
    ['s2', 'of no identifier'],
    ['s3', 'of no lot'],
  ])('%s, %s, is asked about to nobody', async (id) => {
    const { store, dmp, asked, rights } = await desk();
    const asking = documentArrived({ store, rights, dmp })({ ...send({ id }), uniqueId: id === 's2' ? null : '2.25.1' }, PAULE);
    await expect(asking).rejects.toMatchObject({ code: 'SEND_UNKNOWN' });
    expect(asked).toEqual([]);
  });
});

describe('what is kept of what the DMP says', () => {
  const at = new Date('2026-11-21T10:00:00.000Z');
  it.each<readonly [Partial<DmpExistence>, string]>([
    [{ exists: false, state: null }, 'none'],
    [{ exists: false, state: 'terminated' }, 'none'],
    [{ state: 'terminated' }, 'closed'],
    [{ state: 'active' }, 'open'],
    [{ state: null }, 'open'],
  ])('%j is %s', (existence, state) => {
    expect(knowledgeOf({ ...OPEN, ...existence, oppositionBrisDeGlace: true, oppositionAccesUrgence: false }, PAULE, at)).toEqual({
      state,
      authorization: 'VALIDE',
      medecinTraitant: true,
      by: '899900000017',
      opposed: { breakGlass: true, regulation: false },
      at: at.toISOString(),
    });
  });
});
