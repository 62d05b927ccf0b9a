import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { composeMessage } from '../../../electron/mss/compose.ts';
import type { ComposedMessage, MessageInput } from '../../../electron/mss/message.ts';
import { judgeMessage } from '../../sandbox/mss/judge.ts';
import { CITIZEN, context, document, DOMINIQUE, DURAND, input, LUC, OTHER, PAULE, PDF, UNQUALIFIED } from './message-fixtures.ts';

const parse = async (message: ComposedMessage) => await simpleParser(Buffer.from(message.bytes));
const head = (message: ComposedMessage): string => Buffer.from(message.bytes).toString('latin1').split('\r\n\r\n')[0] ?? '';
const judge = async (message: ComposedMessage) =>
  await judgeMessage(Buffer.from(message.bytes), { mailbox: message.envelope.from, to: message.envelope.to });
const compose = async (over: Partial<MessageInput> = {}) => await composeMessage(input(over), context());
const refused = (over: Partial<MessageInput>, code: string) => expect(compose(over)).rejects.toMatchObject({ code });

describe('a message that carries a document', () => {
  it('holds the text, the archive and the very PDF of the document, in that order', async () => {
    const message = await compose();
    expect(message.parts.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      [null, 'text/plain'],
      ['IHE_XDM.zip', 'application/zip'],
      [expect.stringMatching(/^20260312_.*_PAT-TROIS_DOMINIQUE_IPP0014\.pdf$/), 'application/pdf'],
    ]);
    const mail = await parse(message);
    expect(mail.text?.trim()).toBe('Bonjour,\n\nVeuillez trouver ci-joint le compte rendu.');
    expect(mail.attachments[1]?.content.equals(Buffer.from(PDF))).toBe(true);
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(message.parts.slice(1).map(({ name }) => name));
  });

  it('passes the operator’s own judgement', async () => {
    const { documents } = await judge(await compose());
    expect(documents.map(({ typeCode, patient }) => [typeCode, patient.matricule])).toEqual([['11488-4', '279035121518989']]);
  });

  it('says its software, its types and its identity in the headers as the référentiel writes them', async () => {
    const lines = head(await compose());
    expect(lines).toMatch(/^X-MSS-NIL: TEST000001$/m);
    expect(lines).toMatch(/^X-MSS-CODECDA: 11488-4$/m);
    expect(lines).toMatch(/^X-MSS-INS: O$/m);
    expect(lines).not.toMatch(/^X-MSS-MES/m);
    expect(lines).not.toMatch(/^X-Mailer/im);
  });

  it('R-009 leaves for a professional without a qualified INS, and says N', async () => {
    const message = await compose({ documents: [document({ patient: UNQUALIFIED })], patient: UNQUALIFIED });
    expect(message.headers['X-MSS-INS']).toBe('N');
    await judge(message);
  });

  it('has the regulated subject, the label cut at 40 characters', async () => {
    const { subject } = await compose();
    expect(subject).toMatch(/^XDM\/1\.0\/DDM\+.{1,40} PAT-TROIS DOMINIQUE 28\/03\/1979$/);
    expect((await parse(await compose())).subject).toBe(subject);
  });

  it('replaces an ordinary subject and says so', async () => {
    const message = await compose({ subject: 'Votre patiente' });
    expect(message.subject).toMatch(/^XDM\/1\.0\/DDM\+/);
    expect(message.warnings.map(({ code }) => code)).toEqual(['MSS_SUBJECT_REPLACED']);
  });

  it('carries several documents of one patient', async () => {
    const message = await compose({ documents: [document(), document({ type: '57833-6', serial: 50 })] });
    expect(message.subject).toBe('XDM/1.0/DDM+2 documents PAT-TROIS DOMINIQUE 28/03/1979');
    expect(message.headers['X-MSS-CODECDA']).toBe('11488-4,57833-6');
    expect(message.parts).toHaveLength(4);
    await judge(message);
  });

  it('names what it cancels and replaces: subject, thread and text', async () => {
    const message = await compose({
      replaces: { messageId: '<premier@medecin.sandbox.mssante.fr>', subject: 'XDM/1.0/DDM+CR', date: '2026-03-12T14:10:00+01:00' },
    });
    expect(message.subject).toMatch(/^XDM\/1\.0\/DDM\+\[Annule et remplace\] /);
    const mail = await parse(message);
    expect([mail.inReplyTo, mail.references]).toEqual(['<premier@medecin.sandbox.mssante.fr>', '<premier@medecin.sandbox.mssante.fr>']);
    expect(mail.text).toContain('annule et remplace le message du 12/03/2026 intitulé « XDM/1.0/DDM+CR »');
    await judge(message);
  });

  it('takes the PDF given for a document that holds none, and refuses to go without', async () => {
    const text = { mediaType: 'text/plain' };
    await refused({ documents: [document(text)] }, 'MSS_PDF_MISSING');
    const message = await compose({ documents: [document({ ...text, pdf: PDF })] });
    expect(message.parts[2]?.mediaType).toBe('application/pdf');
  });

  it('concerns one patient only', async () => {
    await refused({ documents: [document(), document({ patient: OTHER, serial: 50 })] }, 'MSS_TWO_PATIENTS');
    await refused({ patient: OTHER }, 'MSS_TWO_PATIENTS');
  });

  it('R-033 is never composed for a patient who must not see it', async () => {
    await refused({ to: [CITIZEN], documents: [document({ flags: ['INVISIBLE_PATIENT'] })] }, 'MSS_INVISIBLE_PATIENT');
    await refused(
      { bcc: [CITIZEN], documents: [document(), document({ flags: ['INVISIBLE_PATIENT'], serial: 50 })] },
      'MSS_INVISIBLE_PATIENT',
    );
  });
});

