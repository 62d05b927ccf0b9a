/** What the documents lend to the other features. */
export { DocumentState } from './DocumentState.tsx';
export { DropTarget } from './DropTarget.tsx';
export { PrintDialog } from './PrintDialog.tsx';
export { reasonTone, SendActs, SendIcons } from './SentPanel.tsx';
export { showDocument } from './useAddDocument.ts';
