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

/** The decoders of pdf.js for faxes and scans, in plain JavaScript: its worker asks for them by name (`reader/open-pdf.ts`). */
const pdfDecoders = {
  name: 'pdf-decoders',
  generateBundle(this: {
    readonly emitFile: (file: { readonly type: 'prebuilt-chunk'; readonly fileName: string; readonly code: string }) => string;
    readonly fs: { readonly readFile: (path: string, options: { readonly encoding: 'utf8' }) => Promise<string> };
  }): Promise<void> {
    const emit = async (name: string): Promise<void> => {
      const code = await this.fs.readFile(`${renderer}../node_modules/pdfjs-dist/wasm/${name}`, { encoding: 'utf8' });
      this.emitFile({ type: 'prebuilt-chunk', fileName: `pdf-decoders/${name}`, code });
    };
    return Promise.all(['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js'].map(emit)).then(() => undefined);
  },
};

/** Where pdf.js waits for a frame of the display between two pieces of a drawing, and where it takes that back. */
const WAITS = [
  ['window.requestAnimationFrame(', 'setTimeout('],
  ['window.cancelAnimationFrame(', 'clearTimeout('],
] as const;

/**
 * pdf.js draws a page in pieces of 15 ms, the next one in the next frame: a first page waits for two frames that show nothing. Each
 * piece is a task of its own instead: keys and frames still come between them, and a window that is not seen draws too.
 */
const drawnWithoutFrames = {
  name: 'drawn-without-frames',
  transform(code: string, id: string): string | null {
    if (!id.endsWith('/pdfjs-dist/build/pdf.mjs')) return null;
    for (const [wait] of WAITS) if (code.split(wait).length !== 2) throw new Error(`pdf.js is not what it was: ${wait}`);
    return WAITS.reduce((text, [wait, instead]) => text.replace(wait, instead), code);
  },
};

export default {
  root: renderer,
  plugins: [frenchOnly, pdfDecoders, drawnWithoutFrames],
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
