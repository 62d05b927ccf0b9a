import { fail } from '../../../shared/errors.ts';

/** A phone number as people write it; null when there is none. @throws PosteError PHONE */
export function phoneNumber(typed: string | null, path = '/phone'): string | null {
  const phone = typed?.trim() ?? '';
  if (phone === '') return null;
  const digits = phone.replaceAll(/\D/g, '').length;
  if (!/^\+?[\d .()/\u00A0\u202F-]+$/.test(phone) || digits < 3 || digits > 15) throw fail('PHONE', { path });
  return phone;
}
