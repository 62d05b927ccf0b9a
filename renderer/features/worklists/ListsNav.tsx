import { memo } from 'react';
import { useAnswer } from '../../client/queries.ts';
import { pathOf } from '../../client/router.ts';
import { worklistsText as words } from './text.ts';
import { patientsScreen } from '../patients/feature.ts';
import { waiting } from './counts.ts';
import { worklistsScreen } from './feature.ts';

/** All the records, or those that ask for work: how many stand there. */
export const ListsNav = memo(function ListsNav({ current }: { readonly current: 'patients' | 'worklists' }) {
  const lists = useAnswer('worklists.get', null).data;
  const n = lists === undefined ? 0 : waiting(lists);
  return (
    <nav className="lists-nav" aria-label={words.nav}>
      <a href={pathOf(patientsScreen)} aria-current={current === 'patients' ? 'page' : undefined}>
        {words.all}
      </a>
      <a href={pathOf(worklistsScreen)} aria-current={current === 'worklists' ? 'page' : undefined}>
        {words.title}
        {n === 0 ? null : (
          <span className="count" data-tone="warn">
            {n}
          </span>
        )}
      </a>
    </nav>
  );
});
