/**
 * The key's URI as OpenSSL's engine takes it: the PIN goes inside the URI only. The string lives as long as its use; the bytes
 * of the PIN are erased.
 *
 * @param keyUri PKCS#11 URI of the private key, without PIN (RFC 7512).
 * @param pin ASCII digits.
 */
export function identifierOf(keyUri: string, pin: Uint8Array): string {
  const identifier = `${keyUri};pin-value=${Buffer.from(pin.buffer, pin.byteOffset, pin.byteLength).toString('latin1')}`;
  pin.fill(0);
  return identifier;
}
