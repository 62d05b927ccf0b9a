import { keyed, OID, published as written } from './matricule.ts';
import { person, type Kind, type PersonRow, type TestPerson } from './person.ts';

const made = (row: PersonRow, kinds: readonly Kind[] = []): TestPerson => person('published', kinds, row);
const ONZE = '170082622170161';
// The insured person of card 04 is not published: ours.
const QUATRE = ((nir) => nir.number + nir.key)(keyed('1720234172909', OID.NIR_TEST));

/** Public test identities of INSi and of the DMP, in the order of sandbox/README 1; keys as published, wrong ones included. */
export const PUBLISHED: readonly TestPerson[] = [
  made({
    birthName: 'ADRUN',
    firstNames: 'ZOE',
    sex: 'F',
    birthDate: '1975-12-31',
    birthPlace: '63220',
    ins: written('2751263220749 74', OID.NIR),
  }),
  made({
    birthName: 'ADRDEUX',
    firstNames: 'LAURENT',
    sex: 'M',
    birthDate: '1981-01-01',
    birthPlace: '63220',
    ins: written('1810163220751 40', OID.NIR),
  }),
  made(
    {
      birthName: 'ADRTROIS',
      firstNames: 'DOMINIQUE',
      sex: 'F',
      birthDate: '1997-02-26',
      birthPlace: '2A020',
      ins: written('297022A020778 78', OID.NIR),
    },
    ['corsica'],
  ),
  made(
    {
      birthName: 'ADRTROIS',
      firstNames: 'TOUSSAINT',
      sex: 'M',
      birthDate: '1960-01-01',
      birthPlace: '2B020',
      ins: written('160012B020777 13', OID.NIR),
    },
    ['corsica'],
  ),
  made({
    birthName: 'TCHITCHI',
    firstNames: 'CATARINA BELLA',
    sex: 'F',
    birthDate: '1936-06-21',
    birthPlace: '63220',
    ins: written('2360663220836 56', OID.NIR),
  }),
  made(
    {
      birthName: 'ECETINSI',
      firstNames: 'PIERRE-ALAIN MURIEL FLORIANT',
      sex: 'M',
      birthDate: '2009-07-14',
      birthPlace: '63220',
      ins: written('1090763220834 89', OID.NIR),
      history: [
        { ...written('2090763220834 39', OID.NIR), from: '2009-07-20', to: '2019-02-28' },
        // The CNDA file has this period the wrong way round.
        { ...written('2090663220123 55', OID.NIR), from: '2019-03-01', to: '2009-07-19' },
      ],
    },
    ['history'],
  ),
  made(
    {
      birthName: 'PROVISOIRE',
      firstNames: 'MATRICULE',
      sex: 'M',
      birthDate: '2009-07-01',
      birthPlace: '63220',
      ins: written('1090763220888 35', OID.NIA),
    },
    ['nia'],
  ),
  made(
    {
      birthName: 'CORSE',
      firstNames: 'ANTHONY',
      sex: 'M',
      birthDate: '1980-03-02',
      birthPlace: '2B020',
      ins: written('180032B020401 23', OID.NIR),
      history: [{ ...written('180032B020401 23', OID.NIR), from: '1980-03-02', to: '2019-12-31' }],
    },
    ['corsica', 'history'],
  ),
  made(
    {
      birthName: 'HERMANN',
      firstNames: 'GATIEN',
      sex: 'M',
      birthDate: '1981-03-24',
      birthPlace: '63220',
      ins: written('1810363220456 60', OID.NIR),
      history: [{ ...written('2810363220456 10', OID.NIR), from: '1981-03-24', to: '2016-05-01' }],
    },
    ['history', 'wrong-key'],
  ),
  // Not published: matricules of ours.
  ...['63220', '75115'].map((birthPlace, i) =>
    made(
      {
        id: `de-vinci-leonardo-${birthPlace}`,
        birthName: 'DE VINCI',
        firstNames: 'LEONARDO',
        sex: 'M',
        birthDate: '2014-02-01',
        birthPlace,
        ins: keyed(`11402${birthPlace}90${i + 1}`, OID.NIR_TEST),
        answers: { firstCall: '02' },
      },
      ['homonym', 'minor'],
    ),
  ),
  made({ birthName: 'HOUILLES', firstNames: 'PIERRE PAUL JACQUES', sex: 'M', birthDate: '1993-01-27', birthPlace: null, ins: null }),
  made(
    {
      birthName: "D'ARTAGNAN DE L'HERAULT",
      firstNames: 'PIERRE-ALAIN',
      sex: 'M',
      birthDate: '2001-06-17',
      birthPlace: '63220',
      ins: keyed('1010663220903', OID.NIR_TEST),
    },
    ['name'],
  ),
  made(
    {
      birthName: "D'AEION",
      firstNames: 'COEUR',
      typed: { birthName: 'D’ÆION', firstNames: 'CŒUR' },
      sex: 'M',
      birthDate: '1987-01-25',
      birthPlace: null,
      ins: null,
      fault: 'siram_40',
    },
    ['name'],
  ),
  made({
    birthName: 'PAT-TROIS',
    firstNames: 'DOMINIQUE MARIE-LOUISE',
    sex: 'F',
    birthDate: '1979-03-28',
    birthPlace: '51215',
    ins: written('2790351215189 89', OID.NIR_TEST),
  }),
  made({
    birthName: 'NESSI',
    firstNames: 'RUTH ISABELLE',
    sex: 'F',
    birthDate: '1977-07-14',
    birthPlace: '63220',
    ins: written('2770763220829 10', OID.NIR_TEST),
    vitale: { insured: '277076322082910', certified: true, rank: 1 },
  }),
  made(
    {
      birthName: 'INS-FAMILLE-ONZE',
      firstNames: 'PAUL JEAN MARC',
      sex: 'M',
      birthDate: '1970-08-07',
      birthPlace: null,
      ins: written('1700826221701 61', OID.NIR_TEST),
      vitale: { insured: ONZE, certified: true, rank: 1 },
    },
    ['family'],
  ),
  made(
    {
      birthName: 'INS-FAMILLE-ONZE',
      firstNames: 'CORSE',
      sex: 'M',
      birthDate: '2001-07-14',
      birthPlace: null,
      ins: written('101072B999001 14', OID.NIR_TEST),
      vitale: { insured: ONZE, certified: false, rank: 1 },
    },
    ['family'],
  ),
  ...(['1990134172021 74', '1990134172022 73'] as const).map((ins, i) =>
    made(
      {
        birthName: 'INSFAMILLEQUATRE',
        firstNames: i === 0 ? 'JUMEAUUN' : 'JUMEAUDEUX',
        sex: 'M',
        birthDate: '1999-01-15',
        birthPlace: null,
        ins: written(ins, OID.NIR_TEST),
        vitale: { insured: QUATRE, certified: false, rank: i + 1 },
      },
      ['family', 'twin'],
    ),
  ),
  made(
    {
      birthName: 'PAT-QUATRE',
      firstNames: 'ISABELLE',
      sex: 'F',
      birthDate: '1933-06-07',
      birthPlace: null,
      ins: written('1330617640352 49', OID.NIR_TEST),
    },
    ['elder'],
  ),
  made(
    {
      birthName: 'MELANGE',
      firstNames: 'SEBASTIEN',
      sex: 'M',
      birthDate: '2011-06-19',
      birthPlace: null,
      ins: written('1110686478184 24', OID.NIR_TEST),
    },
    ['minor'],
  ),
  made({
    birthName: 'DESMAUX',
    firstNames: 'NATHALIE',
    sex: 'F',
    birthDate: '1955-06-15',
    birthPlace: null,
    ins: written('2550699999999 34', OID.NIR_DEMO),
  }),
  made(
    {
      birthName: 'DECOURCY',
      firstNames: 'LEA MARIE',
      typed: { birthName: 'DECOURCY', firstNames: 'LÉA MARIE' },
      sex: 'F',
      birthDate: '2024-02-28',
      birthPlace: '75115',
      ins: written('2240275115835 55', OID.NIR_TEST),
    },
    ['minor', 'newborn', 'wrong-key'],
  ),
];
