import { useCallback } from 'react';
import type { CorrespondentView } from '../../../shared/contract/consent.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { leftForms } from '../../client/left-forms.ts';
import { useAddressRefusal } from '../../client/useAddressRefusal.ts';
import { useTyped } from '../../client/useTyped.ts';
import { common } from '../../text/common.ts';
import { fieldError } from '../../text/field-error.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { savedForm } from './listed-correspondents.ts';
import { rightsText as words } from './rights-text.ts';

interface TypedCorrespondent {
  readonly name: string;
  readonly role: CorrespondentView['role'];
  readonly address: string;
}

/** A correspondent who was being typed, by the record's identifier. */
export const leftCorrespondent = leftForms<TypedCorrespondent>(words.addLeft, common.resumed);

/** The form of a correspondent. */
interface CorrespondentForm {
  readonly typed: TypedCorrespondent;
  readonly change: (part: Partial<TypedCorrespondent>) => void;
  readonly save: () => void;
  readonly busy: boolean;
  readonly nameError: string | undefined;
  readonly addressError: string | undefined;
  /** What went wrong and is about neither. */
  readonly error: ErrorFacts | null;
}

/** @param id of the record. @param edited one of the list; null: one more. @param onSaved called once the episode holds what was typed. */
export function useCorrespondent(
  id: string,
  edited: CorrespondentView | null,
  correspondents: readonly CorrespondentView[],
  onSaved: () => void,
): CorrespondentForm {
  const { typed, type, settle } = useTyped(leftCorrespondent, id, (): TypedCorrespondent => ({
    name: edited?.name ?? '',
    role: edited?.role ?? 'specialist',
    address: edited?.address ?? '',
  }));
  const judged = useAddressRefusal(typed.address);
  const { run, busy, error, clear } = useAction(
    useCallback(
      async (_live: () => boolean, { name, role, address }: TypedCorrespondent) => {
        const saved = { name, role, address: address.trim() === '' ? null : address.trim() };
        const at = edited === null ? -1 : correspondents.indexOf(edited);
        const list = correspondents.map(savedForm);
        const next = at === -1 ? [...list, saved] : list.with(at, saved);
        await call('episodes.setCorrespondents', { id, correspondents: next, confirmedAgain: false });
        tell(words.correspondentsSaved, 'quiet');
        settle();
        onSaved();
      },
      [id, edited, correspondents, settle, onSaved],
    ),
  );
  const nameError = fieldError(error, 'name');
  const addressError = fieldError(error, 'address') ?? fieldError(judged, 'address');
  const change = (part: Partial<TypedCorrespondent>): void => {
    type({ ...typed, ...part });
    clear();
  };
  return {
    typed,
    change,
    save: () => void run(typed),
    busy,
    nameError,
    addressError,
    error: nameError === undefined && addressError === undefined ? error : null,
  };
}
