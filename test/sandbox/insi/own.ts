import { keyed, keyOf, numberOf, OID, type Matricule } from './matricule.ts';
import { person, type Answers, type Kind, type PersonRow, type TestPerson } from './person.ts';

type Birth = readonly [firstNames: string, sex: 'M' | 'F', birthDate: string, birthPlace: string | null];
type Extra = Partial<Omit<PersonRow, 'ins' | 'history'>> & {
  readonly order?: number;
  readonly oid?: string;
  /** INSi does not know this person. */
  readonly unknown?: boolean;
  readonly history?: readonly { readonly ins: Matricule; readonly from: string; readonly to: string }[];
};

/** Somebody of ours: order numbers 9xx, keys computed. */
function own(kinds: readonly Kind[], birthName: string, [firstNames, sex, birthDate, birthPlace]: Birth, extra: Extra = {}): TestPerson {
  const { order = 910, oid = OID.NIR_TEST, unknown = false, history = [], ...row } = extra;
  return person('own', kinds, {
    birthName,
    firstNames,
    sex,
    birthDate,
    birthPlace,
    ins: unknown ? null : keyed(numberOf({ sex, birthDate, birthPlace }, order), oid),
    history: history.map(({ ins, from, to }) => ({ ...ins, from, to })),
    ...row,
  });
}

interface Dependant {
  readonly birth: Birth;
  readonly rank?: number;
  readonly kinds?: readonly Kind[];
  /** The card bears this person's own certified NIR (a spouse). */
  readonly certified?: boolean;
  readonly unknown?: boolean;
  readonly card?: { readonly birthDate?: string; readonly rank?: number };
  readonly answers?: Partial<Answers>;
}

/** An insured person and those on his or her carte Vitale. */
function family(name: string, insured: Birth, dependants: readonly Dependant[], card?: { readonly birthDate: string }): TestPerson[] {
  const [, sex, birthDate, birthPlace] = insured;
  const number = numberOf({ sex, birthDate, birthPlace }, 910);
  const nir = number + keyOf(number);
  return [
    own(['family'], name, insured, { vitale: { insured: nir, certified: true, rank: 1, ...(card === undefined ? {} : { card }) } }),
    ...dependants.map(({ birth, rank = 1, kinds = [], certified = false, unknown = false, card: says, answers = {} }, i) =>
      own(
        [
          'family',
          ...(rank > 1 || dependants.some((other) => other.birth[2] === birth[2] && other.rank === 2) ? (['twin'] as const) : []),
          ...kinds,
        ],
        name,
        birth,
        { order: 920 + i, unknown, answers, vitale: { insured: nir, certified, rank, ...(says === undefined ? {} : { card: says }) } },
      ),
    ),
  ];
}

