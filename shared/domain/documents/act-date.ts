import { unmarked, type PageLine } from './page-line.ts';
import { datesIn, readDay } from './written-dates.ts';

/** What must not be taken for the date of an act. */
interface DateBounds {
  /** `YYYY-MM-DD`; nothing is dated after. */
  readonly today: string;
  /** `YYYY-MM-DD`; nothing of a patient is dated before their birth. */
  readonly birth: string;
  /** Of the patient, and of whomever the text names. */
  readonly birthDates: readonly string[];
}

/** What stands before a date says what it is the date of; marks removed, the nearest words last. The first that matches counts. */
const BEFORE: readonly (readonly [RegExp, number])[] = [
  [/\b(?:nee?(?:\(e\))?|naissance|ddn)\b[^.;]{0,25}$/i, -100],
  [/\b(?:rendez-vous|rdv|revoir|revue?|prochaine?|prevue?|convoquee?|validite|valable|expire|jusqu'au|a compter)\b[^.;]{0,40}$/i, -6],
  [/\b(?:imprime|edite|edition|impression|tire|maj|mis a jour|version|recu|enregistre)e?\b[^.;]{0,20}$/i, -3],
  [/\b(?:antecedents?|depuis|en date|precedente?s?|ancienne?s?|anterieure?s?|comparaison|dernier|derniere|vaccine?e?)\b[^.;]{0,30}$/i, -4],
  [
    /\b(?:date d[eu'] ?(?:l'|la |le )?(?:acte|examen|consultation|document|intervention|prelevement|visite|sejour|sortie|seance|reunion|rcp|certificat|ordonnance|compte rendu|vaccination|injection)|preleve(?:e|ment)?s?(?: le| du)?|examen (?:du|realise le)|realisee? le|consultation du|seance du|reunion du|intervention du|operee? le|vue? (?:en consultation )?(?:le|ce jour le)|sortie(?: le| du)?|fait (?:a [^,]{2,40}, ?)?le)\b[^.;]{0,12}$/i,
    6,
  ],
  // Of a stay, the day it ends; the day it begins is no act's.
  [/\b(?:hospitalis|sejour|sortie)[^.;]* au ?$/i, 5],
  [/\b(?:hospitalis\w*|sejour) du ?$|\b(?:date d')?(?:entree|admission)\b[^.;]{0,12}$/i, -1],
  [/^(?:[^\d:]{2,40}), ?(?:le )?(?:lundi |mardi |mercredi |jeudi |vendredi |samedi |dimanche )?$/i, 5],
  [/^ ?(?:le|date|en date du|du)? ?:? ?$/i, 4],
  [/\b(?:du|le) ?:? ?$/i, 1],
];

/** Enough for a date that nothing says otherwise of. */
const ENOUGH = 0;

/**
 * The day of the act that a page says: the place and the date of a letter, the date of an examination. Neither a birth, nor a
 * day to come; null when no day stands out.
 */
export function actDateIn(lines: readonly PageLine[], bounds: DateBounds): string | null {
  let best: { readonly date: string; readonly score: number } | null = null;
  let before = '';
  for (const { text, top } of lines) {
    const line = unmarked(text);
    for (const { date, at } of datesIn(line)) {
      if (isBeyond(date, bounds)) continue;
      const lead = line.slice(0, at);
      // A label may stand on the line before, in a column of its own.
      const said = BEFORE.find(([words]) => words.test(lead.trim() === '' && /:\s*$/.test(before) ? before : lead));
      const score = (said?.[1] ?? 0) + (top < 0.45 ? 1 : 0) + (heads(line, at) ? 3 : 0);
      if (score > ENOUGH && (best === null || score > best.score)) best = { date, score };
    }
    before = line;
  }
  return best?.date ?? null;
}

/** « Compte rendu de consultation du 18/11/2026 »: the heading itself is dated. */
const heads = (line: string, at: number): boolean =>
  /^(?:objet ?:? ?)?(?:compte[- ]rendu|cr |certificat|ordonnance|consultation|bilan|resultats?|examen|lettre|reunion)\b[^.;]* du ?$/i.test(
    line.slice(0, at),
  );

/** Nothing that is filed is older. */
const FIRST_DAY = '1950-01-01';

const isBeyond = (date: string, { today, birth, birthDates }: DateBounds): boolean =>
  date > today || date < FIRST_DAY || date < birth || birthDates.includes(date);

/** `20261118`, `2026-11-18`, `18-11-2026`, `18 11 2026`, `18112026`, alone between what is no digit. */
const IN_NAME = /(?<!\d)(?:\d{8}|\d{4}[-_. ]\d{2}[-_. ]\d{2}|\d{2}[-_. ]\d{2}[-_. ]\d{4})(?!\d)/g;

/** The day that the name of a file says; null when it says none, or what no act can have. */
export function actDateInName(fileName: string, bounds: DateBounds): string | null {
  for (const [written] of fileName.matchAll(IN_NAME)) {
    const digits = written.replaceAll(/\D/g, '');
    for (const date of [
      `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`,
      `${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`,
    ])
      if (readDay(date) === date && !isBeyond(date, bounds)) return date;
  }
  return null;
}
