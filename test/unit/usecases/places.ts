import { placeDirectory, type Places } from '../../../shared/domain/ins/cog.ts';

/** A few places of the official list: code, name, first day, first day after. */
export const places: Places = placeDirectory(
  [
    'D\t51\tMarne',
    'D\t91\tEssonne',
    '51215\tÉcueil\t\t',
    '51454\tReims\t\t',
    '91228\tÉvry\t1968-01-01\t2019-01-01',
    '91228\tÉvry-Courcouronnes\t2019-01-01\t',
    '98799\tÎlot sans département\t\t',
  ].join('\n'),
  '99352\tAlgérie\t1962-07-05\t\t',
);