const FAMILIES: readonly TestPerson[] = [
  ...family(
    'SABLE-GARONNE',
    ['ADAM', 'M', '1978-04-02', '31555'],
    [
      { birth: ['NOE', 'M', '2011-08-21', '31555'], kinds: ['minor'] },
      { birth: ['LINA ROSE', 'F', '2015-01-03', '31555'], kinds: ['minor'] },
    ],
  ),
  ...family(
    'SABLE-LOIRE',
    ['CLAIRE ANNE', 'F', '1985-10-10', '44109'],
    [
      { birth: ['LEO', 'M', '2013-06-09', '44109'], kinds: ['minor'] },
      { birth: ['LEA', 'F', '2013-06-09', '44109'], rank: 2, kinds: ['minor'] },
      { birth: ['AXEL', 'M', '2017-03-30', '44109'], kinds: ['minor'] },
    ],
  ),
  ...family(
    'SABLE-SEINE',
    ['HUGO', 'M', '1980-12-24', '76540'],
    [
      { birth: ['ALMA', 'F', '2016-02-29', '76540'], kinds: ['minor'] },
      { birth: ['ANNA', 'F', '2016-02-29', '76540'], rank: 2, kinds: ['minor'] },
    ],
  ),
  ...family(
    'SABLE-RHONE',
    ['INES', 'F', '1983-07-07', '69123'],
    [
      { birth: ['TOM', 'M', '2018-11-11', '69123'], kinds: ['minor'] },
      { birth: ['TIM', 'M', '2018-11-11', '69123'], rank: 2, kinds: ['minor'] },
      { birth: ['TEO', 'M', '2018-11-11', '69123'], rank: 3, kinds: ['minor'] },
    ],
  ),
  ...family(
    'SABLE-MEUSE',
    ['PAUL', 'M', '1975-05-15', '55029'],
    [
      { birth: ['ROSE', 'F', '1977-09-01', '54395'], certified: true },
      { birth: ['EVE', 'F', '2012-12-12', '54395'], kinds: ['minor'] },
    ],
  ),
  ...family(
    'SABLE-ISERE',
    ['LUCIE', 'F', '1990-02-14', '38185'],
    [
      { birth: ['GABIN', 'M', '2021-04-18', '38185'], kinds: ['minor'] },
      // On the card already, not yet known to INSi.
      { birth: ['MILA', 'F', '2026-05-04', '38185'], kinds: ['minor', 'newborn'], unknown: true },
    ],
  ),
  ...family(
    'SABLE-DORDOGNE',
    ['MARC', 'M', '1982-01-20', '24322'],
    [
      // The civil status was rectified, the card was not.
      { birth: ['ELIE', 'M', '2012-05-11', '24322'], kinds: ['minor'], card: { birthDate: '2012-05-01' }, answers: { byVitale: 'other' } },
    ],
  ),
  // The card keeps the lunar date, INSi the completed one (EXI ID 11/12).
  ...family('SABLE-VIENNE', ['NADIA', 'F', '1970-12-31', '99350'], [{ birth: ['SAMI', 'M', '2010-10-02', '86194'], kinds: ['minor'] }], {
    birthDate: '1970-00-00',
  }),
  // The card has the ranks of the twins the wrong way round.
  ...family(
    'SABLE-CHER',
    ['BRUNO', 'M', '1979-08-08', '18033'],
    [
      { birth: ['OSCAR', 'M', '2014-09-19', '18033'], kinds: ['minor'], card: { rank: 2 }, answers: { byVitale: 'other' } },
      { birth: ['OCTAVE', 'M', '2014-09-19', '18033'], rank: 2, kinds: ['minor'], card: { rank: 1 }, answers: { byVitale: 'other' } },
    ],
  ),
];

const HOMONYMS: readonly TestPerson[] = [
  // Alike but for the second given name.
  ...(['CAMILLE ROSE', 'CAMILLE LOUISE'] as const).map((names, i) =>
    own(['homonym'], 'BAC-A-SABLE', [names, 'F', '1990-05-05', '51215'], {
      id: `bac-a-sable-${names.slice(8).toLowerCase()}`,
      order: 904 + i,
      answers: { firstCall: '02' },
    }),
  ),
  // Alike in everything.
  ...[906, 907].map((order) =>
    own(['homonym'], 'BAC-A-DOUBLE', ['SACHA', 'M', '1988-08-08', '51215'], {
      id: `bac-a-double-${order}`,
      order,
      answers: { firstCall: '02', byTraits: '02' },
    }),
  ),
  // Alike but for the place.
  ...['13055', '69123', '33063'].map((place) =>
    own(['homonym'], 'SABLE-MIROIR', ['CHARLIE', 'M', '1991-09-09', place], {
      id: `miroir-charlie-${place}`,
      answers: { firstCall: '02' },
    }),
  ),
  // Told apart at once, by the date or by the sex.
  ...['1964-03-03', '1991-03-03'].map((date) =>
    own(['homonym'], 'SABLE-ECHO', ['JEANNE', 'F', date, '67482'], { id: `echo-jeanne-${date.slice(0, 4)}` }),
  ),
  ...(['M', 'F'] as const).map((sex) =>
    own(['homonym'], 'SABLE-ECHO', ['LOU', sex, '1996-06-16', '67482'], { id: `echo-lou-${sex.toLowerCase()}` }),
  ),
];

