/** From the sources, or from the bundle where each thread has an entry of its own. */
export const threadEntry = (name: string): URL => new URL(import.meta.url.endsWith('.ts') ? `./${name}.ts` : `./datamatrix/${name}.js`, import.meta.url);
