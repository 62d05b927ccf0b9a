import { describe, expect, it } from 'vitest';
import { dmpParse } from '../../../electron/cli/dmp-parse.ts';
import { parseDmpMessage, readDmpMessage } from '../../../electron/dmp/parse.ts';
import { writeMtom } from '../../../electron/dmp/mtom.ts';

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const envelope = (body: string, headers = ''): Uint8Array =>
  Buffer.from(`<e:Envelope xmlns:e="${SOAP}"><e:Header>${headers}</e:Header><e:Body>${body}</e:Body></e:Envelope>`);
const action = (value: string): string => `<Action xmlns="http://www.w3.org/2005/08/addressing">${value}</Action>`;
const RS = 'urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0';
const RIM = 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0';
const QUERY = 'urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0';
const status = (word: string): string => `urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:${word}`;

describe('dmp parse', () => {
  it('reads a fault of SOAP 1.2 and of SOAP 1.1: subcode without prefix, reason as context', () => {
    const fault = `<e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>q:DMPInvalidCertificate</e:Value></e:Subcode></e:Code><e:Reason><e:Text xml:lang="fr">Not a valid signature certificate</e:Text></e:Reason></e:Fault>`;
    const { result, positive } = dmpParse(readDmpMessage(envelope(fault)), null);
    expect(positive).toBe(false);
    expect(result).toMatchObject({
      kind: 'fault',
      td: null,
      status: 'fault',
      errors: [{ code: 'DMPInvalidCertificate', context: 'Not a valid signature certificate', severity: 'error', location: null }],
    });
    const old = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>non</faultstring></s:Fault></s:Body></s:Envelope>`;
    expect(parseDmpMessage(Buffer.from(old))).toMatchObject({ kind: 'fault', errors: [{ code: 'Client', context: 'non' }] });
  });

  it('reads a fault that comes as a multipart message', () => {
    const fault = envelope(
      '<e:Fault><e:Code><e:Value>e:Receiver</e:Value></e:Code><e:Reason><e:Text xml:lang="fr">panne</e:Text></e:Reason></e:Fault>',
    );
    expect(parseDmpMessage(writeMtom('b', fault, []))).toMatchObject({ kind: 'fault', errors: [{ code: 'Receiver', context: 'panne' }] });
  });

  it('tells success, partial success and failure, errors from warnings', () => {
    const errors = `<x:RegistryErrorList><x:RegistryError errorCode="XDSRepositoryError" codeContext="un" severity="urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Warning" location="ici"/><x:RegistryError errorCode="XDSRegistryError" codeContext="deux"/></x:RegistryErrorList>`;
    const answer = (value: string) =>
      dmpParse(
        readDmpMessage(
          envelope(
            `<x:RegistryResponse xmlns:x="${RS}" status="${value}">${errors}</x:RegistryResponse>`,
            action('urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse'),
          ),
        ),
        null,
      );
    expect(answer(status('Failure'))).toMatchObject({
      positive: false,
      result: {
        kind: 'feed',
        td: 'TD2.1',
        status: 'failure',
        errors: [
          { code: 'XDSRepositoryError', context: 'un', severity: 'warning', location: 'ici' },
          { code: 'XDSRegistryError', context: 'deux', severity: 'error', location: null },
        ],
      },
    });
    expect(answer('urn:ihe:iti:2007:ResponseStatusType:PartialSuccess')).toMatchObject({ positive: true, result: { status: 'partial' } });
    expect(answer(status('Success'))).toMatchObject({ positive: true, result: { status: 'success' } });
    expect(parseDmpMessage(envelope(`<RegistryResponse xmlns="${RS}" status="${status('Success')}"/>`))).toMatchObject({
      kind: 'feed',
      td: null,
    });
    expect(
      parseDmpMessage(
        envelope(`<RegistryResponse xmlns="${RS}" status="${status('Success')}"/>`, action('urn:ihe:iti:2010:UpdateDocumentSet-Response')),
      ),
    ).toMatchObject({ kind: 'update', td: null });
  });

  it('reads a list by namespaces, whatever the prefixes, in message order', () => {
    const entry = (id: string, uuid: string): string =>
      `<ns9:ExtrinsicObject id="${uuid}" lid="${uuid}" status="urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated" mimeType="text/xml" objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"><ns9:Slot name="size"><ns9:ValueList><ns9:Value>12</ns9:Value></ns9:ValueList></ns9:Slot><ns9:ExternalIdentifier id="e" identificationScheme="urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab" value="${id}"/></ns9:ExtrinsicObject>`;
    const list = `<ns7:AdhocQueryResponse xmlns:ns7="${QUERY}" xmlns:ns9="${RIM}" startIndex="0" totalResultCount="2" status="${status('Success')}"><ns9:RegistryObjectList>${entry('1.2', 'urn:uuid:b')}${entry('1.1', 'urn:uuid:a')}</ns9:RegistryObjectList></ns7:AdhocQueryResponse>`;
    expect(parseDmpMessage(envelope(list))).toMatchObject({
      kind: 'list',
      td: 'TD3.1',
      status: 'success',
      total: 2,
      documents: [{ uniqueId: '1.2', entryUUID: 'urn:uuid:b', status: 'deprecated', size: 12, content: null }, { uniqueId: '1.1' }],
      warnings: [],
    });
    const references = `<q:AdhocQueryResponse xmlns:q="${QUERY}" xmlns="${RIM}" status="${status('Success')}"><RegistryObjectList><ObjectRef id="urn:uuid:a"/></RegistryObjectList></q:AdhocQueryResponse>`;
    expect(parseDmpMessage(envelope(references))).toMatchObject({
      kind: 'references',
      td: 'TD3.1b',
      total: null,
      references: ['urn:uuid:a'],
      documents: [],
    });
  });

  it('takes a document given inline, and a URL-encoded part', () => {
    const IHE = 'urn:ihe:iti:xds-b:2007';
    const body = (content: string): string =>
      `<r:RetrieveDocumentSetResponse xmlns:r="${IHE}"><RegistryResponse xmlns="${RS}" status="${status('Success')}"/><r:DocumentResponse><r:DocumentUniqueId>1.2</r:DocumentUniqueId><r:Document>${content}</r:Document></r:DocumentResponse></r:RetrieveDocumentSetResponse>`;
    const abc = { size: 3, sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d', file: null };
    expect(parseDmpMessage(envelope(body('YW\nJj')))).toMatchObject({
      kind: 'content',
      td: 'TD3.2',
      status: 'success',
      documents: [{ uniqueId: '1.2', content: abc }],
      warnings: [],
    });
    const include = '<i:Include xmlns:i="http://www.w3.org/2004/08/xop/include" href="cid:x%40urn%3Aihe"/>';
    const mtom = writeMtom('b', envelope(body(include)), [{ contentId: 'x@urn:ihe', contentType: 'text/xml', bytes: Buffer.from('abc') }]);
    expect(parseDmpMessage(mtom)).toMatchObject({ documents: [{ content: abc }], warnings: [] });
  });

  it('says not found for a patient without record', () => {
    const body = `<PRPA_IN201308UV02 xmlns="urn:hl7-org:v3"><acknowledgement typeCode="AA"/><controlActProcess><queryAck><queryResponseCode code="NF"/></queryAck></controlActProcess></PRPA_IN201308UV02>`;
    expect(dmpParse(readDmpMessage(envelope(body)), null)).toMatchObject({
      positive: false,
      result: { kind: 'existence', td: null, status: 'not-found', dmp: { exists: false, state: null } },
    });
    const refused = body.replace(
      '<acknowledgement typeCode="AA"/>',
      '<acknowledgement typeCode="AE"><acknowledgementDetail><code code="E1"/><text>INS inconnu</text></acknowledgementDetail></acknowledgement>',
    );
    expect(dmpParse(readDmpMessage(envelope(refused)), null)).toMatchObject({
      positive: false,
      result: { status: 'failure', errors: [{ code: 'E1', context: 'INS inconnu' }], dmp: null },
    });
  });

  it('reads the lists of authorisations and of records', () => {
    const H = 'urn:si-dmp-habilitations';
    const list = `<h:listAuthorizationByPatientResponse xmlns:h="${H}"><h:output><h:listOfAuthorizationByPatient><h:nationalId>899900000017</h:nationalId><h:firstName>PAULE</h:firstName><h:lastName>DURAND</h:lastName><h:startOfAuthorization>20260307091530</h:startOfAuthorization><h:mode>ACTIVE</h:mode><h:specificRight>MEDECIN_TRAITANT</h:specificRight></h:listOfAuthorizationByPatient><h:status>dmpok</h:status></h:output></h:listAuthorizationByPatientResponse>`;
    expect(parseDmpMessage(envelope(list))).toMatchObject({
      kind: 'authorizations',
      td: 'TD1.6',
      status: 'success',
      authorizations: [{ idNat: '899900000017', family: 'DURAND', since: '2026-03-07T09:15:30Z', mode: 'ACTIVE', medecinTraitant: true }],
    });
    const P = 'urn:si-dmp-patients';
    const dmps = `<patientListResponse xmlns="${P}"><output><patientlistData><patientIdentifier><nationalId>279035121518989</nationalId><nationalIdType>1.2.250.1.213.1.4.10</nationalIdType></patientIdentifier><lastName>PAT-TROIS</lastName><firstName>DOMINIQUE</firstName><dateOfBirth>19790328</dateOfBirth><MT>false</MT></patientlistData><status>DMPKo</status><context>non</context></output></patientListResponse>`;
    expect(dmpParse(readDmpMessage(envelope(dmps)), null)).toMatchObject({
      positive: false,
      result: {
        kind: 'dmps',
        td: 'TD0.4',
        status: 'failure',
        errors: [{ code: 'DMPKo', context: 'non' }],
        dmps: [
          {
            ins: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
            birthDate: '1979-03-28',
            medecinTraitant: false,
            lastAccessAt: null,
          },
        ],
      },
    });
  });

  it('says null of what a message leaves out or leaves empty, never an empty text', () => {
    const H = 'urn:si-dmp-habilitations';
    const authorization = (speciality: string): string =>
      `<h:listAuthorizationByPatientResponse xmlns:h="${H}"><h:output><h:listOfAuthorizationByPatient><h:nationalId/>${speciality}</h:listOfAuthorizationByPatient><h:status>dmpok</h:status></h:output></h:listAuthorizationByPatientResponse>`;
    const first = (speciality: string) => parseDmpMessage(envelope(authorization(speciality))).authorizations[0];
    expect(first('<h:codeSpeciality>SM26</h:codeSpeciality><h:libSpeciality>Médecine générale</h:libSpeciality>')).toMatchObject({
      idNat: null,
      speciality: { code: 'SM26', displayName: 'Médecine générale', codeSystem: null },
    });
    expect(first('<h:codeSpeciality>SM26</h:codeSpeciality>')?.speciality).toEqual({ code: 'SM26', displayName: 'SM26', codeSystem: null });
    expect(first('<h:codeSpeciality/>')?.speciality).toBeNull();

    const error = (attributes: string): string =>
      `<r:RegistryResponse xmlns:r="${RS}" status="${status('Failure')}"><r:RegistryErrorList><r:RegistryError ${attributes} severity=""/></r:RegistryErrorList></r:RegistryResponse>`;
    expect(parseDmpMessage(envelope(error('errorCode="" codeContext="" location=""'))).errors).toEqual([
      { code: null, context: null, severity: 'error', location: null },
    ]);
    expect(parseDmpMessage(envelope(`<e:Fault xmlns:e="${SOAP}"><e:Code><e:Value/></e:Code></e:Fault>`)).errors).toEqual([
      { code: null, context: null, severity: 'error', location: null },
    ]);
    expect(
      parseDmpMessage(envelope(`<h:setAuthorizationResponse xmlns:h="${H}"><h:output><h:status/></h:output></h:setAuthorizationResponse>`)),
    ).toMatchObject({ status: 'failure', errors: [{ code: null }], authorization: { status: null, context: null } });

    const entry = `<q:AdhocQueryResponse xmlns:q="${QUERY}" xmlns="${RIM}" status="${status('Success')}"><RegistryObjectList><ExtrinsicObject id="urn:uuid:a" mimeType="" lid="" objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"><Classification id="c" classificationScheme="urn:uuid:f0306f51-975f-434e-a61c-c59651d33983" classifiedObject="urn:uuid:a" nodeRepresentation="11488-4"/><Classification id="d" classificationScheme="urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a" classifiedObject="urn:uuid:a" nodeRepresentation=""/></ExtrinsicObject></RegistryObjectList></q:AdhocQueryResponse>`;
    expect(parseDmpMessage(envelope(entry)).documents).toMatchObject([
      { mimeType: null, lid: null, type: { code: '11488-4', displayName: '11488-4', codeSystem: null }, class: null },
    ]);
  });

  it('says null of what a VIHF leaves out or leaves empty', () => {
    const assertion = `<s:Assertion xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" IssueInstant="2026-03-02T08:15:30Z"><s:Issuer/><s:Subject><s:NameID> </s:NameID></s:Subject><s:AttributeStatement><s:Attribute Name="Secteur_Activite"><s:AttributeValue>^1.2</s:AttributeValue></s:Attribute><s:Attribute Name="Mode_Acces_Raison"><s:AttributeValue/></s:Attribute><s:Attribute Name="urn:oasis:names:tc:xacml:2.0:subject:role"><s:AttributeValue><Role xmlns="urn:hl7-org:v3" code="10"/></s:AttributeValue><s:AttributeValue><Role xmlns="urn:hl7-org:v3" code="" codeSystem="1.2"/></s:AttributeValue></s:Attribute></s:AttributeStatement></s:Assertion>`;
    expect(parseDmpMessage(Buffer.from(assertion)).vihf).toMatchObject({
      issuer: null,
      nameId: null,
      sector: null,
      reason: null,
      roles: [{ code: '10', displayName: '10', codeSystem: null }],
    });
  });

  it('tells the changes of state apart, and not masking from unmasking', () => {
    const request = (objects: string): Uint8Array =>
      envelope(
        `<l:SubmitObjectsRequest xmlns:l="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0" xmlns="${RIM}"><RegistryObjectList>${objects}</RegistryObjectList></l:SubmitObjectsRequest>`,
      );
    const association = (to: string): string =>
      `<Association id="a" associationType="t" sourceObject="s" targetObject="urn:uuid:x"><Slot name="NewStatus"><ValueList><Value>urn:asip:ci-sis:2010:StatusType:${to}</Value></ValueList></Slot></Association>`;
    expect(parseDmpMessage(request(association('Deleted')))).toMatchObject({
      kind: 'update-request',
      td: 'TD3.3c',
      references: ['urn:uuid:x'],
    });
    expect(parseDmpMessage(request(association('Archived')))).toMatchObject({ kind: 'update-request', td: 'TD3.3d' });
    expect(parseDmpMessage(request(''))).toMatchObject({ kind: 'update-request', td: null });
  });

  it.each([
    ['no message', '<a/>', 'DMP_MESSAGE_UNKNOWN'],
    ['an unknown body', `<e:Envelope xmlns:e="${SOAP}"><e:Body><a/></e:Body></e:Envelope>`, 'DMP_MESSAGE_UNKNOWN'],
    ['an empty body', `<e:Envelope xmlns:e="${SOAP}"><e:Body/></e:Envelope>`, 'DMP_MESSAGE_UNKNOWN'],
    ['broken XML', '<a>', 'XML_MALFORMED'],
    ['a DTD', '<!DOCTYPE a><a/>', 'XML_DTD'],
    ['a cut multipart', '--b\r\nContent-ID: <a>\r\n\r\n<a/>', 'MIME_MALFORMED'],
  ])('refuses %s', (_what, source, code) => {
    expect(() => parseDmpMessage(Buffer.from(source))).toThrow(expect.objectContaining({ code }));
  });
});
