import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the Cryptoki library of CPS cards is installed (card/README 2): the first that exists, else the first. */
export function usualModule(platform: NodeJS.Platform = process.platform): string {
  const candidates: readonly [string, ...string[]] =
    platform === 'win32'
      ? [join(process.env['WINDIR'] ?? 'C:\\Windows', 'System32', 'cps3_pkcs11_w64.dll')]
      : platform === 'darwin'
        ? ['/usr/local/lib/libcps3_pkcs11_osx.dylib']
        : ['/opt/santesocial/CPS/lib/libcps3_pkcs11_lux.so', '/usr/lib64/libcps3_pkcs11_lux.so'];
  return candidates.find((path) => existsSync(path)) ?? candidates[0];
}
