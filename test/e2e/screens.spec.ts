import { expect, test } from '@playwright/test';
import type { Locator, Page } from 'playwright-core';
import { screenOf, screens, tabs, type ScreenId } from '../../renderer/shell/routes.ts';
import { LUC_AUBERT } from '../sandbox/index.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { workstation } from './fixture.ts';
import { axe, connectMss, createPatient, login, look, PAT_TROIS, shot, openRoom } from './workstation.ts';

const CAMILLE = {
  birthName: 'BAC-A-SABLE',
  birthFirstNames: 'CAMILLE ROSE',
  sex: 'F',
  birthDate: '1990-05-05',
  birthPlace: '51215',
} as const;

/** How a user gets to the screens that are neither a room of the rail nor a tab of the record. */
const ways: Readonly<Partial<Record<ScreenId, (page: Page) => Promise<void>>>> = {
  lock: (page) => page.keyboard.press('Control+l'),
  worklists: (page) => openList(page, 'À traiter'),
  import: async (page) => {
    await openRoom(page, 'patients');
    await page.getByRole('button', { name: 'Importer' }).click();
  },
  'patient-new': (page) => page.keyboard.press('Control+n'),
  'patient-synthese': (page) => openRow(page),
};

async function openRow(page: Page): Promise<void> {
  await openRoom(page, 'patients');
  // Of the list: the record has rows that bear the name too.
  await page
    .getByRole('grid', { name: 'Patients' })
    .getByRole('row', { name: /PAT-TROIS/ })
    .focus();
  await page.keyboard.press('Enter');
}

async function openList(page: Page, name: string): Promise<void> {
  await openRoom(page, 'patients');
  await page.getByRole('navigation', { name: 'Listes de patients' }).getByRole('link', { name }).click();
}

async function openTab(page: Page, name: string): Promise<void> {
  await openRow(page);
  await page.getByRole('tab', { name, exact: true }).click();
}

/** Goes there by its way in; the screen says its title to the system. */
async function reach(page: Page, id: ScreenId): Promise<void> {
  const way = ways[id];
  const tab = tabs.find((screen) => screen.id === id);
  // A screen without a way in fails here.
  await (way !== undefined ? way(page) : tab !== undefined ? openTab(page, tab.title) : openRoom(page, id));
  await expect(page).toHaveTitle(`${screenOf(id).title} · Poste Santé`);
}

