import type { DocumentRow } from '../../../shared/contract/documents.ts';

/** Whether a document waits for another professional than whoever looks. */
export const isHanded = ({ status, prepared }: Pick<DocumentRow, 'status' | 'prepared'>): boolean =>
  status === 'draft' && prepared?.forMe === false;
