import type { CallOutput } from '../../../shared/contract/index.ts';
import type { Offer } from '../offer.ts';
import type { Imports } from './imports.ts';

/** The lines that an import refused, as a file to save; null when there are none. @throws PosteError those of {@link Imports.refused} */
export function downloadRefused(ports: { readonly imports: Pick<Imports, 'refused'>; readonly offer: Offer }) {
  return async (id: string): Promise<CallOutput<'imports.refused'>> => {
    const file = await ports.imports.refused(id);
    if (file === null) return null;
    const { bytes, fileName, lines } = file;
    return { url: ports.offer({ type: 'application/octet-stream', bytes }), fileName, lines };
  };
}
