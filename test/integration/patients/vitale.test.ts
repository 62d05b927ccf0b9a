import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { VitaleView } from '../../../shared/contract/identity.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { describeFaults, eventually, refusal, type Post } from '../../faults/post.ts';
import { personOf, written } from '../../sandbox/insi/population.ts';
import { cardOf, type VitaleCard } from '../../sandbox/insi/vitale.ts';

/** A hand-over as a reader writes it, with the people of a card of the sandbox. */
function handOver(card: VitaleCard, changed: Record<string, unknown> = {}): string {
  const nir = (text: string) => ({ number: text.slice(0, 13), key: text.slice(13) });
  const people = card.beneficiaries.map((line) => ({
    birthName: line.birthName,
    firstName: line.firstName,
    birthDate: line.birthDate,
    rank: line.birthRank,
    nir: line.nir === null ? null : { ...nir(line.nir), certifiedAt: line.nirCertifiedOn },
  }));
  // The insured person comes first.
  const [holder] = people;
  return JSON.stringify({
    format: 'poste-sante.vitale',
    version: 1,
    source: 'vitale',
    readAt: new Date().toISOString(),
    regime: card.regime,
    fund: card.fund,
    centre: card.centre,
    holder: { ...holder, nir: nir(card.insuredNir) },
    beneficiaries: people,
    ...changed,
  });
}

/** The same identity by the Appli carte Vitale. */
function appHandOver(id: string, changed: Record<string, unknown> = {}): string {
  const person = personOf(id);
  if (person.ins === null) throw new Error('no matricule');
  const one = {
    birthName: person.birthName,
    firstName: person.firstName,
    birthDate: person.birthDate,
    sex: person.sex,
    ins: { matricule: written(person.ins), oid: person.ins.oid, birthFirstNames: person.firstNames, birthPlace: person.birthPlace },
    ...changed,
  };
  return JSON.stringify({
    format: 'poste-sante.vitale',
    version: 1,
    source: 'apcv',
    readAt: new Date().toISOString(),
    holder: one,
    beneficiaries: [one],
  });
}

