import './worklists.css';

/** What the worklists lend to the other features. */
export { ListsNav } from './ListsNav.tsx';
export { openWorklist } from './place.ts';
export { receivedText, worklistsText } from './text.ts';
