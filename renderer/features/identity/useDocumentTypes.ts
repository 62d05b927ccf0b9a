import { useAnswer } from '../../client/queries.ts';
import type { DocumentChoice } from './document-buttons.ts';

/** The high-trust documents that may prove somebody's identity, to choose from. @param minor some prove a minor's alone. */
export function useDocumentTypes(minor: boolean): readonly DocumentChoice[] {
  const types = useAnswer('patients.identityDocumentTypes', null).data ?? [];
  return types.filter(({ minorOnly }) => minor || !minorOnly).map(({ code, label, minorOnly }) => ({ id: code, label, minorOnly }));
}