describeFaults('a carte Vitale', (bench) => {
  const opened = async (
    vitale: { readonly pipe?: string; readonly maxAgeMs?: number } = {},
  ): Promise<Post & { readonly folder: string }> => {
    const folder = join(await bench().folder(), 'vitale');
    const post = await bench().post({ changes: { vitale: { dropFolder: folder, ...vitale } } });
    await post.open();
    return { ...post, folder };
  };
  const drop = async (folder: string, text: string): Promise<void> => {
    const name = join(folder, `lecture-${Math.random().toString(36).slice(2)}`);
    await mkdir(folder, { recursive: true });
    await writeFile(`${name}.vitale.tmp`, text, { mode: 0o600 });
    await rename(`${name}.vitale.tmp`, `${name}.vitale.json`);
  };
  const read = async (post: Post & { readonly folder: string }, text: string): Promise<VitaleView> => {
    const before = (await post.client.call('vitale.current', null))?.id ?? null;
    await drop(post.folder, text);
    let view: VitaleView | null = null;
    await eventually(async () => {
      view = await post.client.call('vitale.current', null);
      return view !== null && view.id !== before;
    });
    if (view === null) throw new Error('nothing was read');
    return view;
  };
  const indexOf = (view: VitaleView, firstName: string): number =>
    view.beneficiaries.find((one) => one.firstName === firstName)?.index ?? -1;
  const traitsOf = (id: string): StrictTraits => {
    const { birthName, firstNames, sex, birthDate, birthPlace } = personOf(id);
    return { birthName, birthFirstNames: firstNames, sex, birthDate, birthPlace };
  };
  const create = (post: Post, id: string, seen: string[] = []) =>
    post.client.call('patients.create', { traits: traitsOf(id), usedName: null, usedFirstName: null, seen });

  it('of a parent: the child is picked, INSi asked with it, the answer accepted by somebody; the plastic card qualifies nobody', async () => {
    const post = await opened();
    const { card } = cardOf('garonne-noe');
    const from = Date.now();
    const view = await read(post, handOver(card));
    expect(Date.now() - from, 'within a second, on a busy machine').toBeLessThan(5000);
    expect(await readdir(post.folder)).toEqual([]);
    await eventually(() => post.client.seen.some(({ name }) => name === 'vitale.read'));
    expect(view.beneficiaries.map(({ firstName, holder }) => [firstName, holder])).toEqual(
      card.beneficiaries.map(({ firstName }, i) => [firstName, i === 0]),
    );
    const { patient, insi, insiError } = await post.client.call('vitale.pick', {
      read: view.id,
      beneficiary: indexOf(view, 'NOE'),
      patient: null,
    });
    expect([patient.status, patient.minor, insiError, insi?.code]).toEqual(['PROV', true, null, '00']);
    expect((await post.acts()).at(-1), 'the record made is the one that is shown').toBe('patient.opened ok');
    expect(patient.billingNss, 'the parent’s, for reimbursement').toBe(card.insuredNir);
    const noe = card.beneficiaries[indexOf(view, 'NOE')];
    expect([patient.billingBirthDate, patient.birthRank], 'his own, as the card says them').toEqual([noe?.birthDate, noe?.birthRank]);
    expect(patient.transitions.at(-1)?.source).toBe('Carte Vitale');
    const accepted = await post.client.call('patients.acceptInsi', { id: patient.id, proposal: insi?.proposal?.id ?? '' });
    expect([accepted.status, accepted.ins]).toEqual(['RECUP', null]);
    const qualified = await post.client.call('patients.recordIdentityDocument', { id: patient.id, type: 'LE' });
    expect(qualified.ins?.matricule).toBe(written(personOf('garonne-noe').ins ?? { number: '', key: '', oid: '' }));
    expect(qualified.ins?.matricule).not.toBe(qualified.billingNss);
    const again = await post.client.call('vitale.current', null);
    expect(again?.beneficiaries.find(({ firstName }) => firstName === 'NOE')?.matches.map((row) => row.id)).toEqual([patient.id]);
  });

  it('with twins: each record takes its own, and not the other', async () => {
    const post = await opened();
    const view = await read(post, handOver(cardOf('loire-leo').card));
    const leo = await create(post, 'loire-leo');
    const lea = await create(post, 'loire-lea', [leo.id]);
    expect(
      (await refusal(post.client.call('vitale.pick', { read: view.id, beneficiary: indexOf(view, 'LEA'), patient: leo.id }))).code,
    ).toBe('VITALE_OTHER_PERSON');
    expect((await post.acts()).at(-1)).toBe('vitale.pick.refused VITALE_OTHER_PERSON');
    for (const [name, patient, id] of [
      ['LEO', leo, 'loire-leo'],
      ['LEA', lea, 'loire-lea'],
    ] as const) {
      const { insi } = await post.client.call('vitale.pick', { read: view.id, beneficiary: indexOf(view, name), patient: patient.id });
      await post.client.call('patients.acceptInsi', { id: patient.id, proposal: insi?.proposal?.id ?? '' });
      const { ins } = await post.client.call('patients.recordIdentityDocument', { id: patient.id, type: 'LE' });
      expect(ins?.matricule).toBe(written(personOf(id).ins ?? { number: '', key: '', oid: '' }));
    }
  });

  it('for which INSi answers somebody else: nothing is proposed, and it is said', async () => {
    const post = await opened();
    const view = await read(post, handOver(cardOf('cher-oscar').card));
    const { id } = await create(post, 'cher-oscar');
    const { patient, insi, insiError } = await post.client.call('vitale.pick', {
      read: view.id,
      beneficiary: indexOf(view, 'OSCAR'),
      patient: id,
    });
    expect([patient.status, insi, insiError?.code]).toEqual(['PROV', null, 'INSI_OTHER_PERSON']);
  });

  it('while INSi is silent: the record is there, the question waits', async () => {
    const post = await opened();
    const view = await read(post, handOver(cardOf('garonne-noe').card));
    const { id } = await create(post, 'garonne-noe');
    bench().sandbox.faults.set('insi', { kind: 'http', status: 503 }, 1);
    const { patient, insiError } = await post.client.call('vitale.pick', { read: view.id, beneficiary: indexOf(view, 'NOE'), patient: id });
    expect([insiError?.code, patient.insiQueued]).toEqual(['INSI_UNREACHABLE', true]);
  });

  it('by the Appli carte Vitale qualifies at once, without INSi; a second record of the same person is refused', async () => {
    const post = await opened();
    const calls = bench().sandbox.insi.journal.length;
    const view = await read(post, appHandOver('garonne-adam'));
    const { patient, insi, warnings } = await post.client.call('vitale.pick', { read: view.id, beneficiary: 0, patient: null });
    expect([patient.status, insi, patient.identityDocument?.type, warnings]).toEqual(['QUAL', null, 'AV', []]);
    expect([patient.billingBirthDate, patient.birthRank], 'the app says no rank').toEqual([personOf('garonne-adam').birthDate, null]);
    expect(patient.transitions.at(-1)).toMatchObject({ event: 'vitaleApp', to: 'QUAL', source: 'Appli carte Vitale' });
    expect(bench().sandbox.insi.journal).toHaveLength(calls);
    const next = await read(post, appHandOver('garonne-adam'));
    expect(next.beneficiaries[0]?.matches.map((row) => row.id)).toEqual([patient.id]);
    const same = await refusal(post.client.call('vitale.pick', { read: next.id, beneficiary: 0, patient: null }));
    expect([same.code, same.detail]).toEqual(['PATIENT_SAME_INS', patient.id]);
    const refreshed = await post.client.call('vitale.pick', { read: next.id, beneficiary: 0, patient: patient.id });
    expect(refreshed.patient.status).toBe('QUAL');
    expect((await refusal(post.client.call('vitale.pick', { read: view.id, beneficiary: 0, patient: patient.id }))).code).toBe(
      'VITALE_GONE',
    );
  });

  it('for a record of undetermined sex: the plastic card asks INSi nothing, the Appli carte Vitale gives the sex and qualifies', async () => {
    const post = await opened();
    const { id } = await post.client.call('patients.create', {
      traits: { ...traitsOf('garonne-adam'), sex: 'I' },
      usedName: null,
      usedFirstName: null,
    });
    const calls = bench().sandbox.insi.journal.length;
    const plastic = await read(post, handOver(cardOf('garonne-adam').card));
    expect(plastic.beneficiaries.flatMap(({ matches }) => matches.map((row) => row.id))).toContain(id);
    const refused = await refusal(
      post.client.call('vitale.pick', { read: plastic.id, beneficiary: indexOf(plastic, 'ADAM'), patient: id }),
    );
    expect([refused.code, bench().sandbox.insi.journal.length]).toEqual(['IDENTITY_SEX', calls]);
    const view = await read(post, appHandOver('garonne-adam'));
    const { patient } = await post.client.call('vitale.pick', { read: view.id, beneficiary: 0, patient: id });
    expect([patient.status, patient.traits.sex, patient.transitions.at(-1)?.traits]).toEqual([
      'QUAL',
      'M',
      [{ trait: 'sex', before: 'I', after: 'M' }],
    ]);
  });

  it('by an Appli carte Vitale whose matricule is not of the date says so', async () => {
    const post = await opened();
    const { warnings } = await post.client.call('vitale.pick', {
      read: (await read(post, appHandOver('garonne-adam', { birthDate: '1950-02-03' }))).id,
      beneficiary: 0,
      patient: null,
    });
    expect(warnings).toContainEqual(expect.stringContaining('L’année lue dans le matricule'));
  });

  it('by an incomplete Appli carte Vitale qualifies nobody', async () => {
    const post = await opened();
    const view = await read(post, appHandOver('garonne-adam', { ins: null }));
    expect((await refusal(post.client.call('vitale.pick', { read: view.id, beneficiary: 0, patient: null }))).code).toBe(
      'BENEFICIARY_NO_PROOF',
    );
    expect(await post.client.call('patients.search', { query: '' })).toEqual([]);
  });

  it('is forgotten on demand, by the lock, and after its time; without session it is not kept', async () => {
    const post = await opened({ maxAgeMs: 4000 });
    const text = (): string => handOver(cardOf('garonne-noe').card);
    await read(post, text());
    await post.client.call('vitale.forget', null);
    expect(await post.client.call('vitale.current', null)).toBeNull();
    await read(post, text());
    await post.client.call('session.lock', null);
    expect((await refusal(post.client.call('vitale.current', null))).code).toBe('SESSION_CLOSED');
    await drop(post.folder, text());
    await eventually(async () => (await readdir(post.folder)).length === 0);
    await post.open();
    expect(await post.client.call('vitale.current', null)).toBeNull();
    await read(post, text());
    await eventually(async () => (await post.client.call('vitale.current', null)) === null);
  });

  it.skipIf(process.platform === 'win32')('comes by a channel too', async () => {
    const pipe = join(await bench().folder(), 'v.sock');
    const post = await opened({ pipe });
    const text = handOver(cardOf('garonne-noe').card);
    const socket = connect(pipe);
    socket.end(text);
    expect(JSON.parse((await buffer(socket)).toString())).toEqual({ accepted: true });
    expect((await post.client.call('vitale.current', null))?.source).toBe('vitale');
  });
});
