import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildVihf, readVihf } from '../../../electron/saml/vihf.ts';
import { parseXml } from '../../../electron/xml/read.ts';
import { vihfContext as context } from './context.ts';
import { throwawaySigner } from './throwaway.ts';

const unsigned = { now: new Date('2026-03-02T08:15:30.120Z'), uuid: randomUUID, signer: null };
const attributesOf = (source: string): string[] => [...source.matchAll(/<saml2:Attribute Name="([^"]+)"/g)].map((found) => found[1] ?? '');

describe('the VIHF', () => {
  let made: ReturnType<typeof throwawaySigner>;
  beforeAll(() => {
    made = throwawaySigner();
  });

  it('is made for one message: two calls never share an identifier', async () => {
    const ids = new Set<string>();
    for (let i = 0; i < 50; i++) ids.add((await buildVihf(context, unsigned)).facts.id);
    expect(ids.size).toBe(50);
  });

  it('bears the instant of its own call', async () => {
    const first = await buildVihf(context, unsigned);
    const second = await buildVihf(context, { ...unsigned, now: new Date('2026-03-02T08:15:30.121Z') });
    expect([first.facts.issueInstant, second.facts.issueInstant]).toEqual(['2026-03-02T08:15:30.120Z', '2026-03-02T08:15:30.121Z']);
    expect(second.assertion.source).not.toBe(first.assertion.source);
  });

  it('reads back as it was built, unsigned and signed', async () => {
    for (const signer of [null, made.signer]) {
      const { assertion, facts } = await buildVihf(context, { ...unsigned, signer });
      expect(readVihf(parseXml(assertion.bytes()))).toEqual(facts);
    }
  });

  it('says what it is in the words of the headless commands', async () => {
    const { facts } = await buildVihf(context, { ...unsigned, uuid: () => 'u', signer: made.signer });
    expect(facts).toEqual({
      id: '_u',
      issueInstant: '2026-03-02T08:15:30.120Z',
      issuer: context.issuer,
      nameId: '899900000017',
      authentication: 'DIRECTE',
      mode: 'normal',
      reason: null,
      version: '3.0',
      resourceId: '279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH',
      structure: '499900000017001',
      sector: 'SA07',
      roles: context.roles,
      signed: true,
      algorithm: 'rsa-sha256',
      certificate: {
        subject: expect.stringMatching(/title=Médecin,C=FR$/),
        serial: expect.stringMatching(/^\d{20,}$/),
        keyUsage: ['nonRepudiation'],
      },
    });
  });

  it('keeps the order of the official samples', async () => {
    const { assertion } = await buildVihf(context, unsigned);
    expect(attributesOf(assertion.source)).toEqual([
      'Identifiant_Structure',
      'Secteur_Activite',
      'urn:oasis:names:tc:xacml:2.0:subject:role',
      'VIHF_Version',
      'Authentification_mode',
      'urn:oasis:names:tc:xacml:2.0:resource:resource-id',
      'Ressource_URN',
      'urn:oasis:names:tc:xspa:1.0:subject:purposeofuse',
      'LPS_ID',
      'LPS_Nom',
      'LPS_Version',
      'LPS_ID_HOMOLOGATION_DMP',
    ]);
  });

  it('demands a reason for a bris de glace and carries it', async () => {
    await expect(buildVihf({ ...context, mode: 'bris_de_glace', reason: '  ' }, unsigned)).rejects.toMatchObject({
      code: 'REASON_REQUIRED',
    });
    const { assertion, facts } = await buildVihf({ ...context, mode: 'bris_de_glace', reason: 'Patient inconscient' }, unsigned);
    expect(facts.reason).toBe('Patient inconscient');
    expect(assertion.source).toContain('code="bris_de_glace"');
    expect(readVihf(parseXml(assertion.bytes())).reason).toBe('Patient inconscient');
  });

  it('carries no reason in the other modes', async () => {
    await expect(buildVihf({ ...context, reason: 'urgence' }, unsigned)).rejects.toMatchObject({ code: 'VIHF_CONTEXT', path: '/reason' });
    const { assertion } = await buildVihf({ ...context, mode: 'centre_15' }, unsigned);
    expect(assertion.source).toContain('code="centre_15"');
    expect(assertion.source).not.toContain('Mode_Acces_Raison');
  });

  it('carries the secret connection of a minor only when asked', async () => {
    const name = 'urn:oasis:names:tc:xspa:1.0:resource:patient:hl7:confidentiality-code';
    expect(attributesOf((await buildVihf(context, unsigned)).assertion.source)).not.toContain(name);
    const secret = (await buildVihf({ ...context, secretConnection: true }, unsigned)).assertion.source;
    expect(attributesOf(secret)).toContain(name);
    expect(secret).toContain('INVISIBLE_REPRESENTANTS_LEGAUX^1.2.250.1.213.1.1.4.13');
  });

  it('names the person and demands a seal in the indirect modes', async () => {
    const indirect = { ...context, authentication: 'INDIRECTE', subjectName: 'Paule DURAND' } as const;
    await expect(buildVihf(indirect, unsigned)).rejects.toMatchObject({ code: 'VIHF_SIGNER' });
    await expect(buildVihf({ ...indirect, subjectName: null }, { ...unsigned, signer: made.signer })).rejects.toMatchObject({
      path: '/subjectName',
    });
    const { assertion } = await buildVihf(indirect, { ...unsigned, signer: made.signer });
    expect(assertion.source).toContain('>Paule DURAND<');
    expect(assertion.source).toContain('ac:classes:Password');
  });

  it('refuses an authentication certificate, which the DMP would refuse', async () => {
    const { signer } = throwawaySigner('digitalSignature');
    await expect(buildVihf(context, { ...unsigned, signer })).rejects.toMatchObject({ code: 'VIHF_SIGNER' });
  });

  it('is not made for a software without approval number, nor without role or structure', async () => {
    await expect(buildVihf({ ...context, software: { ...context.software, dmpApproval: null } }, unsigned)).rejects.toMatchObject({
      code: 'VIHF_APPROVAL',
    });
    await expect(buildVihf({ ...context, roles: [] }, unsigned)).rejects.toMatchObject({ code: 'VIHF_CONTEXT', path: '/roles' });
    await expect(buildVihf({ ...context, structure: { idNat: '', sector: 'SA07' } }, unsigned)).rejects.toMatchObject({
      path: '/structure',
    });
  });

  it('is read whatever the case of the attribute names and with unknown values as null', () => {
    const read = readVihf(
      parseXml(
        new TextEncoder().encode(
          '<a:Assertion xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion" ID="x" IssueInstant="2026-01-01T00:00:00Z"><a:AttributeStatement>' +
            '<a:Attribute Name="Authentification_Mode"><a:AttributeValue>Directe</a:AttributeValue></a:Attribute>' +
            '<a:Attribute Name="urn:oasis:names:tc:xspa:1.0:subject:purposeofuse"><a:AttributeValue><p xmlns="urn:hl7-org:v3" code="urgence"/></a:AttributeValue></a:Attribute>' +
            '</a:AttributeStatement></a:Assertion>',
        ),
      ),
    );
    expect(read).toMatchObject({ authentication: 'DIRECTE', mode: null, issuer: null, roles: [], signed: false, certificate: null });
  });

  it('is not read from another element', () => {
    expect(() => readVihf(parseXml(new TextEncoder().encode('<Assertion ID="x" IssueInstant="y"/>')))).toThrow(
      expect.objectContaining({ code: 'VIHF_MALFORMED' }),
    );
  });

  it('names nobody for a search that is about nobody yet, and says the rest all the same', async () => {
    const { assertion, facts } = await buildVihf({ ...context, patient: null }, unsigned);
    expect(facts.resourceId).toBeNull();
    const whole = attributesOf((await buildVihf(context, unsigned)).assertion.source);
    expect(attributesOf(assertion.source)).toEqual(whole.filter((name) => !name.endsWith(':resource-id')));
    expect(readVihf(parseXml(assertion.bytes()))).toMatchObject({ resourceId: null, mode: 'normal' });
  });
});
