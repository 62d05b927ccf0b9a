import { expect, test } from '@playwright/test';
import type { Page } from 'playwright-core';
import { LUC_AUBERT, PAULE_DURAND } from '../sandbox/index.ts';
import { blackHole, smtpServer, tcpServer, type BrokenServer } from '../setup/broken-services.ts';
import { createPatient, login, look, openWorkstation, PAT_TROIS, type Workstation } from './workstation.ts';

/** A verdict is shown within that time of the opening of the session. */
const SHOWN_MS = 10_000;
/** No task of the window holds it longer, loaded machine included; on a quiet one a task that long does not exist. */
const HELD_MS = 1000;

/** Notes the longest time during which the window drew nothing and the longest of its tasks, from now on. */
async function watchWindow(page: Page): Promise<() => Promise<{ readonly gap: number; readonly task: number }>> {
  const noted = await page.evaluateHandle(() => {
    const worst = { gap: 0, task: 0 };
    let last = performance.now();
    const frame = (at: number): void => {
      worst.gap = Math.max(worst.gap, at - last);
      last = at;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame((at) => {
      last = at;
      requestAnimationFrame(frame);
    });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) worst.task = Math.max(worst.task, duration);
    }).observe({ type: 'longtask' });
    return worst;
  });
  return () => noted.jsonValue();
}

test.describe('while every national service hangs', () => {
  test.describe.configure({ mode: 'serial' });
  let post: Workstation;
  let servers: BrokenServer[];
  let opened = 0;
  const light = (page: Page, name: string) =>
    page.getByRole('group', { name: 'Services nationaux' }).getByRole('button', { name: new RegExp(`^${name} :`) });

  test.beforeAll(async () => {
    const [dropped, mute, mail] = await Promise.all([blackHole(), tcpServer(() => undefined), smtpServer(null)]);
    servers = [dropped, mute, mail];
    const mailbox = (holder: typeof PAULE_DURAND) => ({
      owner: holder.person.idNat,
      address: holder.mailbox,
      host: 'localhost',
      port: mail.port,
    });
    post = await openWorkstation({
      changes: {
        insi: { url: `https://localhost:${dropped.port}/lps`, timeoutMs: 30_000 },
        dmp: { patientsUrl: `https://localhost:${mute.port}/patients`, timeoutMs: 30_000 },
        mss: { mailboxes: [mailbox(PAULE_DURAND), mailbox(LUC_AUBERT)], timeoutMs: 30_000 },
        lights: { pollMs: 0 },
      },
    });
  });
  test.afterAll(async () => {
    await post.close();
    await Promise.all(servers.map((server) => server.close()));
  });

  test('the window answers: a search is typed, a patient opens, another is begun, while the lights are still being asked', async () => {
    const { page, client } = post;
    await login(page);
    opened = performance.now();
    const { id } = await createPatient(client, PAT_TROIS, { qualified: false });
    await expect(light(page, 'INSi')).toHaveAccessibleName(/Vérification en cours/);
    const worst = await watchWindow(page);

    const search = page.getByRole('searchbox', { name: 'Chercher un patient' });
    await search.fill('PAT-TROIS');
    await expect(search).toHaveValue('PAT-TROIS');
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/patient/${id}/synthese`);
    await expect(page.getByRole('region', { name: 'Patient', exact: true })).toContainText('PAT-TROIS');
    await page.keyboard.press('Control+n');
    const name = page.getByRole('textbox', { name: 'Nom de naissance' });
    await name.pressSequentially('SAISIE-PENDANT-LA-PANNE');
    await expect(name).toHaveValue('SAISIE-PENDANT-LA-PANNE');
    expect((await client.call('services.state', null)).lights.map(({ state, checking }) => [state, checking])).toEqual(
      Array.from({ length: 3 }, () => ['unknown', true]),
    );

    const { gap, task } = await worst();
    expect(gap, 'longest time without a drawing, ms').toBeLessThan(HELD_MS);
    expect(task, 'longest task, ms').toBeLessThan(HELD_MS);
  });

  test('each light says where the fault is within 10 s, in words', async () => {
    const { page } = post;
    for (const [name, word] of [
      ['INSi', 'injoignable'],
      ['DMP', 'non sûr'],
      ['MSSanté', 'non sûr'],
    ] as const) {
      await expect(light(page, name)).toHaveAccessibleName(`${name} : indisponible (${word})`, {
        timeout: Math.max(1, SHOWN_MS - (performance.now() - opened)),
      });
      await expect(light(page, name)).toHaveText(`${name} · ${word}`);
    }
    const { lights } = await post.client.call('services.state', null);
    expect(lights.map(({ name, cause }) => [name, cause])).toEqual([
      ['INSi', 'tcp'],
      ['DMP', 'tls'],
      ['MSSanté', 'tls'],
    ]);
  });

  test('behind the light: the cause, what to do, when it was checked, and the raw code behind « Détail »', async () => {
    const { page } = post;
    await light(page, 'INSi').press('Enter');
    const panel = page.getByRole('dialog', { name: 'INSi' });
    await expect(panel).toContainText('Service injoignable');
    await expect(panel).toContainText('faites vérifier le pare-feu');
    await expect(panel).toContainText(/Vérifié aujourd’hui à \d+ h \d{2}/);
    await expect(panel.getByText('NET_TIMEOUT')).toBeHidden();
    await look(page, 'voyant-injoignable');
    await panel.getByText('Détail').click();
    await expect(panel.getByText('NET_TIMEOUT')).toBeVisible();
    await expect(panel.getByText(/at=tcp/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(light(page, 'INSi')).toBeFocused();
  });

  test('« Vérifier maintenant » shows its progress, holds nothing, and brings another verdict', async () => {
    const { page, client } = post;
    const before = (await client.call('services.state', null)).lights[0]?.checkedAt ?? '';
    const worst = await watchWindow(page);
    await light(page, 'DMP').click();
    const panel = page.getByRole('dialog', { name: 'DMP' });
    await panel.getByRole('button', { name: 'Vérifier maintenant' }).click();
    await expect(panel.getByRole('button', { name: 'Vérification en cours…' })).toBeVisible();
    await expect(light(page, 'INSi')).toHaveAccessibleName(/Vérification en cours/);
    // The reason is open and the rest is usable all the same.
    const name = page.getByRole('textbox', { name: 'Nom utilisé', exact: true });
    await name.click();
    await expect(panel).toHaveCount(0);
    await name.fill('');
    await name.pressSequentially('ENCORE');
    await expect(name).toHaveValue('ENCORE');
    expect((await client.call('services.state', null)).lights[0]?.checking).toBe(true);
    await expect
      .poll(async () => (await client.call('services.state', null)).lights.every(({ checking }) => !checking), { timeout: SHOWN_MS })
      .toBe(true);
    expect(Date.parse((await client.call('services.state', null)).lights[0]?.checkedAt ?? '')).toBeGreaterThan(Date.parse(before));
    await expect(light(page, 'INSi')).toHaveAccessibleName('INSi : indisponible (injoignable)');
    const { gap, task } = await worst();
    expect(gap, 'longest time without a drawing, ms').toBeLessThan(HELD_MS);
    expect(task, 'longest task, ms').toBeLessThan(HELD_MS);
    expect(post.complaints).toEqual([]);
  });
});
