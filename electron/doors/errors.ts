import { errorFactory } from '../../shared/errors.ts';

export const doorError = errorFactory({
  DOORS_UNAVAILABLE: ['Le contrôle des fichiers reçus ne démarre pas.', 'Relancez l’application ; si cela se répète, transmettez le détail au support.'],
  DOORS_CLOSED: ['Le contrôle des fichiers est arrêté.', 'Relancez l’application, puis recommencez.'],
});
