import type { SoftwareIdentity } from '../../shared/domain/types.ts';
import type { Signer } from '../card/types.ts';
import type { Config } from '../config/schema.ts';
import { AssertionCache } from '../insi/assertions.ts';
import { billingId, sectorOfActivity, specialityCode } from '../insi/attributes.ts';
import { softwareUrn } from '../insi/envelope.ts';
import { insiError } from '../insi/errors.ts';
import { buildInsiAssertion, buildPscAssertion } from '../saml/insi-assertion.ts';
import type { OpenSession } from '../session/session.ts';
import type { Xml } from '../xml/write.ts';

/** How a session says who it is to INSi (saml/README 4). */
interface Credentials {
  readonly assertion: Xml | null;
  readonly emitter: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CredentialsPorts {
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly signer: (open: OpenSession) => Signer;
  /** A fresh access token of the Pro Santé Connect login of that session; null when there is none. */
  readonly pscToken: (open: OpenSession) => Promise<string | null>;
}

/** What says to INSi who asks: by card, by structure certificate or by Pro Santé Connect, as configured. */
export class InsiCredentials {
  readonly #settings: Config['insi'];
  readonly #software: SoftwareIdentity;
  readonly #ports: CredentialsPorts;
  readonly #signed: AssertionCache;

  constructor(settings: Config['insi'], software: SoftwareIdentity, ports: CredentialsPorts) {
    this.#settings = settings;
    this.#software = software;
    this.#ports = ports;
    this.#signed = new AssertionCache(ports.now, settings.assertionMs);
  }

  /** @throws PosteError INSI_BILLING_ID, INSI_SPECIALITY, INSI_SECTOR, INSI_PSC_LOGIN; what the signer throws */
  async of(open: OpenSession): Promise<Credentials> {
    const { mode, certificate } = this.#settings;
    // The structure's certificate says it, by mutual TLS.
    if (mode === 'certificate') return { assertion: null, emitter: certificate?.emitter ?? '' };
    return mode === 'psc' ? await this.#byPsc(open) : await this.#byCard(open);
  }

  /** The session ended. */
  forget(): void {
    this.#signed.clear();
  }

  async #byCard(open: OpenSession): Promise<Credentials> {
    const { card, situation } = open;
    const { now, uuid, signer } = this.#ports;
    const assertion = await this.#signed.get(
      { issuer: card.signature.issuer, serial: card.signature.serial, structure: situation.structureIdNat },
      () =>
        buildInsiAssertion(
          {
            issuer: card.signature.subject,
            nameId: card.holder.idNat,
            nameQualifier: card.type === 'CPE' ? 'CDE-CPE' : card.type,
            billingId: billingId(situation, this.#settings.billingId),
            speciality: specialityCode(isDoctor(open), this.#settings.speciality),
            sector: sectorOfActivity(situation),
          },
          { now: now(), uuid, signer: signer(open) },
        ),
    );
    return { assertion, emitter: card.holder.idNat };
  }

  async #byPsc(open: OpenSession): Promise<Credentials> {
    const { now, uuid, pscToken } = this.#ports;
    const { pscToken: carrier, pscProfession, speciality } = this.#settings;
    const token = await pscToken(open);
    if (token === null) throw insiError('INSI_PSC_LOGIN');
    const assertion = buildPscAssertion(
      {
        issuer: softwareUrn(this.#software),
        nameId: open.pro.idNat,
        billingId: billingId(open.situation, this.#settings.billingId),
        speciality: specialityCode(isDoctor(open), speciality),
        profession: pscProfession,
        token: carrier.kind === 'attribute' ? { attribute: carrier.name, value: token } : null,
      },
      { now: now(), uuid },
    );
    const headers = carrier.kind === 'header' ? { [carrier.name.toLowerCase()]: `${carrier.scheme} ${token}`.trim() } : {};
    return { assertion, emitter: open.pro.idNat, headers };
  }
}

/** Profession 10 of TRE_G15, doctors in training included. */
const isDoctor = (open: OpenSession): boolean => open.card.holder.profession?.code === '10';
