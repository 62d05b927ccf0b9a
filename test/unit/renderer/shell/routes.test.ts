import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pathOf, placeOf, rooms, screenOf, screens } from '../../../../renderer/client/routes.ts';

describe('the route registry', () => {
  it.each(screens.filter((screen) => screen.needs !== 'locked').map((screen) => screen.id))('leads to %s and back', (id) => {
    const patient = screenOf(id).needs === 'patient' ? 'patient-1' : null;
    expect(placeOf(pathOf(id, patient))).toEqual({ screen: id, patient });
  });

  it.each(['', '#/', '#/nowhere', '#/patient/', '#/patient/../etc', '#/patient/<b>/synthese'])('leads from %s to the patients', (hash) => {
    expect(placeOf(hash)).toEqual({ screen: 'patients', patient: null });
  });

  it('opens the summary when the tab of a patient is unknown', () => {
    expect(placeOf('#/patient/p1/nowhere')).toEqual({ screen: 'patient-synthese', patient: 'p1' });
  });

  it('gives every room its own key', () => {
    expect(rooms.map((room, index) => screenOf(room).reach.startsWith(`Alt+${index + 1}`))).not.toContain(false);
  });

  it.each(screens.map((screen) => screen.help))('has a page of help named %s', (help) => {
    expect(existsSync(new URL(`../../../../resources/aide/${help}.md`, import.meta.url))).toBe(true);
  });
});
