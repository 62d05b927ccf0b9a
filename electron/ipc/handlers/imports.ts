import type { importCalls } from '../../../shared/contract/imports.ts';
import type { Session } from '../../session/session.ts';
import { downloadRefused } from '../../usecases/imports/download-refused.ts';
import type { Imports } from '../../usecases/imports/imports.ts';
import { pushPiece } from '../../usecases/imports/push-piece.ts';
import type { Offer } from '../../usecases/offer.ts';
import type { Handlers } from '../bridge.ts';

export interface ImportHandlersPorts {
  readonly imports: Imports;
  readonly session: Pick<Session, 'touch'>;
  readonly offer: Offer;
}

/** Files of patients and stays. */
export function importHandlers(ports: ImportHandlersPorts): Pick<Handlers, keyof typeof importCalls> {
  const { imports } = ports;
  const download = downloadRefused(ports);
  return {
    'imports.list': () => imports.list(),
    'imports.columns': (input) => imports.columns(input),
    'imports.preview': (input) => imports.preview(input),
    'imports.begin': (input) => imports.begin(input),
    'imports.push': pushPiece(ports),
    'imports.end': ({ id }) => imports.end(id),
    'imports.cancel': ({ id }) => imports.cancel(id),
    'imports.refused': ({ id }) => download(id),
    'imports.errors': ({ id, after, limit }) => imports.errors(id, after, limit),
  };
}