test.describe.configure({ mode: 'serial' });
test.describe('every screen of the registry', () => {
  const post = workstation();

  test.beforeAll(() => login(post.page));

  const open: readonly ScreenId[] = screens.filter((screen) => screen.needs !== 'locked').map((screen) => screen.id);

  test('lists say that they are empty and what to do', async () => {
    const { page } = post;
    for (const [id, words] of [
      ['patients', 'Aucun dossier pour l’instant.'],
      ['validation', 'Aucun document n’attend de validation.'],
      ['outbox', 'Aucun envoi.'],
    ] as const) {
      await reach(page, id);
      await expect(page.getByText(words)).toBeVisible();
      await look(page, `${id}-vide`);
    }
  });

  test('a working day: two patients, one document sent, one draft, one failure', async () => {
    const { page, client } = post;
    await connectMss(page);
    const { id } = await createPatient(client, PAT_TROIS, { qualified: true });
    const other = await createPatient(client, { ...CAMILLE }, { qualified: false });
    const send = async (patientId: string, title: string, recipients: readonly string[]): Promise<void> => {
      const row = await client.call('documents.add', {
        patientId,
        fileName: 'courrier.pdf',
        bytes: new Uint8Array(await samplePdf({ title })),
      });
      await client.call('documents.validate', { id: row.id, form: { ...row.form, recipients: [...recipients] } });
    };
    await send(id, 'Compte rendu de consultation', [LUC_AUBERT.mailbox]);
    await send(other.id, 'Lettre de liaison', ['inconnu@medecin.sandbox.mssante.fr', LUC_AUBERT.mailbox]);
    await client.until('records.changed', async () => {
      const states = (await client.call('outbox.list', null)).map((row) => row.state);
      return states.length === 5 && states.every((state) => state === 'sent' || state === 'failed') ? states : null;
    });
    await client.call('documents.add', {
      patientId: id,
      fileName: 'ordonnance.pdf',
      bytes: new Uint8Array(await samplePdf({ title: 'Ordonnance de kinésithérapie', pages: 2 })),
    });
  });

  for (const id of open) {
    test(`${id} is reached, has no violation of WCAG 2.2 AA and says nothing in the console`, async () => {
      await reach(post.page, id);
      await look(post.page, id);
      expect(post.complaints).toEqual([]);
    });
  }

  test('the head of the list of patients is on one line, the badge of « À traiter » in it', async () => {
    const { page } = post;
    await reach(page, 'patients');
    const [list, create] = [page.getByRole('link', { name: /^À traiter\s*1$/ }), page.getByRole('button', { name: 'Nouveau patient' })];
    const middle = async (of: Locator): Promise<number> => {
      const { y, height } = (await of.boundingBox()) ?? { y: 0, height: 0 };
      return y + height / 2;
    };
    expect(Math.abs((await middle(list)) - (await middle(create)))).toBeLessThan(4);
  });

  test('so are the palette and the help of a screen', async () => {
    const { page } = post;
    await reach(page, 'patients');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('pat');
    await expect(page.getByRole('option', { name: /^PAT-TROIS/ })).toBeVisible();
    const named = () =>
      page.evaluate(() => document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')?.textContent);
    await expect.poll(named, 'the field names the first line').toContain('PAT-TROIS');
    await look(page, 'palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await expect(page.getByRole('dialog', { name: 'Aide de cet écran' })).toBeVisible();
    await look(page, 'aide-ecran');
    await page.keyboard.press('Escape');
  });

  test('in the dark theme too', async () => {
    const { page } = post;
    await reach(page, 'settings');
    await page.getByText('Sombre', { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    for (const id of open) {
      await reach(page, id);
      await shot(page, `sombre-${id}`);
      expect(await axe(page), id).toEqual([]);
    }
    await reach(page, 'settings');
    await page.getByText('Clair', { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  });

  test('nothing is cut off nor scrolls sideways from 1280 to 2560 pixels, nor at 200 %', async () => {
    const { page } = post;
    for (const [name, size] of [
      ['1280', { width: 1280, height: 800 }],
      ['200-pour-cent', { width: 640, height: 400 }],
      ['2560', { width: 2560, height: 1440 }],
    ] as const) {
      await page.setViewportSize(size);
      for (const id of open) {
        await reach(page, id);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(sideways, `${id} ${name}`).toBeLessThanOrEqual(0);
        await expect(page.getByRole('button', { name: 'Verrouiller' })).toBeInViewport({ ratio: 1 });
        if (id === 'patients')
          await expect(page.getByRole('main').getByRole('button', { name: 'Nouveau patient' })).toBeInViewport({ ratio: 1 });
        // Nor in a list: an act that is cut off is found by nobody.
        if (id === 'outbox' && name !== '200-pour-cent')
          for (const button of await page.getByRole('grid').getByRole('button').all()) await expect(button).toBeInViewport({ ratio: 1 });
        await shot(page, `${name}-${id}`);
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('nothing moves when the system asks for less motion', async () => {
    const { page } = post;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const id of ['patients', 'settings', 'outbox'] as const) {
      await reach(page, id);
      const moving = await page.evaluate(
        () => document.getAnimations().filter((animation) => Number(animation.effect?.getComputedTiming().duration) > 1).length,
      );
      expect(moving, id).toBe(0);
    }
    await page.keyboard.press('Control+k');
    const slow = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((element) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return [transitionDuration, animationDuration].some((times) => times.split(',').some((time) => Number.parseFloat(time) > 0.001));
        }).length,
    );
    expect(slow).toBe(0);
    await page.keyboard.press('Escape');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });

  test('lock comes last: reached, without violation', async () => {
    await reach(post.page, 'lock');
    await look(post.page, 'lock');
  });

  test('the page complained of nothing', () => {
    expect(post.complaints).toEqual([]);
  });
});