const HISTORIES: readonly TestPerson[] = [
  own(['history'], 'SABLE-AVANT', ['ALEX', 'F', '1994-04-04', '35238'], {
    history: [{ ins: keyed('1940435238911', OID.NIR_TEST), from: '1994-04-10', to: '2021-06-30' }],
  }),
  own(['history'], 'SABLE-AVANT', ['BLANCHE', 'F', '1961-11-02', '59350'], {
    history: [{ ins: keyed('2611059350912', OID.NIR_TEST), from: '1961-11-05', to: '1999-01-31' }],
  }),
  own(['history', 'abroad'], 'SABLE-AVANT', ['CYRUS', 'M', '1988-02-20', '99203'], {
    history: [{ ins: keyed('7880299203913', OID.NIA), from: '2018-05-02', to: '2020-09-14' }],
  }),
  own(['history'], 'SABLE-AVANT', ['DORA', 'F', '1970-07-17', '06088'], {
    history: [
      { ins: keyed('1700706088914', OID.NIR_TEST), from: '1970-07-20', to: '1985-03-03' },
      { ins: keyed('2700706088915', OID.NIR_TEST), from: '1985-03-04', to: '2001-10-10' },
      { ins: keyed('2700806088916', OID.NIR_TEST), from: '2001-10-11', to: '2012-12-12' },
    ],
  }),
  own(['history'], 'SABLE-AVANT', ['EMILE', 'M', '1958-01-30', '80021'], {
    history: [{ ins: keyed('2580180021917', OID.NIR_TEST), from: '2019-03-01', to: '1958-02-03' }],
  }),
  own(['history'], 'SABLE-AVANT', ['FLORE', 'F', '1999-09-29', '87085'], {
    history: [
      {
        ins: keyed(numberOf({ sex: 'F', birthDate: '1999-09-29', birthPlace: '87085' }, 910), OID.NIR_TEST),
        from: '1999-10-01',
        to: '2020-01-01',
      },
    ],
  }),
  own(['history', 'corsica'], 'SABLE-AVANT', ['GHJULIA', 'F', '1977-12-05', '2B033'], {
    history: [{ ins: keyed('2771220033918', OID.NIR_TEST), from: '1977-12-10', to: '1990-01-01' }],
  }),
];

const WAITING: readonly TestPerson[] = [
  own(['nia', 'abroad'], 'SABLE-ATTENTE', ['AMINA', 'F', '1992-03-08', '99352'], { oid: OID.NIA }),
  own(['nia', 'abroad'], 'SABLE-ATTENTE', ['BORIS', 'M', '1986-12-19', '99155'], { oid: OID.NIA }),
  own(['nia', 'minor', 'abroad'], 'SABLE-ATTENTE', ['CHLOE', 'F', '2019-10-23', '99131'], { oid: OID.NIA }),
  own(['nia', 'unknown-place'], 'SABLE-ATTENTE', ['DAWIT', 'M', '2001-01-01', '99999'], { oid: OID.NIA }),
];

const PLACES: readonly TestPerson[] = [
  own(['corsica'], 'SABLE-CORSE', ['ANGE', 'M', '1984-08-15', '2A004']),
  own(['corsica', 'minor'], 'SABLE-CORSE', ['BATTISTA', 'F', '2013-03-19', '2A004']),
  own(['corsica'], 'SABLE-CORSE', ['CESAR DOMINIQUE', 'M', '1995-05-25', '2B033']),
  own(['corsica'], 'SABLE-CORSE', ['DEVOTA', 'F', '1976-01-27', '2B033']),
  own(['corsica'], 'SABLE-CORSE', ['ENZO', 'M', '1968-02-11', '2A004']),
  own(['corsica', 'elder'], 'SABLE-CORSE', ['FILIPPA', 'F', '1941-10-04', '2B033']),
  ...(
    [
      ['ANJA', 'F', '1973-05-06', '99109'],
      ['BADR', 'M', '1965-01-12', '99350'],
      ['CELESTE', 'F', '1990-11-28', '99139'],
      ['DUONG', 'M', '1957-04-30', '99243'],
      ['EMMA LOUISE', 'F', '2003-07-04', '99404'],
      ['FATOU', 'F', '1982-09-22', '99341'],
    ] as const
  ).map((birth) => own(['abroad'], 'SABLE-LOINTAIN', birth)),
  ...(
    [
      ['ARTHUR', 'M', '1950-02-02', '99999'],
      ['BERENICE', 'F', '1987-06-24', '99999'],
      ['CONSTANT', 'M', '1933-12-01', '99999'],
    ] as const
  ).map((birth) => own(['unknown-place'], 'SABLE-NULLEPART', birth)),
  own(['no-place'], 'SABLE-SANSLIEU', ['DELPHINE', 'F', '1974-10-31', null]),
  own(['no-place'], 'SABLE-SANSLIEU', ['ERWAN', 'M', '1998-08-18', null]),
  ...(
    [
      ['AIME', 'M', '1972-04-14', '97105'],
      ['BERTILLE', 'F', '1981-05-22', '97209'],
      ['CAYETANO', 'M', '1993-06-10', '97302'],
      ['DOMITILLE', 'F', '1966-12-20', '97411'],
      ['ECHATI', 'F', '2004-03-31', '97608'],
    ] as const
  ).map((birth) => own(['overseas'], 'SABLE-OUTREMER', birth)),
];

