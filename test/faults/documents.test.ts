import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { decode, encode } from '../../shared/contract/codec.ts';
import { errorFromFacts, type ErrorFacts } from '../../shared/errors.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { describeFaults, LUC, PEOPLE, refusal, type Post } from './post.ts';

const MIB = 1024 * 1024;
/** Nobody asked INSi about her: her documents have no other way than mail. */
const STRANGER = { ...PEOPLE.open, traits: { ...PEOPLE.open.traits, birthFirstNames: 'CAMILLE' } };

describeFaults('a document', (bench) => {
  const withPatient = async (): Promise<{ readonly post: Post; readonly patientId: string }> => {
    const post = await bench().shared();
    return { post, patientId: await post.provisional(STRANGER) };
  };

  it('that cannot leave is refused when it is dropped, with what to do, and nothing of it is kept', async () => {
    const { post, patientId } = await withPatient();
    const pdf = await samplePdf();
    const files: readonly (readonly [string, Uint8Array, string])[] = [
      ['not a PDF', Buffer.from('PK\u0003\u0004 un traitement de texte, pas un PDF'), 'PDF_INVALID'],
      ['of 0 byte', new Uint8Array(0), 'PDF_EMPTY'],
      ['cut short', pdf.subarray(0, pdf.length - 600), 'PDF_INVALID'],
      [
        'broken inside',
        Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(4000, 'x'), Buffer.from('\nstartxref\n12\n%%EOF\n')]),
        'PDF_INVALID',
      ],
      ['with a script that runs at its opening', tiny('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>', 1), 'PDF_ACTIVE'],
      ['that says it has one page and has two', tiny('', 1), 'PDF_PAGE_COUNT'],
      ['of 10 000 pages', tiny('', 10_000, 10_000), 'PDF_TOO_LONG'],
      ['under a password', await samplePdf({ pdfA: false, password: 'secret' }), 'PDF_ENCRYPTED'],
      ['restricted by its owner', await samplePdf({ pdfA: false, ownerPassword: 'secret' }), 'PDF_ENCRYPTED'],
    ];
    for (const [name, bytes, code] of files) {
      const error = await refusal(post.client.call('documents.add', { patientId, fileName: 'document.pdf', bytes: new Uint8Array(bytes) }));
      expect(error.code, name).toBe(code);
    }
    expect(await post.client.call('documents.list', { patientId })).toEqual([]);
    expect((await post.acts()).some((act) => act.startsWith('document.added'))).toBe(false);
  });

  it.each([
    ['41 MiB', 41 * MIB, 'FILE_TOO_LARGE'],
    ['200 MB', 200_000_000, 'IPC_TOO_LARGE'],
  ])('of %s is refused by its size, before anything reads it, and the application goes on', async (_name, size, code) => {
    const { post, patientId } = await withPatient();
    const error = await refusal(dropZeros(post, patientId, size));
    expect([error.code, error.message + error.action]).toEqual([code, expect.stringMatching(/40 Mo/)]);
    const draft = await post.draft(patientId, 'Après le fichier trop lourd');
    expect((await post.client.call('documents.list', { patientId })).map(({ id }) => id)).toEqual([draft.id]);
    await post.client.call('documents.remove', { id: draft.id });
  });

  it('R-019: a title of 129 characters is refused, never cut; what was typed is kept', async () => {
    const { post, patientId } = await withPatient();
    const title = `${'Compte rendu détaillé de la consultation de suivi '.repeat(3).slice(0, 128)}é`;
    expect([...title]).toHaveLength(129);
    const draft = await post.draft(patientId);
    const form = { ...draft.form, title };
    await post.client.call('documents.save', { id: draft.id, form });
    const plan = await post.client.call('documents.plan', { id: draft.id, form });
    expect([plan.canValidate, plan.problems.map(({ field, error }) => [field, error.code])]).toEqual([
      false,
      [['title', 'TITLE_TOO_LONG']],
    ]);
    const error = await refusal(post.validate(draft, { title, recipients: [LUC.mailbox] }));
    expect([error.code, error.path]).toEqual(['TITLE_TOO_LONG', '/title']);
    expect(await post.client.call('documents.list', { patientId })).toMatchObject([{ status: 'draft', form: { title }, sends: [] }]);
    await post.client.call('documents.remove', { id: draft.id });
  });

  it('R-019: a title of 128 characters is whole in the CDA, in the DMP, before the patient and in the mail', async () => {
    const { sandbox, held } = bench();
    const post = await bench().shared();
    const title = `Compte rendu « ${'é'.repeat(112)}»`;
    expect([...title]).toHaveLength(128);
    const patientId = await post.qualified();
    const draft = await post.draft(patientId, title);
    const before = sandbox.mss.deliveries(LUC.mailbox).length;
    await post.validate(draft, { recipients: [LUC.mailbox] });
    await post.reaches(draft.id, 'dmp', 'sent');
    await post.reaches(draft.id, 'mss', 'sent');
    const [entry] = held(PEOPLE.open, title);
    expect(entry?.bytes.toString('utf8')).toContain(`<title>${title}</title>`);
    expect(sandbox.dmp.patientView(PEOPLE.open.matricule)?.documents.some((one) => one.title === title)).toBe(true);
    const page = await (await fetch(`${sandbox.portal.url}patient/${PEOPLE.open.matricule}`)).text();
    expect(page).toContain(title);
    const [mail] = sandbox.mss.deliveries(LUC.mailbox).slice(before);
    const files = await unzip(mail?.attachments.find(({ name }) => name === 'IHE_XDM.zip')?.bytes ?? Buffer.alloc(0));
    // The very document of the DMP, and its title again in the metadata beside it.
    expect(files.filter(({ bytes }) => entry?.bytes.equals(bytes) === true)).toHaveLength(1);
    expect(files.find(({ name }) => name.endsWith('METADATA.XML'))?.bytes.toString('utf8')).toContain(title);
  });

  it('validated twice at once leaves once', async () => {
    const { held } = bench();
    const post = await bench().shared();
    const draft = await post.draft(await post.qualified(), 'Double clic');
    const both = await Promise.allSettled([post.validate(draft), post.validate(draft)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await post.reaches(draft.id, 'dmp', 'sent');
    await post.passes('dmp');
    expect([held(PEOPLE.open, 'Double clic').length, (await post.sends(draft.id)).length]).toEqual([1, 1]);
  });

  it('with nowhere to go is not validated: each channel says its reason', async () => {
    const { post, patientId } = await withPatient();
    const draft = await post.draft(patientId);
    const plan = await post.client.call('documents.plan', { id: draft.id, form: draft.form });
    expect(plan.channels.map(({ channel, outcome, reason }) => [channel, outcome, reason?.code])).toEqual([
      ['dmp', 'blocked', 'DMP_INS_NOT_QUALIFIED'],
      ['mss', 'absent', 'MSS_NO_DOCTOR'],
    ]);
    expect((await refusal(post.validate(draft))).code).toBe('NO_CHANNEL');
    expect(await post.client.call('documents.list', { patientId })).toMatchObject([{ status: 'draft' }]);
    expect(await post.sends(draft.id)).toEqual([]);
  });
});

