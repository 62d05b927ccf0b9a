import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendTd21 } from '../../../electron/dmp/td2-1.ts';
import { startPatientPortal, type PatientPortal } from '../../sandbox/mes/index.ts';
import { needs } from '../../setup/needs.ts';
import { cda, DOMINIQUE, insOf, pdf, SPECIAL_CASES, startBench, type Bench } from '../dmp/kit.ts';

const ready = needs.tool('xmlsec1') !== null && needs.tool('xmllint') !== null;

let bench: Bench;
let portal: PatientPortal;
beforeAll(async () => {
  bench = await startBench();
  portal = await startPatientPortal({ dmp: bench.dmp, clock: bench.clock });
});
afterAll(async () => {
  await portal.close();
  await bench.close();
});

const get = (path: string): Promise<Response> => fetch(new URL(path, portal.url));
const page = async (path: string): Promise<string> => (await get(path)).text();

describe.skipIf(!ready)('Mon espace santé, seen by the patient', () => {
  it('shows the document, opens its PDF to the byte and says who came', async () => {
    const { connection, prepare } = await bench.workstation();
    const content = await pdf('Contenu du compte rendu');
    await sendTd21(connection, await prepare([{ cda: await cda({ content, title: 'Compte rendu <de> consultation' }), flags: [] }]));
    const html = await page(`/patient/${DOMINIQUE.matricule}`);
    expect(html).toContain('Compte rendu &lt;de&gt; consultation');
    expect(html).toContain('Paule DURAND, Cabinet du Port');
    expect(html).toContain('7 mars 2026');
    expect(html).toContain('Comptes rendus');
    expect(html).toContain('Un nouveau document a été ajouté à Mon espace santé.');
    expect(html).toContain('Qui a accédé à mon dossier');
    const [, href = ''] = /class="open" href="([^"]+)"/.exec(html) ?? [];
    const file = await get(href);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
  });

  it('R-033: hides from the representative what a minor was promised, page, file and data', async () => {
    const minor = insOf(SPECIAL_CASES.minor);
    const { connection, prepare } = await bench.workstation();
    await sendTd21(
      connection,
      await prepare([{ cda: await cda({ ins: minor, title: 'Secret' }), flags: ['INVISIBLE_REPRESENTANTS_LEGAUX'] }], { patient: minor }),
    );
    const base = `/patient/${minor.matricule}`;
    const own = await page(base);
    expect(own).toContain('Secret');
    expect(await page(`${base}/representant`)).not.toContain('Secret');
    expect(await page(`/api${base}/representant`)).not.toContain('Secret');
    const [, id = ''] = /\/document\/([\da-f-]{36})/.exec(own) ?? [];
    expect((await get(`${base}/document/${id}`)).status).toBe(200);
    expect((await get(`${base}/representant/document/${id}`)).status).toBe(404);
  });

  it('gives the same view as data', async () => {
    const body: unknown = await (await get(`/api/patient/${DOMINIQUE.matricule}`)).json();
    expect(body).toMatchObject({ matricule: DOMINIQUE.matricule, state: 'active', ...bench.dmp.patientView(DOMINIQUE) });
  });

  it('lists the people, and says when there is no record or a closed one', async () => {
    const home = await page('/');
    expect(home).toContain(`href="/patient/${DOMINIQUE.matricule}"`);
    expect(await page(`/patient/${SPECIAL_CASES.without}`)).toContain('Aucun dossier n’est ouvert');
    expect(await page(`/patient/${SPECIAL_CASES.closed}`)).toContain('Ce dossier est fermé');
    expect((await get('/patient/000000000000000')).status).toBe(404);
    expect((await get('/autre')).status).toBe(404);
    expect((await fetch(portal.url, { method: 'POST' })).status).toBe(405);
  });

  it('runs no script and loads nothing from elsewhere', async () => {
    const response = await get('/');
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(await response.text()).not.toMatch(/<script|https?:\/\//);
  });
});
