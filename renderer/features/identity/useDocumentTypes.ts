import { useAnswer } from '../../client/queries.ts';
import type { Choice } from '../../ui/Select.tsx';

/** The high-trust documents that may prove somebody's identity, to choose from. @param minor some prove a minor's alone. */
export function useDocumentTypes(minor: boolean): readonly Choice[] {
  const types = useAnswer('patients.identityDocumentTypes', null).data ?? [];
  return types.filter(({ minorOnly }) => minor || !minorOnly).map(({ code, label }) => ({ id: code, label }));
}
