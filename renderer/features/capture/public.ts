/** What the readers lend to the other features. */
export { DatamatrixButton } from './DatamatrixButton.tsx';
