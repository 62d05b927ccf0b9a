import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Packages only (development runs the sources): the main process and the processes it starts, as ESM. The preload
 * script of a sandboxed window must be CommonJS: `preload.vite.config.ts`.
 */
export default defineConfig({
  root: here('.'),
  ssr: {
    noExternal: true,
    external: [
      'electron',
      '@napi-rs/canvas',
      'better-sqlite3',
      'pkcs11js',
      'libxml2-wasm',
      'pdfjs-dist',
      'pdfkit',
      'tesseract.js',
      'zxing-wasm',
    ],
  },
  build: {
    ssr: true,
    target: 'node24',
    outDir: here('../dist'),
    emptyOutDir: false,
    minify: false,
    rollupOptions: {
      input: {
        main: here('main.ts'),
        'card/service': here('card/service.ts'),
        'doors/service': here('doors/service.ts'),
        'net/engine-child': here('net/engine-child.ts'),
        'store/worker': here('store/sqlite/worker.ts'),
        'wiring/openers': here('wiring/openers.ts'),
      },
      // All at the top: what finds a process of ours looks from there (`serviceEntry`).
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
