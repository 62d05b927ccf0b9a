import { insOids } from '../../shared/domain/ins/oids.ts';
import { matriculeKey } from '../../shared/domain/ins/matricule.ts';
import type { PatientRecord } from '../../shared/domain/record/patient.ts';

/**
 * A made-up population, the same for the same number: frequent names come as often as in France (the first name of the
 * list about one person in 280), the rest are a long tail of combinations.
 */

const FAMILY =
  `MARTIN BERNARD THOMAS PETIT ROBERT RICHARD DURAND DUBOIS MOREAU LAURENT SIMON MICHEL LEFEBVRE LEROY ROUX DAVID BERTRAND MOREL FOURNIER GIRARD BONNET
DUPONT LAMBERT FONTAINE ROUSSEAU VINCENT MULLER LEFEVRE FAURE ANDRE MERCIER BLANC GUERIN BOYER GARNIER CHEVALIER FRANCOIS LEGRAND GAUTHIER GARCIA PERRIN ROBIN CLEMENT
MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER MASSON MARCHAND DUVAL DENIS DUMONT MARIE LEMAIRE NOEL MEYER DUFOUR MEUNIER BRUN BLANCHARD GIRAUD JOLY RIVIERE LUCAS BRUNET
GAILLARD BARBIER ARNAUD MARTINEZ GERARD ROCHE RENARD SCHMITT ROY LEROUX COLIN VIDAL CARON PICARD ROGER FABRE AUBERT LEMOINE RENAUD DUMAS LACROIX OLIVIER PHILIPPE BOURGEOIS
PIERRE BENOIT REY LECLERC PAYET ROLLAND LECLERCQ GUILLAUME LECOMTE LOPEZ JEAN DUPUY GUILLOT HUBERT BERGER CARPENTIER SANCHEZ DUPUIS MOULIN LOUIS DESCHAMPS HUET VASSEUR
PEREZ BOUCHER FLEURY ROYER KLEIN JACQUET ADAM PARIS POIRIER MARTY AUBRY GUYOT CARRE CHARLES RENAULT CHARPENTIER MENARD MAILLARD BARON BERTIN BAILLY HERVE SCHNEIDER
FERNANDEZ LEGALL COLLET LEGER BOUVIER JULIEN PREVOST MILLET PERROT DANIEL LEROUGE COUSIN GERMAIN BRETON BESSON LANGLOIS REMY LEGOFF PELLETIER LEVEQUE PERRIER LEBLANC
BARRE LEBRUN MARCHAL WEBER MALLET HAMON BOULANGER JACOB MONNIER MICHAUD RODRIGUEZ GUICHARD GILLET ETIENNE GRONDIN POULAIN TESSIER CHEVALLIER COLLIN CHAUVIN`.split(
    /\s+/,
  );
const STARTS =
  `AL AR BA BAR BEAU BEL BER BI BLAN BON BOU BOUR BRE BRI CA CAR CHA CHAM CHE COR COU CRE DA DE DEL DES DU DUR ES FA FER FLO FON FOU FRE GA GAL GAR GI GO GRA
GUE GUI HA HER HO JA JOU LA LAN LE LES LO LU MA MAL MAN MAR MEN MI MON MOR MOU NA NO OL PA PAR PE PEL PI PO PON PRA QUE RA RE RI RO ROU SA SAL SAU SE SI SOU TA TE THI
TOU TRE VA VAL VER VI VIL VO`.split(/\s+/);
const MIDDLES = 'A BE BI CHE DE DI E GE GI I LA LE LI LO MA ME MI NA NE NI O PE QUE RA RE RI SE SI TE TI U VE VI'.split(' ');
const ENDS =
  `BAUD BERT BIN BOIS CHARD CHET CHON COURT DAL DEAU DET DIER DIN DOUX DRY FARD FORT GEOT GNAC GNON GUET LAIS LARD LAUD LET LIER LIN LON LOT MANN MET MIER MONT
MOT NARD NAUD NEAU NET NIER NIN NOT PIN PONT QUET QUIN RAND RAUD REAU REL RET RIEZ RIN RON ROT ROUX SARD SEAU SET SIER SOL SON SOT TAL TEAU TEL TET TIER TIN TON TOT TRAC
VAL VEAU VET VIER VIN VILLE ZAC`.split(/\s+/);
const WOMEN =
  `MARIE JEANNE FRANCOISE MONIQUE CATHERINE NATHALIE ISABELLE SYLVIE ANNE MARTINE NICOLE VALERIE SANDRINE CHRISTINE JACQUELINE STEPHANIE CELINE SOPHIE CHANTAL JULIE
AURELIE VERONIQUE CAMILLE LEA EMILIE BRIGITTE LAURA MANON VIRGINIE CHLOE MARGUERITE SARAH EMMA MATHILDE INES AMELIE DENISE ODETTE LOUISE PAULINE ALICE SIMONE YVETTE
ZOE AGATHE MARIE-CLAUDE MARIE-LOUISE ANNE-SOPHIE FATIMA YASMINE DOMINIQUE CLAUDE`.split(/\s+/);
const MEN =
  `JEAN PIERRE MICHEL ANDRE PHILIPPE ALAIN JACQUES BERNARD DANIEL NICOLAS CHRISTOPHE PATRICK DAVID FREDERIC LAURENT OLIVIER STEPHANE THOMAS JULIEN ERIC THIERRY LOUIS
PASCAL SEBASTIEN RENE ROBERT GERARD MAXIME ALEXANDRE KEVIN LUCAS HUGO ENZO GABRIEL JULES PAUL MARCEL ROGER HENRI XAVIER YANN MOHAMED KARIM JEAN-PIERRE JEAN-CLAUDE
PIERRE-ALAIN DOMINIQUE CLAUDE DAMIEN DIMITRI DONATIEN`.split(/\s+/);

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param from of 0, to a million; a record is the same whichever others are made with it. */
export function population(from: number, count: number, at: string): PatientRecord[] {
  return Array.from({ length: count }, (_, i) => person(from + i, at));
}

