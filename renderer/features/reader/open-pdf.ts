import { getDocument, GlobalWorkerOptions, PDFWorker, type PDFDocumentProxy } from 'pdfjs-dist';

GlobalWorkerOptions.workerSrc = new URL('../../../node_modules/pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href;

/** A worker that does not let go of its document by then is stuck in it. */
const STUCK_MS = 2000;
/** Workers that read nothing now: starting one takes longer than drawing a page. */
const idle: PDFWorker[] = [];
const KEPT = 2;

/** A document that is being opened. */
interface Opening {
  /** @throws what pdf.js says of a PDF that it cannot read. */
  readonly pdf: Promise<PDFDocumentProxy>;
  /** Lets go of it, opened or not. */
  readonly close: () => void;
}

/** Opens a PDF in a worker of its own, nothing of it alive: no script, no form, no link. */
export function openPdf(bytes: Uint8Array): Opening {
  const worker = idle.pop() ?? PDFWorker.create({});
  const task = getDocument({
    // pdf.js takes the buffer over: it is given a copy, so that a second opening finds the bytes.
    data: bytes.slice(),
    worker,
    enableXfa: false,
    stopAtErrors: false,
    disableAutoFetch: true,
    // pdf.js 6 never evaluates code; WebAssembly would need a CSP exception: the decoders of faxes and scans (CCITT, JBIG2, JPEG 2000) are its own in plain JavaScript.
    useWasm: false,
    wasmUrl: new URL('/pdf-decoders/', window.location.href).href,
  });
  return { pdf: task.promise, close: () => void giveBack(worker, task.destroy()) };
}

/** Keeps a worker for the next document, unless this one holds it. */
async function giveBack(worker: PDFWorker, closed: Promise<void>): Promise<void> {
  const stuck = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(true), STUCK_MS);
  });
  const free = closed.then(
    () => false,
    () => true,
  );
  if (!(await Promise.race([free, stuck])) && idle.length < KEPT) idle.push(worker);
  else worker.destroy();
}
