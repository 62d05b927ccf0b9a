import './documents.css';

/** What the documents lend to the other features. */
export { DocumentState } from './DocumentState.tsx';
export { DraftPanel } from './DraftPanel.tsx';
export { isHanded } from './handed.ts';
export { HandedPanel } from './HandedPanel.tsx';
export { reasonTone, SendActs, SendIcons, SentPanel } from './SentPanel.tsx';
export { chosenIn, showDocument, useChosen } from './shown-document.ts';
export { offerTakingBack } from './take-back.ts';
export { documentsText } from './text.ts';
export { TypePicker } from './TypePicker.tsx';
