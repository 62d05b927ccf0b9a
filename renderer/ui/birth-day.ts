import { UNKNOWN_BIRTH_DATE } from '../../shared/domain/ins/dates.ts';
import { common } from '../text/common.ts';
import { frenchDate } from './format.ts';

/** A birth date as it is read: `12/03/1979`, or `inconnue` for somebody whom nobody could name. */
export const birthDay = (date: string): string => (date === UNKNOWN_BIRTH_DATE ? common.unknownBirth : frenchDate(date));
