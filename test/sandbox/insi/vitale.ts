import { PEOPLE, written, type TestPerson } from './population.ts';

/** A carte Vitale of the sandbox: what its reader would hand over. */
export interface VitaleCard {
  /** NIR of the *ouvrant droit*, 15 characters. */
  readonly insuredNir: string;
  readonly regime: string;
  readonly fund: string;
  readonly centre: string;
  readonly beneficiaries: readonly VitaleCardLine[];
}

export interface VitaleCardLine {
  /** Who it is: the card does not say it. */
  readonly person: TestPerson;
  /** Certified NIR, 15 characters; null when the card has none. */
  readonly nir: string | null;
  readonly nirCertifiedOn: string | null;
  readonly birthName: string;
  readonly firstName: string;
  /** As the card has it, which INSi may have otherwise. */
  readonly birthDate: string;
  readonly birthRank: number;
}

/** Every card of the test sets, its insured person first when known. */
export const VITALE_CARDS: readonly VitaleCard[] = [
  ...new Set(PEOPLE.flatMap(({ vitale }) => (vitale === null ? [] : [vitale.insured]))),
].map((insuredNir) => ({
  insuredNir,
  regime: '01',
  fund: '999',
  centre: '9999',
  beneficiaries: PEOPLE.flatMap((person) => {
    const { vitale, ins } = person;
    if (vitale === null || vitale.insured !== insuredNir) return [];
    const certified = vitale.certified && ins !== null;
    return [
      {
        person,
        nir: certified ? written(ins) : null,
        nirCertifiedOn: certified ? '2020-01-31' : null,
        birthName: person.birthName,
        firstName: person.firstName,
        birthDate: vitale.card?.birthDate ?? person.birthDate,
        birthRank: vitale.card?.rank ?? vitale.rank,
      },
    ];
  }),
}));

/** The card on which somebody is, and the line. @throws Error when on none */
export function cardOf(id: string): { readonly card: VitaleCard; readonly line: VitaleCardLine } {
  for (const card of VITALE_CARDS) {
    const line = card.beneficiaries.find(({ person }) => person.id === id);
    if (line !== undefined) return { card, line };
  }
  throw new Error(`${id} is on no carte Vitale of the sandbox`);
}
