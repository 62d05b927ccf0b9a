import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose, type Application } from '../../../electron/compose.ts';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { PATIENT } from '../../cli/main-job.ts';
import { ALIX_SIMON } from '../../sandbox/identities.ts';
import { PAULE_DURAND, startSandbox, type Holder, type Sandbox } from '../../sandbox/index.ts';
import { clientOf, type Client } from '../../setup/client.ts';
import { needs } from '../../setup/needs.ts';
import { samplePdf } from '../../setup/sample-pdf.ts';
import { sandboxConfig } from '../../setup/sandbox-config.ts';
import { testReader, type TestReader } from '../../setup/test-card.ts';
import { windowless } from '../../setup/windowless.ts';

const REPORT = '11488-4';
const doctor = PAULE_DURAND.person.idNat;
const secretary = ALIX_SIMON.person.idNat;

describe.skipIf(needs.tool('xmlsec1') === null || needs.tool('xmllint') === null)('a practice, on the services of the sandbox', () => {
  let folder: string;
  let sandbox: Sandbox;
  let reader: TestReader;
  let application: Application;
  let client: Client;
  let patientId: string;

  /** Puts somebody's card in and opens their session. */
  const enter = async (holder: Holder): Promise<void> => {
    await reader.swap(holder);
    await client.until('session.changed', async () => {
      const { card } = await client.call('session.state', null);
      return card.holder?.includes(holder.person.family ?? '') === true ? true : null;
    });
    await client.call('session.open', { pin: holder.pin, lastTry: false, situation: 1 });
  };
  const add = async (title: string): Promise<DocumentRow> => {
    const bytes = new Uint8Array(await samplePdf({}));
    const row = await client.call('documents.add', { patientId, fileName: 'courrier.pdf', bytes, again: true });
    return { ...row, form: { ...row.form, type: REPORT, title, recipients: [] } };
  };
  const rowOf = async (id: string): Promise<DocumentRow | null> => await client.call('documents.get', { patientId, id });
  const sent = (id: string): Promise<DocumentRow> =>
    client.until('records.changed', async () => {
      const row = await rowOf(id);
      const states = row?.sends.map(({ state }) => state) ?? [];
      if (states.some((state) => state === 'failed')) throw new Error(row?.sends[0]?.error?.detail ?? 'failed');
      return row !== null && states.length > 0 && states.every((state) => state === 'sent') ? row : null;
    });
  const deposited = (title: string) => {
    const { ins } = PATIENT_INS;
    return sandbox.dmp.patientView(ins)?.documents.find((document) => document.title === title);
  };
  const PATIENT_INS = { ins: '' };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'poste-practice-'));
    sandbox = await startSandbox({ autoApprove: null });
    reader = await testReader(sandbox, ALIX_SIMON, { profile: 'file' });
    const config = sandboxConfig(sandbox, folder, reader.choice, { outbox: { undoMs: 0 } });
    application = await compose(config, windowless(folder));
    client = clientOf(application);
    await enter(ALIX_SIMON);
    await enter(PAULE_DURAND);
    const { id } = await client.call('patients.create', PATIENT);
    patientId = id;
    const { proposal } = await client.call('patients.askInsi', { id });
    await client.call('patients.acceptInsi', { id, proposal: proposal?.id ?? '' });
    const { ins } = await client.call('patients.recordIdentityDocument', { id, type: 'CN' });
    PATIENT_INS.ins = ins?.matricule ?? '';
  }, 60_000);
  afterAll(async () => {
    await application.close();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('R-142 what the secretary prepared leaves under the doctor’s card, as the doctor’s, and names who typed it', async () => {
    await client.call('delegations.make', { to: secretary, acts: ['prepare'], types: [], since: null, until: null });
    await enter(ALIX_SIMON);
    const { id, form } = await add('Courrier préparé');
    await expect(client.call('documents.validate', { id, form })).rejects.toMatchObject({ code: 'RIGHTS_VALIDATE' });
    await client.call('documents.prepare', { id, form, for: doctor });
    await enter(PAULE_DURAND);
    await client.call('documents.validate', { id, form });
    expect((await sent(id)).prepared).toMatchObject({ by: 'Alix SIMON', for: 'Dr Paule DURAND' });
    expect(deposited('Courrier préparé')).toMatchObject({ author: 'PAULE DURAND', institution: 'Cabinet du Port', depositedBy: null });
  });

  it('R-140 what the secretary feeds for the doctor leaves under her own card, imputed to the structure', async () => {
    await client.call('delegations.make', { to: secretary, acts: ['TD2.2'], types: [REPORT], since: null, until: null });
    await enter(ALIX_SIMON);
    const { id, form } = await add('Courrier déposé par délégation');
    await client.call('documents.feedFor', { id, form, for: doctor });
    await sent(id);
    expect(deposited('Courrier déposé par délégation')).toMatchObject({ author: 'PAULE DURAND', depositedBy: 'Alix SIMON' });
    const { entries } = await client.call('audit.list', { before: null, limit: 20, patientId });
    expect(entries.filter(({ onBehalfOf }) => onBehalfOf === 'Dr Paule DURAND').map(({ act }) => act)).toEqual(
      expect.arrayContaining(['document.fed-for', 'dmp.sent', 'document.prepared']),
    );
  });

  it('R-142 a type that nobody named is not fed, and a delegation that has ended keeps what waits, with its reason', async () => {
    const { id, form } = await add('Courrier d’un autre type');
    await expect(client.call('documents.feedFor', { id, form: { ...form, type: '18748-4' }, for: doctor })).rejects.toMatchObject({
      code: 'RIGHTS_DELEGATION',
    });
    await client.call('documents.prepare', { id, form, for: doctor });
    await enter(PAULE_DURAND);
    const prepare = (await client.call('delegations.list', null)).find(({ acts }) => acts.includes('prepare'));
    await client.call('delegations.revoke', { id: prepare?.id ?? '' });
    await expect(client.call('documents.validate', { id, form })).rejects.toMatchObject({ code: 'DOCUMENT_DELEGATION_ENDED' });
    expect(await rowOf(id)).toMatchObject({ status: 'draft', sends: [], prepared: { by: 'Alix SIMON' } });
  });
});
