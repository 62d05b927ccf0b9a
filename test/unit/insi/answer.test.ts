import { describe, expect, it } from 'vitest';
import { parseInsiAnswer, withTestOid } from '../../../electron/insi/answer.ts';
import { toQualifyLater } from '../../../electron/insi/errors.ts';
import { withoutTraits } from '../../../electron/insi/fault.ts';
import { insiAnswer, VARIANTS } from '../../sandbox/insi/answer.ts';
import { POPULATION, written } from '../../sandbox/insi/population.ts';

const utf8 = (source: string): Uint8Array => new TextEncoder().encode(source);
const R = 'http://www.cnamts.fr/INSiResultat';
const soap = (body: string, prefix = 'S'): Uint8Array =>
  utf8(
    `<${prefix}:Envelope xmlns:${prefix}="http://www.w3.org/2003/05/soap-envelope"><${prefix}:Body>${body}</${prefix}:Body></${prefix}:Envelope>`,
  );
const result = (code: string, individual = ''): string =>
  `<RESULTAT xmlns="${R}"><CR><CodeCR>${code}</CodeCR><LibelleCR>libellé</LibelleCR></CR>${individual}</RESULTAT>`;
const active =
  '<INSACTIF><IdIndividu><NumIdentifiant>1090763220834</NumIdentifiant><Cle>89</Cle></IdIndividu><OID>1.2.250.1.213.1.4.8</OID></INSACTIF>';
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
        history: [{ matricule: '209076322083439', oid: '1.2.250.1.213.1.4.8', from: '2009-07-20', to: '2019-02-28' }],
        traits: {
          birthName: 'ECETINSI',
          firstNames: 'PIERRE-ALAIN MURIEL FLORIANT',
          sex: 'M',
          birthDate: '2009-07-14',
          birthPlace: '63220',
        },
        flags: [],
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
    expect(answer.identity?.history).toEqual([{ ...answer.identity?.ins, from: '2019-01-01', to: '2009-01-01' }]);
    expect(answer.identity?.flags).toEqual(['TRAIT_MISSING', 'TRAIT_UNREADABLE', 'HISTORY_PERIOD', 'HISTORY_ACTIVE']);
    expect(answer.identity?.traits).toEqual({ birthName: null, firstNames: 'PIERRE', sex: null, birthDate: null, birthPlace: null });
  });

  it.each([
    ['2009-01-01', '2019-01-01', false],
    ['2009-01-01', '2009-01-01', false],
    ['2009-01-02', '2009-01-01', true],
    [null, '2009-01-01', false],
    ['2009-01-02', null, false],
  ])('a former matricule held from %s to %s ends before it begins: %s', (from, to, flagged) => {
    const day = (name: string, date: string | null) => (date === null ? '' : `<${name}>${date}</${name}>`);
    const former = `<INSHISTO><IdIndividu><NumIdentifiant>2090763220834</NumIdentifiant><Cle>39</Cle></IdIndividu><OID>1.2.250.1.213.1.4.8</OID>${day('DateDeb', from)}${day('DateFin', to)}</INSHISTO>`;
    const { identity } = parseInsiAnswer(soap(result('00', `<INDIVIDU>${active}${former}<TIQ/></INDIVIDU>`)));
    expect(identity?.flags.includes('HISTORY_PERIOD')).toBe(flagged);
    expect(identity?.history).toMatchObject([{ from, to }]);
  });

  it('computes the key that the schema lets out, Corsica included, and keeps a wrong one', () => {
    const of = (number: string, key: string): string | undefined =>
      parseInsiAnswer(
        soap(
          result(
            '00',
            `<INDIVIDU><INSACTIF><IdIndividu><NumIdentifiant>${number}</NumIdentifiant>${key}</IdIndividu><OID>1.2</OID></INSACTIF><TIQ/></INDIVIDU>`,
          ),
        ),
      ).identity?.ins.matricule;
    expect(of('2790351215189', '')).toBe('279035121518989');
    expect(of('297022A020778', '')).toBe('297022A02077878');
    expect(of('160012B020777', '')).toBe('160012B02077713');
    expect(of('1810363220456', '<Cle>60</Cle>')).toBe('181036322045660');
  });

  it.each(['01', '02'] as const)('with code %s gives no identity', (code) => {
    expect(parseInsiAnswer(soap(result(code)))).toMatchObject({ code, identity: null });
  });

  it.each(['S', 'soap'])('that is a technical fault (prefix %s) is INSI_UNAVAILABLE with its codes only', (prefix) => {
    const error = errorOf(fault(`${prefix}:siram_40`, 'insi_102', prefix));
    expect(error).toMatchObject({ code: 'INSI_UNAVAILABLE', detail: 'siram_40 insi_102' });
    expect(JSON.stringify([error, String(error)])).not.toMatch(/PAT-TROIS|DUPONT/);
  });

  it('that refuses the software or the certificate is INSI_REFUSED', () => {
    expect(errorOf(fault('S:siram_100', 'desir_550', 'S'))).toMatchObject({
      code: 'INSI_REFUSED',
      detail: 'siram_100 desir_550',
      message: expect.stringContaining('logiciel'),
    });
    expect(errorOf(fault('S:siram_100', 'desir_560', 'S'))).toMatchObject({
      code: 'INSI_REFUSED',
      message: expect.stringContaining('certificat'),
    });
  });

  it('that is a SOAP 1.1 fault is read too', () => {
    expect(
      errorOf(
        utf8(
          '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault><faultcode>x:siram_7</faultcode><faultstring>non</faultstring></e:Fault></e:Body></e:Envelope>',
        ),
      ),
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

  it.each(VARIANTS.map((variant, turn) => [JSON.stringify(variant), turn] as const))(
    'reads alike, for everybody of the sandbox, the variant %s',
    (_, turn) => {
      for (const person of POPULATION) {
        const bytes = utf8(insiAnswer({ found: [person], action: 'urn:a', relatesTo: 'uuid:1', messageId: 'm', turn }).xml);
        const answer = parseInsiAnswer(bytes);
        expect(answer).toMatchObject({
          code: '00',
          identity: {
            ins: { matricule: written(person.ins), oid: person.ins.oid },
            history: person.history.map((former) => ({ matricule: written(former), oid: former.oid, from: former.from, to: former.to })),
            traits: {
              birthName: person.birthName,
              firstNames: person.firstNames,
              sex: person.sex,
              birthDate: person.birthDate,
              birthPlace: person.birthPlace,
            },
          },
        });
        expect(answer.verbatim).toBe(bytes);
        expect(answer.identity?.flags.includes('KEY')).toBe(person.kinds.includes('wrong-key'));
      }
    },
  );

  it.each([
    ['a wrong key', '<NumIdentifiant>1810363220456</NumIdentifiant><Cle>60</Cle>', '1.2.250.1.213.1.4.8', '', ['KEY']],
    ['a matricule of another shape', '<NumIdentifiant>18103632204</NumIdentifiant><Cle>60</Cle>', '1.2.250.1.213.1.4.8', '', ['KEY']],
    ['an OID of something else', '<NumIdentifiant>2790351215189</NumIdentifiant><Cle>89</Cle>', '1.2.250.1.213.1.4.12', '', ['OID']],
    [
      'a wrong former key',
      '<NumIdentifiant>2790351215189</NumIdentifiant><Cle>89</Cle>',
      '1.2.250.1.213.1.4.8',
      '<IdIndividu><NumIdentifiant>2810363220456</NumIdentifiant><Cle>10</Cle></IdIndividu><OID>1.2.250.1.213.1.4.8</OID>',
      ['HISTORY_KEY'],
    ],
    [
      'a former matricule without number',
      '<NumIdentifiant>2790351215189</NumIdentifiant><Cle>89</Cle>',
      '1.2.250.1.213.1.4.8',
      '<OID>1.2.250.1.213.1.4.8</OID><DateDeb>2001-01-01</DateDeb>',
      ['HISTORY_UNREADABLE'],
    ],
  ])('keeps and flags %s', (_, number, oid, former, flags) => {
    const traits =
      '<TIQ><NomNaissance>ESSAI</NomNaissance><ListePrenom>A  B</ListePrenom><Sexe>F</Sexe><DateNaissance>1979-00-00</DateNaissance></TIQ>';
    const history = former === '' ? '' : `<INSHISTO>${former}</INSHISTO>`;
    const { identity } = parseInsiAnswer(
      soap(
        result('00', `<INDIVIDU><INSACTIF><IdIndividu>${number}</IdIndividu><OID>${oid}</OID></INSACTIF>${history}${traits}</INDIVIDU>`),
      ),
    );
    expect(identity?.flags).toEqual(flags);
    expect(identity?.traits).toEqual({ birthName: 'ESSAI', firstNames: 'A B', sex: 'F', birthDate: '1979-00-00', birthPlace: null });
  });

  it('without TIQ is read all the same', () => {
    expect(parseInsiAnswer(soap(result('00', `<INDIVIDU>${active}</INDIVIDU>`))).identity).toMatchObject({
      flags: ['TRAIT_MISSING'],
      traits: { birthName: null, firstNames: null, sex: null, birthDate: null, birthPlace: null },
    });
  });

  it.each<[subcode: string, code: string, outcome: string, later: boolean, what: RegExp]>([
    ['siram_40', 'insi_102', 'INSI_UNAVAILABLE', true, /indisponible/],
    ['siram_100', 'desir_550', 'INSI_REFUSED', false, /logiciel non autorisé/],
    ['siram_100', 'desir_560', 'INSI_REFUSED', false, /sans droit/],
    ['siram_999', 'desir_560', 'INSI_REFUSED', false, /sans droit/],
    ['siram_7', 'desir_999', 'INSI_FAULT', false, /siram_7 desir_999 ;/],
  ])('%s / %s is %s', (subcode, code, outcome, later, what) => {
    const error = errorOf(fault(`S:${subcode}`, code, 'S'));
    expect(error).toMatchObject({ code: outcome, detail: `${subcode} ${code}`, message: expect.stringMatching(what) });
    expect(toQualifyLater(error)).toBe(later);
    expect(JSON.stringify([error, String(error)])).not.toMatch(/PAT-TROIS|DUPONT/);
  });

  it('may be kept under the OID of test matricules, history too, its bytes untouched', () => {
    const of = (oid: string) => {
      const bytes = soap(
        result(
          '00',
          `<INDIVIDU>${active.replace('.4.8<', `.4.${oid}<`)}<INSHISTO><IdIndividu><NumIdentifiant>2090763220834</NumIdentifiant></IdIndividu><OID>1.2.250.1.213.1.4.9</OID></INSHISTO><TIQ/></INDIVIDU>`,
        ),
      );
      return withTestOid(parseInsiAnswer(bytes));
    };
    expect(of('8')).toMatchObject({
      identity: {
        ins: { oid: '1.2.250.1.213.1.4.10' },
        history: [{ oid: '1.2.250.1.213.1.4.9' }],
        flags: ['TRAIT_MISSING', 'OID_SUBSTITUTED'],
      },
    });
    expect(new TextDecoder().decode(of('8').verbatim)).toContain('1.2.250.1.213.1.4.8');
    for (const oid of ['9', '10', '11'])
      expect(of(oid).identity).toMatchObject({ ins: { oid: `1.2.250.1.213.1.4.${oid}` }, flags: ['TRAIT_MISSING'] });
    expect(withTestOid(parseInsiAnswer(soap(result('01')))).identity).toBeNull();
  });
});

describe('the text of a fault', () => {
  it.each([
    ['erreur technique de la recherche', 'erreur technique de la recherche'],
    ['Erreur INSi : format du champ NIR incorrect.', 'Erreur INSi : format du champ NIR incorrect'],
    ['traitement interrompu pour BAC-A-MYSTERE', 'traitement interrompu pour …'],
    ['Identité DUPONT Jean-Paul, née le 28/03/1979, inconnue', '… née le …, inconnue'],
    ["matricule 279035121518989 de D'ARTAGNAN refusé", 'matricule … de … refusé'],
    ['297022A02077878', null],
    ['MARTIN', null],
    ['', null],
  ])('%s is shown as %s', (words, shown) => {
    const clean = withoutTraits(words);
    if (shown === null) expect(clean).toBeNull();
    else expect(clean?.replaceAll('…,', '…')).toBe(shown.replaceAll('…,', '…'));
  });

  it('never holds a word with a capital or a figure of the traits', () => {
    for (const person of POPULATION) {
      const said = `champ ${person.birthName} ${person.firstNames} ${person.birthDate} ${written(person.ins)} refusé`;
      expect(withoutTraits(said)).toMatch(/^champ [^A-Z0-9]*refusé$/);
    }
  });
});
