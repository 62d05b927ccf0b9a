import { describe, expect, it } from 'vitest';
import type { InsiCode } from '../../../electron/insi/answer.ts';
import { searchStrategy, type SearchedIdentity } from '../../../electron/insi/strategy.ts';
import { PEOPLE, search } from '../../sandbox/insi/population.ts';

const identity: SearchedIdentity = {
  birthName: 'HOUILLES',
  birthFirstNames: 'PIERRE PAUL JACQUES',
  firstBirthFirstName: 'PIERRE',
  sex: 'M',
  birthDate: '1993-01-27',
  birthPlace: '63220',
};

/** Plays the strategy against a service that answers `codes` in turn. */
function play(who: SearchedIdentity, codes: readonly InsiCode[]): { requests: string[]; outcome: InsiCode | 'unfinished' } {
  const strategy = searchStrategy(who);
  const requests: string[] = [];
  let step = strategy.next();
  for (const code of codes) {
    if (step.done === true) break;
    requests.push(step.value.firstNames + (step.value.birthPlace === null ? '' : ` @${step.value.birthPlace}`));
    step = strategy.next(code);
  }
  return { requests, outcome: step.done === true ? step.value : 'unfinished' };
}

describe('the INSi search strategy', () => {
  it('stops at the first identity found', () => {
    expect(play(identity, ['00'])).toEqual({ requests: ['PIERRE'], outcome: '00' });
  });

  it('asks each given name in civil order, then all of them, and no more', () => {
    expect(play(identity, ['01', '01', '01', '01', '01'])).toEqual({
      requests: ['PIERRE', 'PAUL', 'JACQUES', 'PIERRE PAUL JACQUES'],
      outcome: '01',
    });
  });

  it('adds the other given names as soon as several people correspond, then the birth place', () => {
    expect(play(identity, ['02', '02', '00'])).toEqual({
      requests: ['PIERRE', 'PIERRE PAUL JACQUES', 'PIERRE PAUL JACQUES @63220'],
      outcome: '00',
    });
    expect(play(identity, ['01', '02', '00'])).toEqual({ requests: ['PIERRE', 'PAUL', 'PIERRE PAUL JACQUES'], outcome: '00' });
  });

  it('goes back to the ambiguous given name when the whole list finds nobody', () => {
    expect(play(identity, ['02', '01', '00'])).toEqual({ requests: ['PIERRE', 'PIERRE PAUL JACQUES', 'PIERRE @63220'], outcome: '00' });
  });

  it('asks a date of unknown day as it is held, then as EXI ID 11/12 fill it; a complete one once', () => {
    const dates = (birthDate: string, codes: readonly InsiCode[]) => {
      const strategy = searchStrategy({ ...identity, birthFirstNames: 'PIERRE', birthDate });
      const asked: string[] = [];
      let step = strategy.next();
      for (const code of codes) {
        if (step.done === true) break;
        asked.push(step.value.birthDate);
        step = strategy.next(code);
      }
      return [...asked, step.done === true ? step.value : 'unfinished'];
    };
    expect(dates('1993-01-00', ['01', '00'])).toEqual(['1993-01-00', '1993-01-01', '00']);
    expect(dates('1993-00-00', ['01', '01'])).toEqual(['1993-00-00', '1993-12-31', '01']);
    expect(dates('1993-01-00', ['00'])).toEqual(['1993-01-00', '00']);
    expect(dates('1993-01-00', ['02', '02'])).toEqual(['1993-01-00', '1993-01-00', '02']);
    expect(dates('1993-01-27', ['01', '01'])).toEqual(['1993-01-27', '01']);
  });

  it('adds the birth place at once to a single given name', () => {
    const one = { ...identity, birthFirstNames: null, firstBirthFirstName: 'LEONARDO' };
    expect(play(one, ['02', '00'])).toEqual({ requests: ['LEONARDO', 'LEONARDO @63220'], outcome: '00' });
  });

  it('remains ambiguous without a known birth place', () => {
    expect(play({ ...identity, birthPlace: '99999' }, ['02', '02', '00'])).toEqual({
      requests: ['PIERRE', 'PIERRE PAUL JACQUES'],
      outcome: '02',
    });
    expect(play({ ...identity, birthPlace: null }, ['02', '02'])).toEqual({ requests: ['PIERRE', 'PIERRE PAUL JACQUES'], outcome: '02' });
    expect(play(identity, ['02', '02', '02'])).toEqual({
      requests: ['PIERRE', 'PIERRE PAUL JACQUES', 'PIERRE PAUL JACQUES @63220'],
      outcome: '02',
    });
  });

  it('keeps whole a first given name of two words', () => {
    const two = { ...identity, firstBirthFirstName: 'MARIE FRANCE', birthFirstNames: 'MARIE FRANCE ANNE' };
    expect(play(two, ['01', '01', '01']).requests).toEqual(['MARIE FRANCE', 'ANNE', 'MARIE FRANCE ANNE']);
  });

  it.each<[string, string, string, string[]]>([
    [
      'written with a hyphen where the list has a space',
      'JEAN-CHRISTOPHE',
      'JEAN CHRISTOPHE PIERRE',
      ['JEAN CHRISTOPHE', 'PIERRE', 'JEAN CHRISTOPHE PIERRE'],
    ],
    [
      'written with a space where the list has a hyphen',
      'JEAN CHRISTOPHE',
      'JEAN-CHRISTOPHE PIERRE',
      ['JEAN-CHRISTOPHE', 'PIERRE', 'JEAN-CHRISTOPHE PIERRE'],
    ],
    ['that the list does not begin with', 'PAUL', 'PIERRE PAUL', ['PAUL', 'PIERRE', 'PIERRE PAUL']],
    ['without a list', 'PAUL', '', ['PAUL']],
    ['given twice', 'MARIE', 'MARIE ANNE MARIE', ['MARIE', 'ANNE', 'MARIE ANNE MARIE']],
    ['empty', '', 'ANNE MARIE', ['ANNE', 'MARIE', 'ANNE MARIE']],
  ])('takes a first given name %s', (_, firstBirthFirstName, birthFirstNames, requests) => {
    expect(play({ ...identity, firstBirthFirstName, birthFirstNames }, ['01', '01', '01', '01', '01'])).toEqual({
      requests,
      outcome: '01',
    });
  });

  it('plays, for everybody of the sandbox, the part that their list announces', () => {
    for (const person of PEOPLE) {
      const calls: string[] = [];
      const strategy = searchStrategy({
        birthName: person.birthName,
        birthFirstNames: person.firstNames,
        firstBirthFirstName: person.firstName,
        sex: person.sex,
        birthDate: person.birthDate,
        birthPlace: person.birthPlace,
      });
      let step = strategy.next();
      while (step.done !== true) {
        const { firstNames, birthPlace } = step.value;
        const found = search(PEOPLE, { ...step.value, firstNames: [firstNames], birthPlace }).filter(
          ({ ins, fault }) => ins !== null || fault !== undefined,
        );
        const code = found.some(({ fault }) => fault !== undefined)
          ? 'fault'
          : found.length === 0
            ? '01'
            : found.length === 1
              ? '00'
              : '02';
        calls.push(code);
        if (code === 'fault') break;
        step = strategy.next(code);
      }
      expect([person.id, calls[0], step.done === true ? step.value : 'fault']).toEqual([
        person.id,
        person.answers.firstCall,
        person.answers.byTraits,
      ]);
    }
  });
});
