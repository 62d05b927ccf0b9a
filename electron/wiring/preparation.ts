import { fail } from '../../shared/errors.ts';
import { personLabel } from '../../shared/domain/mss/sender-label.ts';
import type { Coded, SoftwareIdentity } from '../../shared/domain/types.ts';
import type { Signer } from '../card/types.ts';
import { buildCda } from '../cda/build.ts';
import { localInstant } from '../cda/time.ts';
import type { Config } from '../config/schema.ts';
import { packLot } from '../dmp/prepared-lot.ts';
import { prepareTd21 } from '../dmp/td2-1.ts';
import { prepareTd22 } from '../dmp/td2-2.ts';
import { composeMessage } from '../mss/compose.ts';
import type { OpenSession } from '../session/session.ts';
import { loginNeeded } from '../usecases/outbox/send-message.ts';
import type { Preparation } from '../usecases/documents/validate-document.ts';
import type { SecretConnection } from '../usecases/rights/secret-connection.ts';
import { contentTypeFor } from '../xds/content-type.ts';

export interface PreparationPorts {
  readonly software: SoftwareIdentity;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly signer: (open: OpenSession) => Signer;
  /** In years. */
  readonly majority: () => number;
  readonly secret: Pick<SecretConnection, 'isOpenFor'>;
}

const MESSAGE_TEXT = [
  'Bonjour,',
  '',
  'Vous trouverez en pièce jointe un document concernant votre patient, au format PDF et au format structuré (IHE_XDM.zip) pour l’intégrer dans votre logiciel.',
  '',
  'Bien confraternellement.',
].join('\r\n');

/** What a validated document becomes, before anything leaves: a CDA, a signed lot, composed messages. */
export const preparationOf = (config: Config, ports: PreparationPorts): Preparation => ({
  buildCda: (document) => cdaOf(document, ports),
  prepareLot: (open, lot) => lotOf(open, lot, config, ports),
  composeMessage: (open, message) => messageOf(open, message, config, ports),
});

function cdaOf(
  { type, title, date, patient, author, legalAuthenticator, dataEnterer, flags, pdf }: Parameters<Preparation['buildCda']>[0],
  { now, uuid }: PreparationPorts,
): ReturnType<Preparation['buildCda']> {
  const at = now();
  const noon = new Date(`${date}T12:00:00`);
  return buildCda(
    {
      type,
      title,
      createdAt: localInstant(at),
      patient,
      author,
      legalAuthenticator,
      dataEnterer: dataEnterer === null ? null : { ...dataEnterer.pro, time: localInstant(dataEnterer.at) },
      event: { start: localInstant(noon < at ? noon : at) },
      flags: [...flags],
    },
    { mediaType: 'application/pdf', bytes: pdf },
    { now: at, uuid },
  );
}

async function lotOf(
  open: OpenSession,
  { patient, cda, flags, delegated }: Parameters<Preparation['prepareLot']>[1],
  config: Config,
  { software, now, uuid, signer, secret }: PreparationPorts,
): ReturnType<Preparation['prepareLot']> {
  const input = {
    patient,
    documents: [{ cda, flags }],
    signer: signer(open),
    contentType: lotActivity(open),
    comment: null,
    hash: config.dmp.xadesHash,
  };
  // As it is now: the record may be left while the card signs.
  const secretConnection = secret.isOpenFor(patient);
  const lot = delegated
    ? await prepareTd22({ software, now, uuid }, { ...input, staff: open.pro })
    : await prepareTd21({ software, now, uuid }, { ...input, author: open.pro });
  return { ...packLot({ ...lot, secretConnection }), mediaType: lot.contentType };
}

async function messageOf(
  { pro, situation }: OpenSession,
  { recipient, patient, cda, flags }: Parameters<Preparation['composeMessage']>[1],
  config: Config,
  { software, now, uuid, majority }: PreparationPorts,
): ReturnType<Preparation['composeMessage']> {
  const mailbox = config.mss.mailboxes.find((box) => box.owner === pro.idNat);
  if (mailbox === undefined) throw loginNeeded();
  const label = personLabel({
    title: pro.suffix === 'DR' ? 'Dr' : null,
    given: pro.given ?? '',
    family: pro.family,
    entity: situation.structureName,
  });
  const { bytes, messageId, envelope } = await composeMessage(
    {
      from: { address: mailbox.address, type: 'PER', label },
      sender: pro,
      to: [recipient],
      subject: null,
      text: MESSAGE_TEXT,
      documents: [{ cda, flags }],
      patient,
    },
    { now: now(), uuid, software, maxBytes: config.mss.maxBytes, ageOfMajority: majority() },
  );
  return { payload: { bytes, mediaType: 'message/rfc822', facts: { messageId, envelope } }, messageId };
}

/** Activity of the lot (JDV_J59); a consultation is the ordinary encounter of a document typed at a desk. */
function lotActivity(open: OpenSession): Coded {
  const found = contentTypeFor(open.situation.sector, 'AMB');
  if (found === null) throw fail('SERVICE_UNSET', { values: { service: 'nomenclatures' } });
  return found;
}
