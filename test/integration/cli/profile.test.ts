import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applicationCommand } from '../../../electron/application-command.ts';
import { importRun, type ImportRunOptions } from '../../../electron/cli/import-run.ts';
import { documentsList } from '../../../electron/cli/documents-list.ts';
import { patientsFind } from '../../../electron/cli/patients-find.ts';
import { fileKeyOpener, openProfile } from '../../../electron/cli/profile.ts';
import { takeActs } from '../../../electron/wiring/acts-beside.ts';
import { document, later, prepared, send, validated } from '../store/samples.ts';
import { crowd, csvFile, hl7File, HOSPITAL, strangers } from '../patients/files.ts';

/** The stateful commands on a data folder, without the process around them. */

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poste-profile-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content);
  return at(name);
};
const code = (expected: string): unknown =>
  expect.objectContaining({ code: expected, message: expect.stringMatching(/^\p{Lu}.*\.$/u), action: expect.stringMatching(/\S/) });
const now = (): Date => new Date();

type Given = Partial<ImportRunOptions>;
/** The answer, whose shape the tests check. */
const answer = async (asked: Promise<{ readonly result: object; readonly positive: boolean }>): Promise<Record<string, unknown>> => {
  const { result, positive } = await asked;
  return { ...result, positive };
};
const run = (content: Uint8Array, given: Given = {}) =>
  answer(
    importRun({
      file: put('patients.csv', content),
      kind: 'csv',
      columns: null,
      dryRun: false,
      rejectedOut: null,
      profile: at('data'),
      signal: new AbortController().signal,
      ...given,
    }),
  );
const find = (words: string, limit = 10) => answer(patientsFind({ words, limit, profile: at('data') }));
const settings = (value: object): void => {
  mkdirSync(at('data'), { recursive: true });
  put('data/settings.json', JSON.stringify(value));
};
/** The journal of a closed folder, oldest first. */
async function journal() {
  const { store } = await openProfile(at('data'), 'reading', now);
  try {
    expect(await store.audit.verify()).toMatchObject({ valid: true });
    return (await store.audit.page({ before: null, limit: 500 })).entries.toReversed();
  } finally {
    await store.close();
  }
}

