/** What the arrivals lend to the other features. */
export { arrivals } from './arrivals.ts';
export { TakesFiles } from './record-on-screen.ts';
