import { apart } from '../../client/apart.ts';
import type { Feature, Screen } from '../feature.ts';

export const identityScreen: Screen<'patient-identite'> = {
  id: 'patient-identite',
  title: 'Identité',
  path: '#/patient/:patient/identite',
  needs: 'patient',
  rank: 20,
  help: 'identite',
  Content: apart(async () => (await import('./IdentityTab.tsx')).IdentityTab),
};

/** Traits, INSi, identity document, merges. */
export const feature = { screens: [identityScreen], guide: ['identite'] } as const satisfies Feature;
