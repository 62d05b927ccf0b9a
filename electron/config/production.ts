import { httpsServices } from './addresses.ts';
import { configError } from './errors.ts';
import type { Config } from './schema.ts';

/**
 * Refuses what production must not accept: what belongs to demonstrations, an address that is not HTTPS, a service
 * without authorities to know it by. An identifier that a service lacks is refused at its use, by name (INSI_IDAM,
 * VIHF_APPROVAL, MSS_NIL).
 *
 * @throws PosteError CONFIG_PRODUCTION, CONFIG_AUTHORITIES (path: JSON pointer of the entry)
 */
export function refuseInProduction(config: Config): void {
  if (config.profile !== 'production') return;
  const refuse = (path: string, what: string) => configError('CONFIG_PRODUCTION', { values: { what }, path });
  if (config.card.adapter.kind === 'file') throw refuse('/card/adapter', 'la carte de démonstration');
  if (config.insi.substituteTestOid)
    throw refuse('/insi/substituteTestOid', 'le remplacement de l’OID d’INSi par celui des matricules de test');
  if (config.insi.verification === 'simulated') throw refuse('/insi/verification', 'la vérification simulée des identités');
  const configured = httpsServices(config).filter(({ url }) => url !== null);
  for (const { name, pointer, url } of configured) {
    if (new URL(url ?? '').protocol !== 'https:') throw refuse(pointer, `l’adresse du service ${name}, qui n’est pas en https`);
  }
  const services = [...configured.map(({ name }) => name), ...(config.mss.mailboxes.length === 0 ? [] : ['MSSanté'])];
  if (config.trustFile === null && services.length > 0)
    throw configError('CONFIG_AUTHORITIES', { values: { services: services.join(', ') }, path: '/trustFile' });
}
