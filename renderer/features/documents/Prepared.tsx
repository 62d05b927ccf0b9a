import { TriangleAlert, UserRound } from 'lucide-react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { returnReasonLabels } from '../../../shared/domain/delegation/return-reasons.ts';
import { moment } from '../../ui/moment.ts';
import { documentsText as words } from './text.ts';

/** Who prepared it and when, or by whom it was given back and why. */
export function Prepared({ row: { status, prepared, returned } }: { readonly row: DocumentRow }) {
  if (prepared !== null)
    return (
      <p className="prepared">
        <UserRound size={16} />
        <span>
          {words.preparedBy} <strong>{prepared.by}</strong> {moment(prepared.at)}.
          {prepared.forMe && status === 'draft' ? <> {words.answers}</> : null}
        </span>
      </p>
    );
  if (returned === null) return null;
  return (
    <p className="prepared" data-tone="warn">
      <TriangleAlert size={16} />
      <span>
        {words.returnedBy} <strong>{returned.by}</strong> {moment(returned.at)} : <strong>{returnReasonLabels[returned.reason]}</strong>.
      </span>
    </p>
  );
}
