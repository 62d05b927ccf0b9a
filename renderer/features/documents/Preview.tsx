import { useCallback } from 'react';
import { call } from '../../client/client.ts';
import { documentsText as words } from './text.ts';
import { OfferedPdf } from './OfferedPdf.tsx';

/** The PDF of a document. */
export function Preview({ id, title }: { readonly id: string; readonly title: string }) {
  return <OfferedPdf className="preview" label={words.preview(title)} address={useCallback(() => call('documents.open', { id }), [id])} />;
}
