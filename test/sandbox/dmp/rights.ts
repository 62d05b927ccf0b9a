import type { Record as Dossier } from './store.ts';
import type { AcceptedVihf } from './vihf.ts';

/**
 * Who may do what at the DMP, told by actor as PDT-INF-526 v1.8 (25/09/2024) and PDT-INF-606 v1.3 (08/07/2025) print it: the
 * service's own table, written apart from the client's. `n` normal, `r` regulation, `b` bris de glace.
 */
type Actor = 'other' | 'doctor' | 'occupational' | 'treating' | 'staff' | 'structure';
type Mode = 'n' | 'r' | 'b';

/** What the simulator tells apart. `TD0.3+` declares oneself authorised, `-` takes it back, `mt` stops being the médecin traitant. */
export type Act =
  | 'TD0.2'
  | 'TD0.3+'
  | 'TD0.3-'
  | 'TD0.3mt'
  | 'TD0.4'
  | 'TD0.5'
  | 'TD1.3a'
  | 'TD1.6'
  | 'TD2.1'
  | 'TD2.2'
  | 'TD3.1'
  | 'TD3.1b'
  | 'TD3.2'
  | 'TD3.3';

const lines = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** A card in direct mode, and the structure's certificate (P526). TD3.3 is any change of metadata or status: whose, the registry says. */
const P526: Readonly<{ [A in Actor]: Partial<Readonly<{ [M in Mode]: ReadonlySet<string> }>> }> = {
  other: {
    n: lines('TD0.2 TD0.3+ TD0.3- TD0.4 TD1.3a TD1.6 TD2.1 TD3.1 TD3.1b TD3.2 TD3.3'),
    r: lines('TD0.2 TD0.4 TD0.5 TD1.3a TD2.1 TD3.1 TD3.1b TD3.2 TD3.3'),
    b: lines('TD0.2 TD0.4 TD1.3a TD2.1 TD3.1 TD3.1b TD3.2 TD3.3'),
  },
  doctor: {
    n: lines('TD0.2 TD0.3+ TD0.3- TD0.4 TD1.3a TD1.6 TD2.1 TD3.1 TD3.1b TD3.2 TD3.3'),
    r: lines('TD0.2 TD0.4 TD0.5 TD1.3a TD2.1 TD3.1 TD3.1b TD3.2 TD3.3'),
    b: lines('TD0.2 TD0.4 TD1.3a TD2.1 TD3.1 TD3.1b TD3.2 TD3.3'),
  },
  occupational: { n: lines('TD0.2 TD0.4 TD1.3a TD1.6 TD2.1 TD3.1 TD3.1b TD3.3') },
  treating: {
    n: lines('TD0.2 TD0.3+ TD0.3- TD0.3mt TD0.4 TD1.3a TD1.6 TD2.1 TD3.1 TD3.1b TD3.2 TD3.3'),
    b: lines('TD0.2 TD0.4 TD1.3a TD2.1 TD3.1 TD3.1b TD3.2 TD3.3'),
  },
  staff: { n: lines('TD0.2 TD0.3+ TD0.4 TD1.3a TD2.2 TD3.1b TD3.3') },
  structure: { n: lines('TD0.2 TD0.4 TD1.3a TD2.1 TD3.1b TD3.3'), r: lines('TD0.2 TD0.5 TD1.3a TD2.1 TD3.1b TD3.3') },
};

/** Under AIR (P606): the same columns but for feeding, which is nobody's, and for who stops being the médecin traitant. */
const NOT_UNDER_AIR: ReadonlySet<Act> = new Set(['TD2.1', 'TD2.2', 'TD0.3mt']);

/** Professions of TRE_G15 that the matrices know, doctors apart (rights/README 1). */
const KNOWN_PROFESSIONS = lines('21 26 28 31 32 40 50 60 69 70 80 81 82 83 84 85 86 91 92 94 95 96 98');
const MODES: Readonly<{ [mode in AcceptedVihf['mode']]: Mode }> = { normal: 'n', centre_15: 'r', bris_de_glace: 'b' };
/** Practices of TRE_R02: alone, in a group, in a company. */
const PRIVATE_PRACTICES = lines('SA07 SA08 SA09');

/** Who acts, or null for whom the DMP knows no profession. */
function actorOf(vihf: AcceptedVihf, dossier: Dossier | null): Actor | null {
  if (vihf.authentication === 'INDIRECTE') return 'structure';
  if (vihf.staff) return 'staff';
  const { profession, skill } = vihf;
  if (profession === '10') {
    if (skill === 'SM25') return 'occupational';
    // No column has a médecin traitant who regulates.
    return dossier?.medecinTraitant === vihf.nameId && vihf.mode !== 'centre_15' ? 'treating' : 'doctor';
  }
  if (profession !== null && KNOWN_PROFESSIONS.has(profession)) return 'other';
  // A strong login of somebody of no profession: staff too (column PE).
  return vihf.authentication === 'INDIRECTE_RENFORCEE' ? 'staff' : null;
}

/** @returns why the rights service refuses, in its words; null when it does not. */
export function refusedByRights(act: Act, vihf: AcceptedVihf, dossier: Dossier | null): string | null {
  const actor = actorOf(vihf, dossier);
  if (actor === null) return 'Profession inconnue du service des droits';
  if (vihf.authentication === 'INDIRECTE_RENFORCEE' && NOT_UNDER_AIR.has(act)) return 'Non ouvert sous authentification de la structure';
  if (P526[actor][MODES[vihf.mode]]?.has(act) !== true) return `${act} n’est pas ouvert à ce profil dans ce mode`;
  if (act === 'TD2.2' && !PRIVATE_PRACTICES.has(vihf.sector)) return 'TD2.2 est réservée au personnel des cabinets libéraux';
  if (vihf.mode === 'bris_de_glace' && dossier?.oppositions.breakGlass === true) return 'Le patient s’est opposé au bris de glace';
  if (vihf.mode === 'centre_15' && dossier?.oppositions.regulation === true) return 'Le patient s’est opposé à l’accès du centre 15';
  return null;
}

/** Under whose name the patient allows or blocks: staff act for their structure. */
export const holderOfAuthorization = ({ staff, structure, nameId }: AcceptedVihf): string => (staff ? structure : nameId);
