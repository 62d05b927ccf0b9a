/** What the reader lends to the other features. */
export { PrintDialog } from './PrintDialog.tsx';
export { Reader } from './Reader.tsx';
