import { describe, expect, it } from 'vitest';
import { td03, type AuthorizationChange } from '../../../electron/dmp/td0-3.ts';
import { td04 } from '../../../electron/dmp/td0-4.ts';
import { td05, td05Request, type SearchedTraits } from '../../../electron/dmp/td0-5.ts';
import { td13a } from '../../../electron/dmp/td1-3a.ts';
import { td16 } from '../../../electron/dmp/td1-6.ts';
import { PATIENT, wire } from './wire.ts';

const H = 'urn:si-dmp-habilitations';
const P = 'urn:si-dmp-patients';
const HL7 = 'urn:hl7-org:v3';
const output = (name: string, ns: string, status: string, context = '', more = ''): string =>
  `<o:${name} xmlns:o="${ns}"><o:output>${more.replaceAll('<', '<o:').replaceAll('<o:/', '</o:')}<o:status>${status}</o:status><o:context>${context}</o:context></o:output></o:${name}>`;

describe('TD0.3', () => {
  it.each<[AuthorizationChange, string]>([
    ['add', '<action>AJOUT</action></setAuthorization>'],
    ['remove', '<action>SUPPRESSION</action></setAuthorization>'],
    ['declare-treating', '<action>AJOUT</action><role>MEDECIN_TRAITANT</role></setAuthorization>'],
    ['stop-treating', '<action>SUPPRESSION</action><role>MEDECIN_TRAITANT</role></setAuthorization>'],
  ])('%s: %s, and the patient in the VIHF alone (RG_3010)', async (change, body) => {
    const { connection, bodies, messages, requests } = wire([output('setAuthorizationResponse', H, 'DMPOk')]);
    await td03(connection, PATIENT, change);
    expect(bodies()[0]).toContain(`<setAuthorization xmlns="${H}">${body}`);
    expect(requests[0]?.url).toBe('https://localhost/habilitations');
    expect(messages()[0]).toMatchObject({ kind: 'authorization-request', td: 'TD0.3', patient: PATIENT });
  });

  it('takes what was already so for done, whatever the case of the word', async () => {
    const context = 'Autorisation déjà présente aucune action effectuée';
    const { connection } = wire([output('setAuthorizationResponse', H, 'dmpOK', context)]);
    expect(await td03(connection, PATIENT, 'add')).toEqual({ status: 'dmpOK', context });
  });

  it.each([
    ['DMPAccessDeniedByRightsService', 'DMP_RIGHTS'],
    ['DMPUnheardOf', 'DMP_REFUSED'],
  ])('says %s as %s, with its own word', async (status, code) => {
    const { connection } = wire([output('setAuthorizationResponse', H, status, 'motif')]);
    await expect(td03(connection, PATIENT, 'add')).rejects.toMatchObject({ code, detail: `${status} : motif` });
  });

  it('an answer of another service, or without status, is no success', async () => {
    await expect(td03(wire([output('patientListResponse', P, 'DMPOk')]).connection, PATIENT, 'add')).rejects.toMatchObject({
      code: 'DMP_GARBAGE',
      detail: 'patientListResponse',
    });
    await expect(td03(wire([`<setAuthorizationResponse xmlns="${H}"/>`]).connection, PATIENT, 'add')).rejects.toMatchObject({
      code: 'DMP_REFUSED',
    });
  });
});

describe('TD1.6', () => {
  it('lists who may, or may not, open the record', async () => {
    const one =
      '<listOfAuthorizationByPatient><nationalId>899900000017</nationalId><lastName>DURAND</lastName><mode>INTERDITE</mode></listOfAuthorizationByPatient>';
    const { connection, bodies, messages } = wire([output('listAuthorizationByPatientResponse', H, 'DMPOk', '', one)]);
    expect(await td16(connection, PATIENT, 'INTERDITE')).toMatchObject([{ idNat: '899900000017', family: 'DURAND', mode: 'INTERDITE' }]);
    expect(bodies()[0]).toContain('<mode>INTERDITE</mode>');
    expect(messages()[0]).toMatchObject({ kind: 'authorizations-request', td: 'TD1.6', patient: PATIENT });
  });

  it('is refused with the word of the DMP', async () => {
    const { connection } = wire([output('listAuthorizationByPatientResponse', H, 'DMPKo', 'non')]);
    await expect(td16(connection, PATIENT, 'TOUTE')).rejects.toMatchObject({ code: 'DMP_REFUSED', detail: 'DMPKo : non' });
  });
});

