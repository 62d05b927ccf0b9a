import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { searchByTraitsRequest } from '../../../electron/insi/search-by-traits.ts';
import { buildInsiAssertion } from '../../../electron/saml/insi-assertion.ts';
import type { Xml } from '../../../electron/xml/write.ts';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { child, children, parseSoap, serialise, textOf, WSSE, type SoapMessage } from '../../sandbox/common/soap.ts';
import { verifyXmlSignature } from '../../sandbox/common/xmlsec.ts';
import { needs } from '../../setup/needs.ts';
import { throwawaySigner } from '../../unit/saml/throwaway.ts';

const reference = needs.shared('reference/ins');
const ready = reference !== null && needs.tool('xmllint') !== null && needs.tool('xmlsec1') !== null;

const BAM = 'urn:siram:bam:ctxbam';
const LPS = 'urn:siram:lps:ctxlps';
const traits = {
  birthName: "D’Artagnan de l'Hérault",
  firstNames: 'Pierre-Alain',
  sex: 'M',
  birthDate: '2001-06-17',
  birthPlace: '63220',
} as const;
const context = {
  software: {
    id: '01.02',
    name: 'Poste Santé',
    version: '0.1.0',
    dmpApproval: null,
    insiIdam: 'TESTIDAM0000',
    mssNil: null,
    oidRoot: '1.2.250.1.999',
  },
  installation: '7d3c0f0e-6a55-4c13-9f6c-0a4e1c8f7b21',
  emitter: '899900000017',
  now: () => new Date('2026-03-02T08:15:30.120Z'),
  uuid: randomUUID,
};

/** Errors of each part of a message against the schemas that the WSDL imports. */
async function partErrors(message: SoapMessage): Promise<Record<string, string[] | null>> {
  const parts = [
    ['CTX/ROOT_ctxbam_CTXBAM_V01_02.xsd', child(message.header, BAM, 'ContexteBAM')],
    ['CTX/ROOT_ctxlps_CTXLPS_V01_00.xsd', child(message.header, LPS, 'ContexteLPS')],
    ['WSSE/Security.xsd', child(message.header, WSSE, 'Security')],
    ['ServiceIdentiteCertifiee/INSi_RECSANS_INS.xsd', message.body],
  ] as const;
  const found: Record<string, string[] | null> = {};
  for (const [schema, element] of parts) {
    if (element !== null) found[element.localName ?? ''] = await validateSchema(`ins/wsdl/xsd/${schema}`, serialise(element));
  }
  return found;
}

describe.skipIf(!ready)('the WS_INS2 request', () => {
  let made: ReturnType<typeof throwawaySigner>;
  let assertion: Xml;
  beforeAll(async () => {
    made = throwawaySigner();
    assertion = await buildInsiAssertion(
      { issuer: made.subject, nameId: '899900000017', nameQualifier: 'CPS', billingId: '991234567', speciality: '01', sector: 'SA07' },
      { now: new Date(), uuid: randomUUID, signer: made.signer },
    );
  });

  it('validates, part by part, against the schemas of the WSDL', async () => {
    const message = parseSoap(searchByTraitsRequest({ ...context, assertion }, traits).source);
    expect(await partErrors(message)).toEqual({ ContexteBAM: [], ContexteLPS: [], Security: [], RECSANSVITALE: [] });
  });

  it('keeps the signature of the assertion it carries', async () => {
    const request = searchByTraitsRequest({ ...context, assertion }, traits).bytes({ declaration: true });
    const ids = [['ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion']] as const;
    expect(await verifyXmlSignature(request, { ids, trustedPem: made.pem })).toMatchObject({ valid: true });
  });

  it('has the same parts as the official example', () => {
    const names = (message: SoapMessage): string[] =>
      children(message.header)
        .map((part) => `${part.namespaceURI} ${part.localName}`)
        .toSorted();
    const official = parseSoap(readFileSync(`${reference}/WS_INS2_rechercherInsAvecTraitsIdentite_requete.xml`));
    const ours = parseSoap(searchByTraitsRequest({ ...context, assertion }, traits).source);
    expect(names(ours)).toEqual(names(official));
    expect(ours.action).toBe(official.action);
    expect(children(ours.body).map((trait) => trait.localName)).toEqual([
      'NomNaissance',
      'Prenom',
      'Sexe',
      'DateNaissance',
      'LieuNaissance',
    ]);
  });

  it('leaves the Security header out with mutual TLS and the birth place out when there is none', async () => {
    const message = parseSoap(searchByTraitsRequest({ ...context, assertion: null }, { ...traits, birthPlace: null }).source);
    expect(await partErrors(message)).toEqual({ ContexteBAM: [], ContexteLPS: [], RECSANSVITALE: [] });
    expect(children(message.body).map((trait) => trait.localName)).not.toContain('LieuNaissance');
  });

  it('has a new MessageID at each call, and writes the names in the alphabet of INSi', () => {
    const first = parseSoap(searchByTraitsRequest({ ...context, assertion: null }, traits).source);
    const second = parseSoap(searchByTraitsRequest({ ...context, assertion: null }, traits).source);
    expect(first.messageId).toMatch(/^uuid:[\da-f-]{36}$/);
    expect(second.messageId).not.toBe(first.messageId);
    expect(children(first.body).slice(0, 2).map(textOf)).toEqual(["D'ARTAGNAN DE L'HERAULT", 'PIERRE-ALAIN']);
  });

  it('names the software as INSi knows it', () => {
    const { header } = parseSoap(searchByTraitsRequest({ ...context, assertion: null }, traits).source);
    const software = child(child(header, LPS, 'ContexteLPS'), LPS, 'LPS');
    expect(children(software).map(textOf)).toEqual([
      'TESTIDAM0000',
      '0.1.0',
      '7d3c0f0e-6a55-4c13-9f6c-0a4e1c8f7b21',
      'urn:lps:poste-sante:0.1.0',
    ]);
    expect(() => searchByTraitsRequest({ ...context, assertion: null, software: { ...context.software, insiIdam: null } }, traits)).toThrow(
      expect.objectContaining({ code: 'INSI_IDAM' }),
    );
  });

  it('is not made for an incomplete birth date', () => {
    expect(() => searchByTraitsRequest({ ...context, assertion: null }, { ...traits, birthDate: '2001-06' })).toThrow(
      expect.objectContaining({ code: 'INSI_BIRTH_DATE' }),
    );
  });
});
