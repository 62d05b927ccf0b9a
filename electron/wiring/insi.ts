import { readFileSync } from 'node:fs';
import type { SoftwareIdentity } from '../../shared/domain/types.ts';
import type { Config } from '../config/schema.ts';
import type { InsiAnswer } from '../insi/answer.ts';
import type { InsiConnection } from '../insi/call.ts';
import { insiError, toQualifyLater } from '../insi/errors.ts';
import { searchIdentity } from '../insi/search.ts';
import { otherPerson, searchByVitale, type VitaleAnswer, type VitaleBeneficiary } from '../insi/search-by-vitale.ts';
import type { SearchedIdentity } from '../insi/strategy.ts';
import { verifySimulated, type Verification, type VerifiedIdentity } from '../insi/verify.ts';
import { pfxTransport } from '../net/pfx.ts';
import type { TlsTrust } from '../net/tls.ts';
import type { Transport } from '../net/types.ts';
import type { ServiceLights, ProbeTerms } from '../session/service-lights.ts';
import type { OpenSession, Session } from '../session/session.ts';
import type { InsiSearch } from '../usecases/patients/ask-insi.ts';
import type { VerifyIns } from '../usecases/patients/verify-ins.ts';
import type { VitaleSearch } from '../usecases/vitale/pick.ts';
import { InsiCredentials, type CredentialsPorts } from './insi-credentials.ts';
import { observed, reachable, required, type Observe } from './services.ts';

interface InsiPorts extends CredentialsPorts {
  readonly oneWay: Transport;
  readonly trust: TlsTrust;
  readonly observe: Observe | undefined;
}

/**
 * INSi as the use cases see it. Each function throws SERVICE_UNSET, INSI_BILLING_ID, INSI_SPECIALITY and INSI_SECTOR (what
 * the assertion must say of its holder, before any call), INSI_PSC_LOGIN, and what its operation throws.
 */
export interface InsiGateway {
  /** WS_INS2: the whole strategy for one person. */
  search(open: OpenSession, identity: SearchedIdentity): Promise<InsiAnswer>;
  /** WS_INS1: one call for the picked beneficiary. */
  searchByVitale(open: OpenSession, beneficiary: VitaleBeneficiary): Promise<VitaleAnswer>;
  /** `indisponible` too when no verification is configured. */
  verify(open: OpenSession, identity: VerifiedIdentity): Promise<Verification>;
  /** Resolves when the service answers ({@link reachable}). @throws PosteError NET_*, SERVICE_BROKEN */
  reach(terms: ProbeTerms): Promise<void>;
  /** Forgets the signed assertion: the session ended. */
  forget(): void;
  close(): Promise<void>;
}

/**
 * INSi by card (signed assertion, kept for its hour under its card and structure), by structure certificate (mutual
 * TLS, no assertion), or by Pro Santé Connect (unsigned assertion, and its token).
 *
 * @throws PosteError INSI_CERTIFICATE when the mode is `certificate` and none is configured.
 */
export function insiGateway(config: Config, software: SoftwareIdentity, installation: string, ports: InsiPorts): InsiGateway {
  const settings = config.insi;
  const mutual = structureTransport(settings, ports.trust);
  const direct = mutual ?? ports.oneWay;
  const credentials = new InsiCredentials(settings, software, ports);
  const transport = observed(direct, 'insi', ports.observe);
  const connection = async (open: OpenSession): Promise<InsiConnection> => {
    const endpoint = required(settings.url, 'INSi');
    return {
      ...(await credentials.of(open)),
      transport,
      endpoint,
      software,
      installation,
      now: ports.now,
      uuid: ports.uuid,
      timeoutMs: settings.timeoutMs,
      // The configuration refuses it in production; nothing of the kind happens there in any case.
      substituteTestOid: settings.substituteTestOid && config.profile !== 'production',
    };
  };
  return {
    search: async (open, identity) => searchIdentity(await connection(open), identity),
    searchByVitale: async (open, beneficiary) => searchByVitale(await connection(open), beneficiary),
    verify: async (open, identity) =>
      settings.verification === 'simulated' && config.profile !== 'production'
        ? verifySimulated(await connection(open), identity)
        : 'indisponible',
    reach: (terms) => reachable(direct, settings.url, terms),
    forget: () => credentials.forget(),
    close: async () => {
      await mutual?.close();
    },
  };
}

/** Mutual TLS with the certificate of the structure; null in another mode. @throws PosteError INSI_CERTIFICATE */
function structureTransport({ mode, certificate }: Config['insi'], trust: TlsTrust): Transport | null {
  if (mode !== 'certificate') return null;
  if (certificate === null) throw insiError('INSI_CERTIFICATE', { path: '/insi/certificate' });
  return pfxTransport({
    ...trust,
    pfx: readFileSync(certificate.file),
    passphrase: readFileSync(certificate.passphraseFile, 'utf8').trim(),
    pss: true,
  });
}

/** The token of the Pro Santé Connect login of that very session. */
export const pscTokenOf =
  (session: Session): InsiPorts['pscToken'] =>
  async (open) => {
    const login = session.mss;
    return session.open === open && login.state === 'open' ? await login.token() : null;
  };

/** What the use cases ask of INSi. */
export interface InsiCalls extends InsiSearch, VitaleSearch {
  readonly verify: VerifyIns;
}

/** INSi for the use cases, each exchange seen by its light. */
export function insiCallsOf(insi: InsiGateway, lights: Pick<ServiceLights, 'watch'>): InsiCalls {
  return {
    search: (open, patient) => lights.watch('INSi', () => insi.search(open, patient)),
    searchByVitale: async (open, search) => {
      const answer = await lights.watch('INSi', () => insi.searchByVitale(open, search));
      return { answer, refused: otherPerson(answer) };
    },
    verify: (open, patient) => lights.watch('INSi', () => insi.verify(open, patient)),
    later: toQualifyLater,
  };
}
