import { describe, expect, it } from 'vitest';
import { parseInsiAnswer } from '../../../electron/insi/answer.ts';

const utf8 = (source: string): Uint8Array => new TextEncoder().encode(source);
const R = 'http://www.cnamts.fr/INSiResultat';
const soap = (body: string, prefix = 'S'): Uint8Array =>
  utf8(`<${prefix}:Envelope xmlns:${prefix}="http://www.w3.org/2003/05/soap-envelope"><${prefix}:Body>${body}</${prefix}:Body></${prefix}:Envelope>`);
const result = (code: string, individual = ''): string =>
  `<RESULTAT xmlns="${R}"><CR><CodeCR>${code}</CodeCR><LibelleCR>libellé</LibelleCR></CR>${individual}</RESULTAT>`;
const active = '<INSACTIF><IdIndividu><NumIdentifiant>1090763220834</NumIdentifiant><Cle>89</Cle></IdIndividu><OID>1.2.250.1.213.1.4.8</OID></INSACTIF>';
const fault = (subcode: string, code: string, prefix: string): Uint8Array =>
  soap(
    `<${prefix}:Fault><${prefix}:Code><${prefix}:Value>${prefix}:Receiver</${prefix}:Value><${prefix}:Subcode><${prefix}:Value>${subcode}</${prefix}:Value></${prefix}:Subcode></${prefix}:Code>` +
      `<${prefix}:Reason><${prefix}:Text xml:lang="fr">PAT-TROIS introuvable</${prefix}:Text></${prefix}:Reason><${prefix}:Detail><e:Erreur xmlns:e="urn:siram" code="${code}" severite="fatal">DUPONT</e:Erreur></${prefix}:Detail></${prefix}:Fault>`,
    prefix,
  );
const errorOf = (bytes: Uint8Array): unknown => {
  try {
    return parseInsiAnswer(bytes);
  } catch (error) {
    return error;
  }
};

