import { expect, it } from 'vitest';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { describeFaults, eventually, PEOPLE, refusal, type Post } from '../../faults/post.ts';
import { crowd, csvFile, give, hl7File, HOSPITAL, letters, strangers, type AdtMessage } from './files.ts';

const counts = ({ created, updated, unchanged, rejected }: ImportRun): readonly number[] => [created, updated, unchanged, rejected];
const INS = { matricule: PEOPLE.open.matricule, oid: '1.2.250.1.213.1.4.10' };

describeFaults('an import', (bench) => {
  const opened = async (own: string | null = null): Promise<Post> => {
    const post = await bench().post({ changes: { identity: { localAuthority: own } } });
    await post.open();
    return post;
  };
  const found = async (post: Post, query: string): Promise<PatientView> => {
    const [row, ...others] = await post.client.call('patients.search', { query });
    expect([row === undefined, others.length], query).toEqual([false, 0]);
    return await post.client.call('patients.get', { id: row?.id ?? '' });
  };
  const errors = async (post: Post, run: ImportRun) =>
    (await post.client.call('imports.errors', { id: run.id, after: 0, limit: 500 })).map(({ line, code }) => [line, code]);
  const messages = (post: Post, sent: readonly AdtMessage[]): Promise<ImportRun> =>
    give(post.client, hl7File(sent), { kind: 'hl7', fileName: 'adt.hl7' });

  it('of a CSV: tried first without writing, then taken, then found as it is', async () => {
    const post = await opened();
    const file = csvFile([
      { ipp: 'H1', birthName: 'Éparcieux', firstNames: 'Zoé Anne', usedName: 'Roux' },
      { ipp: 'H2', birthName: 'DUPON7', firstNames: 'LEA' },
      { ipp: 'H3', birthName: 'BERTHELOT', firstNames: 'LEA', birthDate: '31/02/1980' },
      { ipp: 'H4', birthName: 'BERTHELOT', firstNames: 'LEA', sex: 'X' },
      { ipp: 'H1', birthName: 'Éparcieux', firstNames: 'Zoé Anne', usedName: 'Roux' },
    ]);
    const tried = await give(post.client, file, { dryRun: true });
    expect([tried.state, tried.lines, ...counts(tried)]).toEqual(['done', 5, 1, 0, 1, 3]);
    expect(await post.client.call('patients.search', { query: 'eparcieux' })).toEqual([]);
    const run = await give(post.client, file);
    expect([run.state, ...counts(run)]).toEqual(['done', 1, 0, 1, 3]);
    expect(await errors(post, run)).toEqual([
      [3, 'TRAIT_CHARACTER'],
      [4, 'IMPORT_DATE'],
      [5, 'IMPORT_SEX'],
    ]);
    const patient = await found(post, 'eparcieux');
    expect(patient).toMatchObject({
      status: 'PROV',
      usedName: 'Roux',
      traits: { birthName: 'EPARCIEUX', birthFirstNames: 'ZOE ANNE', birthDate: '1979-03-12' },
    });
    const again = await give(post.client, file);
    expect([again.id === run.id, ...counts(again)]).toEqual([false, 0, 0, 2, 3]);
    const changed = await give(
      post.client,
      csvFile([{ ipp: 'H1', birthName: 'EPARCIEUX', firstNames: 'ZOE ANNE', usedName: 'ROUX-MARTIN' }]),
    );
    expect(counts(changed)).toEqual([0, 1, 0, 0]);
    expect(await found(post, 'eparcieux')).toMatchObject({ id: patient.id, usedName: 'ROUX-MARTIN' });
    expect((await post.client.call('imports.list', null)).map(({ dryRun }) => dryRun)).toEqual([false, false, false, true]);
    expect((await post.acts()).filter((act) => act.startsWith('import.'))).toEqual([
      'import.begun ok',
      'import.ended ok',
      'import.begun ok',
      'import.lines ok',
      'import.ended ok',
      'import.begun ok',
      'import.ended ok',
      'import.begun ok',
      'import.lines ok',
      'import.ended ok',
    ]);
  });

  it('of a CSV that names the places of birth: one that stands alone is taken by its code', async () => {
    const post = await opened();
    const file = Buffer.from(
      'Nom de naissance;Prénoms;Sexe;Date de naissance;Lieu de naissance\nNOMMER;ANNE;F;12/03/1979;Reims (51)\nPLUSIEURS;ANNE;F;12/03/1979;Saint-Denis\n',
    );
    expect(counts(await give(post.client, file))).toEqual([2, 0, 0, 0]);
    expect([(await found(post, 'nommer')).traits.birthPlace, (await found(post, 'plusieurs')).traits.birthPlace]).toEqual(['51454', null]);
  });

  it('finds a record typed by hand by its exact strict traits, and two homonyms by none', async () => {
    const post = await opened();
    const traits = { birthName: 'PAREIL', birthFirstNames: 'ANNE', sex: 'F' as const, birthDate: '1979-03-12', birthPlace: '51215' };
    const { id } = await post.client.call('patients.create', { traits, usedName: null, usedFirstName: null });
    expect(counts(await give(post.client, csvFile([{ ipp: 'H1', birthName: 'PAREIL', firstNames: 'ANNE' }])))).toEqual([0, 1, 0, 0]);
    expect((await post.client.call('patients.search', { query: 'H1' })).map((row) => row.id)).toEqual([id]);
    await post.client.call('patients.create', { traits, usedName: null, usedFirstName: null, seen: [id] });
    const run = await give(post.client, csvFile([{ ipp: 'H2', birthName: 'PAREIL', firstNames: 'ANNE' }]));
    expect(await errors(post, run)).toEqual([[2, 'IMPORT_AMBIGUOUS']]);
  });

  it('of undetermined sex or incomplete date says so; an unknown sex erases none', async () => {
    const post = await opened();
    const row = (sex: string) => csvFile([{ ipp: 'H1', birthName: 'BERTHELOT', firstNames: 'LEA', sex, birthDate: '00/00/2026' }]);
    const counted = async (sex: string) => counts(await give(post.client, row(sex)));
    expect(await counted('I')).toEqual([1, 0, 0, 0]);
    expect(await found(post, 'berthelot')).toMatchObject({
      status: 'PROV',
      birthDateUncertain: true,
      traits: { sex: 'I', birthDate: '2026-00-00' },
    });
    expect(await counted('F')).toEqual([0, 1, 0, 0]);
    expect(await counted('I')).toEqual([0, 0, 1, 0]);
    expect(await found(post, 'berthelot')).toMatchObject({ traits: { sex: 'F' } });
  });

  it('that contradicts a qualified identity writes nothing of it: conflict and error', async () => {
    const post = await opened();
    const id = await post.qualified();
    const line = { ipp: 'H1', birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE MARIE-LOUISE', birthDate: '28/03/1979' };
    expect(counts(await give(post.client, csvFile([line])))).toEqual([0, 1, 0, 0]);
    const before = await post.client.call('patients.get', { id });
    const run = await give(post.client, csvFile([{ ...line, birthName: 'AUTRE' }]));
    expect(await errors(post, run)).toEqual([[2, 'IMPORT_CONTRADICTION']]);
    expect(await post.client.call('patients.get', { id })).toEqual(before);
    expect((await post.client.call('worklists.get', null)).conflicts.map(({ rows }) => rows.map((row) => row.id))).toEqual([[id]]);
    // The same contradiction again waits once.
    await give(
      post.client,
      csvFile([
        { ...line, birthName: 'AUTRE' },
        { ...line, ipp: 'H9', birthName: 'NEUF' },
      ]),
    );
    expect((await post.client.call('worklists.get', null)).conflicts).toHaveLength(1);
  });

  it('cancelled keeps whole batches; the same file given again goes on from there', async () => {
    const post = await opened();
    const file = csvFile(strangers(6_200));
    const cut = await give(post.client, file, { goOn: ({ lines }) => lines < 1000 });
    const cancelled = await post.client.call('imports.cancel', { id: cut.id });
    expect([cancelled.state, cancelled.lines % 2000, cancelled.created]).toEqual(['cancelled', 0, cancelled.lines]);
    expect(cancelled.lines).toBeGreaterThanOrEqual(2000);
    expect(cancelled.lines).toBeLessThan(6_200);
    expect((await refusal(post.client.call('imports.push', { id: 'no-such', bytes: new Uint8Array(1) }))).code).toBe('IMPORT_UNKNOWN');
    const rest = await give(post.client, file);
    expect([rest.id, rest.state, rest.lines, rest.created]).toEqual([cancelled.id, 'done', 6_200, 6_200]);
    expect((await post.client.call('patients.search', { query: 'foule' })).length).toBe(50);
    expect(counts(await give(post.client, file))).toEqual([0, 0, 6_200, 0]);
  });

  it('corrected meanwhile, under the same size, is another file: it is said, then taken from its beginning', async () => {
    const post = await opened();
    const people = strangers(6_200);
    const cut = await give(post.client, csvFile(people), { goOn: ({ lines }) => lines < 1000 });
    await post.client.call('imports.cancel', { id: cut.id });
    const corrected = csvFile(people.map((one, i) => (i === 1_900 ? { ...one, birthName: one.birthName.replace('FOULE', 'VILLE') } : one)));
    const refused = await give(post.client, corrected);
    expect([refused.state, refused.error?.code]).toEqual(['failed', 'IMPORT_OTHER_FILE']);
    const again = await give(post.client, corrected);
    expect([again.id === cut.id, again.state, again.lines]).toEqual([false, 'done', 6_200]);
  });

  it('sees in a batch what the one before it did, which is still being written', async () => {
    const post = await opened();
    const [first, ...others] = crowd(2002);
    const last = others[1998];
    if (first === undefined || last === undefined) throw new Error('no crowd');
    // The last line of the first batch, then the first two of the next: one person under two numbers, and a contradiction of somebody verified.
    const id = await post.qualified();
    const contradicted = { ipp: 'Q', birthName: 'AUTRE', firstNames: 'DOMINIQUE MARIE-LOUISE', birthDate: '28/03/1979' };
    await give(post.client, csvFile([{ ...contradicted, birthName: 'PAT-TROIS' }]));
    const run = await give(
      post.client,
      csvFile([
        first,
        ...others.slice(0, 1997),
        contradicted,
        last,
        { ...last, ipp: 'H90001', usedName: 'ROUX' },
        contradicted,
        ...others.slice(1999),
      ]),
    );
    expect([run.state, ...counts(run)]).toEqual(['done', 2002, 0, 0, 2]);
    // Two numbers of one system are two people until somebody says otherwise.
    expect((await post.client.call('patients.search', { query: last.birthName })).map((row) => row.usedName).toSorted()).toEqual([
      'ROUX',
      null,
    ]);
    expect((await post.client.call('worklists.get', null)).conflicts.map(({ rows }) => rows.map((row) => row.id))).toEqual([[id]]);
  });

  it('takes a refused batch apart down to the line that is wrong, and judges the next ones again', async () => {
    const post = await opened('fichier');
    const traits = { birthName: 'PAREIL', birthFirstNames: 'ANNE', sex: 'F' as const, birthDate: '1979-03-12', birthPlace: '51215' };
    const { ipp } = await post.client.call('patients.create', { traits, usedName: null, usedFirstName: null });
    const people = crowd(2002);
    const [third, last] = [people[2], people[1999]];
    if (third === undefined || last === undefined) throw new Error('no crowd');
    // The number of somebody else, in a domain whose numbers are the local ones; then, in the next batch, somebody of this one.
    const run = await give(
      post.client,
      csvFile(people.map((one) => (one === third ? { ...one, ipp } : one)).concat({ ...last, usedName: 'ROUX' })),
    );
    expect([run.state, ...counts(run)]).toEqual(['done', 2001, 1, 0, 1]);
    expect(await errors(post, run)).toEqual([[4, 'STORE_REFUSED']]);
    expect(await found(post, last.birthName)).toMatchObject({ ipp: last.ipp, usedName: 'ROUX' });
  });

  it('merges two records that the batch before brings', async () => {
    const post = await opened(HOSPITAL);
    const people = crowd(2000).map(({ ipp, birthName }): AdtMessage => ({ event: 'A28', ipp, birthName }));
    const run = await messages(post, [...people, { event: 'A40', ipp: 'H1999', merged: 'H1998', birthName: `FOULE${letters(1999)}` }]);
    expect([run.state, ...counts(run)]).toEqual(['done', 2000, 1, 0, 0]);
    const kept = await found(post, `foule${letters(1999)}`);
    expect([kept.ipp, kept.merges.map(({ ipp }) => ipp)]).toEqual(['H1999', ['H1998']]);
  });

  it('stopped by the lock is gone on with in the next session; nothing of it answers without one', async () => {
    const post = await opened();
    const file = csvFile(strangers(6_200));
    const cut = await give(post.client, file, { goOn: ({ lines }) => lines < 1000 });
    await post.client.call('session.lock', null);
    expect((await refusal(post.client.call('imports.push', { id: cut.id, bytes: new Uint8Array(1) }))).code).toBe('SESSION_CLOSED');
    await post.open();
    // The lines being written then are, before it says so.
    await eventually(async () =>
      (await post.client.call('imports.list', null)).some(({ id, state }) => id === cut.id && state === 'stopped'),
    );
    const rest = await give(post.client, file);
    expect([rest.state, rest.lines, rest.created]).toEqual(['done', 6_200, 6_200]);
  });

  it('of a CSV with columns of its own is read by those chosen, kept for the next file alike', async () => {
    const post = await opened();
    const file = (rows: readonly string[]): Buffer => Buffer.from(['Qui;Petit nom;G;Né', ...rows, ''].join('\n'));
    const columnsOf = (bytes: Buffer) =>
      post.client.call('imports.columns', { size: bytes.byteLength, head: new Uint8Array(bytes.subarray(0, 65_536)) });
    const first = file(['CHOISIE;ANNE;F;03/04/1979', 'CHOISIE;LEA;F;31/12/1980']);
    const look = await columnsOf(first);
    expect(look).toMatchObject({
      from: 'headings',
      resumes: null,
      fields: { birthName: null, sex: null },
      columns: [{ name: 'Qui', samples: ['CHOISIE', 'CHOISIE'] }, {}, {}, { dates: 'dmy' }],
      lines: [['CHOISIE', 'ANNE', 'F', '03/04/1979'], {}],
    });
    expect((await refusal(give(post.client, first))).code).toBe('IMPORT_MAPPING');
    const columns = { fields: { ...look.fields, birthName: 0, birthFirstNames: 1, sex: 2, birthDate: 3 }, dateOrder: 'dmy' } as const;
    expect((await refusal(give(post.client, first, { columns: { ...columns, fields: { ...columns.fields, usedName: 0 } } }))).code).toBe(
      'IMPORT_COLUMN_TWICE',
    );
    expect((await refusal(give(post.client, first, { columns: { ...columns, fields: { ...columns.fields, oid: 4 } } }))).code).toBe(
      'IMPORT_HEADER',
    );
    expect((await refusal(give(post.client, first, { columns: { ...columns, fields: { ...columns.fields, oid: -1 } } }))).code).toBe(
      'IPC_INPUT',
    );
    expect(counts(await give(post.client, first, { columns, dryRun: true }))).toEqual([2, 0, 0, 0]);
    const next = file(['SUIVANTE;ANNE;F;03/04/1979']);
    expect(await columnsOf(next)).toMatchObject({ from: 'kept', ...columns });
    expect(counts(await give(post.client, next))).toEqual([1, 0, 0, 0]);
    expect((await found(post, 'suivante')).traits.birthDate).toBe('1979-04-03');
  });

  it('goes on with the columns it began with; with others it begins again', async () => {
    const post = await opened();
    // Days that read as months too, and few people born on each.
    const born = (i: number): string =>
      [1 + (i % 12), 2 + (Math.floor(i / 12) % 11)].map((part) => String(part).padStart(2, '0')).join('/');
    const rows = Array.from(
      { length: 6_200 },
      (_, i) => `SUITE${letters(i)};ALPHA${letters(i)};ANNE;F;${born(i)}/${1979 - (Math.floor(i / 132) % 47)}`,
    );
    const file = Buffer.from(['a;b;c;d;e', ...rows, ''].join('\n'));
    const head = { size: file.byteLength, head: new Uint8Array(file.subarray(0, 65_536)) };
    const look = await post.client.call('imports.columns', head);
    const columns = { fields: { ...look.fields, birthName: 0, birthFirstNames: 2, sex: 3, birthDate: 4 }, dateOrder: 'mdy' } as const;
    const begun = await give(post.client, file, { columns, goOn: ({ lines }) => lines < 1000 });
    const cut = await post.client.call('imports.cancel', { id: begun.id });
    expect(await post.client.call('imports.columns', head)).toMatchObject({ from: 'resumed', resumes: cut.lines, ...columns });
    const rest = await give(post.client, file);
    expect([rest.id, rest.state, rest.created]).toEqual([cut.id, 'done', 6_200]);
    expect((await found(post, 'suitea')).traits).toMatchObject({ birthDate: '1979-01-02' });

    const again = await give(post.client, file, { columns: { ...columns, dateOrder: 'dmy' }, goOn: ({ lines }) => lines < 1000 });
    await post.client.call('imports.cancel', { id: again.id });
    const other = await give(post.client, file, { columns: { ...columns, fields: { ...columns.fields, usedName: 1 } }, dryRun: false });
    expect([other.id === again.id, other.lines]).toEqual([false, 6_200]);
  });

  it('has limits: size of the file, of a piece, of what is given', async () => {
    const post = await bench().shared();
    const head = new Uint8Array(Buffer.from('IPP;Nom de naissance;Prénoms;Sexe;Date de naissance\n'));
    const file = { kind: 'csv', fileName: 'patients.csv', dryRun: true, head } as const;
    expect((await refusal(post.client.call('imports.begin', { ...file, size: 4 * 1024 ** 3 + 1 }))).code).toBe('IMPORT_FILE_TOO_LARGE');
    expect((await refusal(post.client.call('imports.begin', { ...file, size: 1, head: new Uint8Array(65_537) }))).code).toBe('IPC_INPUT');
    const { id } = await post.client.call('imports.begin', { ...file, size: head.byteLength });
    expect((await refusal(post.client.call('imports.push', { id, bytes: new Uint8Array(1024 * 1024 + 1) }))).code).toBe('IPC_INPUT');
    expect((await refusal(post.client.call('imports.push', { id, bytes: new Uint8Array(head.byteLength + 1) }))).code).toBe(
      'IMPORT_OVERRUN',
    );
    await post.client.call('imports.cancel', { id });
  });

  it('not given in full is stopped, and says so', async () => {
    const post = await opened();
    const file = csvFile(strangers(2400));
    const cut = await give(post.client, file, { piece: 8 * 1024, upTo: 64 * 1024 });
    const ended = await post.client.call('imports.end', { id: cut.id });
    expect([ended.state, ended.error?.code]).toEqual(['stopped', 'IMPORT_INCOMPLETE']);
    expect((await give(post.client, file)).created).toBe(2400);
  });

  it.each([
    ['empty', Buffer.alloc(0), 'IMPORT_EMPTY'],
    ['without the needed columns', Buffer.from('Ville;Code\r\nReims;51454\r\n'), 'IMPORT_MAPPING'],
    [
      'in an encoding that is not certain',
      Buffer.concat([
        Buffer.from('Nom de naissance;Prenoms;Sexe;Date de naissance\r\nGR'),
        Buffer.from([0xd4]),
        Buffer.from('S;ANNE;F;12/03/1979\r\n'),
      ]),
      'IMPORT_ENCODING_AMBIGUOUS',
    ],
  ])('of a CSV that is %s is refused as a whole', async (_name, file, code) => {
    const post = await bench().shared();
    const outcome = await give(post.client, file).then(
      ({ error }) => error?.code,
      (thrown: unknown) => (thrown instanceof Error && 'code' in thrown ? thrown.code : null),
    );
    expect(outcome).toBe(code);
  });

  it('says where it is at most five times a second, and at its end', async () => {
    const post = await opened();
    const from = performance.now();
    const run = await give(post.client, csvFile(strangers(4100)), { piece: 32 * 1024 });
    await eventually(() =>
      post.client.seen.some(({ name, payload }) => name === 'imports.changed' && (payload as ImportRun).state === 'done'),
    );
    const told = post.client.seen.filter(({ name }) => name === 'imports.changed').map(({ payload }) => payload as ImportRun);
    expect(told.at(-1)).toMatchObject({ id: run.id, state: 'done', lines: 4100 });
    expect(told.length).toBeLessThanOrEqual((performance.now() - from) / 200 + 3);
  });

  it('of ADT: a stay is opened, moved, closed, opened again and cancelled', async () => {
    const post = await opened();
    const stay = { ipp: '77', visit: 'V1' } as const;
    const state = async (): Promise<unknown> =>
      (await found(post, 'sejourner')).stays.map(({ visit, ward, state: now, dischargedAt }) => [visit, ward, now, dischargedAt !== null]);
    expect(
      counts(
        await messages(post, [
          { event: 'A28', ipp: '77' },
          { event: 'A01', ...stay, ward: 'CARDIO^12^1' },
        ]),
      ),
    ).toEqual([1, 1, 0, 0]);
    expect(await state()).toEqual([['V1', 'CARDIO', 'open', false]]);
    expect((await post.client.call('worklists.get', null)).toQualify.map(({ why }) => why)).toEqual(['opened']);
    const steps: readonly (readonly [AdtMessage, unknown])[] = [
      [{ event: 'A02', ...stay, ward: 'PNEUMO' }, ['V1', 'PNEUMO', 'open', false]],
      [{ event: 'A03', ...stay, at: '20261122100000' }, ['V1', 'PNEUMO', 'closed', true]],
      [{ event: 'A13', ...stay, at: '20261122110000' }, ['V1', 'PNEUMO', 'open', false]],
      [{ event: 'A08', ...stay, ward: 'URGENCES', at: '20261122120000' }, ['V1', 'URGENCES', 'open', false]],
      [{ event: 'A11', ...stay, at: '20261122130000' }, ['V1', 'URGENCES', 'cancelled', false]],
    ];
    for (const [message, expected] of steps) {
      expect(counts(await messages(post, [message])), message.event).toEqual([0, 1, 0, 0]);
      expect(await state(), message.event).toEqual([expected]);
    }
    const odd = await messages(post, [
      { event: 'A04', ipp: '77', visit: 'V2' },
      { event: 'A11', ipp: '77', visit: 'V9' },
      { event: 'A01', ipp: '77' },
      { event: 'A31', ipp: '77' },
    ]);
    expect(counts(odd)).toEqual([0, 1, 1, 2]);
    expect((await errors(post, odd)).map(([, code]) => code)).toEqual(['IMPORT_STAY_UNKNOWN', 'IMPORT_VISIT']);
    const other = await messages(post, [{ event: 'A01', ipp: '78', birthName: 'AUTREMENT', visit: 'V2' }]);
    expect((await errors(post, other)).map(([, code]) => code)).toEqual(['IMPORT_VISIT_OTHER']);
  });

  it('of ADT: a person expected today is in « à qualifier »', async () => {
    const post = await opened();
    const now = new Date();
    const at = `${now.getFullYear()}${String(now.getMonth() + 1).padStart(2, '0')}${String(now.getDate()).padStart(2, '0')}120000`;
    await messages(post, [
      { event: 'A04', ipp: '5', visit: 'V5', at },
      { event: 'A01', ipp: '6', visit: 'V6', birthName: 'HIER', at: '20200101120000' },
    ]);
    expect((await post.client.call('worklists.get', null)).toQualify.map(({ row, why }) => [row.birthName, why])).toEqual([
      ['SEJOURNER', 'expected'],
    ]);
  });

  it('of ADT: VALI with a matricule qualifies from the own identity domain alone', async () => {
    const identity = {
      event: 'A28',
      ipp: '9',
      birthName: 'PAT-TROIS',
      firstNames: 'DOMINIQUE MARIE-LOUISE',
      reliability: 'VALI',
      ins: INS,
      proof: true,
    } as const;
    const foreign = await opened();
    await messages(foreign, [identity]);
    expect(await found(foreign, 'pat-trois')).toMatchObject({ status: 'PROV', ins: null });
    const own = await opened(HOSPITAL);
    await messages(own, [identity]);
    const patient = await found(own, 'pat-trois');
    expect(patient).toMatchObject({ status: 'QUAL', ipp: '9', ins: { matricule: INS.matricule } });
    // A provisional record is raised by the same proof; a doubt lowers it.
    await messages(own, [{ ...identity, ipp: '10', birthName: 'SECONDE', ins: undefined, reliability: '' }]);
    await messages(own, [{ ...identity, ipp: '10', birthName: 'SECONDE', ins: undefined }]);
    expect(await found(own, 'seconde')).toMatchObject({ status: 'VALI' });
    await messages(own, [{ ...identity, ipp: '10', birthName: 'SECONDE', ins: undefined, reliability: 'DOUT' }]);
    expect(await found(own, 'seconde')).toMatchObject({ status: 'PROV', attributes: { doubtful: true } });
    // The same matricule under another number of the own domain is the same record.
    const run = await messages(own, [{ ...identity, ipp: '11' }]);
    expect([counts(run), (await own.client.call('patients.search', { query: '11' })).map((row) => row.id)]).toEqual([
      [0, 1, 0, 0],
      [patient.id],
    ]);
  });

  it('of ADT: A40 merges the records of the own domain, and asks somebody for those of another', async () => {
    const two: readonly AdtMessage[] = [
      { event: 'A28', ipp: '1', birthName: 'UNE' },
      { event: 'A28', ipp: '2', birthName: 'UNE', firstNames: 'ANNE' },
    ];
    const post = await opened(HOSPITAL);
    expect(counts(await messages(post, [...two, { event: 'A40', ipp: '1', merged: '2', birthName: 'UNE' }]))).toEqual([2, 1, 0, 0]);
    const kept = await found(post, 'une');
    expect([kept.ipp, kept.merges.map(({ ipp }) => ipp)]).toEqual(['1', ['2']]);
    expect(counts(await messages(post, [{ event: 'A40', ipp: '1', merged: '2', birthName: 'UNE' }]))).toEqual([0, 0, 1, 0]);
    expect((await errors(post, await messages(post, [{ event: 'A40', ipp: '70', merged: '71' }]))).map(([, code]) => code)).toEqual([
      'IMPORT_MERGE_UNKNOWN',
    ]);

    const foreign = await opened();
    await messages(foreign, two);
    const rows = await foreign.client.call('patients.search', { query: 'une' });
    for (const { id } of rows) await foreign.client.call('patients.recordIdentityDocument', { id, type: 'CN' });
    const refused = await messages(foreign, [{ event: 'A40', ipp: '1', merged: '2', birthName: 'UNE' }]);
    expect((await errors(foreign, refused)).map(([, code]) => code)).toEqual(['IMPORT_MERGE_REFUSED']);
    expect((await foreign.client.call('worklists.get', null)).conflicts[0]?.rows).toHaveLength(2);
  });

  it('of a cut HL7 file takes the whole messages, and says that it is cut', async () => {
    const post = await opened();
    const whole = hl7File([
      { event: 'A28', ipp: '1', birthName: 'ENTIERE' },
      { event: 'A28', ipp: '2', birthName: 'COUPEE' },
    ]);
    const run = await give(post.client, whole.subarray(0, whole.length - 60), { kind: 'hl7' });
    expect([run.state, ...counts(run)]).toEqual(['done', 1, 0, 0, 1]);
    expect((await errors(post, run)).map(([, code]) => code)).toEqual(['HL7_TRUNCATED']);
  });
});