function person(n: number, at: string): PatientRecord {
  const next = random(n * 7919 + 13);
  const whole = (below: number): number => Math.floor(next() * below);
  const one = (list: readonly string[]): string => list[whole(list.length)] ?? '';
  // The further in a list of frequent ones, the rarer.
  const frequent = (list: readonly string[], by = 1.7): string => list[Math.floor(list.length * next() ** by)] ?? '';
  const family = (): string => {
    const kind = next();
    if (kind < 0.3) return frequent(FAMILY, 1.2);
    if (kind < 0.55) return one(STARTS) + one(ENDS);
    if (kind < 0.9) return one(STARTS) + one(MIDDLES) + one(ENDS);
    if (kind < 0.94) return `${one(['LE', 'DE', 'DE LA', 'SAINT', "D'"])} ${one(STARTS)}${one(ENDS)}`.replace("' ", "'");
    return `${frequent(FAMILY, 1.2)}${one(['-', ' '])}${one(STARTS)}${one(ENDS)}`;
  };
  const digits = (count: number): string => Array.from({ length: count }, () => String(whole(10))).join('');
  const sex = next() < 0.52 ? 'F' : 'M';
  const first = sex === 'F' ? WOMEN : MEN;
  const names = Array.from({ length: 1 + whole(3) }, () => frequent(first));
  const [year, month, day] = [1930 + whole(95), 1 + whole(12), 1 + whole(28)].map((part) => String(part).padStart(2, '0'));
  const qualified = next() < 0.6;
  const matricule = `${sex === 'F' ? 2 : 1}${String(year).slice(2)}${month}${String(1 + whole(95)).padStart(2, '0')}${String(n).padStart(6, '0')}`;
  return {
    id: `p${n}`,
    revision: 0,
    ipp: `P${String(n + 1).padStart(6, '0')}`,
    birthName: family(),
    birthFirstNames: names.join(' '),
    firstBirthFirstName: names[0] ?? '',
    usedName: sex === 'F' && next() < 0.4 ? family() : null,
    usedFirstName: null,
    sex,
    birthDate: `${year}-${month}-${day}`,
    birthPlace: `${String(1 + whole(95)).padStart(2, '0')}${digits(3)}`,
    status: qualified ? 'QUAL' : next() < 0.5 ? 'VALI' : 'PROV',
    attributes: { homonym: false, doubtful: !qualified && next() < 0.002, fictive: false },
    ins: qualified ? { matricule: `${matricule}${matriculeKey(matricule)}`, oid: insOids['NIR-TEST'] } : null,
    insi: null,
    channel: null,
    receivedProof: null,
    address: null,
    death: null,
    birthDateUncertain: false,
    phone:
      next() < 0.8 ? `${one(['06', '07', '01', '02', '03', '04', '05'])} ${Array.from({ length: 4 }, () => digits(2)).join(' ')}` : null,
    billingNss: null,
    billingBirthDate: null,
    birthRank: null,
    protection: 'none',
    mergedInto: null,
    identityDocument: null,
    episode: `e${n}`,
    createdAt: at,
    updatedAt: at,
  };
}
