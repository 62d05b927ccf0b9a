import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { otherPerson, searchByVitaleRequest, type VitaleBeneficiary } from '../../../electron/insi/search-by-vitale.ts';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { child, children, parseSoap, serialise, textOf } from '../../sandbox/common/soap.ts';
import { POPULATION, written } from '../../sandbox/insi/population.ts';
import { cardOf, VITALE_CARDS, type VitaleCard, type VitaleCardLine } from '../../sandbox/insi/vitale.ts';
import { needs } from '../../setup/needs.ts';
import { describeInsi } from './kit.ts';

const BAM = 'urn:siram:bam:ctxbam';
const official = needs.shared('reference/ins') !== null;

/** What the reader hands over of one line of a card. */
const beneficiary = ({ card, line }: { readonly card: VitaleCard; readonly line: VitaleCardLine }): VitaleBeneficiary => ({
  nir: line.nir,
  nirCertifiedOn: line.nirCertifiedOn,
  insuredNir: card.insuredNir,
  birthName: line.birthName,
  firstName: line.firstName,
  birthDate: line.birthDate,
  birthRank: line.birthRank,
  regime: card.regime,
  fund: card.fund,
  centre: card.centre,
});

describeInsi('the search of an INS by carte Vitale', (bench) => {
  it.skipIf(!official).each([
    ['a child on a parent’s card', 'garonne-noe', ['MatriculeOD', 'NomNaissance', 'DateNaissance', 'RangNaissance']],
    ['a twin', 'seine-anna', ['MatriculeOD', 'NomNaissance', 'DateNaissance', 'RangNaissance']],
    ['the insured person', 'garonne-adam', ['MatriculeIndividu', 'MatriculeOD', 'NomNaissance', 'DateNaissance', 'RangNaissance']],
    ['a spouse with a certified NIR', 'meuse-rose', ['MatriculeIndividu', 'MatriculeOD', 'NomNaissance', 'DateNaissance', 'RangNaissance']],
    ['a lunar date', 'vienne-nadia', ['MatriculeIndividu', 'MatriculeOD', 'NomNaissance', 'DateNaissance', 'RangNaissance']],
  ])('asks for %s in the words of the WSDL', async (_, id, body) => {
    const software = {
      id: '1',
      name: 'Poste Santé',
      version: '0.1.0',
      dmpApproval: null,
      insiIdam: 'TESTIDAM0000',
      mssNil: null,
      oidRoot: '1.2.250.1.999',
    };
    const context = {
      software,
      installation: randomUUID(),
      emitter: '899900000017',
      assertion: null,
      now: () => new Date(),
      uuid: randomUUID,
    };
    const picked = beneficiary(cardOf(id));
    const message = parseSoap(searchByVitaleRequest(context, picked).source);
    const bam = child(message.header, BAM, 'ContexteBAM');
    const parts = [
      ['CTX/ROOT_ctxbam_CTXBAM_V01_02.xsd', bam],
      ['CTX/ROOT_ctxlps_CTXLPS_V01_00.xsd', child(message.header, 'urn:siram:lps:ctxlps', 'ContexteLPS')],
      ['ServiceIdentiteCertifiee/INSi_RECVITALE_INS.xsd', message.body],
    ] as const;
    for (const [schema, element] of parts)
      expect(await validateSchema(`ins/wsdl/xsd/${schema}`, serialise(element ?? message.document))).toEqual([]);
    expect(message.action).toBe('urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecCarteVitale');
    expect(children(message.body).map(({ localName }) => localName)).toEqual(body);
    const cover = child(bam, BAM, 'COUVERTURE');
    expect(children(cover).map(({ localName }) => localName)).toEqual(['GrandRegime', 'Organisme', 'CodeCentre', 'ASSURE', 'BENEFICIAIRE']);
    expect(textOf(child(child(cover, BAM, 'ASSURE'), BAM, 'Id'))).toBe(picked.insuredNir);
    expect(children(child(cover, BAM, 'BENEFICIAIRE')).map(textOf)).toEqual([
      ...(picked.nir === null ? [] : [`${picked.nir}${picked.nirCertifiedOn ?? ''}`]),
      picked.birthDate,
      String(picked.birthRank),
    ]);
  });

  it('gives each person of each card what the list says: own INS, nobody, or a refusal', async () => {
    const gateway = bench().gateway();
    const session = bench().session();
    for (const card of VITALE_CARDS) {
      for (const line of card.beneficiaries) {
        const { id, answers, ins } = line.person;
        const answer = await gateway.searchByVitale(session, beneficiary({ card, line }));
        const outcome = answer.code === '00' ? (answer.differences.length > 0 ? 'other' : '00') : answer.code;
        expect([id, outcome]).toEqual([id, answers.byVitale]);
        expect(answer.identity === null ? null : answer.identity.ins.matricule).toBe(
          answers.byVitale === '00' && ins !== null ? written(ins) : null,
        );
        expect(otherPerson(answer)?.code ?? null).toBe(outcome === 'other' ? 'INSI_OTHER_PERSON' : null);
        expect(answer.verbatim.length).toBeGreaterThan(100);
      }
    }
  });

  it.each([
    ['the birth date', 'dordogne-elie', ['birthDate'], /date de naissance/],
    ['the given name, of a twin', 'cher-oscar', ['firstName'], /prénom/],
  ])('refuses an answer of which %s is not the picked beneficiary’s', async (_, id, differences, words) => {
    const answer = await bench()
      .gateway()
      .searchByVitale(bench().session(), beneficiary(cardOf(id)));
    expect(answer).toMatchObject({ code: '00', identity: null, differences });
    expect(otherPerson(answer)?.message).toMatch(words);
  });

  it('never gives a child the matricule of the insured person', async () => {
    const { card, line } = cardOf('garonne-noe');
    const { identity } = await bench().gateway().searchByVitale(bench().session(), beneficiary({ card, line }));
    expect(identity?.ins.matricule).toMatch(/^11108/);
    expect(identity?.ins.matricule).not.toBe(card.insuredNir);
  });

  it.each<[string, Partial<VitaleBeneficiary>, string]>([
    ['a wrong key', { insuredNir: '178043155591000' }, 'INSI_CARD_DATA'],
    ['a NIR cut short', { insuredNir: '17804315559' }, 'INSI_CARD_DATA'],
    ['a wrong own NIR', { nir: '111083155592000' }, 'INSI_CARD_DATA'],
    ['a rank of zero', { birthRank: 0 }, 'INSI_CARD_DATA'],
    ['a date in part', { birthDate: '2011-08' }, 'INSI_BIRTH_DATE'],
    ['a name of another alphabet', { birthName: 'ПЕСОК' }, 'TRAIT_CHARACTER'],
  ])('is not asked with %s', async (_, change, code) => {
    const before = bench().insi.journal.length;
    await expect(
      bench()
        .gateway()
        .searchByVitale(bench().session(), { ...beneficiary(cardOf('garonne-noe')), ...change }),
    ).rejects.toMatchObject({ code });
    expect(bench().insi.journal.length).toBe(before);
  });

  it('is refused by the simulator when COUVERTURE says otherwise than the body', async () => {
    const { insi } = bench();
    const gateway = bench().gateway();
    const picked = beneficiary(cardOf('seine-anna'));
    await gateway.searchByVitale(bench().session(), picked);
    const [request] = bench().sent;
    const body = new TextDecoder().decode(request?.body ?? new Uint8Array());
    const changed = body.replace('<bam:Rang>2</bam:Rang>', '<bam:Rang>1</bam:Rang>').replace(/uuid:[\da-f-]+/, `uuid:${randomUUID()}`);
    expect(changed).not.toBe(body);
    const { oneWayTransport } = await import('../../../electron/net/https.ts');
    const transport = oneWayTransport({ authorities: certificatesOfPem(bench().pki.organisationsTrustPem) });
    try {
      await transport.send({
        url: insi.url,
        method: 'POST',
        headers: request?.headers ?? {},
        body: new TextEncoder().encode(changed),
        timeoutMs: 5000,
      });
    } finally {
      await transport.close();
    }
    expect(insi.journal.at(-1)).toMatchObject({ code: 'simulateur_vitale', why: 'date ou rang de COUVERTURE différent de la recherche' });
  });

  it('answers an error as the search by traits does', async () => {
    bench().faults.set('insi.vitale', { kind: 'code', code: 'siram_40' }, 2);
    await expect(
      bench()
        .gateway()
        .searchByVitale(bench().session(), beneficiary(cardOf('garonne-noe'))),
    ).rejects.toMatchObject({ code: 'INSI_UNAVAILABLE' });
  });
});

