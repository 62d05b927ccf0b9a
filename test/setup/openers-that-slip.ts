import { serveOpeners } from '../../electron/doors/thread.ts';

/** Thread of a door process whose openers fail, each in its way. */
const nothing: { readonly inside: { readonly name: string } } = JSON.parse('{}');
const refuse = (): Promise<never> => Promise.reject(new Error('a library'));

serveOpeners({
  pdf: async () => nothing.inside.name,
  'pdf-text': refuse,
  'pdf-image': refuse,
  image: refuse,
  stamp: refuse,
  cda: async () => ({ bytes: Uint8Array.of(1, 2, 3), none: null }),
  'cda-page': refuse,
  'dmp-message': refuse,
  xml: refuse,
});
