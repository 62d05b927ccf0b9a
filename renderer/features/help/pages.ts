import { features } from '../index.ts';
import type { Feature } from '../feature.ts';

const files = import.meta.glob<string>('../../../resources/aide/*.md', { query: '?raw', import: 'default', eager: true });
const every: readonly Feature[] = features;

/** A page of the guide: its file's name and its markdown. */
interface HelpPage {
  readonly id: string;
  readonly source: string;
}

/** The user guide of `resources/aide/`, in the order of the features. */
export const helpPages: readonly HelpPage[] = every
  .flatMap(({ guide }) => guide ?? [])
  .flatMap((id) => {
    const source = files[`../../../resources/aide/${id}.md`];
    return source === undefined ? [] : [{ id, source }];
  });
