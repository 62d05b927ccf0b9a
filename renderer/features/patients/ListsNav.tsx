import { useAnswer } from '../../client/queries.ts';
import { pathOf } from '../../client/routes.ts';
import { worklistsText as words } from '../worklists/text.ts';
import { waiting } from '../worklists/counts.ts';

/** All the records, or those that ask for work: how many stand there. */
export function ListsNav({ current }: { readonly current: 'patients' | 'worklists' }) {
  const lists = useAnswer('worklists.get', null).data;
  const n = lists === undefined ? 0 : waiting(lists);
  return (
    <nav className="lists-nav" aria-label={words.nav}>
      <a href={pathOf('patients')} aria-current={current === 'patients' ? 'page' : undefined}>{words.all}</a>
      <a href={pathOf('worklists')} aria-current={current === 'worklists' ? 'page' : undefined}>
        {words.title}
        {n === 0 ? null : <span className="count" data-tone="warn">{n}</span>}
      </a>
    </nav>
  );
}
