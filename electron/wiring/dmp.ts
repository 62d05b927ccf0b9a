import type { Ins, SoftwareIdentity } from '../../shared/domain/types.ts';
import type { Signer } from '../card/types.ts';
import type { Config } from '../config/schema.ts';
import { unpackLot, type ConnectedLot } from '../dmp/prepared-lot.ts';
import type { DmpConnection, DmpService } from '../dmp/soap.ts';
import { td02 } from '../dmp/td0-2.ts';
import { sendTd21 } from '../dmp/td2-1.ts';
import { td31b } from '../dmp/td3-1b.ts';
import type { Doors } from '../doors/types.ts';
import { buildVihf } from '../saml/vihf.ts';
import type { CardTransport } from '../session/card-key.ts';
import { displayName } from '../session/professional.ts';
import { rolesOfSession } from './vihf-roles.ts';
import type { ServiceLights } from '../session/service-lights.ts';
import type { OpenSession } from '../session/session.ts';
import type { FeedGateway } from '../usecases/outbox/feed-document.ts';
import type { SecretConnection } from '../usecases/rights/secret-connection.ts';
import { openXml } from '../xml/open.ts';
import { parseXml } from '../xml/read.ts';
import { observed, required, type Observe } from './services.ts';

interface DmpPorts {
  readonly software: SoftwareIdentity;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly cardKey: CardTransport;
  readonly signer: (open: OpenSession) => Signer;
  readonly doors: Doors;
  readonly lights: Pick<ServiceLights, 'watch'>;
  readonly secret: Pick<SecretConnection, 'isOpenFor'>;
  readonly observe: Observe | undefined;
}

/** The DMP as the use cases see it, under the person's card: each message with a VIHF of its own. */
export function dmpGateway(
  config: Config,
  { software, now, uuid, cardKey, signer, doors, lights, secret, observe }: DmpPorts,
): FeedGateway {
  const vihf = async (open: OpenSession, patient: Ins | null, lot: ConnectedLot) => {
    const { assertion } = await buildVihf(
      {
        authentication: 'DIRECTE',
        mode: 'normal',
        reason: null,
        patient,
        issuer: open.card.signature.subject,
        nameId: open.card.holder.idNat,
        // A card that names nobody says neither who acts: the structure declared them.
        subjectName: open.card.holder.nominative ? null : displayName(open.pro),
        structure: { idNat: open.situation.structureIdNat, sector: open.situation.sector },
        roles: rolesOfSession(open, config.structure.staffRole),
        authenticatedAt: open.openedAt,
        secretConnection: lot.secretConnection || (patient !== null && secret.isOpenFor(patient)),
        software,
        version: config.dmp.vihfVersion,
      },
      { now: now(), uuid, signer: config.dmp.signVihf ? signer(open) : null },
    );
    return assertion;
  };
  const connection = (open: OpenSession, lot: ConnectedLot): DmpConnection<DmpService> => ({
    transport: observed(cardKey.of(open.card), 'dmp', observe),
    endpoints: {
      patients: required(config.dmp.patientsUrl, 'DMP'),
      repository: required(config.dmp.repositoryUrl, 'DMP'),
      registry: required(config.dmp.registryUrl, 'DMP'),
      // Feeding goes without the others: each is required by whoever asks it.
      get habilitations() {
        return required(config.dmp.habilitationsUrl, 'DMP (autorisations)');
      },
      get patientsSpecific() {
        return required(config.dmp.patientsSpecificUrl, 'DMP (mes dossiers)');
      },
      get patientsPdq() {
        return required(config.dmp.patientsPdqUrl, 'DMP (recherche par traits)');
      },
    },
    software,
    vihf: (patient) => vihf(open, patient, lot),
    now,
    uuid,
    timeoutMs: config.dmp.timeoutMs,
    readXml: (bytes) => openXml(doors, 'xml', bytes, parseXml),
  });
  return {
    existence: (open, patient, payload) => lights.watch('DMP', () => td02(connection(open, unpackLot(payload)), patient)),
    holds: async (open, payload, uniqueId) => {
      const lot = unpackLot(payload);
      return (await lights.watch('DMP', () => td31b(connection(open, lot), lot.patient, uniqueId))).length > 0;
    },
    feed: async (open, _patient, payload) => {
      const lot = unpackLot(payload);
      await lights.watch('DMP', () => sendTd21(connection(open, lot), lot));
    },
  };
}
