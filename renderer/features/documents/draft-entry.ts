/** What is typed of a draft before it is in its form. Pure. */

import { MAX_TITLE, titleLength } from '../../../shared/domain/documents/title.ts';
import { parseAddress } from '../../../shared/domain/mss/address.ts';
import { MAX_RECIPIENTS, type DocumentForm } from '../../../shared/domain/record/document.ts';
import { isoDate } from '../../ui/format.ts';

/** What is in the address field and is no address yet: never dropped in silence. */
export const isHalfAddress = (typed: string): boolean => typed !== '' && parseAddress(typed) === null;

/** Characters of the title past its limit; negative or zero when it is not too long. */
export const titleOver = ({ title }: Pick<DocumentForm, 'title'>): number => titleLength(title) - MAX_TITLE;

/** Whether nothing is missing or half typed: only then is the draft validated. @param date @param address as typed */
export const isComplete = (form: DocumentForm, date: string, address: string): boolean =>
  form.type !== null &&
  form.title.trim() !== '' &&
  titleOver(form) <= 0 &&
  isoDate(date) !== null &&
  !isHalfAddress(address) &&
  !isOneTooMany(form, address);

/** An address typed but not added, which is a recipient too; null when there is none. */
export const addressLeft = ({ recipients }: Pick<DocumentForm, 'recipients'>, address: string): string | null =>
  address === '' || recipients.includes(address) ? null : address;

/** Whether an address typed is one more than a document leaves for. */
export const isOneTooMany = (form: Pick<DocumentForm, 'recipients'>, address: string): boolean =>
  form.recipients.length >= MAX_RECIPIENTS && addressLeft(form, address) !== null;
