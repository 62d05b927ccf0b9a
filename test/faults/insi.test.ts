import { expect, it } from 'vitest';
import type { PatientView } from '../../shared/contract/patients.ts';
import type { Fault } from '../sandbox/common/faults.ts';
import type { ConfigChanges } from '../setup/sandbox-config.ts';
import { describeFaults, eventually, expectSentences, LUC, PAULE, PEOPLE, refusal, type Post } from './post.ts';

/** What INSi may change: everything but the question that waits. */
const identityOf = ({ insiQueued: _queued, ...identity }: PatientView): Omit<PatientView, 'insiQueued'> => identity;

describeFaults('INSi', (bench) => {
  const post = async (changes: ConfigChanges): Promise<Post> => {
    const opened = await bench().post({ changes });
    await opened.open();
    return opened;
  };
  const patient = (workstation: Post, id: string): Promise<PatientView> => workstation.client.call('patients.get', { id });
  const traits = { ...PEOPLE.open.traits, birthName: 'INCONNUE-DE-TOUS' };

  it.each([
    ['nobody (01)', '01', traits],
    [
      'several people (02)',
      '02',
      { birthName: 'BAC-A-DOUBLE', birthFirstNames: 'SACHA', sex: 'M', birthDate: '1988-08-08', birthPlace: '51215' },
    ],
  ] as const)('answering %s says what to try, and leaves the identity as it was', async (_name, code, asked) => {
    const workstation = await bench().shared();
    const { client } = workstation;
    const { id } = await client.call('patients.create', { traits: asked, usedName: null, usedFirstName: null });
    const before = await patient(workstation, id);
    const outcome = await client.call('patients.askInsi', { id });
    expect([outcome.code, outcome.proposal]).toEqual([code, null]);
    expectSentences({ code: 'ADVICE', message: outcome.advice?.message ?? '', action: outcome.advice?.action ?? '' });
    const after = await patient(workstation, id);
    expect(identityOf(after)).toEqual(identityOf(before));
    const { entries } = await client.call('audit.list', { before: null, limit: 50, patientId: id });
    expect(entries.map(({ label }) => label)).toContain(`INSi interrogé : réponse ${code}`);
  });

  it.each<readonly [string, Fault, string, number]>([
    ['twice a fault of its platform (siram_40)', { kind: 'code', code: 'siram_40' }, 'INSI_UNAVAILABLE', 2],
    ['a refusal of this software (siram_100)', { kind: 'code', code: 'siram_100' }, 'INSI_REFUSED', 1],
    ['a refusal of the access (desir_560)', { kind: 'code', code: 'desir_560' }, 'INSI_REFUSED', 1],
    ['a fault that no table knows', { kind: 'code', code: 'insi_777' }, 'INSI_FAULT', 1],
    ['something that is not XML', { kind: 'garbage' }, 'INSI_GARBAGE', 1],
    ['an empty page', { kind: 'empty' }, 'INSI_GARBAGE', 1],
    ['a maintenance page', { kind: 'http', status: 503 }, 'INSI_UNREACHABLE', 1],
    ['a cut line', { kind: 'cut', when: 'before' }, 'INSI_UNREACHABLE', 1],
  ])('answering %s leaves the identity as it was, and can be asked again', async (_name, fault, code, times) => {
    const workstation = await bench().shared();
    const id = await workstation.provisional();
    const before = await patient(workstation, id);
    bench().sandbox.faults.set('insi', fault, times);
    const error = await refusal(workstation.client.call('patients.askInsi', { id }));
    expect(error.code).toBe(code);
    expectSentences(error);
    // The unknown fault repeats the name asked: nothing of it is shown.
    expect(`${error.message} ${error.detail ?? ''}`).not.toContain('PAT-TROIS');
    expect(identityOf(await patient(workstation, id))).toEqual(identityOf(before));
    expect((await workstation.client.call('patients.askInsi', { id })).code).toBe('00');
    expect((await workstation.acts()).slice(-2)).toEqual([`insi.asked ${code}`, 'insi.asked ok']);
  });

  it('answering one fault of its platform is asked once more at once: the user sees nothing', async () => {
    const workstation = await bench().shared();
    const id = await workstation.provisional();
    const { sandbox } = bench();
    sandbox.faults.set('insi', { kind: 'code', code: 'siram_40' }, 1);
    const before = sandbox.insi.journal.length;
    expect((await workstation.client.call('patients.askInsi', { id })).code).toBe('00');
    expect(sandbox.insi.journal.slice(before).map(({ code }) => code)).toEqual(['siram_40', '00']);
    expect((await workstation.acts()).at(-1)).toBe('insi.asked ok');
  });

  it('answering that it is unavailable turns its light down, as a fault of the service', async () => {
    const workstation = await bench().shared();
    const id = await workstation.provisional();
    bench().sandbox.faults.set('insi', { kind: 'code', code: 'siram_40' }, 2);
    expect((await refusal(workstation.client.call('patients.askInsi', { id }))).code).toBe('INSI_UNAVAILABLE');
    expect((await workstation.client.call('services.state', null)).lights.find(({ name }) => name === 'INSi')).toMatchObject({
      state: 'down',
      cause: 'service',
    });
  });

  it.each([
    ['refused by INSi', 'INCONNU0000', 'INSI_REFUSED'],
    ['not configured', null, 'INSI_IDAM'],
  ])('with an authorisation number %s: the editor is named as the one to ask', async (_name, insiIdam, code) => {
    const workstation = await post({ software: { insiIdam } });
    const id = await workstation.provisional();
    const error = await refusal(workstation.client.call('patients.askInsi', { id }));
    expect([error.code, /éditeur/.test(error.action)]).toEqual([code, true]);
    expect((await patient(workstation, id)).status).toBe('PROV');
  });

  it('without an address: the service is refused by its name', async () => {
    const workstation = await post({ insi: { url: null } });
    const error = await refusal(workstation.client.call('patients.askInsi', { id: await workstation.provisional() }));
    expect([error.code, error.message]).toEqual(['SERVICE_UNSET', 'Le service INSi n’est pas configuré sur ce poste.']);
    expect((await workstation.client.call('services.state', null)).lights[0]).toMatchObject({ name: 'INSi', state: 'off' });
  });

  it('answering nothing at all leaves the identity as it was; its light goes down, and up with the next answer', async () => {
    const workstation = await post({ insi: { timeoutMs: 2000 } });
    const id = await workstation.provisional();
    const before = await patient(workstation, id);
    const light = async () => (await workstation.client.call('services.state', null)).lights.find(({ name }) => name === 'INSi')?.state;
    bench().sandbox.faults.set('insi', { kind: 'timeout' }, 1);
    expect((await refusal(workstation.client.call('patients.askInsi', { id }))).code).toBe('INSI_UNREACHABLE');
    expect(identityOf(await patient(workstation, id))).toEqual(identityOf(before));
    expect(await light()).toBe('down');
    await workstation.client.call('patients.askInsi', { id });
    expect(await light()).toBe('up');
  });

  it('answering after the card was changed: the answer is kept, and not shown to the next person', async () => {
    const workstation = await post({});
    const { client } = workstation;
    const id = await workstation.provisional();
    const { sandbox } = bench();
    const { promise, resolve: answer } = Promise.withResolvers<void>();
    sandbox.faults.set('insi', { kind: 'held', until: promise }, 1);
    const before = sandbox.insi.journal.length;
    const asked = refusal(client.call('patients.askInsi', { id }));
    await eventually(() => sandbox.insi.journal.slice(before).some(({ code }) => code === 'held'));
    await workstation.reader.swap(LUC);
    await workstation.open(LUC);
    answer();
    expect((await asked).code).toBe('SESSION_CLOSED');
    const acts = await workstation.close();
    expect(acts.filter(({ act }) => act === 'insi.asked').map(({ actor }) => actor?.idNat)).toEqual([PAULE.person.idNat]);
  });
});
