import { describe, expect, it } from 'vitest';
import { matriculeKey } from '../../../shared/domain/ins/matricule.ts';
import { strictTraits } from '../../../shared/domain/ins/traits.ts';
import { OWN } from '../../sandbox/insi/own.ts';
import { PEOPLE, POPULATION, searchByVitale, written, type Kind } from '../../sandbox/insi/population.ts';
import { VITALE_CARDS } from '../../sandbox/insi/vitale.ts';

describe('the people of the sandbox', () => {
  it('are one hundred of ours, besides the published ones, each under one id and one matricule', () => {
    expect(OWN).toHaveLength(100);
    expect(PEOPLE).toHaveLength(124);
    expect(new Set(PEOPLE.map(({ id }) => id)).size).toBe(PEOPLE.length);
    expect(new Set(POPULATION.map(({ ins }) => ins.number)).size).toBe(POPULATION.length);
  });

  it('have right keys, but for the published wrong ones', () => {
    const wrong = POPULATION.filter(({ ins }) => ins.key !== matriculeKey(ins.number));
    expect(wrong.map(({ birthName }) => birthName)).toEqual(['HERMANN', 'DECOURCY']);
    expect(wrong.every(({ kinds }) => kinds.includes('wrong-key'))).toBe(true);
    expect(OWN.flatMap(({ history }) => history).filter(({ number, key }) => key !== matriculeKey(number))).toEqual([]);
  });

  it('have traits that the application takes, as typed too', () => {
    for (const { birthName, firstNames, sex, birthDate, birthPlace, typed } of OWN) {
      const traits = { birthName, birthFirstNames: firstNames, sex, birthDate, birthPlace };
      expect(strictTraits(traits, '2026-12-31')).toEqual(traits);
      if (typed !== null)
        expect(strictTraits({ ...traits, birthName: typed.birthName, birthFirstNames: typed.firstNames }, '2026-12-31')).toEqual(traits);
    }
  });

  it.each<[Kind, number]>([
    ['family', 25],
    ['twin', 9],
    ['homonym', 11],
    ['history', 7],
    ['nia', 4],
    ['corsica', 7],
    ['abroad', 12],
    ['unknown-place', 4],
    ['no-place', 2],
    ['lunar', 4],
    ['minor', 25],
    ['newborn', 4],
    ['name', 13],
    ['overseas', 5],
    ['elder', 5],
  ])('of the kind %s are %i at least among ours', (kind, least) => {
    expect(OWN.filter(({ kinds }) => kinds.includes(kind)).length).toBeGreaterThanOrEqual(least);
  });

  it('are answered, by carte Vitale, as the list says', () => {
    for (const card of VITALE_CARDS) {
      for (const line of card.beneficiaries) {
        const found = searchByVitale(POPULATION, {
          nir: line.nir,
          insured: card.insuredNir,
          birthName: line.birthName,
          birthDate: line.birthDate,
          rank: line.birthRank,
        });
        const { answers, firstName, birthDate, ins } = line.person;
        expect([line.person.id, found.length]).toEqual([line.person.id, answers.byVitale === '01' ? 0 : 1]);
        const [one] = found;
        if (one === undefined) continue;
        const himself = ins !== null && written(one.ins) === written(ins);
        expect([line.person.id, himself && line.birthDate === birthDate]).toEqual([
          line.person.id,
          answers.byVitale === '00' && line.person.vitale?.card === undefined,
        ]);
        expect(firstName).not.toBe('');
      }
    }
  });
});