describe('TD0.4', () => {
  const one = `<patientlistData><lastName>PAT</lastName><MT>true</MT><lastAddDate>20260301101500</lastAddDate></patientlistData>`;

  it.each([
    ['authorization', '2026-03-01T10:15:00+01:00', '<startDate>20260301091500</startDate><dateType>LASTAUTORIZATION</dateType>'],
    ['document', '2026-03-01', '<startDate>20260301000000</startDate><dateType>LASTDOC</dateType>'],
  ] as const)('lists by %s, since %s, under a VIHF that names nobody', async (by, since, body) => {
    const { connection, bodies, messages } = wire([output('patientListResponse', P, 'DMPOk', '', one)]);
    expect(await td04(connection, { since, by })).toMatchObject([
      { family: 'PAT', medecinTraitant: true, lastAddAt: '2026-03-01T10:15:00Z' },
    ]);
    expect(bodies()[0]).toContain(body);
    expect(messages()[0]).toMatchObject({ kind: 'dmps-request', td: 'TD0.4', patient: null, vihf: { resourceId: null } });
  });

  it('names somebody where the settings say so', async () => {
    const { connection, messages } = wire([output('patientListResponse', P, 'DMPOk')]);
    expect(await td04(connection, { since: '2026-03-01', by: 'document' }, PATIENT)).toEqual([]);
    expect(messages()[0]).toMatchObject({ patient: PATIENT });
  });
});

