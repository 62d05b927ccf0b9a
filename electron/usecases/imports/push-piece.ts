import type { ImportRun } from '../../../shared/contract/imports.ts';
import type { Session } from '../../session/session.ts';
import type { Imports } from './imports.ts';

/**
 * The next piece of the file. A long import is somebody's work: the session does not lock under it for want of a key or a click.
 *
 * @throws PosteError those of {@link Imports.push}
 */
export function pushPiece(ports: { readonly imports: Pick<Imports, 'push'>; readonly session: Pick<Session, 'touch'> }) {
  return async (piece: { readonly id: string; readonly bytes: Uint8Array }): Promise<ImportRun> => {
    ports.session.touch();
    return await ports.imports.push(piece.id, piece.bytes);
  };
}
