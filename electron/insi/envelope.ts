import type { SoftwareIdentity } from '../../shared/domain/types.ts';
import { xml, type Xml } from '../xml/write.ts';
import { BAM_NS, BAM_VERSION, IDAM_REFERENCE, LPS_NS, LPS_VERSION } from './constants.ts';
import { SOAP_12_NS, WSA_NS, WSSE_NS } from '../xml/soap-names.ts';
import { insiError } from './errors.ts';

export interface EnvelopePorts {
  readonly software: SoftwareIdentity;
  /** UUID of the installation. */
  readonly installation: string;
  /** Who asks: national identifier of the card holder, or OU of the structure certificate. */
  readonly emitter: string;
  /** AssertionPS, signed (card) or not (Pro Santé Connect); null with mutual TLS: no Security header (insi/README 2). */
  readonly assertion: Xml | null;
  readonly now: () => Date;
  readonly uuid: () => string;
}

/** A NIR as the messages cut it. */
export interface Nir {
  /** 13 characters. */
  readonly number: string;
  /** Two digits. */
  readonly key: string;
}

/** Health insurance cover read on a carte Vitale (COUVERTURE of ContexteBAM; insi/README 2). Null = not on the card. */
interface Coverage {
  readonly regime: string | null;
  readonly fund: string | null;
  readonly centre: string | null;
  readonly insured: Nir;
  readonly beneficiary: {
    readonly nir: Nir | null;
    /** `YYYY-MM-DD`. */
    readonly certifiedOn: string | null;
    /** `YYYY-MM-DD`, 00 parts allowed. */
    readonly birthDate: string;
    readonly birthRank: number;
  };
}

/**
 * A request to INSi: SOAP 1.2 with its two contexts. A new MessageID at each call.
 *
 * @param coverage COUVERTURE, read on a carte Vitale (WS_INS1); null leaves it empty.
 * @throws PosteError INSI_IDAM when the software has no authorisation number.
 */
export function insiEnvelope(ports: EnvelopePorts, action: string, body: Xml, coverage: Coverage | null = null): Xml {
  const { software, emitter, assertion, uuid } = ports;
  if (software.insiIdam === null) throw insiError('INSI_IDAM', { path: '/software/insiIdam' });
  const instant = ports.now().toISOString();
  return xml`<soap:Envelope xmlns:soap="${SOAP_12_NS}">
    <soap:Header>
      <wsa:Action xmlns:wsa="${WSA_NS}">${action}</wsa:Action>
      <wsa:MessageID xmlns:wsa="${WSA_NS}">uuid:${uuid()}</wsa:MessageID>
      ${assertion !== null && xml`<wsse:Security xmlns:wsse="${WSSE_NS}">${assertion}</wsse:Security>`}
      <bam:ContexteBAM xmlns:bam="${BAM_NS}" Nature="CTXBAM" Version="${BAM_VERSION}">
        <bam:Id>${uuid()}</bam:Id><bam:Temps>${instant}</bam:Temps><bam:Emetteur>${emitter}</bam:Emetteur>
        <bam:COUVERTURE>${coverage !== null && coverageContent(coverage)}</bam:COUVERTURE>
      </bam:ContexteBAM>
      <lps:ContexteLPS xmlns:lps="${LPS_NS}" Nature="CTXLPS" Version="${LPS_VERSION}">
        <lps:Id>${uuid()}</lps:Id><lps:Temps>${instant}</lps:Temps><lps:Emetteur>${emitter}</lps:Emetteur>
        <lps:LPS>
          <lps:IDAM R="${IDAM_REFERENCE}">${software.insiIdam}</lps:IDAM><lps:Version>${software.version}</lps:Version>
          <lps:Instance>${ports.installation}</lps:Instance><lps:Nom>${softwareUrn(software)}</lps:Nom>
        </lps:LPS>
      </lps:ContexteLPS>
    </soap:Header>
    <soap:Body>${body}</soap:Body>
  </soap:Envelope>`;
}

/** Inside ContexteBAM, where the prefix is declared. */
function coverageContent({ regime, fund, centre, insured, beneficiary }: Coverage): Xml {
  const { nir, certifiedOn } = beneficiary;
  return xml`${regime !== null && xml`<bam:GrandRegime>${regime}</bam:GrandRegime>`}
    ${fund !== null && xml`<bam:Organisme>${fund}</bam:Organisme>`}
    ${centre !== null && xml`<bam:CodeCentre>${centre}</bam:CodeCentre>`}
    <bam:ASSURE><bam:Id><bam:Num>${insured.number}</bam:Num><bam:Cle>${insured.key}</bam:Cle></bam:Id></bam:ASSURE>
    <bam:BENEFICIAIRE>
      ${nir !== null && xml`<bam:Nir><bam:Num>${nir.number}</bam:Num><bam:Cle>${nir.key}</bam:Cle>${certifiedOn !== null && xml`<bam:DateCertification>${certifiedOn}</bam:DateCertification>`}</bam:Nir>`}
      <bam:DateNai>${beneficiary.birthDate}</bam:DateNai><bam:Rang>${beneficiary.birthRank}</bam:Rang>
    </bam:BENEFICIAIRE>`;
}

/** Form seen in accepted messages: urn:lps:<name>:<version>, without space. */
export const softwareUrn = (software: SoftwareIdentity): string =>
  `urn:lps:${software.name
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .trim()
    .replaceAll(/\s+/g, '-')
    .toLowerCase()}:${software.version}`;