/** A small PDF of so many pages (two unless said), with something more in its catalog and that `/Count`. */
function tiny(catalog: string, count: number, pages = 2): Buffer {
  const kids = Array.from({ length: pages }, (_, i) => `${i + 3} 0 R`).join(' ');
  const page = '<</Type/Page/Parent 2 0 R/Resources<<>>>>';
  const objects = [
    `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    `<</Type/Pages/Kids[${kids}]/Count ${count}/MediaBox[0 0 99 99]>>`,
    ...Array.from({ length: pages }, () => page),
  ];
  let text = '%PDF-1.4\n';
  const rows = objects.map((object, i) => {
    const row = `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return row;
  });
  const size = objects.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

/** Drops a file of zeros without making it: only its base64 crosses the bridge. */
async function dropZeros(post: Post, patientId: string, size: number): Promise<void> {
  const payload = encode({ patientId, fileName: 'scanner.pdf', bytes: new Uint8Array(0) });
  const grown = payload.replace('"v":""', `"v":"${'A'.repeat(Math.ceil(size / 3) * 4)}"`);
  const answer = decode(await post.application.bridge.invoke('documents.add', grown)) as
    | { readonly ok: true }
    | { readonly ok: false; readonly error: ErrorFacts };
  if (!answer.ok) throw errorFromFacts(answer.error);
}

async function unzip(archive: Buffer): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]> {
  const zip = await fromBufferPromise(archive);
  const files: { name: string; bytes: Buffer }[] = [];
  for await (const entry of zip.eachEntry())
    files.push({ name: entry.fileName, bytes: await buffer(await zip.openReadStreamPromise(entry)) });
  return files;
}
