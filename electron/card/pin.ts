import { PIN_FORMAT } from './constants.ts';
import { cardError } from './errors.ts';

/** Before any card is asked: it would count a try for some, or none. @throws PosteError PIN_FORMAT */
export function requirePin(pin: string): void {
  if (!PIN_FORMAT.test(pin)) throw cardError('PIN_FORMAT');
}

/**
 * The PIN as bytes that whoever takes them erases, and no other copy of them (`Buffer.from` would leave one in Node's
 * pool). The text itself cannot be erased: JavaScript has no way to overwrite a string. The window's field, its message
 * to the application, the pipe to the card's process and the arguments of C_Login and of OpenSSL are such copies, gone
 * when their memory is used again. Once the session is open nobody holds the text but the transport of the system's
 * certificate store, which may be asked for it (platform/electron), until its first use or the end of the session.
 *
 * @param pin ASCII digits.
 */
export function pinBytes(pin: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(pin);
}
