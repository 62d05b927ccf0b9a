import { matriculeKey } from '../../shared/domain/ins/matricule.ts';
import type { PatientRecord } from '../../shared/domain/record/patient.ts';
import { insOids } from '../../shared/domain/ins/oids.ts';
import { patientRecord } from '../setup/patient.ts';

/** Numbers that follow from a seed: the same set at each run (mulberry32). */
export interface Random {
  /** 0 to 1. */
  next(): number;
  whole(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  chance(part: number): boolean;
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(next() * from.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  return { next, whole, pick, chance: (part) => next() < part };
}

/** Names made up for tests: nobody bears them together. */
const FAMILIES =
  'ESSAI-UN,FICTIF,LE GOFACTICE,PAT-QUATRE,MODELE,DE LA MAQUETTE,SPECIMEN,TESTARD-DEMO,EXEMPLAIRE,SIMULAIN,MOCQUERELLE,PROTOTYPEAU,ABRICOTIER,VIREVENT,QUENOUILLARD,BRINDEFER,TOURNEBISE,CASSENOIX,MIRLITONI,SANSONNETTE'.split(
    ',',
  );
const WOMEN = 'Camille,Dominique,Claude-Marie,Anne-Lise,Solène,Ysaline,Mahaut,Zélie,Aliénor,Perrine'.split(',');
const MEN = 'Yann,Côme,Jean-Gabriel,Élouan,Tugdual,Anatole,Malo,Octave,Gaspard,Théophile'.split(',');

/** A person and their record. */
export interface Made {
  readonly record: PatientRecord;
  /** First name as one writes it. */
  readonly given: string;
}

export function person(random: Random, id: string, ipp: string): Made {
  const sex = random.pick(['F', 'M'] as const);
  const given = random.pick(sex === 'F' ? WOMEN : MEN);
  const birthName = random.pick(FAMILIES);
  const birthDate = `${random.whole(1928, 2019)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`;
  const first = plain(given);
  const second = plain(random.pick(sex === 'F' ? WOMEN : MEN));
  const body = `${sex === 'F' ? 2 : 1}${birthDate.slice(2, 4)}${birthDate.slice(5, 7)}99${random.whole(100, 999)}${random.whole(100, 999)}`;
  const ins = { matricule: `${body}${matriculeKey(body)}`, oid: insOids['NIR-TEST'] };
  const qualified = random.chance(0.6);
  return {
    given,
    record: patientRecord({
      id,
      ipp,
      birthName,
      birthFirstNames: random.chance(0.5) ? `${first} ${second}` : first,
      firstBirthFirstName: first,
      sex,
      birthDate,
      birthPlace: null,
      status: qualified ? 'QUAL' : 'PROV',
      ins: qualified ? ins : null,
      insi: qualified
        ? { answerId: null, acceptedAt: '2026-11-21T10:00:00.000Z', by: { idNat: '899900000017', name: 'Dr Paule DURAND' } }
        : null,
    }),
  };
}

const two = (n: number): string => String(n).padStart(2, '0');
const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toUpperCase();
