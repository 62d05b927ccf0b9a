import type { RightsSession } from '../../shared/domain/rights/facts.ts';
import type { PublicCard } from '../../electron/card/types.ts';

const DOCTOR = { code: '10', codeSystem: '1.2.250.1.71.1.2.7', displayName: 'Médecin' };

const certificate: PublicCard['signature'] = {
  der: new Uint8Array(),
  chain: [],
  subject: 'CN=TEST',
  serial: '1',
  issuer: 'CN=TEST AC',
  notBefore: '2020-01-01T00:00:00Z',
  notAfter: '2040-01-01T00:00:00Z',
  keyUsage: [],
};

/** A card as its reader shows it, of which only the serial number is told apart. */
export const presentCard = (serial: string): PublicCard => ({
  serial,
  generation: 'CPS3',
  demonstration: true,
  type: 'CPS',
  pin: { triesLeft: 3 },
  pss: false,
  pkcs11: null,
  authentication: certificate,
  signature: certificate,
  holder: { idNat: '899900000017', family: 'DURAND', given: 'PAULE', nominative: true, profession: DOCTOR, skill: null },
});

/** What the rights see of a general practitioner at the practice of most tests. */
export const doctorRights = (person: string): RightsSession => ({
  card: 'CPS',
  means: 'DIRECTE',
  profession: '10',
  speciality: 'SM26',
  sector: 'SA07',
  person,
  structure: '499900000017001',
});
