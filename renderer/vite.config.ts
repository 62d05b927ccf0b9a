/**
 * Build of the window. The page runs under `default-src 'none'` (electron/platform/origin.ts): no inline script, style
 * or data: asset may come out of it. Vite's own types are left out so that no Node type enters this room; JSX is
 * compiled by Vite itself.
 */
const renderer = new URL('.', import.meta.url).pathname;

/** The window speaks French (I18nProvider in main.tsx): React Aria's words in some thirty other languages stay out of it. */
const frenchOnly = {
  name: 'french-only',
  load: (id: string): string | null =>
    /react-aria[^/]*\/dist\/.*\/intl\/(?:.*\/)?(?!fr-FR)[a-z]{2}-[A-Z]{2}\.mjs$/.test(id) ? 'export default undefined;' : null,
};

export default {
  root: renderer,
  plugins: [frenchOnly],
  base: '/',
  cacheDir: `${renderer}../node_modules/.cache/vite`,
  build: {
    outDir: `${renderer}dist`,
    emptyOutDir: true,
    target: 'chrome150',
    assetsInlineLimit: 0,
    sourcemap: false,
    modulePreload: { polyfill: false },
    // pdf.js and its worker are alone above the usual 500 kB; they load with the first preview only.
    chunkSizeWarningLimit: 1400,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the lock screen needs, in one file; then what several screens share, each screen apart.
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: 'shared', test: /^(?!.*(?:pdfjs-dist|resources.aide))/, minShareCount: 2, priority: 1 },
          ],
        },
      },
      onwarn(warning: { readonly code?: string }, show: (warning: unknown) => void): void {
        // « use client » of React libraries means nothing outside a server.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') show(warning);
      },
    },
  },
  worker: { format: 'es' },
};
