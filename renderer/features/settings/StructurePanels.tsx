import { useAnswer } from '../../client/queries.ts';
import { CollectivePanel } from './CollectivePanel.tsx';
import { NoticePanel } from './NoticePanel.tsx';

/** What the structure tells its patients, read by everybody of it. */
export function StructurePanels() {
  const { data } = useAnswer('structure.get', null, { staleTime: 0 });
  return data === undefined ? null : (
    <>
      <CollectivePanel collective={data.collective} />
      <NoticePanel notice={data.notice} />
    </>
  );
}