describe('TD0.5', () => {
  const TRAITS: SearchedTraits = { family: 'Lefèvre & fils', given: null, sex: null, birthDate: null, city: null, postalCode: null };
  const person = (score: string, opposed: string): string =>
    `<subject><registrationEvent><subject1><patient><id root="${PATIENT.oid}" extension="${PATIENT.matricule}"/><patientPerson><name><family qualifier="BR">PAT</family><given>DOMINIQUE</given></name><birthTime value="19790328"/></patientPerson><subjectOf1><queryMatchObservation><code code="POURCENTAGE"/><value value="${score}"/></queryMatchObservation></subjectOf1><subjectOf2><administrativeObservation><code code="OPPOSITION_ACCES_URGENCE"/><value value="${opposed}"/></administrativeObservation></subjectOf2></patient></subject1></registrationEvent></subject>`;
  const answer = (people: string, total: string, ack = '<typeCode code="AA"/>'): string =>
    `<PRPA_IN201306UV02 xmlns="${HL7}"><acknowledgement>${ack}</acknowledgement><controlActProcess>${people}<queryAck><queryResponseCode code="OK"/><resultTotalQuantity value="${total}"/></queryAck></controlActProcess></PRPA_IN201306UV02>`;

  it('finds people by their traits, with a score and their opposition', async () => {
    const { connection, messages, requests } = wire([answer(person('92', 'true') + person('40', 'false'), '12')], { mode: 'centre_15' });
    const { people, total } = await td05(connection, TRAITS, { processing: 'D' });
    expect(total).toBe(12);
    expect(people.map(({ ins, score, oppositionAccesUrgence }) => [ins, score, oppositionAccesUrgence])).toEqual([
      [PATIENT, 92, true],
      [PATIENT, 40, false],
    ]);
    expect(requests[0]?.url).toBe('https://localhost/patientsPdq');
    expect(messages()[0]).toMatchObject({
      kind: 'patients-request',
      td: 'TD0.5',
      patient: null,
      vihf: { mode: 'centre_15', resourceId: null },
    });
  });

  it('writes what is known, in the order of the schema', () => {
    const all = { ...TRAITS, given: 'Jean', sex: 'M', birthDate: '1979-03', city: 'Brest', postalCode: '29200' } as const;
    const { source } = td05Request(wire([]).connection, all, 'P');
    expect(source.replace(/^.*<parameterList>|<\/parameterList>.*$/gs, '')).toBe(
      '<livingSubjectAdministrativeGender><value code="M"/><semanticsText>LivingSubject.administrativeGender</semanticsText></livingSubjectAdministrativeGender>' +
        '<livingSubjectBirthTime><value value="197903"/><semanticsText>LivingSubject.birthTime</semanticsText></livingSubjectBirthTime>' +
        '<livingSubjectName><value><family>Lefèvre &amp; fils</family><given>Jean</given></value><semanticsText>LivingSubject.name</semanticsText></livingSubjectName>' +
        '<patientAddress><value><city>Brest</city><postalCode>29200</postalCode></value><semanticsText>Patient.addr</semanticsText></patientAddress>',
    );
    expect(source).toContain('<processingCode code="P"/>');
    expect(td05Request(wire([]).connection, TRAITS, 'D').source).not.toMatch(/patientAddress|BirthTime|Gender|given/);
  });

  it.each(['', ' ', 'L', ' L '])('does not search « %s »', async (family) => {
    const { connection, requests } = wire([answer('', '0')]);
    await expect(td05(connection, { ...TRAITS, family }, { processing: 'D' })).rejects.toMatchObject({
      code: 'DMP_SEARCH',
      path: '/family',
    });
    expect(requests).toEqual([]);
  });

  it('is refused in the words of the DMP, matricules hidden', async () => {
    const ack =
      '<typeCode code="AE"/><acknowledgementDetail><code code="E7"/><text>trop de réponses, dont 279035121518989</text></acknowledgementDetail>';
    await expect(td05(wire([answer('', '0', ack)]).connection, TRAITS, { processing: 'D' })).rejects.toMatchObject({
      code: 'DMP_QUERY_REFUSED',
      message: 'Le DMP a refusé la demande : trop de réponses, dont ***',
      detail: 'E7',
    });
  });
});

describe('TD1.3a', () => {
  const observed = (keyword: string, value: string): string =>
    `<subjectOf><administrativeObservation><code code="${keyword}"/><value value="${value}"/></administrativeObservation></subjectOf>`;
  const answer = (matricule: string): string =>
    `<PRPA_IN201308UV02 xmlns="${HL7}"><acknowledgement typeCode="AA"/><controlActProcess><reasonCode code="CNSLT_DATA"/><subject><registrationEvent><subject1><patient><id root="${PATIENT.oid}" extension="${matricule}"/><statusCode code="active"/>${observed('OPPOSITION_BRIS_DE_GLACE', 'true')}${observed('OPPOSITION_ACCES_URGENCE', 'false')}</patient></subject1></registrationEvent></subject><queryAck><queryResponseCode code="OK"/></queryAck></controlActProcess></PRPA_IN201308UV02>`;

  it('tells the oppositions, and asks by its own reason', async () => {
    const { connection, messages } = wire([answer(PATIENT.matricule)]);
    expect(await td13a(connection, PATIENT)).toMatchObject({ exists: true, oppositionBrisDeGlace: true, oppositionAccesUrgence: false });
    expect(messages()[0]).toMatchObject({ kind: 'administrative-request', td: 'TD1.3a', patient: PATIENT });
  });

  it('never believes the answer about another patient', async () => {
    await expect(td13a(wire([answer('207058575627097')]).connection, PATIENT)).rejects.toMatchObject({
      code: 'DMP_GARBAGE',
      detail: 'patient id',
    });
  });
});
