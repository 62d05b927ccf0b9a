import type { VihfContent } from '../../../electron/saml/vihf.ts';

/** A doctor in her practice, by her own card. */
export const vihfContext: VihfContent = {
  authentication: 'DIRECTE',
  mode: 'normal',
  reason: null,
  patient: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
  issuer: 'CN=899900000017+SN=DURAND+GN=PAULE,title=Médecin,C=FR',
  nameId: '899900000017',
  subjectName: null,
  structure: { idNat: '499900000017001', sector: 'SA07' },
  roles: [
    { code: '10', displayName: 'Médecin', codeSystem: '1.2.250.1.71.1.2.7' },
    { code: 'SM26', displayName: 'Qualifié en Médecine Générale (SM)', codeSystem: '1.2.250.1.71.4.2.5' },
  ],
  authenticatedAt: new Date('2026-03-02T08:00:00Z'),
  secretConnection: false,
  software: {
    id: '01.02',
    name: 'Poste Santé',
    version: '0.1.0',
    dmpApproval: 'TEST-0001',
    insiIdam: null,
    mssNil: null,
    oidRoot: '1.2.250.1.999',
  },
};