describe('an import run', () => {
  it('answers what it took and what it refused, and writes it', async () => {
    const file = csvFile([
      { ipp: 'H1', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE', usedName: 'ROUX' },
      { ipp: 'H2', birthName: 'DUPON7', firstNames: 'LEA' },
    ]);
    const answered = await run(file);
    expect(answered).toEqual({
      created: 1,
      updated: 0,
      unchanged: 0,
      rejected: 1,
      ignored: [],
      conflicts: 0,
      warnings: [],
      errors: [expect.objectContaining({ line: 3, code: 'TRAIT_CHARACTER', message: expect.any(String), action: expect.any(String) })],
      state: 'done',
      lines: 2,
      dryRun: false,
      rejectedOut: null,
      positive: false,
    });
    expect((answered['errors'] as readonly object[]).map((error) => Object.keys(error).toSorted())).toEqual([
      ['action', 'code', 'line', 'message', 'name', 'value'],
    ]);
    expect(await find('pat-trois')).toEqual({
      total: 1,
      positive: true,
      results: [
        {
          id: expect.any(String),
          ipp: 'P000001',
          status: 'PROV',
          birthName: 'PAT-TROIS',
          firstName: 'DOMINIQUE',
          birthFirstNames: 'DOMINIQUE',
          usedName: 'ROUX',
          usedFirstName: null,
          birthDate: '1979-03-12',
          birthPlace: '51215',
          sex: 'F',
          ins: null,
          receivedIns: [],
          receivedProof: null,
          attributes: { homonym: false, doubtful: false, fictive: false },
          feeding: { state: 'none', origin: null },
          consultation: { state: 'none', origin: null },
          mssPatient: { state: 'none', origin: null },
          mssProfessionals: { state: 'none', origin: null },
          conflicts: 0,
        },
      ],
    });
    expect(await find('dupon')).toEqual({ total: 0, results: [], positive: false });
    expect(await run(csvFile([{ ipp: 'H1', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE' }]))).toMatchObject({
      unchanged: 1,
      positive: true,
    });
  });

  it('is the act of the command, of the account of the system', async () => {
    await run(csvFile([{ ipp: 'H1', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE' }]));
    const entries = await journal();
    expect(entries.map(({ act }) => act)).toEqual(['import.begun', 'import.lines', 'import.ended']);
    for (const { actor, situation } of entries)
      expect([actor, situation]).toEqual([{ idNat: '', name: `Ligne de commande (${userInfo().username})` }, null]);
    expect(JSON.stringify(entries)).not.toContain('TROIS');
  });

  it('tried first writes no patient', async () => {
    expect(await run(csvFile(crowd(3)), { dryRun: true })).toMatchObject({ created: 3, dryRun: true, positive: true });
    expect(await find('foule')).toMatchObject({ total: 0 });
  });

  it('tells every line that is refused, and gives them back as a file of the same form', async () => {
    const wrong = Array.from({ length: 1203 }, (_, i) => ({ ipp: `H${i}`, birthName: `FOULE${i}`, firstNames: 'ANNE' }));
    const first = await run(csvFile(wrong), { rejectedOut: at('refusees.csv') });
    expect(first).toMatchObject({ rejected: 1203, rejectedOut: { lines: 1203 } });
    expect((first['errors'] as readonly { readonly line: number }[]).map(({ line }) => line)).toEqual(wrong.map((_, i) => i + 2));
    const given = readFileSync(at('refusees.csv'), 'utf8').replace('\uFEFF', '');
    const [heading = '', row = ''] = given.split('\r\n');
    const [sentHeading = '', sent = ''] = csvFile(wrong).toString().split('\r\n');
    expect(heading).toBe(`Motif du refus;${sentHeading}`);
    expect(row.endsWith(`;${sent}`) && row.length > sent.length + 20).toBe(true);
    const corrected = Buffer.from(
      given.replaceAll(/FOULE\d+/g, (name) => name.replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '')),
    );
    expect(await run(corrected, { rejectedOut: at('rien.csv') })).toMatchObject({ created: 1203, rejectedOut: null, positive: true });
    expect(existsSync(at('rien.csv'))).toBe(false);
  });

  it('reads the columns chosen, the others as proposed', async () => {
    const file = Buffer.from('IPP;Qui;Petit nom;Sexe;Né\nH1;CHOISIE;ANNE;F;03/04/1979\n');
    await expect(run(file)).rejects.toEqual(code('IMPORT_MAPPING'));
    const columns = put(
      'map.json',
      JSON.stringify({ fields: { birthName: 'Qui', birthFirstNames: 2, birthDate: 'Né' }, dateOrder: 'mdy' }),
    );
    expect(await run(file, { columns })).toMatchObject({ created: 1, positive: true });
    expect(await find('H1')).toMatchObject({ results: [{ birthName: 'CHOISIE', birthDate: '1979-03-04' }] });
    await expect(run(file, { columns: put('map.json', '{"fields":{"birthName":"Quoi"}}') })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      path: '/fields/birthName',
    });
    await expect(run(file, { columns: put('map.json', '{') })).rejects.toMatchObject({ code: 'INPUT_INVALID', path: 'map.json' });
  });

  it('takes messages, and trusts the domain that the settings of the folder name', async () => {
    const messages = hl7File([{ event: 'A28', ipp: '77', birthName: 'PAT-TROIS', reliability: 'VALI' }]);
    const given = { kind: 'hl7', file: put('adt.hl7', messages) } as const;
    expect(await run(messages, given)).toMatchObject({ created: 1, positive: true });
    expect(await find('77')).toMatchObject({ results: [{ status: 'PROV', ipp: 'P000001' }] });
    settings({ identity: { localAuthority: HOSPITAL } });
    expect(await run(messages, given)).toMatchObject({ updated: 1 });
    expect(await find('77')).toMatchObject({ results: [{ status: 'VALI' }] });
  });

  it('counts for each record the contradictions that wait', async () => {
    const rows = [
      { ipp: 'H1', birthName: 'ALPHAND', firstNames: 'ANNE' },
      { ipp: 'H2', birthName: 'GAMMAND', firstNames: 'LEA' },
    ] as const;
    await run(csvFile(rows));
    expect(await run(csvFile([{ ipp: 'H1', birthName: 'ZOLAND', firstNames: 'MARC', sex: 'M', birthDate: '01/02/1950' }]))).toMatchObject({
      rejected: 1,
      conflicts: 1,
      positive: false,
    });
    expect([await find('alphand'), await find('gammand')]).toMatchObject([
      { results: [{ conflicts: 1 }] },
      { results: [{ conflicts: 0 }] },
    ]);
  });

  it('shows a matricule with a qualified identity alone; one received stands apart', async () => {
    settings({ identity: { localAuthority: HOSPITAL, proof: 'trusted' } });
    const ins = { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' };
    const message = { event: 'A28', ipp: '77', birthName: 'PAT-TROIS', ins } as const;
    const given = { kind: 'hl7' } as const;
    await run(hl7File([message]), given);
    expect(await find('77')).toMatchObject({
      results: [
        { status: 'PROV', ins: null, receivedIns: [{ ...ins, problem: null, sender: 'HOPITAL', receivedAt: expect.stringMatching(/Z$/) }] },
      ],
    });
    await run(hl7File([{ ...message, reliability: 'VALI', at: '20261121093000' }]), given);
    expect(await find('77')).toMatchObject({ results: [{ status: 'QUAL', ins, receivedIns: [] }] });
    await run(hl7File([{ ...message, reliability: 'DOUT', at: '20261121103000' }]), given);
    expect(await find('77')).toMatchObject({ results: [{ status: 'PROV', ins: null, attributes: { doubtful: true } }] });
  });

  it('stopped on the way keeps whole batches, and the same file goes on from there', async () => {
    const file = csvFile(strangers(8_000));
    const asked = new AbortController();
    const running = run(file, { signal: asked.signal });
    for (let taken = 0; taken === 0;) {
      await wait(20);
      if (!existsSync(at('data/poste.db'))) continue;
      const { store } = await openProfile(at('data'), 'reading', now).catch(() => ({ store: null }));
      taken = (await store?.patients.count()) ?? 0;
      await store?.close();
    }
    asked.abort();
    const stopped = await running;
    expect(stopped).toMatchObject({ state: 'stopped', positive: false, rejected: 0, errors: [] });
    expect([Number(stopped['created']) % 2000, Number(stopped['created']) < 8_000]).toEqual([0, true]);
    expect(await find('foule', 3)).toMatchObject({ total: stopped['created'], results: [{}, {}, {}] });
    expect(await run(file)).toMatchObject({ state: 'done', created: 8_000, lines: 8_000, positive: true });
  }, 60_000);

  it('asked to stop before it begins takes nothing', async () => {
    expect(await run(csvFile(crowd(3)), { signal: AbortSignal.abort() })).toMatchObject({ state: 'stopped', created: 0, positive: false });
  });

  it.each([
    ['gets shorter', (file: string) => truncateSync(file, 100), 'IMPORT_INCOMPLETE'],
    ['gets longer', (file: string) => appendFileSync(file, '\r\n'), 'IMPORT_OVERRUN'],
  ])('of a file that %s meanwhile is refused, and can be begun again', async (_what, change, expected) => {
    const whole = csvFile(strangers(30));
    const { signal } = new AbortController();
    // Listened to between the beginning of the import and the first piece.
    vi.spyOn(signal, 'addEventListener').mockImplementation(() => change(at('patients.csv')));
    await expect(run(whole, { signal })).rejects.toEqual(code(expected));
    expect(await find('foule')).toMatchObject({ total: 0 });
    expect(await run(whole)).toMatchObject({ state: 'done', created: 30 });
  });

  it.each([
    ['empty', Buffer.alloc(0), 'IMPORT_EMPTY', null],
    ['without the needed columns', Buffer.from('Ville;Code\r\nReims;51454\r\n'), 'IMPORT_MAPPING', '/columns/fields/birthName'],
  ])('of a file that is %s is refused as a whole', async (_what, content, expected, path) => {
    await expect(run(content)).rejects.toMatchObject({ code: expected, path });
  });

  it('of a file that cannot be read, or towards a folder that is not there, makes no data folder', async () => {
    await expect(run(Buffer.alloc(0), { file: at('none.csv') })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', path: 'none.csv' });
    await expect(run(Buffer.alloc(0), { file: folder })).rejects.toEqual(code('FILE_NOT_FOUND'));
    await expect(run(csvFile([]), { rejectedOut: at('none/refusees.csv') })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      path: 'refusees.csv',
    });
    expect(existsSync(at('data'))).toBe(false);
  });
});

describe('a data folder', () => {
  it('is made for its owner alone', async () => {
    await run(csvFile([]));
    const modes = ['data', 'data/poste.db', 'data/store.key', 'data/poste.key'].map((name) => statSync(at(name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
  });

  it('is read beside whoever writes there, and written by one at a time', async () => {
    await run(csvFile([{ ipp: 'H1', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE' }]));
    const { store } = await openProfile(at('data'), 'writing', now);
    try {
      expect(await find('pat')).toMatchObject({ total: 1 });
      await expect(run(csvFile([]))).rejects.toEqual(code('PROFILE_LOCKED'));
    } finally {
      await store.close();
    }
    expect(await run(csvFile([]))).toMatchObject({ state: 'done' });
  });

  it('that is not there is unknown to who reads, and is not made', async () => {
    await expect(find('pat')).rejects.toEqual(code('PROFILE_UNKNOWN'));
    expect(existsSync(at('data'))).toBe(false);
    settings({});
    await expect(find('pat')).rejects.toEqual(code('PROFILE_UNKNOWN'));
  });

  it('of production is refused, its key would be a file', async () => {
    settings({ profile: 'production' });
    await expect(run(csvFile([]))).rejects.toEqual(code('SECRETS_PRODUCTION'));
    await expect(run(csvFile([]))).rejects.toMatchObject({
      action: expect.stringContaining(`« ${applicationCommand()} --cli store backup --to fichier »`) as string,
    });
    expect([existsSync(at('data/poste.key')), existsSync(at('data/poste.db'))]).toEqual([false, false]);
  });

  it('whose key is kept elsewhere is refused, and left as it is', async () => {
    await run(csvFile([]));
    rmSync(at('data/poste.key'));
    await expect(run(csvFile([]))).rejects.toEqual(code('PROFILE_KEYCHAIN'));
    await expect(find('pat')).rejects.toEqual(code('PROFILE_KEYCHAIN'));
    expect(existsSync(at('data/poste.key'))).toBe(false);
  });

  it('with settings that are wrong says where', async () => {
    settings({ identity: { localAuthority: 12 } });
    await expect(run(csvFile([]))).rejects.toMatchObject({ code: 'CONFIG_INVALID', path: '/identity/localAuthority' });
  });

  it('that cannot be one is refused', async () => {
    put('data', 'a file');
    await expect(run(csvFile([]))).rejects.toEqual(code('PROFILE_FOLDER'));
  });

  it('whose import was killed counts it as stopped', async () => {
    await run(csvFile([]));
    const { store } = await openProfile(at('data'), 'writing', now);
    const [killed] = await store.imports.list();
    if (killed === undefined) throw new Error('no import');
    await store.commit({
      changes: [{ kind: 'import.save', run: { ...killed, id: 'killed', fingerprint: 'other', state: 'running' } }],
      audit: [],
    });
    await store.close();
    await run(csvFile(crowd(1)));
    const after = await openProfile(at('data'), 'reading', now);
    expect((await after.store.imports.get('killed'))?.state).toBe('stopped');
    await after.store.close();
  });
});

describe('documents listed', () => {
  it('are those of a record or of all, or those that wait for their professional alone, and the list is traced', async () => {
    await run(csvFile(crowd(2)));
    const { store } = await openProfile(at('data'), 'writing', now);
    const [first, second] = await store.patients.search('', 2);
    if (first === undefined || second === undefined) throw new Error('no record');
    const draft = document({ id: 'd1', patientId: first.id });
    const handed = document({ id: 'd2', patientId: second.id, addedAt: later(1), prepared });
    const sent = document({ id: 'd3', patientId: first.id, addedAt: later(2), status: 'validated', prepared, validated });
    const held = document({
      id: 'd4',
      patientId: second.id,
      addedAt: later(3),
      status: 'validated',
      validated: { ...validated, cda: { ...validated.cda, id: '2.25.3', setId: '2.25.4' } },
    });
    await store.commit({
      changes: [
        ...[draft, handed, sent, held].map((one) => ({ kind: 'document.save', document: one }) as const),
        ...[
          send({ id: 's3', documentId: 'd3', patientId: first.id, state: 'sent', sentAt: later(4) }),
          send({ id: 's4', documentId: 'd4', patientId: second.id, state: 'held', uniqueId: '2.25.3' }),
        ].map((one) => ({ kind: 'send.save', send: one }) as const),
      ],
      audit: [],
    });
    await store.close();
    const list = (given: { readonly patient?: string; readonly toValidate?: boolean } = {}) =>
      answer(documentsList({ patient: null, toValidate: false, ...given, profile: at('data') }));
    const ids = (answered: Record<string, unknown>) => (answered['items'] as readonly { readonly id: string }[]).map(({ id }) => id);
    const all = await list();
    expect(ids(all)).toEqual(['d4', 'd3', 'd2', 'd1']);
    expect(all['items']).toMatchObject([
      { state: 'held', depositedAt: null, responsible: 'Dr Paule DURAND', preparedBy: null },
      { state: 'validated', uniqueId: '2.25.1', setId: '2.25.2', version: 1, depositedAt: later(4), preparedBy: 'Alix SIMON' },
      { state: 'to-validate', uniqueId: null, responsible: 'Dr Paule DURAND', preparedBy: 'Alix SIMON' },
      { state: 'draft', responsible: null, type: '11488-4', title: 'CR de consultation', visibility: 'visible' },
    ]);
    expect(ids(await list({ patient: first.ipp }))).toEqual(['d3', 'd1']);
    expect(await list({ toValidate: true })).toMatchObject({ positive: true, items: [{ id: 'd2' }] });
    expect(await list({ patient: first.ipp, toValidate: true })).toEqual({ positive: false, items: [] });
    const { store: writer } = await openProfile(at('data'), 'writing', now);
    await takeActs(at('data'), fileKeyOpener.secretsOf(at('data'), true), writer, now());
    await writer.close();
    expect((await journal()).filter(({ act }) => act === 'documents.listed')).toHaveLength(4);
  });
});

describe('records found', () => {
  it('are counted all, and shown up to the limit, the most likely first', async () => {
    const rows = ['MARTINEAU', 'MARTIN', 'MARTINET'].map((birthName, i) => ({ ipp: `H${i}`, birthName, firstNames: 'ANNE' }));
    await run(csvFile([...rows, { ipp: 'H9', birthName: 'ROUX', firstNames: 'LEA' }]));
    expect(await find('martin anne', 2)).toMatchObject({ total: 3, results: [{ birthName: 'MARTIN' }, {}] });
    expect(await find('12/03/1979')).toMatchObject({ total: 4 });
  });
});
