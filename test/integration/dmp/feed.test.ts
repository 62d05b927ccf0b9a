import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DmpExistence } from '../../../electron/dmp/existence.ts';
import { packLot, unpackLot } from '../../../electron/dmp/prepared-lot.ts';
import { td02 } from '../../../electron/dmp/td0-2.ts';
import { sendTd21 } from '../../../electron/dmp/td2-1.ts';
import { td31b } from '../../../electron/dmp/td3-1b.ts';
import { knowledgeOf } from '../../../electron/usecases/outbox/feed-document.ts';
import { recordRefusal } from '../../../shared/domain/sending/feeding.ts';
import { needs } from '../../setup/needs.ts';
import { cda, DOMINIQUE, insOf, pdf, SPECIAL_CASES, startBench, type Bench } from './kit.ts';

const ready = needs.tool('xmlsec1') !== null && needs.tool('xmllint') !== null;

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterEach(() => {
  bench.faults.clear();
  bench.clock.reset();
});
afterAll(() => bench.close());

/** Why the DMP may not be fed, as its answer says it. */
const refusalOf = (existence: DmpExistence) =>
  recordRefusal(knowledgeOf(existence, { pro: { idNat: '899900000017' } }, new Date()), existence.closingReason);
const outcome = (): string | undefined => bench.dmp.journal.at(-1)?.outcome;

describe.skipIf(!ready)('the existence test (TD0.2)', () => {
  it('knows an open record, the authorisation of the professional and whether they are the médecin traitant (R-118)', async () => {
    const { connection } = await bench.workstation();
    expect(await td02(connection, DOMINIQUE)).toEqual({
      exists: true,
      state: 'active',
      authorization: 'VALIDE',
      medecinTraitant: false,
      accountOpen: true,
      monEspaceSante: true,
      closedAt: null,
      closingReason: null,
      oppositionBrisDeGlace: null,
      oppositionAccesUrgence: null,
    });
  });

  it('accepts an unsigned VIHF in direct mode', async () => {
    const { connection, vihfs } = await bench.workstation({ signVihf: false });
    expect((await td02(connection, DOMINIQUE)).exists).toBe(true);
    expect(vihfs.map((vihf) => vihf.signed)).toEqual([false]);
  });

  it.each([
    ['R-011', SPECIAL_CASES.without, 'DMP_ABSENT'],
    ['R-011', SPECIAL_CASES.closed, 'DMP_CLOSED'],
    ['R-012', SPECIAL_CASES.blocked, 'DMP_BLOCKED'],
  ])('%s: %s may not be fed (%s)', async (_rule, matricule, code) => {
    const { connection } = await bench.workstation();
    expect(refusalOf(await td02(connection, insOf(matricule)))).toMatchObject({ code });
  });

  it('tells when and why a record was closed', async () => {
    const { connection } = await bench.workstation();
    expect(await td02(connection, insOf(SPECIAL_CASES.closed))).toMatchObject({
      state: 'terminated',
      closedAt: '2025-02-03T09:30:00Z',
      closingReason: 'FERMETURE_DEMANDE_PATIENT',
    });
  });

  it('lets feed where the authorisation has run out or never was', async () => {
    const { connection } = await bench.workstation();
    const expired = await td02(connection, insOf(SPECIAL_CASES.expired));
    expect(expired.authorization).toBe('EXPIRE');
    expect(refusalOf(expired)).toBeNull();
    const none = await td02(connection, insOf(SPECIAL_CASES.minor));
    expect(none.authorization).toBe('NON_EXISTE');
    expect(refusalOf(none)).toBeNull();
  });

  it.each(['NF', 'CLOSED', 'INTERDIT'])('believes the answer %s that the sandbox was told to give', async (code) => {
    bench.faults.set('dmp', { kind: 'code', code });
    const { connection } = await bench.workstation();
    expect(refusalOf(await td02(connection, DOMINIQUE))).not.toBeNull();
  });

  it('shows the text of a query the DMP refuses', async () => {
    bench.faults.set('dmp', { kind: 'code', code: 'AE' });
    const { connection } = await bench.workstation();
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({
      code: 'DMP_QUERY_REFUSED',
      message: 'Le DMP a refusé la demande : Erreur technique simulée',
      detail: 'ERR',
    });
  });
});

