import { frenchMoment, shortMoment } from './format.ts';

/** An instant beside now: `aujourd’hui à 14 h 05`, `12/03/2026 à 14 h 05`. */
export const moment = (instant: string): string => frenchMoment(instant, new Date());

/** The same where there is little room: `14 h 05` of today, `12/03/2026`. */
export const dayOrTime = (instant: string): string => shortMoment(instant, new Date());