describe('every message', () => {
  it('needs the product reference', async () => {
    const software = { ...context().software, mssNil: null };
    await expect(composeMessage(input(), context({ software }))).rejects.toMatchObject({ code: 'MSS_NIL' });
    await expect(composeMessage(input(), context({ software: { ...software, mssNil: ' ' } }))).rejects.toMatchObject({ code: 'MSS_NIL' });
  });

  it('without documents says nothing of documents', async () => {
    const message = await compose({ documents: [], subject: 'Demande d’avis' });
    expect(Object.keys(message.headers)).not.toContain('X-MSS-CODECDA');
    expect(head(message)).not.toMatch(/X-MSS-(CODECDA|INS)/);
    expect((await parse(message)).subject).toBe('Demande d’avis');
    await judge(message);
  });

  it('may have no text', async () => {
    const message = await compose({ text: '' });
    expect((await parse(message)).text?.trim()).toBe('');
    await judge(message);
  });

  it('comes from its label and address, in UTF-8', async () => {
    const mail = await parse(await compose({ from: { address: PAULE, type: 'ORG', label: 'Hôpital X – Cardiologie' } }));
    expect(mail.from?.value).toEqual([{ name: 'Hôpital X – Cardiologie', address: PAULE }]);
  });

  it('keeps blind copies in the envelope', async () => {
    const message = await compose({ bcc: ['secretariat@cabinet.sandbox.mssante.fr'] });
    expect(message.envelope.to).toEqual([LUC, 'secretariat@cabinet.sandbox.mssante.fr']);
    expect(Buffer.from(message.bytes).toString('latin1')).not.toContain('secretariat@');
  });

  it('goes once to a mailbox written twice', async () => {
    expect((await compose({ cc: [LUC.toUpperCase()] })).envelope.to).toHaveLength(1);
  });

  it('is the same bytes at every attempt', async () => {
    const [one, two] = [await compose(), await compose()];
    expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(true);
    expect(one.messageId).toBe(two.messageId);
    const other = await composeMessage(input(), context({ uuid: () => crypto.randomUUID() }));
    expect(other.messageId).not.toBe(one.messageId);
  });

  it('carries the same archive and the same PDF to somebody else, another day, under another identifier', async () => {
    const one = await compose();
    const later = context({ now: new Date('2026-12-24T18:00:00Z'), uuid: () => crypto.randomUUID() });
    const other = await composeMessage(input({ to: ['ines.morel@sage-femme.sandbox.mssante.fr'] }), later);
    expect(other.parts).toEqual(one.parts);
    expect([other.subject, other.messageId === one.messageId]).toEqual([one.subject, false]);
  });

  it.each<[string, Partial<MessageInput>]>([
    ['another document', { documents: [document({ serial: 90 })] }],
    ['another visibility', { documents: [document({ flags: ['MASQUE_PS'] })] }],
    ['another sender', { sender: { ...DURAND, idNat: '899900000025' } }],
    ['another mailbox', { from: { ...input().from, address: 'autre@medecin.sandbox.mssante.fr' } }],
  ])('names its archive otherwise with %s', async (_what, changed) => {
    const setOf = async (message: Partial<MessageInput>): Promise<string | undefined> => {
      const [, archive] = (await compose(message)).parts;
      return archive?.sha1;
    };
    expect(await setOf(changed)).not.toBe(await setOf({}));
  });

  it('is seven-bit lines of 998 characters at most, ended by CRLF', async () => {
    const raw = Buffer.from((await compose({ text: `${'é'.repeat(2000)}\n.\nfin` })).bytes).toString('latin1');
    expect(/[\x80-\xFF]/.test(raw)).toBe(false);
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it('asks for receipts: read in a header, delivery in the envelope', async () => {
    const message = await compose({ readReceipt: true, deliveryReceipt: true });
    expect(head(message)).toMatch(new RegExp(`^Disposition-Notification-To: ${PAULE}$`, 'm'));
    expect(message.envelope.notify).toEqual(['SUCCESS', 'FAILURE', 'DELAY']);
    expect((await compose()).envelope.notify).toEqual([]);
  });

  it('answers in its thread', async () => {
    const mail = await parse(
      await compose({ inReplyTo: '<b@x.fr>', references: ['<a@x.fr>', '<b@x.fr>'], replyTo: 'secretariat@cabinet.sandbox.mssante.fr' }),
    );
    expect([mail.inReplyTo, mail.references, mail.replyTo?.text]).toEqual([
      '<b@x.fr>',
      ['<a@x.fr>', '<b@x.fr>'],
      'secretariat@cabinet.sandbox.mssante.fr',
    ]);
  });

  it('closes a conversation with a citizen only', async () => {
    const closed = await compose({ to: [CITIZEN], close: true });
    expect(closed.headers['X-MSS-MES']).toBe('FIN');
    await judge(closed);
    const professional = await compose({ close: true });
    expect(professional.headers['X-MSS-MES']).toBeUndefined();
    expect(professional.warnings.map(({ code }) => code)).toEqual(['MSS_CLOSE_IGNORED']);
  });

  it('R-010 goes to a citizen without a qualified INS under a confirmed derogation only', async () => {
    const plain = { to: [CITIZEN], documents: [], subject: 'Rendez-vous', patient: UNQUALIFIED };
    await refused(plain, 'MSS_INS_NOT_QUALIFIED');
    await expect(compose({ ...plain, derogation: true })).resolves.toBeDefined();
    await expect(compose({ ...plain, patient: DOMINIQUE })).resolves.toBeDefined();
  });

  it.each<[string, Partial<MessageInput>]>([
    ['the label', { from: { address: PAULE, type: 'PER', label: 'Dr\r\nBcc: x@y.fr' } }],
    ['an empty label', { from: { address: PAULE, type: 'PER', label: ' ' } }],
    ['the subject', { documents: [], subject: 'Avis\nX-MSS-MES: FIN' }],
    ['a subject that reads backwards', { documents: [], subject: 'Avis \u202Efdp.exe' }],
    ['a file name with nothing to see', { attachments: [{ name: 'a\u200Bb.pdf', mediaType: 'application/pdf', bytes: PDF }] }],
    ['a recipient', { to: ['luc@x.fr\r\nBcc: y@z.fr'] }],
    ['a reference', { references: ['<a@x.fr>\r\nX: y'] }],
    ['a malformed reference', { inReplyTo: 'a@x.fr> <b' }],
    ['a file name', { attachments: [{ name: 'a\r\nb.pdf', mediaType: 'application/pdf', bytes: PDF }] }],
    ['a media type', { attachments: [{ name: 'a.pdf', mediaType: 'application/pdf\r\nX: y', bytes: PDF }] }],
    ['a second archive', { attachments: [{ name: 'ihe_xdm.ZIP', mediaType: 'application/zip', bytes: PDF }] }],
  ])('lets nothing into its headers by %s', async (_what, over) => {
    await refused(over, 'MSS_HEADER');
  });

  it('needs a recipient, and addresses', async () => {
    await refused({ to: [] }, 'MSS_NO_RECIPIENT');
    await refused({ to: ['luc'] }, 'MSS_ADDRESS');
  });

  it('is measured as it travels, base64 included', async () => {
    const { bytes } = await compose();
    await expect(composeMessage(input(), context({ maxBytes: bytes.length }))).resolves.toBeDefined();
    await expect(composeMessage(input(), context({ maxBytes: bytes.length - 1 }))).rejects.toMatchObject({ code: 'MSS_TOO_LARGE' });
  });

  it('writes an internationalised domain in its ASCII form on the wire', async () => {
    const message = await compose({ to: ['avis@santé-essai.fr'] });
    expect(message.envelope.to).toEqual(['avis@xn--sant-essai-e7a.fr']);
    expect(head(message)).toMatch(/^To: avis@xn--sant-essai-e7a\.fr$/m);
  });
});
