import { homedir } from 'node:os';
import { join } from 'node:path';
import { usualIdentityDocuments } from '../../shared/domain/identity/documents.ts';
import type { Config } from './schema.ts';

/** Where a user's data live when nothing else is said. */
export function defaultDataFolder(): string {
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? homedir(), 'Poste Santé');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Poste Santé');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'poste-sante');
}

/** What belongs to this workstation and is not to follow its data. */
export function defaultStateFolder(): string {
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? homedir(), 'Poste Santé');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Preferences', 'Poste Santé');
  return join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'poste-sante');
}

/** First layer. Addresses of the national services are the editor's to give: unset, and said so at their use. */
export const defaults: Config = {
  profile: 'production',
  dataFolder: defaultDataFolder(),
  stateFolder: defaultStateFolder(),
  window: { chromium: null, headless: false },
  card: {
    adapter: { kind: 'pkcs11', module: null, tokenLabel: null, engine: null, env: {} },
    mutualTls: 'auto',
    pollMs: 250,
    hungMs: 15_000,
    expiryWarningDays: 60,
  },
  trustFile: null,
  crl: { urls: [], refreshMs: 3_600_000, timeoutMs: 10_000, required: false },
  software: { name: 'Poste Sante', vendor: null, dmpApproval: null, insiIdam: null, mssNil: null, oidRoot: null },
  insi: {
    mode: 'card',
    url: null,
    certificate: null,
    billingId: null,
    speciality: null,
    pscProfession: null,
    pscToken: { kind: 'header', name: 'authorization', scheme: 'Bearer' },
    substituteTestOid: false,
    verification: 'off',
    assertionMs: 3_000_000,
    timeoutMs: 15_000,
  },
  dmp: {
    patientsUrl: null,
    repositoryUrl: null,
    registryUrl: null,
    habilitationsUrl: null,
    patientsSpecificUrl: null,
    patientsPdqUrl: null,
    timeoutMs: 30_000,
    signVihf: true,
    vihfVersion: '3.0',
    xadesHash: 'sha256',
    cumulInvisiblePatientMasquePs: false,
    ageOfMajority: 18,
    parametersUrl: null,
    parametersMs: 86_400_000,
    regulationCentre: false,
    staffAuthenticator: 'delegator',
  },
  mss: { mailboxes: [], maxBytes: 10 * 1024 * 1024, timeoutMs: 30_000, whiteListUrl: null, whiteListMs: 86_400_000 },
  psc: { proxyUrl: null, clientId: null, channel: 'MOBILE', timeoutMs: 15_000, parkMaxMs: 7_200_000 },
  documents: { maxPdfPages: 2000 },
  identity: {
    recheckYears: 3,
    localAuthority: null,
    proof: 'required',
    documents: [...usualIdentityDocuments],
    queueMax: 50,
    queuePauseMs: 5_000,
    queueRetryMs: 300_000,
  },
  episodes: { followUpMonths: 12 },
  imports: { authority: 'fichier', ippAuthority: null, hl7Charset: null, hl7OtherFirstNames: [], insOid: null },
  vitale: { dropFolder: null, pipe: null, maxAgeMs: 600_000 },
  session: { idleLockMs: 2 * 3600 * 1000 },
  // 331: medical secretary.
  structure: { ids: [], administrators: [], pharmacistSections: {}, staffRole: '331' },
  lights: { timeoutMs: 8000, pollMs: 60_000 },
  outbox: { pollMs: 60_000, retryMs: [5_000, 30_000, 120_000, 600_000, 1_800_000], undoMs: 10_000 },
};
