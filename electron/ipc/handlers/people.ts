import type { peopleCalls } from '../../../shared/contract/people.ts';
import { declarePerson, listPeople, resetCode, withdrawPerson, type DeclaredPeoplePorts } from '../../usecases/people/declared-people.ts';
import type { Handlers } from '../bridge.ts';

export type PeopleHandlersPorts = DeclaredPeoplePorts;

/** What those who administer the structure declare. */
export function peopleHandlers(ports: PeopleHandlersPorts): Pick<Handlers, keyof typeof peopleCalls> {
  return {
    'people.list': listPeople(ports),
    'people.declare': declarePerson(ports),
    'people.resetCode': resetCode(ports),
    'people.withdraw': withdrawPerson(ports),
  };
}
