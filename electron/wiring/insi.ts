import { readFileSync } from 'node:fs';
import type { SoftwareIdentity } from '../../shared/domain/types.ts';
import type { Signer } from '../card/types.ts';
import type { Config } from '../config/schema.ts';
import type { InsiAnswer } from '../insi/answer.ts';
import { searchIdentity } from '../insi/search.ts';
import { pfxTransport } from '../net/https.ts';
import type { TlsTrust } from '../net/tls.ts';
import type { Transport } from '../net/types.ts';
import { buildInsiAssertion } from '../saml/insi-assertion.ts';
import type { OpenSession } from '../session/session.ts';
import type { Xml } from '../xml/write.ts';
import { observed, required, type Observe } from './services.ts';

export interface InsiParts {
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly oneWay: Transport;
  readonly trust: TlsTrust;
  readonly signer: (open: OpenSession) => Signer;
  readonly observe: Observe | undefined;
}

/** INSi by card (signed assertion, kept for its hour) or by structure certificate (mutual TLS, no assertion). */
export function insiGateway(
  config: Config,
  software: SoftwareIdentity,
  installation: string,
  parts: InsiParts,
): (open: OpenSession, patient: Parameters<typeof searchIdentity>[1]) => Promise<InsiAnswer> {
  const { mode, certificate } = config.insi;
  const mutual =
    mode === 'certificate' && certificate !== null
      ? pfxTransport({
          ...parts.trust,
          pfx: readFileSync(certificate.file),
          passphrase: readFileSync(certificate.passphraseFile, 'utf8').trim(),
          pss: true,
        })
      : null;
  let held: { readonly open: OpenSession; readonly assertion: Xml; readonly until: number } | null = null;
  const assertionOf = async (open: OpenSession): Promise<Xml> => {
    const at = parts.now().getTime();
    if (held?.open === open && held.until > at) return held.assertion;
    const assertion = await buildInsiAssertion(
      {
        issuer: open.card.signature.subject,
        nameId: open.card.holder.idNat,
        nameQualifier: open.card.type === 'CPE' ? 'CDE-CPE' : open.card.type,
        billingId: config.insi.billingId,
        speciality: null,
        sector: open.situation.sector,
      },
      { now: parts.now(), uuid: parts.uuid, signer: parts.signer(open) },
    );
    held = { open, assertion, until: at + config.insi.assertionMs };
    return assertion;
  };
  return async (open, patient) =>
    searchIdentity(
      {
        transport: observed(mutual ?? parts.oneWay, 'insi', parts.observe),
        endpoint: required(config.insi.url, 'INSi'),
        software,
        installation,
        emitter: mutual === null ? open.card.holder.idNat : (certificate?.emitter ?? ''),
        assertion: mutual === null ? await assertionOf(open) : null,
        now: parts.now,
        uuid: parts.uuid,
        timeoutMs: config.insi.timeoutMs,
      },
      patient,
    );
}
