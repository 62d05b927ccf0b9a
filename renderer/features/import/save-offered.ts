import { fail } from '../../../shared/errors.ts';

/**
 * Saves a file that the application offers at a single-use address, as the host saves what is downloaded. The address is
 * read here: a link to it would be spent by a first try.
 *
 * @throws PosteError FILE_NOT_OFFERED
 */
export async function saveOffered({ url, fileName }: { readonly url: string; readonly fileName: string }): Promise<void> {
  const answer = await fetch(url);
  if (!answer.ok) throw fail('FILE_NOT_OFFERED', { detail: `HTTP ${answer.status}` });
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The host has taken the bytes by the next turn.
  setTimeout(() => URL.revokeObjectURL(address));
}
