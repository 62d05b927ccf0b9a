import { checkConfig, merge } from '../../electron/config/load.ts';
import { defaults } from '../../electron/config/defaults.ts';
import type { Config } from '../../electron/config/schema.ts';
import { LUC_AUBERT, PAULE_DURAND, type Sandbox } from '../sandbox/index.ts';

/** Which card the workstation of the sandbox uses. */
export type CardChoice =
  | { readonly kind: 'file'; readonly folder: string }
  | { readonly kind: 'pkcs11'; readonly module: string; readonly tokenLabel: string; readonly env: Readonly<Record<string, string>> };

/** A level of the configuration, key by key. */
export type ConfigChanges = { readonly [K in keyof Config]?: Config[K] extends object ? Partial<Config[K]> : Config[K] };

/** The configuration of a workstation that speaks to a running sandbox; validated like any other. */
export function sandboxConfig(sandbox: Sandbox, dataFolder: string, card: CardChoice, changes: ConfigChanges = {}): Config {
  const mailbox = (holder: typeof PAULE_DURAND): Config['mss']['mailboxes'][number] => ({
    owner: holder.person.idNat,
    address: holder.mailbox,
    host: sandbox.mss.host,
    port: sandbox.mss.port,
  });
  const layer: ConfigChanges = {
    profile: 'sandbox',
    dataFolder,
    stateFolder: null,
    card: { adapter: card.kind === 'file' ? card : { ...card, env: { ...card.env }, engine: null } },
    trustFile: sandbox.trustFile,
    crl: { urls: [...sandbox.crlUrls] },
    software: {
      vendor: { name: 'Poste Santé, bac à sable', contact: 'editeur@sandbox.mssante.fr' },
      dmpApproval: 'SANDBOX-DMP-0000',
      insiIdam: 'TESTIDAM0000',
      mssNil: 'DEV000000',
      // Arc of examples, never registered.
      oidRoot: '1.2.250.1.999.1.1.7898',
    },
    // A doctor in private practice: INSi asks for the number they bill under and their speciality.
    insi: { url: sandbox.insi.url, verification: 'simulated', billingId: '991234567', speciality: '01' },
    dmp: {
      patientsUrl: sandbox.dmp.endpoints.patients,
      repositoryUrl: sandbox.dmp.endpoints.repository,
      registryUrl: sandbox.dmp.endpoints.registry,
      parametersUrl: sandbox.dmp.parameters.url,
    },
    mss: { mailboxes: [mailbox(PAULE_DURAND), mailbox(LUC_AUBERT)], whiteListUrl: sandbox.mss.whiteListUrl },
    // Tests and benches wait for nobody; the demonstration keeps the usual window.
    outbox: { undoMs: 0 },
    psc: { proxyUrl: sandbox.psc.proxyUrl, clientId: sandbox.psc.clientId },
  };
  return checkConfig(merge(merge(defaults, layer), changes), 'sandbox');
}