describe.skipIf(!ready)('feeding (TD2.1)', () => {
  it('puts the document where the patient sees it, byte for byte', async () => {
    const { connection, prepare } = await bench.workstation();
    const content = await pdf('Le contenu');
    const bytes = await cda({ content });
    const prepared = await prepare([{ cda: bytes, flags: [] }]);
    expect(await sendTd21(connection, prepared)).toEqual({ status: 'success', issues: [] });

    const view = bench.dmp.patientView(DOMINIQUE);
    expect(view?.documents.at(-1)).toMatchObject({
      uniqueId: prepared.documentUniqueIds[0],
      title: 'Compte rendu de consultation',
      author: 'Paule DURAND',
      institution: 'Cabinet du Port',
      sha1: createHash('sha1').update(bytes).digest('hex'),
      type: '11488-4',
      category: 'Comptes rendus',
      createdAt: '2026-03-07T09:15:30Z',
      flags: [],
    });
    expect(view?.accesses.at(-1)).toMatchObject({
      who: 'Paule DURAND',
      structure: 'Cabinet du Port',
      action: 'feed',
      documents: ['Compte rendu de consultation'],
    });
    expect(view?.notifications.at(-1)?.text).toBe('Un nouveau document a été ajouté à Mon espace santé.');
  });

  it('sends several documents as one lot', async () => {
    const { connection, prepare } = await bench.workstation();
    const prepared = await prepare([
      { cda: await cda({ title: 'Premier' }), flags: [] },
      { cda: await cda({ title: 'Second', content: Buffer.from('du texte'), mediaType: 'text/plain' }), flags: ['MASQUE_PS'] },
    ]);
    await sendTd21(connection, prepared);
    expect(
      bench.dmp
        .patientView(DOMINIQUE)
        ?.documents.slice(-2)
        .map(({ title, flags }) => [title, flags]),
    ).toEqual([
      ['Premier', []],
      ['Second', ['MASQUE_PS']],
    ]);
    expect(bench.dmp.record(DOMINIQUE.matricule)?.lots.at(-1)).toMatchObject({ uniqueId: prepared.submissionSetUniqueId });
  });

  it('gives every message a VIHF of its own, the resent ones too', async () => {
    const { connection, prepare, vihfs } = await bench.workstation();
    const prepared = await prepare([{ cda: await cda(), flags: [] }]);
    bench.faults.set('dmp.td2.1', { kind: 'code', code: 'XDSRepositoryBusy' }, 1);
    await td02(connection, DOMINIQUE);
    await expect(sendTd21(connection, prepared)).rejects.toMatchObject({ code: 'DMP_BUSY' });
    await sendTd21(connection, prepared);
    await td31b(connection, DOMINIQUE, prepared.documentUniqueIds[0] ?? '');
    expect(vihfs).toHaveLength(4);
    const seen = bench.dmp.journal.slice(-4);
    expect(new Set(seen.map((entry) => entry.assertionId)).size).toBe(4);
    expect(new Set(seen.map((entry) => entry.messageId)).size).toBe(4);
    expect(seen.map((entry) => entry.assertionId)).toEqual(vihfs.map((vihf) => vihf.id));
  });

  it('resends the same lot to the byte, VIHF and MessageID excepted', async () => {
    const { connection, prepare, requests } = await bench.workstation();
    const prepared = await prepare([{ cda: await cda(), flags: [] }]);
    // What the store keeps and gives back.
    const stored = unpackLot(structuredClone(packLot({ ...prepared, secretConnection: false })));
    bench.faults.set('dmp', { kind: 'code', code: 'XDSRepositoryBusy' }, 1);
    await expect(sendTd21(connection, prepared)).rejects.toMatchObject({ code: 'DMP_BUSY' });
    await sendTd21(connection, stored);
    const [first, second] = requests.map((request) =>
      Buffer.from(request.body ?? [])
        .toString('latin1')
        .replace(/<MessageID[\s\S]*?<\/MessageID>/, '')
        .replace(/<saml2:Assertion[\s\S]*<\/saml2:Assertion>/, ''),
    );
    expect(second).toBe(first);
    expect(requests[0]?.headers).toEqual(requests[1]?.headers);
  });

  it('learns by TD3.1b that a lot whose answer was lost did arrive', async () => {
    const { connection, prepare } = await bench.workstation();
    const prepared = await prepare([{ cda: await cda(), flags: [] }]);
    const [uniqueId = ''] = prepared.documentUniqueIds;
    expect(await td31b(connection, DOMINIQUE, uniqueId)).toEqual([]);
    bench.faults.set('dmp', { kind: 'cut', when: 'after' }, 1);
    await expect(sendTd21(connection, prepared)).rejects.toMatchObject({ code: 'DMP_NO_ANSWER' });
    expect(await td31b(connection, DOMINIQUE, uniqueId)).toEqual([bench.dmp.patientView(DOMINIQUE)?.documents.at(-1)?.entryUUID]);
    await expect(sendTd21(connection, prepared)).rejects.toMatchObject({
      code: 'DMP_DUPLICATE',
      message: 'Ce document est déjà dans le DMP.',
    });
  });

  it('takes one of two same lots that arrive at the same time, and refuses the other', async () => {
    const { connection, prepare } = await bench.workstation();
    const prepared = await prepare([{ cda: await cda(), flags: [] }]);
    const answers = await Promise.allSettled([sendTd21(connection, prepared), sendTd21(connection, prepared)]);
    expect(answers).toHaveLength(2);
    expect(answers).toContainEqual({ status: 'fulfilled', value: { status: 'success', issues: [] } });
    expect(answers).toContainEqual({ status: 'rejected', reason: expect.objectContaining({ code: 'DMP_DUPLICATE' }) });
    expect(bench.dmp.patientView(DOMINIQUE)?.documents.filter(({ uniqueId }) => uniqueId === prepared.documentUniqueIds[0])).toHaveLength(
      1,
    );
  });

  it('replaces a document, which the patient then no longer sees', async () => {
    const { connection, prepare } = await bench.workstation();
    const first = await prepare([{ cda: await cda({ setId: '2.25.1001', title: 'Version 1' }), flags: [] }]);
    await sendTd21(connection, first);
    const [old = ''] = first.documentUniqueIds;
    const [target = ''] = await td31b(connection, DOMINIQUE, old);
    const next = await cda({ setId: '2.25.1001', version: 2, replaces: old, title: 'Version 2' });
    await sendTd21(connection, await prepare([{ cda: next, flags: [], replaces: target }]));
    const titles = bench.dmp.patientView(DOMINIQUE)?.documents.map((document) => document.title);
    expect(titles).toContain('Version 2');
    expect(titles).not.toContain('Version 1');
    const again = await cda({ setId: '2.25.1001', version: 3, replaces: old, title: 'Version 3' });
    await expect(sendTd21(connection, await prepare([{ cda: again, flags: [], replaces: target }]))).rejects.toMatchObject({
      code: 'DMP_REPLACED',
    });
  });

  it('takes a partial success made of warnings for an acceptance, and says so', async () => {
    bench.faults.set('dmp', { kind: 'code', code: 'PartialSuccess' });
    const { connection, prepare } = await bench.workstation();
    expect(await sendTd21(connection, await prepare([{ cda: await cda(), flags: [] }]))).toMatchObject({
      status: 'partial',
      issues: [{ code: 'XDSExtraMetadataNotSaved', severity: 'warning' }],
    });
  });

  it.each([
    ['XDSRepositoryBusy', 'DMP_BUSY'],
    ['XDSDuplicateUniqueIdInRegistry', 'DMP_DUPLICATE'],
    ['XDSRepositoryMetadataError', 'DMP_METADATA'],
    ['InvalidDocumentContent', 'DMP_CONTENT'],
    ['XDSUnknownPatientId', 'DMP_UNKNOWN_PATIENT'],
    ['XDSRepositoryError', 'DMP_INTERNAL'],
    ['XDSMissingDocument', 'DMP_TECHNICAL'],
    ['DMPAccessDeniedByRightsService', 'DMP_RIGHTS'],
    ['DMPInvalidCertificate', 'DMP_CERTIFICATE'],
    ['SomethingNobodyPublished', 'DMP_REFUSED'],
  ])('says the refusal %s in French and keeps the code as detail', async (raw, code) => {
    bench.faults.set('dmp', { kind: 'code', code: raw, text: 'motif du serveur' });
    const { connection, prepare } = await bench.workstation();
    const prepared = await prepare([{ cda: await cda(), flags: [] }]);
    await expect(sendTd21(connection, prepared)).rejects.toMatchObject({ code, detail: expect.stringContaining(raw) });
  });

  it.each([
    ['an error page', { kind: 'http', status: 503 }, 'DMP_NO_ANSWER'],
    ['silence', { kind: 'timeout' }, 'DMP_NO_ANSWER'],
    ['a cut before the effect', { kind: 'cut', when: 'before' }, 'DMP_NO_ANSWER'],
    ['garbage', { kind: 'garbage' }, 'DMP_GARBAGE'],
    ['an empty answer', { kind: 'empty' }, 'DMP_GARBAGE'],
  ] as const)('does not know what became of a lot after %s', async (_what, fault, code) => {
    bench.faults.set('dmp', fault);
    // Long enough for the lot to have left on a busy machine.
    const { connection, prepare } = await bench.workstation(fault.kind === 'timeout' ? { timeoutMs: 3000 } : {});
    await expect(sendTd21(connection, await prepare([{ cda: await cda(), flags: [] }]))).rejects.toMatchObject({ code });
  });

  it('knows that nothing left when nobody listens', async () => {
    const { connection, prepare } = await bench.workstation();
    const prepared = await prepare([{ cda: await cda(), flags: [] }]);
    const endpoints = { ...connection.endpoints, repository: 'https://localhost:1/si-dmp-server/v2/services/repository' };
    await expect(sendTd21({ ...connection, endpoints }, prepared)).rejects.toMatchObject({ code: 'DMP_UNREACHABLE' });
  });

  it('does not believe the answer to another message', async () => {
    const { connection } = await bench.workstation();
    const answers: { body: Uint8Array }[] = [];
    const replayed = {
      ...connection,
      transport: {
        send: async (request: Parameters<typeof connection.transport.send>[0]) => {
          const answer = await connection.transport.send(request);
          answers.push(answer);
          return { ...answer, body: answers[0]?.body ?? answer.body };
        },
        close: () => Promise.resolve(),
      },
    };
    expect((await td02(replayed, DOMINIQUE)).exists).toBe(true);
    await expect(td02(replayed, DOMINIQUE)).rejects.toMatchObject({ code: 'DMP_GARBAGE', detail: 'RelatesTo' });
  });

  it('R-033: a document invisible to the patient stays so until three months, with a message after one', async () => {
    const { connection, prepare } = await bench.workstation();
    await sendTd21(connection, await prepare([{ cda: await cda({ title: 'Annonce' }), flags: ['INVISIBLE_PATIENT'] }]));
    const view = () => bench.dmp.patientView(DOMINIQUE);
    const seen = (): boolean => view()?.documents.some((document) => document.title === 'Annonce') ?? false;
    const told = (): string[] => view()?.notifications.map((one) => one.text) ?? [];
    expect(seen()).toBe(false);
    expect(view()?.accesses.some((access) => access.documents.includes('Annonce'))).toBe(false);
    bench.clock.advance(32 * 86_400_000);
    expect(seen()).toBe(false);
    expect(told()).toContain('Un document vous attend : parlez-en avec votre professionnel de santé.');
    bench.clock.advance(62 * 86_400_000);
    expect(seen()).toBe(true);
  });

  it('R-032: a document of a minor invisible to the representatives shows to the minor alone', async () => {
    const { connection, prepare } = await bench.workstation();
    const minor = insOf(SPECIAL_CASES.minor);
    const bytes = await cda({ ins: minor, title: 'Contraception' });
    await sendTd21(connection, await prepare([{ cda: bytes, flags: ['INVISIBLE_REPRESENTANTS_LEGAUX'] }], { patient: minor }));
    expect(bench.dmp.patientView(minor)?.documents.map((document) => document.title)).toEqual(['Contraception']);
    const representative = bench.dmp.patientView(minor, 'representative');
    expect(representative?.documents).toEqual([]);
    expect(representative?.notifications).toEqual([]);
    expect(representative?.accesses.filter((access) => access.action === 'feed')).toEqual([]);
    expect(outcome()).toBe('ok');
  });
});

describe.skipIf(!ready)('what the client refuses by itself', () => {
  it('sends no document of another patient, none without document, none twice', async () => {
    const { prepare } = await bench.workstation();
    const one = await cda();
    await expect(prepare([{ cda: one, flags: [] }], { patient: insOf(SPECIAL_CASES.minor) })).rejects.toMatchObject({
      code: 'DMP_INPUT',
      path: '/documents/0',
    });
    await expect(prepare([])).rejects.toMatchObject({ code: 'DMP_INPUT' });
    await expect(
      prepare([
        { cda: one, flags: [] },
        { cda: one, flags: [] },
      ]),
    ).rejects.toMatchObject({ code: 'DMP_INPUT' });
  });
});
