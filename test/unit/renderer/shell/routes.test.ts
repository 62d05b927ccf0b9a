import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pathOf } from '../../../../renderer/client/router.ts';
import { every, placeOf, roomOf, rooms, screenOf, screens, tabs } from '../../../../renderer/shell/routes.ts';

describe('the route registry', () => {
  it.each(screens.filter((screen) => screen.needs !== 'locked').map((screen) => screen.id))('leads to %s and back', (id) => {
    const patient = screenOf(id).needs === 'patient' ? 'patient-1' : null;
    expect(placeOf(pathOf(screenOf(id), patient))).toEqual({ screen: id, patient });
  });

  it.each(['', '#/', '#/nowhere', '#/patient/', '#/patient/../etc', '#/patient/<b>/synthese'])('leads from %s to the patients', (hash) => {
    expect(placeOf(hash)).toEqual({ screen: 'patients', patient: null });
  });

  it('opens the summary when the tab of a patient is unknown', () => {
    expect(placeOf('#/patient/p1/nowhere')).toEqual({ screen: 'patient-synthese', patient: 'p1' });
  });

  it('gives every room its own key', () => {
    expect(rooms.map(({ keys, key }, index) => keys === (key ?? `Alt+${index + 1}`))).not.toContain(false);
    expect(new Set(rooms.map(({ keys }) => keys)).size).toBe(rooms.length);
  });

  it('is of the room of its feature, or of the patients', () => {
    expect(roomOf('audit')?.screen.id).toBe('audit');
    expect(roomOf('worklists')?.screen.id).toBe('patients');
    expect(roomOf('patient-documents')?.screen.id).toBe('patients');
  });

  it('shows the tabs of a patient by their ranks, whichever feature brings them, the summary first', () => {
    const ranks = tabs.map(({ rank }) => rank);
    expect(ranks).toEqual([...new Set(ranks)].toSorted((a, b) => a - b));
    expect(tabs[0]?.id).toBe('patient-synthese');
  });

  it('gives a name and a path once', () => {
    expect(new Set(screens.map(({ id }) => id)).size).toBe(screens.length);
    const open = screens.filter(({ needs }) => needs !== 'locked');
    expect(new Set(open.map(({ path }) => path)).size).toBe(open.length);
  });

  const pages = readdirSync(new URL('../../../../resources/aide/', import.meta.url)).flatMap((file) =>
    file.endsWith('.md') ? [file.slice(0, -3)] : [],
  );

  it.each(screens.map((screen) => screen.help))('has a page of help named %s', (help) => {
    expect(pages).toContain(help);
  });

  it('brings every page of the guide once', () => {
    expect(every.flatMap(({ guide }) => guide ?? []).toSorted()).toEqual(pages.toSorted());
  });
});
