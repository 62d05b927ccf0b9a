interface PersonLabel {
  /** « Dr », « Pr »; null when the person has no title. */
  readonly title: string | null;
  readonly given: string;
  readonly family: string;
  /** Structure of practice; null when unknown. */
  readonly entity: string | null;
}

/**
 * Display label of a personal mailbox: `<Titre>_<Prénom>_<NOM>_<Entité>`, only the names mandatory
 * (mss/README 4, 2.2.7). `Dr_Lea_MARTIN_Cabinet du Port`.
 */
export function personLabel(person: PersonLabel): string {
  return [person.title, person.given, person.family.toUpperCase(), person.entity]
    .map((field) => (field ?? '').replaceAll('_', ' ').trim())
    .filter((field) => field !== '')
    .join('_');
}