const AGES: readonly TestPerson[] = [
  own(['lunar', 'abroad', 'elder'], 'SABLE-LUNE', ['AICHA', 'F', '1938-00-00', '99352']),
  own(['lunar', 'abroad'], 'SABLE-LUNE', ['BECHIR', 'M', '1947-06-00', '99351']),
  own(['lunar', 'abroad', 'elder'], 'SABLE-LUNE', ['COUMBA', 'F', '1931-12-31', '99341']),
  own(['lunar', 'abroad'], 'SABLE-LUNE', ['DJIBRIL', 'M', '1952-01-15', '99335']),
  ...(
    [
      ['ABEL', 'M', '2009-02-17', '21231'],
      ['BASILE', 'M', '2012-08-02', '14118'],
      ['CAPUCINE', 'F', '2015-05-31', '29019'],
      ['DIANE', 'F', '2018-09-09', '34172'],
      ['ELOI', 'M', '2022-01-06', '37261'],
    ] as const
  ).map((birth) => own(['minor'], 'SABLE-ECOLE', birth)),
  // Born and not yet known to INSi.
  ...(
    [
      ['ALBA', 'F', '2026-04-20', '75112'],
      ['BENOIT', 'M', '2026-05-01', '59350'],
      ['CELIA', 'F', '2026-05-09', '2A004'],
    ] as const
  ).map((birth) => own(['newborn', 'minor'], 'SABLE-BERCEAU', birth, { unknown: true })),
  own(['elder'], 'SABLE-DOYENNE', ['AUGUSTINE', 'F', '1924-02-28', '75115']),
  own(['minor'], 'SABLE-DOYENNE', ['AUGUSTINE', 'F', '2024-02-28', '75115'], { id: 'doyenne-augustine-2024', order: 911 }),
  own(['elder'], 'SABLE-DOYENNE', ['BAPTISTE', 'M', '1936-07-14', '45234']),
  own([], 'SABLE-DOYENNE', ['CORALIE', 'F', '1989-11-09', '45234']),
];

const NAMES: readonly TestPerson[] = [
  own(['name'], "D'ETE", ['JEAN-NOEL', 'M', '1963-12-25', '84007'], { typed: { birthName: 'D’Été', firstNames: 'Jean-Noël' } }),
  own(['name'], "L'HERMITTE DE LA COTE", ['SOPHIE', 'F', '1971-03-13', '22278'], {
    typed: { birthName: 'L’Hermitte de la Côte', firstNames: 'Sophie' },
  }),
  own(['name'], 'SABLE--PIERRE', ['AGATHE', 'F', '1992-07-21', '54395']),
  own(['name'], "O'SABLE", ['RORY', 'M', '1985-03-17', '99136']),
  own(['name'], "DE LA FONTAINE-D'OR", ['ANNE-SOPHIE MARIE', 'F', '1979-06-06', '89024']),
  own(['name'], 'SABLE-COMPOSE', ['MARIE FRANCE ANNE', 'F', '1956-08-15', '53130'], { firstName: 'MARIE FRANCE' }),
  own(['name'], 'SABLE-PRENOMS', ['LOUIS CHARLES HENRI PAUL EMILE JULES VICTOR', 'M', '1948-05-08', '62041']),
  own(['name'], 'DU SABLE DES DUNES DE LA GRANDE PLAGE ET DU PETIT ROCHER', ['MARGUERITE-MARIE', 'F', '1983-02-02', '17300']),
  own(['name'], 'SABLE-COURT', ['A', 'M', '2000-10-10', '90010']),
  own(['name'], 'SABLE-COURT', ["N'GOLO", 'M', '1991-03-29', '75120'], {
    id: 'court-n-golo',
    typed: { birthName: 'Sable-Court', firstNames: 'N’Golo' },
  }),
  own(['name'], 'DU SABLE', ['YVES', 'M', '1959-05-19', '56260']),
  own(['name'], 'LOEUF', ['LAETITIA', 'F', '1987-04-05', '71270'], { typed: { birthName: 'LŒUF', firstNames: 'LÆTITIA' } }),
  own(['name'], 'SABLE GOBI', ['CHENGUANG', 'M', '1977-02-18', '99216'], { typed: { birthName: 'Sable Gobi', firstNames: 'Chenguang' } }),
];

/** One hundred people of ours, plainly fictitious, in the shapes of the public test sets. */
export const OWN: readonly TestPerson[] = [...FAMILIES, ...HOMONYMS, ...HISTORIES, ...WAITING, ...PLACES, ...AGES, ...NAMES];
