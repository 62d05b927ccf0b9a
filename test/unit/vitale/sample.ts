/** Persons 16 and 17 of sandbox/README 1: a parent's card and a child on it. */
const READ_AT = '2026-03-02T09:15:30+01:00';
const NOW = new Date('2026-03-02T08:16:00Z');
export const FRESH = { now: () => NOW, staleMinutes: 10 } as const;

export const sample = (firstName = 'CORSE') => ({
  format: 'poste-sante.vitale',
  version: 1,
  source: 'vitale',
  readAt: READ_AT,
  holder: {
    birthName: 'INS-FAMILLE-ONZE',
    firstName: 'PAUL',
    birthDate: '1970-08-07',
    nir: { number: '1700826221701', key: '61', certifiedAt: '2024-01-15' },
  },
  beneficiaries: [
    { birthName: 'INS-FAMILLE-ONZE', firstName: 'PAUL', birthDate: '1970-08-07' },
    { birthName: 'INS-FAMILLE-ONZE', firstName, birthDate: '2001-07-14', rank: 1 },
  ],
});

export const bytesOf = (document: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(document));
