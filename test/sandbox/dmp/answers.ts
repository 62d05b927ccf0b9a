import { escapeXml } from '../common/soap.ts';
import { DMP_DEVICE, NS, STATUS } from './constants.ts';
import type { AuthorizationState, Record } from './store.ts';

const instant = (date: Date): string => date.toISOString().replaceAll(/[-:T]|\..*$/g, '');

interface ExistenceAnswer {
  readonly messageId: { readonly root: string; readonly extension: string };
  readonly queryId: { readonly root: string; readonly extension: string };
  readonly lps: { readonly root: string; readonly name: string };
  readonly id: string;
  readonly now: Date;
  readonly record: Record | null;
  readonly authorization: AuthorizationState;
  readonly medecinTraitant: boolean;
}

/** PRPA_IN201308UV02 in the shape of the official sample (dmp/README 4). */
export function existenceAnswer(answer: ExistenceAnswer): string {
  const { record, lps } = answer;
  const device = (id: string, name: string): string =>
    `<device classCode="DEV" determinerCode="INSTANCE"><id root="${id}"/><softwareName>${escapeXml(name)}</softwareName></device>`;
  const observation = (code: string, system: string, value: boolean): string =>
    `<subjectOf typeCode="SBJ"><administrativeObservation classCode="OBS" moodCode="EVN"><code code="${code}" codeSystem="${system}"/><value xsi:type="BL" value="${value}"/></administrativeObservation></subjectOf>`;
  const subject =
    record === null
      ? ''
      : `<subject typeCode="SUBJ" contextConductionInd="false"><registrationEvent classCode="REG" moodCode="EVN"><statusCode code="completed"/>` +
        (record.closing === null ? '' : `<effectiveTime value="${instant(new Date(record.closing.at))}"/>`) +
        `<subject1 typeCode="SBJ"><patient classCode="PAT"><id root="${record.oid}" extension="${record.matricule}"/><statusCode code="${record.state === 'closed' ? 'terminated' : 'active'}"/>` +
        `<patientPerson classCode="PSN" determinerCode="INSTANCE"><name><given>${escapeXml(record.firstNames)}</given><family qualifier="BR">${escapeXml(record.birthName)}</family></name>` +
        `<administrativeGenderCode code="${record.sex}"/><birthTime value="${record.birthDate.replaceAll('-', '')}"/></patientPerson>` +
        observation('COMPTE_INTERNET_OUVERT', '1.2.250.1.213.4.1.2.9', record.monEspaceSante) +
        observation('RATTACHEMENT_ENS', '1.2.250.1.213.4.1.2.3', record.monEspaceSante) +
        `</patient></subject1><custodian typeCode="CST"><assignedEntity classCode="ASSIGNED"><id root="${DMP_DEVICE}"/></assignedEntity></custodian></registrationEvent></subject>`;
  const closing =
    record === null || record.closing === null
      ? ''
      : `<reasonOf typeCode="RSON"><detectedIssueEvent classCode="ALRT" moodCode="EVN"><code code="${record.closing.reason}" codeSystem="1.2.250.1.213.4.1.2.4"/><text>Fermeture à la demande du patient</text></detectedIssueEvent></reasonOf>`;
  const attention =
    record === null
      ? ''
      : `<attentionLine><keyWordText code="AUTORISATION" codeSystem="1.2.250.1.213.4.1.2.6.1"/><value xsi:type="CV" code="${answer.authorization}" codeSystem="1.2.250.1.213.4.1.2.6.2"/></attentionLine>` +
        `<attentionLine><keyWordText code="STATUT_MT" codeSystem="1.2.250.1.213.4.1.2.6.3"/><value xsi:type="BL" value="${answer.medecinTraitant}"/></attentionLine>`;
  return (
    `<PRPA_IN201308UV02 xmlns="${NS.hl7}" xmlns:xsi="${NS.xsi}" ITSVersion="XML_1.0"><id root="${answer.id}"/><creationTime value="${instant(answer.now)}"/>` +
    `<interactionId root="2.16.840.1.113883.1.6" extension="PRPA_IN201308UV02"/><processingCode code="P"/><processingModeCode code="T"/><acceptAckCode code="NE"/>` +
    `<receiver typeCode="RCV">${device(lps.root, lps.name)}</receiver><sender typeCode="SND">${device(DMP_DEVICE, 'DMP')}</sender>${attention}` +
    `<acknowledgement typeCode="AA"><targetMessage>${identifier('id', answer.messageId)}</targetMessage></acknowledgement>` +
    `<controlActProcess classCode="CACT" moodCode="EVN"><reasonCode code="TEST_EXST" codeSystem="1.2.250.1.213.1.1.4.11" displayName="Test d'existence de dossier"/>${subject}${closing}` +
    `<queryAck>${identifier('queryId', answer.queryId)}<queryResponseCode code="${record === null ? 'NF' : 'OK'}"/></queryAck></controlActProcess></PRPA_IN201308UV02>`
  );
}

/** A refusal of the query itself (HL7 AE). */
export function existenceError(
  answer: Pick<ExistenceAnswer, 'messageId' | 'queryId' | 'lps' | 'id' | 'now'> & { readonly code: string; readonly text: string },
): string {
  return existenceAnswer({ ...answer, record: null, authorization: 'NON_EXISTE', medecinTraitant: false })
    .replace('<acknowledgement typeCode="AA">', '<acknowledgement typeCode="AE">')
    .replace(
      '</acknowledgement>',
      `<acknowledgementDetail typeCode="E"><code code="${escapeXml(answer.code)}"/><text>${escapeXml(answer.text)}</text></acknowledgementDetail></acknowledgement>`,
    );
}

const identifier = (name: string, id: { readonly root: string; readonly extension: string }): string =>
  `<${name} root="${escapeXml(id.root)}" extension="${escapeXml(id.extension)}"/>`;

export interface XdsIssue {
  readonly code: string;
  readonly context: string;
  readonly warning?: boolean;
}

/** RegistryResponse; `prefix` varies so that clients must read namespaces. */
export function registryAnswer(status: 'success' | 'partial' | 'failure', issues: readonly XdsIssue[], prefix: string): string {
  return `<${prefix}:RegistryResponse xmlns:${prefix}="${NS.rs}" status="${STATUS[status]}">${issueList(issues, prefix)}</${prefix}:RegistryResponse>`;
}

/** AdhocQueryResponse of references (TD3.1b). */
export function referencesAnswer(entryUUIDs: readonly string[], issues: readonly XdsIssue[]): string {
  const failed = issues.some((issue) => issue.warning !== true);
  return (
    `<q:AdhocQueryResponse xmlns:q="${NS.query}" xmlns:r="${NS.rim}" xmlns:s="${NS.rs}" status="${failed ? STATUS.failure : STATUS.success}" startIndex="0" totalResultCount="${entryUUIDs.length}">` +
    issueList(issues, 's') +
    `<r:RegistryObjectList>${entryUUIDs.map((id) => `<r:ObjectRef id="${escapeXml(id)}"/>`).join('')}</r:RegistryObjectList></q:AdhocQueryResponse>`
  );
}

function issueList(issues: readonly XdsIssue[], prefix: string): string {
  if (issues.length === 0) return '';
  const list = issues.map(
    (issue) =>
      `<${prefix}:RegistryError errorCode="${escapeXml(issue.code)}" codeContext="${escapeXml(issue.context)}" severity="${issue.warning === true ? STATUS.warning : STATUS.error}" location="sandbox"/>`,
  );
  return `<${prefix}:RegistryErrorList>${list.join('')}</${prefix}:RegistryErrorList>`;
}