describe('an answer of INSi', () => {
  it('gives the identity, its history and its traits', () => {
    const bytes = soap(
      result(
        '00',
        `<INDIVIDU>${active}<INSHISTO><IdIndividu><NumIdentifiant>2090763220834</NumIdentifiant><Cle>39</Cle></IdIndividu><OID>1.2.250.1.213.1.4.8</OID><DateDeb>2009-07-20</DateDeb><DateFin>2019-02-28</DateFin></INSHISTO>` +
          '<TIQ><NomNaissance>ECETINSI</NomNaissance><ListePrenom>PIERRE-ALAIN MURIEL FLORIANT</ListePrenom><Sexe>M</Sexe><DateNaissance>2009-07-14</DateNaissance><LieuNaissance>63220</LieuNaissance></TIQ></INDIVIDU>',
      ),
    );
    expect(parseInsiAnswer(bytes)).toEqual({
      code: '00',
      label: 'libellé',
      verbatim: bytes,
      identity: {
        ins: { matricule: '109076322083489', oid: '1.2.250.1.213.1.4.8' },
        history: [{ ins: { matricule: '209076322083439', oid: '1.2.250.1.213.1.4.8' }, from: '2009-07-20', to: '2019-02-28' }],
        traits: { birthName: 'ECETINSI', firstNames: 'PIERRE-ALAIN MURIEL FLORIANT', sex: 'M', birthDate: '2009-07-14', birthPlace: '63220' },
      },
    });
  });

  it('is read with prefixed names, a body of another prefix, dates first, Prenom alone and a type of matricule', () => {
    const answer = parseInsiAnswer(
      utf8(
        `<a:Envelope xmlns:a="http://www.w3.org/2003/05/soap-envelope"><b:Body xmlns:b="http://www.w3.org/2003/05/soap-envelope"><r:RESULTAT xmlns:r="${R}"><r:CR><r:CodeCR> 00 </r:CodeCR><r:LibelleCR/></r:CR><r:INDIVIDU>` +
          '<r:INSACTIF><r:IdIndividu><r:NumIdentifiant>1090763220834</r:NumIdentifiant><r:Cle>89</r:Cle><r:TypeMatricule>NIR</r:TypeMatricule></r:IdIndividu><r:OID>1.2.250.1.213.1.4.9</r:OID></r:INSACTIF>' +
          '<r:INSHISTO><r:DateDeb>2019-01-01</r:DateDeb><r:DateFin>2009-01-01</r:DateFin><r:IdIndividu><r:NumIdentifiant>1090763220834</r:NumIdentifiant><r:Cle>89</r:Cle></r:IdIndividu><r:OID>1.2.250.1.213.1.4.9</r:OID></r:INSHISTO>' +
          '<r:TIQ><r:Prenom>PIERRE</r:Prenom><r:Sexe>I</r:Sexe></r:TIQ></r:INDIVIDU></r:RESULTAT></b:Body></a:Envelope>',
      ),
    );
    expect(answer.identity?.ins).toEqual({ matricule: '109076322083489', oid: '1.2.250.1.213.1.4.9' });
    expect(answer.identity?.history).toEqual([{ ins: answer.identity?.ins, from: '2019-01-01', to: '2009-01-01' }]);
    expect(answer.identity?.traits).toEqual({ birthName: null, firstNames: 'PIERRE', sex: null, birthDate: null, birthPlace: null });
  });

  it('computes the key that the schema lets out, Corsica included, and keeps a wrong one', () => {
    const of = (number: string, key: string): string | undefined =>
      parseInsiAnswer(soap(result('00', `<INDIVIDU><INSACTIF><IdIndividu><NumIdentifiant>${number}</NumIdentifiant>${key}</IdIndividu><OID>1.2</OID></INSACTIF><TIQ/></INDIVIDU>`))).identity?.ins.matricule;
    expect(of('2790351215189', '')).toBe('279035121518989');
    expect(of('297022A020778', '')).toBe('297022A02077878');
    expect(of('160012B020777', '')).toBe('160012B02077713');
    expect(of('1810363220456', '<Cle>60</Cle>')).toBe('181036322045660');
  });

  it.each(['01', '02'] as const)('with code %s gives no identity', (code) => {
    expect(parseInsiAnswer(soap(result(code)))).toMatchObject({ code, identity: null });
  });

  it.each(['S', 'soap'])('that is a technical fault (prefix %s) is INSI_FAULT with its codes only', (prefix) => {
    const error = errorOf(fault(`${prefix}:siram_40`, 'insi_102', prefix));
    expect(error).toMatchObject({ code: 'INSI_FAULT', detail: 'siram_40 insi_102' });
    expect(JSON.stringify([error, String(error)])).not.toMatch(/PAT-TROIS|DUPONT/);
  });

  it('that refuses the software or the certificate is INSI_REFUSED', () => {
    expect(errorOf(fault('S:siram_100', 'desir_550', 'S'))).toMatchObject({ code: 'INSI_REFUSED', detail: 'siram_100 desir_550', message: expect.stringContaining('logiciel') });
    expect(errorOf(fault('S:siram_100', 'desir_560', 'S'))).toMatchObject({ code: 'INSI_REFUSED', message: expect.stringContaining('certificat') });
  });

  it('that is a SOAP 1.1 fault is read too', () => {
    expect(
      errorOf(utf8('<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>x:siram_7</faultcode><faultstring>non</faultstring></e:Fault></e:Body></e:Envelope>')),
    ).toMatchObject({ code: 'INSI_FAULT', detail: 'siram_7' });
  });

  it('with an unknown report code is INSI_FAULT', () => {
    expect(errorOf(soap(result('99')))).toMatchObject({ code: 'INSI_FAULT', detail: 'CR 99' });
  });

  it.each([
    ['text', utf8('Service indisponible')],
    ['nothing', utf8('')],
    ['HTML', utf8('<html><body>panne</body></html>')],
    ['an empty body', soap('')],
    ['a positive code without identity', soap(result('00'))],
    ['an identity without matricule', soap(result('00', '<INDIVIDU><INSACTIF><OID>1.2</OID></INSACTIF><TIQ/></INDIVIDU>'))],
    ['a result of another namespace', soap('<RESULTAT><CR><CodeCR>01</CodeCR></CR></RESULTAT>')],
    ['a DTD', utf8('<!DOCTYPE a><a/>')],
  ])('made of %s is INSI_GARBAGE', (_, bytes) => {
    expect(errorOf(bytes)).toMatchObject({ code: 'INSI_GARBAGE' });
  });
});