describeInsi('the verification of an INS', (bench) => {
  const held = (id: string) => {
    const person = POPULATION.find((known) => known.id === id);
    if (person === undefined) throw new Error(id);
    const { birthName, firstNames, sex, birthDate, birthPlace, ins } = person;
    return { ins: { matricule: written(ins), oid: ins.oid }, birthName, birthFirstNames: firstNames, sex, birthDate, birthPlace };
  };

  it.each([
    ['the same', {}, 'identique'],
    ['a place unknown here', { birthPlace: null }, 'identique'],
    ['another birth date', { birthDate: '1979-03-29' }, 'different'],
    ['another given name', { birthFirstNames: 'DOMINIQUE' }, 'different'],
    ['somebody else’s matricule', { ins: { matricule: '277076322082910', oid: '1.2.250.1.213.1.4.10' } }, 'different'],
    ['another OID', { ins: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.9' } }, 'different'],
  ])('of %s is %s', async (_, change, outcome) => {
    expect(
      await bench()
        .gateway()
        .verify(bench().session(), { ...held('pat-trois-dominique'), ...change }),
    ).toBe(outcome);
    expect(new TextDecoder().decode(bench().sent[0]?.body ?? new Uint8Array())).toContain('urn:poste-sante:simulation:insi:verification');
  });

  it.each([
    ['the OID of an NIR for a test one', 'pat-trois-dominique', '1.2.250.1.213.1.4.8'],
    ['the test OID for an NIR', 'adrun-zoe', '1.2.250.1.213.1.4.10'],
  ])('takes %s, as the integration platform mixes them', async (_, id, oid) => {
    const identity = held(id);
    expect(
      await bench()
        .gateway()
        .verify(bench().session(), { ...identity, ins: { ...identity.ins, oid } }),
    ).toBe('identique');
  });

  it.each([['a former matricule', 'avant-alex']])('of %s is different', async (_, id) => {
    const person = POPULATION.find((known) => known.id === id);
    const [former] = person?.history ?? [];
    if (former === undefined) throw new Error(id);
    expect(
      await bench()
        .gateway()
        .verify(bench().session(), { ...held(id), ins: { matricule: written(former), oid: former.oid } }),
    ).toBe('different');
  });

  it.each([
    ['unavailable', { kind: 'code', code: 'siram_40' }],
    ['in an unknown error', { kind: 'code', code: 'insi_777' }],
    ['in maintenance', { kind: 'http', status: 503 }],
    ['incomprehensible', { kind: 'garbage' }],
  ] as const)('is « indisponible » when the service is %s', async (_, fault) => {
    bench().faults.set('insi.verify', fault);
    expect(await bench().gateway().verify(bench().session(), held('adrun-zoe'))).toBe('indisponible');
  });

  it('is « indisponible » and asks nothing when none is configured', async () => {
    const before = bench().insi.journal.length;
    expect(await bench().gateway({ verification: 'off' }).verify(bench().session(), held('adrun-zoe'))).toBe('indisponible');
    expect(bench().insi.journal.length).toBe(before);
  });
});
