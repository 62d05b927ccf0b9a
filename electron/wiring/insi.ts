import { readFileSync } from 'node:fs';
import type { SoftwareIdentity } from '../../shared/domain/types.ts';
import type { Signer } from '../card/types.ts';
import type { Config } from '../config/schema.ts';
import type { InsiAnswer } from '../insi/answer.ts';
import { AssertionCache } from '../insi/assertions.ts';
import { billingId, sectorOfActivity, specialityCode } from '../insi/attributes.ts';
import type { InsiConnection } from '../insi/call.ts';
import { softwareUrn } from '../insi/envelope.ts';
import { insiError, toQualifyLater } from '../insi/errors.ts';
import { searchIdentity } from '../insi/search.ts';
import { otherPerson, searchByVitale, type VitaleAnswer, type VitaleBeneficiary } from '../insi/search-by-vitale.ts';
import type { SearchedIdentity } from '../insi/strategy.ts';
import { verifySimulated, type Verification, type VerifiedIdentity } from '../insi/verify.ts';
import { pfxTransport } from '../net/pfx.ts';
import type { TlsTrust } from '../net/tls.ts';
import type { Transport } from '../net/types.ts';
import { buildInsiAssertion, buildPscAssertion } from '../saml/insi-assertion.ts';
import type { Lights, ProbeTerms } from '../session/lights.ts';
import type { OpenSession, Session } from '../session/session.ts';
import type { InsiSearch } from '../usecases/patients/ask-insi.ts';
import type { VerifyIns } from '../usecases/patients/verify-ins.ts';
import type { VitaleSearch } from '../usecases/vitale/pick.ts';
import type { Xml } from '../xml/write.ts';
import { observed, reachable, required, type Observe } from './services.ts';

export interface InsiPorts {
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly oneWay: Transport;
  readonly trust: TlsTrust;
  readonly signer: (open: OpenSession) => Signer;
  /** A fresh access token of the Pro Santé Connect login of that session; null when there is none. */
  readonly pscToken: (open: OpenSession) => Promise<string | null>;
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

/** How a session says who it is to INSi (saml/README 4). */
interface Credentials {
  readonly assertion: Xml | null;
  readonly emitter: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * INSi by card (signed assertion, kept for its hour under its card and structure), by structure certificate (mutual
 * TLS, no assertion), or by Pro Santé Connect (unsigned assertion, and its token).
 *
 * @throws PosteError INSI_CERTIFICATE when the mode is `certificate` and none is configured.
 */
export function insiGateway(config: Config, software: SoftwareIdentity, installation: string, ports: InsiPorts): InsiGateway {
  const settings = config.insi;
  const { mode, certificate } = settings;
  if (mode === 'certificate' && certificate === null) throw insiError('INSI_CERTIFICATE', { path: '/insi/certificate' });
  const mutual =
    mode === 'certificate' && certificate !== null
      ? pfxTransport({
          ...ports.trust,
          pfx: readFileSync(certificate.file),
          passphrase: readFileSync(certificate.passphraseFile, 'utf8').trim(),
          pss: true,
        })
      : null;
  const cache = new AssertionCache(ports.now, settings.assertionMs);
  const transport = observed(mutual ?? ports.oneWay, 'insi', ports.observe);

  const byCard = async (open: OpenSession): Promise<Credentials> => {
    const { card, situation } = open;
    const assertion = await cache.get(
      { issuer: card.signature.issuer, serial: card.signature.serial, structure: situation.structureIdNat },
      () =>
        buildInsiAssertion(
          {
            issuer: card.signature.subject,
            nameId: card.holder.idNat,
            nameQualifier: card.type === 'CPE' ? 'CDE-CPE' : card.type,
            billingId: billingId(situation, settings.billingId),
            speciality: specialityCode(isDoctor(open), settings.speciality),
            sector: sectorOfActivity(situation),
          },
          { now: ports.now(), uuid: ports.uuid, signer: ports.signer(open) },
        ),
    );
    return { assertion, emitter: card.holder.idNat };
  };
  const byPsc = async (open: OpenSession): Promise<Credentials> => {
    const token = await ports.pscToken(open);
    if (token === null) throw insiError('INSI_PSC_LOGIN');
    const carrier = settings.pscToken;
    const assertion = buildPscAssertion(
      {
        issuer: softwareUrn(software),
        nameId: open.pro.idNat,
        billingId: billingId(open.situation, settings.billingId),
        speciality: specialityCode(isDoctor(open), settings.speciality),
        profession: settings.pscProfession,
        token: carrier.kind === 'attribute' ? { attribute: carrier.name, value: token } : null,
      },
      { now: ports.now(), uuid: ports.uuid },
    );
    const headers = carrier.kind === 'header' ? { [carrier.name.toLowerCase()]: `${carrier.scheme} ${token}`.trim() } : {};
    return { assertion, emitter: open.pro.idNat, headers };
  };
  const connection = async (open: OpenSession): Promise<InsiConnection> => {
    const endpoint = required(settings.url, 'INSi');
    const credentials =
      mode === 'certificate'
        ? { assertion: null, emitter: certificate?.emitter ?? '' }
        : mode === 'psc'
          ? await byPsc(open)
          : await byCard(open);
    return {
      ...credentials,
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
    reach: (terms) => reachable(mutual ?? ports.oneWay, settings.url, terms),
    forget: () => cache.clear(),
    close: async () => {
      await mutual?.close();
    },
  };
}

/** Profession 10 of TRE_G15, doctors in training included. */
const isDoctor = (open: OpenSession): boolean => open.card.holder.profession?.code === '10';

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
export function insiCallsOf(insi: InsiGateway, lights: Pick<Lights, 'watch'>): InsiCalls {
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
